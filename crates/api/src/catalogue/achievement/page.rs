//! The page of an achievement 成果页.

use askama::Template;
use domain::catalogue::achievement::{Achievement, Listing, Patent, Standing, State};
use domain::catalogue::revision::{FieldChange, RevisionState};
use domain::catalogue::vocabulary::Vocabulary;
use domain::time::chinese_day;
use domain::{Fen, Timestamp};
use jiff::civil::Date;

use crate::catalogue::matching::page::MatchRow;
use crate::ui::parts::{Chain, FileList, Link, PostButton, ResultCard, Tag, Timeline};
use crate::ui::{Form, Layout};

/// What a reader can do about an achievement.
#[derive(Clone, Debug)]
pub enum NextStep {
    /// 提出许可意向: address of the form.
    Request(String),
    /// Nobody is signed in: address of sign-in that comes back here.
    SignIn(String),
    /// The reader has asked already: the request.
    Asked(Link),
    /// Why the reader cannot ask, in one sentence.
    Cannot(String),
    /// The reader's own listing: edit address when it may be edited, and the other verbs.
    Own {
        /// Address of the edit form.
        edit_href: String,
        /// The verbs that fit its state.
        verbs: Vec<PostButton>,
        /// Controls `file` and `tier`; scope `file`.
        file_form: Form,
    },
    /// The bureau reviews it.
    Review {
        /// Where it is published.
        publish: PostButton,
        /// Where it is returned, with a reason.
        return_action: String,
        /// Control `reason`.
        return_form: Form,
    },
}

/// The edit of what is published, for its owner and the reviewer.
#[derive(Clone, Debug)]
pub struct RevisionShown {
    /// Where it stands.
    pub state: RevisionState,
    /// Why it was returned, or empty.
    pub reason: String,
    /// What differs from what is published.
    pub changes: Vec<FieldChange>,
}

impl RevisionShown {
    /// The edit of an achievement, when the reader sees one.
    pub fn of(achievement: &Achievement) -> Option<Self> {
        let revision = achievement.revision.as_ref()?;
        Some(Self {
            state: revision.state,
            reason: revision.reason.clone(),
            changes: achievement.changes(),
        })
    }
}

/// What it would cost an enterprise of the city after the subsidy.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The least that is asked.
    pub price: Fen,
    /// The subsidy on it when it is paid in full.
    pub subsidy: Fen,
    /// The difference.
    pub net: Fen,
    /// Address of the calculator with this sum.
    pub href: String,
    /// The policy that says so.
    pub policy: Link,
}

/// `GET /achievements/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/achievement/achievement.html")]
pub struct AchievementPage {
    /// Around the page.
    pub layout: Layout,
    /// Identifier, as it is quoted.
    pub id: String,
    /// Where it stands.
    pub state: State,
    /// Why it was returned or withdrawn, for whoever may know; or empty.
    pub reason: String,
    /// The seller's own number, or empty.
    pub external_number: String,
    /// What is listed; once it was published: as it was approved.
    pub listing: Listing,
    /// Today: on it depends which patents are in force.
    pub today: Date,
    /// The edit that waits beside it, when the reader may see it.
    pub revision: Option<RevisionShown>,
    /// Name of the county of origin, or empty.
    pub county: String,
    /// Who lists it.
    pub organisation: Link,
    /// What that organisation is.
    pub organisation_kind: String,
    /// Last confirmed at.
    pub confirmed_at: Option<Timestamp>,
    /// Whether it should have been confirmed again by now.
    pub stale: bool,
    /// Median days in which this organisation answers requests; nothing without any answer.
    pub answer_days: Option<i64>,
    /// Person to ask, when the reader may know.
    pub contact: Option<(String, String)>,
    /// What the reader can do.
    pub next: NextStep,
    /// What it would cost; nothing when it has no price.
    pub cost: Option<Cost>,
    /// Public files, and those the reader may see.
    pub files: FileList,
    /// The chain, when the reader is in one.
    pub chain: Option<Chain>,
    /// What happened, for its owner and the bureau; empty for others.
    pub history: Timeline,
    /// Achievements like it.
    pub similar: Vec<ResultCard>,
    /// Open demands that it answers, the best first.
    pub wanted: Vec<MatchRow>,
}

impl AchievementPage {
    /// Where a patent stands today.
    pub fn standing(&self, patent: &Patent) -> Tag {
        Tag::of_patent(patent, self.today)
    }

    /// Until when a patent protects, or protected.
    pub fn protection(&self, patent: &Patent) -> String {
        protection_on(patent, self.today)
    }

    /// The state as a tag, unless it is simply published.
    pub fn tag(&self) -> Option<Tag> {
        (self.state != State::Published).then(|| Tag::from(self.state))
    }

    /// The abstract, one string a paragraph.
    pub fn abstract_paragraphs(&self) -> Vec<&str> {
        paragraphs(&self.listing.abstract_text)
    }

    /// The problem, one string a paragraph.
    pub fn problem_paragraphs(&self) -> Vec<&str> {
        paragraphs(&self.listing.problem)
    }
}

/// Lines of a text that hold something.
pub(crate) fn paragraphs(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

fn protection_on(patent: &Patent, day: Date) -> String {
    match (patent.standing_on(day), patent.expires_on()) {
        (Standing::Ended(_), Some(last)) => format!("{} 已届满", chinese_day(last)),
        (Standing::Ended(last), None) => {
            format!("最迟 {} 已届满（未填写申请日）", chinese_day(last))
        }
        (_, Some(last)) => chinese_day(last),
        (_, None) => "未填写申请日".into(),
    }
}

#[cfg(test)]
mod tests {
    use domain::catalogue::achievement::PatentStatus;
    use domain::catalogue::patent::PatentNumber;

    use super::*;

    #[test]
    fn the_page_says_when_protection_ended() {
        let today = Date::constant(2026, 3, 5);
        let patent = |number: &str, filed_on| Patent {
            number: PatentNumber::parse(number).expect("a number"),
            status: PatentStatus::Granted,
            filed_on,
        };
        let ended = patent("201020100000.6", Some(Date::constant(2010, 3, 1)));
        assert_eq!(
            (
                Tag::of_patent(&ended, today).word,
                protection_on(&ended, today)
            ),
            ("保护期已满".into(), "2020年3月1日 已届满".into())
        );
        let unknown = patent("200210100007.8", None);
        assert_eq!(
            protection_on(&unknown, today),
            "最迟 2022年12月31日 已届满（未填写申请日）"
        );
        let lasting = patent("202010100014.6", Some(Date::constant(2020, 3, 1)));
        assert_eq!(
            (
                Tag::of_patent(&lasting, today).word,
                protection_on(&lasting, today)
            ),
            ("授权有效".into(), "2040年3月1日".into())
        );
    }
}

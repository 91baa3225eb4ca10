//! Matching a demand and an achievement (供需对接): how much of what the demand says the achievement says too, and
//! whether field, maturity, mode, price and county fit. One score from 0 to 100, every point of it explained.
//!
//! The text decides; the other criteria settle what the text leaves open. A criterion that the demand does not name
//! takes nothing away, one that the achievement does not tell is worth half.

use domain::catalogue::achievement::{Listing, Maturity, Price, TransferMode};
use domain::id::AchievementId;
use domain::money::fen::Fen;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::{Hit, Reason};
use crate::document::Card;
use crate::error::IndexError;
use crate::plan::Plan;
use crate::query::{Explain, LIMIT_AT_MOST, Neighbours, Operators, Query};
use crate::rank::highest_score;
use crate::writing::SearchIndex;

/// What is wanted: a demand as matching sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// In a few words.
    pub title: String,
    /// At length.
    pub description: String,
    /// Application field, or empty.
    pub field: String,
    /// The least level that is of use.
    pub maturity_min: Option<i64>,
    /// Modes that would do; none is any.
    pub modes: Vec<TransferMode>,
    /// The most that would be paid.
    pub budget_fen: Option<Fen>,
    /// Division code of the county, or empty.
    pub county: String,
}

/// By what a match is judged.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 文字.
    Text,
    /// 应用领域.
    Field,
    /// 成熟度.
    Maturity,
    /// 转化方式.
    Mode,
    /// 价格与预算.
    Price,
    /// 所在县（市、区）.
    County,
}

impl Criterion {
    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Field => "应用领域",
            Self::Maturity => "成熟度",
            Self::Mode => "转化方式",
            Self::Price => "价格与预算",
            Self::County => "县（市、区）",
        }
    }

    /// The most points it gives; all together 100.
    pub fn at_most(self) -> f32 {
        match self {
            Self::Text => 70.0,
            Self::Field => 10.0,
            Self::Maturity | Self::Mode => 6.0,
            Self::Price => 5.0,
            Self::County => 3.0,
        }
    }
}

/// What one criterion gives, and why.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = VerdictPart))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// By what.
    pub criterion: Criterion,
    /// How many points.
    pub points: f32,
    /// Of how many.
    pub at_most: f32,
    /// Why, for people.
    pub says: String,
}

/// How well an achievement answers a demand.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// From 0 to 100: the sum of the parts.
    pub score: f32,
    /// What each criterion gives, in their order.
    pub parts: Vec<Part>,
    /// The words that tell most of what both say, the most telling first.
    pub terms: Vec<String>,
}

/// An achievement that answers a demand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// The achievement, as a search shows it.
    pub hit: Hit,
    /// How well it answers.
    pub verdict: Verdict,
}

/// What an achievement offers, as far as criteria ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offered<'a> {
    field: &'a str,
    maturity: Option<&'a Maturity>,
    modes: &'a [TransferMode],
    price: &'a Price,
    county: &'a str,
}

impl<'a> From<&'a Card> for Offered<'a> {
    fn from(card: &'a Card) -> Self {
        Self {
            field: &card.field,
            maturity: card.maturity.as_ref(),
            modes: &card.modes,
            price: &card.price,
            county: &card.county,
        }
    }
}

impl<'a> From<&'a Listing> for Offered<'a> {
    fn from(listing: &'a Listing) -> Self {
        Self {
            field: &listing.field,
            maturity: listing.maturity.as_ref(),
            modes: &listing.modes,
            price: &listing.price,
            county: &listing.county,
        }
    }
}

/// The share of the highest possible score of a text that would be full evidence if points rose evenly. No achievement
/// says all that a demand says: the best one for a real demand reaches about a quarter.
const FULL_EVIDENCE: f32 = 0.33;
/// Up to this share of the highest possible score points rise evenly; from there on ever more slowly, without an end, so
/// that of two that say much the one that says more still has more.
const EVENLY_UP_TO: f32 = 0.25;
/// So many terms are named as evidence.
const TERMS_NAMED: usize = 6;
/// Every level below the wanted one takes so much of the points.
const LEVEL_SHORT: f32 = 0.25;

/// The share of the points of text that a share of the highest possible score is worth, from 0 to 1.
fn evidence_of(share: f32) -> f32 {
    let evenly = share.clamp(0.0, EVENLY_UP_TO) / FULL_EVIDENCE;
    let left = 1.0 - EVENLY_UP_TO / FULL_EVIDENCE;
    let beyond = (share - EVENLY_UP_TO).max(0.0);
    // The slope goes on where the even part ends.
    evenly + left * (1.0 - (-beyond / (left * FULL_EVIDENCE)).exp())
}

/// Judges an offer.
pub(crate) fn judge(
    wish: &Wish,
    offered: Offered<'_>,
    text_score: f32,
    highest: f32,
    terms: Vec<String>,
) -> Verdict {
    let evidence = if highest > 0.0 {
        evidence_of(text_score / highest)
    } else {
        0.0
    };
    let says = if terms.is_empty() {
        "没有共同的关键词语".to_owned()
    } else {
        format!("共同词语：{}", terms.join("、"))
    };
    let parts = vec![
        part(Criterion::Text, evidence, says),
        field(wish, offered),
        maturity(wish, offered),
        mode(wish, offered),
        price(wish, offered),
        county(wish, offered),
    ];
    Verdict {
        score: parts.iter().map(|part| part.points).sum(),
        parts,
        terms,
    }
}

fn part(criterion: Criterion, share: f32, says: impl Into<String>) -> Part {
    Part {
        criterion,
        points: criterion.at_most() * share,
        at_most: criterion.at_most(),
        says: says.into(),
    }
}

fn field(wish: &Wish, offered: Offered<'_>) -> Part {
    let (share, says) = match (wish.field.as_str(), offered.field) {
        ("", _) => (1.0, "需求未限定领域".to_owned()),
        (_, "") => (0.5, "成果未填领域".to_owned()),
        (wanted, field) if wanted == field => (1.0, format!("同为{field}")),
        (wanted, field) => (0.0, format!("需求属{wanted}，成果属{field}")),
    };
    part(Criterion::Field, share, says)
}

fn maturity(wish: &Wish, offered: Offered<'_>) -> Part {
    let (share, says) = match (wish.maturity_min, offered.maturity) {
        (None, _) => (1.0, "需求未限定成熟度".to_owned()),
        (Some(_), None) => (0.5, "成果未填成熟度".to_owned()),
        (Some(least), Some(maturity)) if maturity.level >= least => {
            (1.0, format!("{}，达到要求", maturity.word()))
        }
        (Some(least), Some(maturity)) => {
            let short = u8::try_from(least - maturity.level).unwrap_or(u8::MAX);
            (
                (1.0 - LEVEL_SHORT * f32::from(short)).max(0.0),
                format!("{}，比要求低 {short} 级", maturity.word()),
            )
        }
    };
    part(Criterion::Maturity, share, says)
}

fn mode(wish: &Wish, offered: Offered<'_>) -> Part {
    let shared: Vec<&str> = offered
        .modes
        .iter()
        .filter(|mode| wish.modes.contains(mode))
        .map(|mode| mode.label())
        .collect();
    let (share, says) = if wish.modes.is_empty() {
        (1.0, "需求未限定方式".to_owned())
    } else if offered.modes.is_empty() {
        (0.5, "成果未填方式".to_owned())
    } else if shared.is_empty() {
        (0.0, "没有共同的方式".to_owned())
    } else {
        (1.0, format!("都可{}", shared.join("、")))
    };
    part(Criterion::Mode, share, says)
}

fn price(wish: &Wish, offered: Offered<'_>) -> Part {
    let (share, says) = match (wish.budget_fen, offered.price.least()) {
        (None, _) => (1.0, "需求未填预算"),
        (Some(_), None) => (0.5, "成果价格面议"),
        (Some(budget), Some(least)) if least <= budget => (1.0, "在预算之内"),
        (Some(_), Some(_)) => (0.0, "高于预算"),
    };
    part(Criterion::Price, share, says)
}

fn county(wish: &Wish, offered: Offered<'_>) -> Part {
    let (share, says) = match (wish.county.as_str(), offered.county) {
        ("", _) => (1.0, "需求未限定地区"),
        (_, "") => (0.5, "成果未填地区"),
        (wanted, county) if wanted == county => (1.0, "同在一地"),
        _ => (0.0, "不在一地"),
    };
    part(Criterion::County, share, says)
}

impl SearchIndex {
    /// Achievements that answer a demand, the best first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn matches(
        &self,
        wish: &Wish,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Match>, IndexError> {
        let query = Query {
            details: wish.description.clone(),
            operators: Operators::Ignored,
            limit: LIMIT_AT_MOST,
            // Criteria may bring a document forward that the text alone puts further down.
            enough: LIMIT_AT_MOST,
            explain: Explain::Given,
            neighbours: Neighbours::Ranked,
            ..Query::new(wish.title.clone(), now)
        };
        let highest = highest_score(&Plan::build(self, &self.snapshot(), &query)?, &self.ranking);
        let page = self.search(&query)?;
        let mut matches: Vec<Match> = Vec::with_capacity(page.hits.len());
        for hit in page.hits {
            let terms = telling(&hit.reasons);
            let verdict = judge(wish, Offered::from(&hit.card), hit.score, highest, terms);
            matches.push(Match { hit, verdict });
        }
        // The sort is stable: of equals the one that the text puts first.
        matches.sort_by(|a, b| b.verdict.score.total_cmp(&a.verdict.score));
        matches.truncate(limit);
        Ok(matches)
    }

    /// The verdict on one achievement; nothing when it is not in the index or its text has nothing of the demand's.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn verdict(
        &self,
        wish: &Wish,
        achievement: &AchievementId,
        now: Timestamp,
    ) -> Result<Option<Verdict>, IndexError> {
        let query = Query {
            details: wish.description.clone(),
            operators: Operators::Ignored,
            limit: 1,
            enough: LIMIT_AT_MOST,
            explain: Explain::Given,
            restrict_to: Some(vec![achievement.clone()]),
            neighbours: Neighbours::Ranked,
            ..Query::new(wish.title.clone(), now)
        };
        let highest = highest_score(&Plan::build(self, &self.snapshot(), &query)?, &self.ranking);
        let hit = self.search(&query)?.hits.pop();
        Ok(hit.map(|hit| {
            judge(
                wish,
                Offered::from(&hit.card),
                hit.score,
                highest,
                telling(&hit.reasons),
            )
        }))
    }
}

/// The words that gave most; two that stand side by side as in the query are one (二氧化碳, not 二氧 and 化碳).
fn telling(reasons: &[Reason]) -> Vec<String> {
    // Parts, pairs and priors name no field.
    let (words, others): (Vec<&Reason>, Vec<&Reason>) =
        reasons.iter().partition(|reason| !reason.fields.is_empty());
    let mut found: Vec<(&str, f32)> = words
        .iter()
        .map(|word| (word.what.as_str(), word.score))
        .collect();
    for pair in others {
        // A word is named once: of three in a row the first two are one.
        let place = |what: &str| found.iter().position(|(word, _)| *word == what);
        let ends = words.iter().filter_map(|word| {
            pair.what
                .strip_prefix(&word.what)
                .and_then(|rest| Some((place(&word.what)?, place(rest)?)))
        });
        let Some((first, second)) = ends.into_iter().find(|(first, second)| first != second) else {
            continue;
        };
        let score = found[first].1 + found[second].1 + pair.score;
        found[first] = (&pair.what, score);
        found.remove(second);
    }
    most_telling(found)
}

/// The words with the highest scores. A single character or a number alone is no evidence that people would accept.
pub(crate) fn most_telling(mut words: Vec<(&str, f32)>) -> Vec<String> {
    words
        .retain(|(word, _)| word.chars().nth(1).is_some() && word.chars().any(char::is_alphabetic));
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    words
        .into_iter()
        .take(TERMS_NAMED)
        .map(|(word, _)| word.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish {
            field: "新材料".into(),
            maturity_min: Some(6),
            modes: vec![TransferMode::Licence],
            budget_fen: Some(Fen(100_000)),
            county: "140902".into(),
            ..Wish::default()
        }
    }

    fn points(wish: &Wish, offered: Offered<'_>) -> Vec<f32> {
        judge(wish, offered, 0.0, 1.0, Vec::new())
            .parts
            .iter()
            .map(|part| part.points)
            .collect()
    }

    const NOTHING_TOLD: Offered<'static> = Offered {
        field: "",
        maturity: None,
        modes: &[],
        price: &Price::Negotiable,
        county: "",
    };

    #[test]
    fn what_is_not_asked_takes_nothing_away_and_what_is_not_told_takes_half() {
        assert_eq!(
            points(&Wish::default(), NOTHING_TOLD),
            [0.0, 10.0, 6.0, 6.0, 5.0, 3.0]
        );
        assert_eq!(
            points(&wish(), NOTHING_TOLD),
            [0.0, 5.0, 3.0, 3.0, 2.5, 1.5]
        );
    }

    #[test]
    fn a_level_short_of_the_wanted_one_takes_a_quarter() {
        let mature = |level| {
            points(
                &wish(),
                Offered {
                    maturity: Some(&Maturity::trl(level)),
                    ..NOTHING_TOLD
                },
            )[2]
        };
        assert_eq!(
            [9, 6, 5, 4, 3, 2, 1].map(mature),
            [6.0, 6.0, 4.5, 3.0, 1.5, 0.0, 0.0]
        );
    }

    #[test]
    fn words_that_stand_side_by_side_are_named_as_one_and_numbers_are_no_evidence() {
        let reason = |what: &str, fields: Vec<crate::SearchField>, score| Reason {
            what: what.into(),
            fields,
            score,
        };
        let title = || vec![crate::SearchField::Title];
        let reasons = [
            reason("二氧", title(), 2.0),
            reason("化碳", title(), 2.0),
            reason("捕集", title(), 5.0),
            reason("6", title(), 9.0),
            reason("不", title(), 1.0),
            reason("二氧化碳", Vec::new(), 3.0),
            reason("集装", Vec::new(), 8.0),
        ];
        assert_eq!(telling(&reasons), ["二氧化碳", "捕集"]);
    }

    #[test]
    fn who_says_more_of_what_is_wanted_has_more_points_however_much_it_is() {
        let points: Vec<f32> = (0..=20u8)
            .map(|twentieths| evidence_of(f32::from(twentieths) / 20.0))
            .collect();
        assert!(
            points.windows(2).all(|pair| pair[0] < pair[1]),
            "{points:?}"
        );
        assert!(points[0] == 0.0 && points[20] < 1.0, "{points:?}");
    }

    #[test]
    fn the_points_of_all_criteria_are_a_hundred_and_text_has_no_more_than_its_own() {
        let verdict = judge(
            &Wish::default(),
            NOTHING_TOLD,
            9.0,
            1.0,
            vec!["石墨烯".into()],
        );
        assert!((verdict.score - 100.0).abs() < 0.001, "{verdict:?}");
    }
}

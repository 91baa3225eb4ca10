//! Result cards 成果卡片 and facets 筛选.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;
use domain::catalogue::achievement::{Maturity, Price, TransferMode};

use super::tag::{Link, Tag};

/// A stretch of text that was searched for, or was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether the reader searched for it.
    pub marked: bool,
}

/// Text with the searched words marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "catalogue/search/marked.html")]
pub struct Marked {
    /// The stretches, in order.
    pub pieces: Vec<Piece>,
}

impl HtmlSafe for Marked {}

impl Marked {
    /// Text with nothing marked.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            pieces: vec![Piece {
                text: text.into(),
                marked: false,
            }],
        }
    }

    /// Text with these stretches of bytes marked, in order and apart; a stretch that cuts a character is left out.
    pub fn new(text: &str, marks: &[std::ops::Range<usize>]) -> Self {
        let mut pieces = Vec::new();
        let mut push = |part: &str, marked| {
            if !part.is_empty() {
                pieces.push(Piece {
                    text: part.to_owned(),
                    marked,
                });
            }
        };
        let mut from = 0;
        for mark in marks {
            let (Some(before), Some(inside)) = (text.get(from..mark.start), text.get(mark.clone()))
            else {
                continue;
            };
            push(before, false);
            push(inside, true);
            from = mark.end;
        }
        push(text.get(from..).unwrap_or_default(), false);
        Self { pieces }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty())
    }
}

/// Where else a result matched.
#[derive(Clone, Debug)]
pub struct MatchedIn {
    /// Name of the field: `成果摘要`.
    pub field: String,
    /// The sentence around it.
    pub excerpt: Marked,
}

/// One achievement in a list.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/search/card.html")]
pub struct ResultCard {
    /// Its page.
    pub href: String,
    /// Title.
    pub title: Marked,
    /// One sentence; may be empty.
    pub summary: Marked,
    /// Where else it matched.
    pub matched_in: Vec<MatchedIn>,
    /// Who lists it.
    pub organisation: Link,
    /// Application field, or empty.
    pub field: String,
    /// Name of the county of origin, or empty.
    pub county: String,
    /// How far from production.
    pub maturity: Option<Maturity>,
    /// Modes on offer.
    pub modes: Vec<TransferMode>,
    /// What is asked.
    pub price: Price,
    /// Trial first, pay later.
    pub trial_offered: bool,
    /// Patents in all.
    pub patents: usize,
    /// Of these granted and in force.
    pub patents_granted: usize,
    /// Last confirmed at.
    pub confirmed_at: Option<Timestamp>,
    /// How it stands, where a list mixes states.
    pub tag: Option<Tag>,
}

impl HtmlSafe for ResultCard {}

/// One value that a list can be narrowed to.
#[derive(Clone, Debug)]
pub struct Facet {
    /// The value for people.
    pub label: String,
    /// How many results have it.
    pub count: u64,
    /// Address of the list with this value chosen, or with it taken away when it is chosen.
    pub href: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The values of one property.
#[derive(Clone, Debug)]
pub struct FacetGroup {
    /// Name of the property: `应用领域`.
    pub name: String,
    /// The values, the most frequent first.
    pub values: Vec<Facet>,
    /// The rest of them, shown when asked for.
    pub more: Vec<Facet>,
}

impl FacetGroup {
    /// Whether one of the rest is chosen: then they are shown.
    pub fn is_open(&self) -> bool {
        self.more.iter().any(|value| value.chosen)
    }
}

/// Everything a list can be narrowed by. Links, so that it works without a script; a disclosure on a phone.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "catalogue/search/facets.html")]
pub struct Facets {
    /// The properties.
    pub groups: Vec<FacetGroup>,
    /// Address of the list without any filter; empty when none is set.
    pub clear_href: String,
}

impl HtmlSafe for Facets {}

impl Facets {
    /// How many values are chosen.
    pub fn chosen(&self) -> usize {
        self.groups
            .iter()
            .flat_map(|group| group.values.iter().chain(&group.more))
            .filter(|value| value.chosen)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_text_is_escaped_and_its_marks_are_kept() {
        let text = "碳化硅<b>衬底";
        let marked = Marked::new(text, std::slice::from_ref(&(0..9)));
        assert_eq!(marked.to_string(), "<mark>碳化硅</mark>&#60;b&#62;衬底");
    }

    #[test]
    fn a_mark_that_cuts_a_character_is_left_out() {
        assert_eq!(
            Marked::new("碳化硅", std::slice::from_ref(&(0..4))).to_string(),
            "碳化硅"
        );
    }
}

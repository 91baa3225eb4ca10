//! Numbers below zero. Words of the index have no sign (`20-40℃` is a range), so that the documents that were gathered are
//! asked for it in their stored texts: who types `-48V` does not want what gives 48 V first.

use tantivy::DocAddress;

use crate::analysis::fold;
use crate::error::IndexError;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::stored;

/// What a document with all signed numbers gains, as a share of the highest score.
const SIGNED: f32 = 0.1;

/// What each of these documents gains by the signed numbers that it has; nothing when none was typed.
pub(crate) fn signed(
    snapshot: &Snapshot,
    fields: &FieldHandles,
    typed: &[String],
    highest: f32,
    documents: &[DocAddress],
) -> Result<Vec<f32>, IndexError> {
    let numbers: Vec<String> = typed.iter().filter_map(|text| number_of(text)).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    #[expect(clippy::cast_precision_loss, reason = "a query has a few numbers")]
    let each = SIGNED * highest / numbers.len() as f32;
    let gain = |address: &DocAddress| {
        stored::read(snapshot, fields, *address, |texts| {
            let [summary, abstract_text, problem] = texts.body();
            let folded =
                [&texts.title, summary, abstract_text, problem].map(|text| fold(text).text);
            let has = |number: &&String| folded.iter().any(|text| has_signed(text, number));
            numbers.iter().filter(has).map(|_| each).sum()
        })
    };
    documents.iter().map(gain).collect()
}

/// The number at the beginning of what was typed behind a minus.
fn number_of(typed: &str) -> Option<String> {
    let folded = fold(typed).text;
    let end = folded
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(folded.len());
    let number = folded[..end].trim_end_matches('.');
    (!number.is_empty()).then(|| number.to_owned())
}

/// Whether a folded text has this number with a minus that belongs to it: nothing that it could be taken from stands before.
fn has_signed(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let Some(before) = text[..at].strip_suffix('-') else {
            return false;
        };
        let part_of_more = |c: char| c.is_ascii_digit() || c == '.';
        !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '℃' | '℉' | '%' | '-'))
            && !text[at + number.len()..].starts_with(part_of_more)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_belongs_to_its_number_and_a_range_has_none() {
        for (text, number, has) in [
            ("额定电压 -48v", "48", true),
            ("输出-48v", "48", false),
            ("工作温度:-40~85℃", "40", true),
            ("20-40℃", "40", false),
            ("-20℃-40℃", "40", false),
            ("-480v", "48", false),
            ("-48.5v", "48", false),
            ("48v", "48", false),
        ] {
            assert_eq!(has_signed(text, number), has, "{text}");
        }
        assert_eq!(number_of("４８V").as_deref(), Some("48"));
        assert_eq!(number_of("．V"), None);
    }
}

//! Values of vocabularies 词表: what a cell says of field, industry, subject and patent classification.

use std::collections::BTreeSet;

use domain::catalogue::vocabulary::Vocabulary;

use super::list;
use crate::cell::Cell;
use crate::mapping::Mapped;
use crate::target::{Field, Target};

/// Values without an entry that a preview shows.
const SHOWN: usize = 3;

/// The vocabulary of a field, where it has one.
fn vocabulary_of(field: Field) -> Option<Vocabulary> {
    match field {
        Field::Field => Some(Vocabulary::Field),
        Field::Industry => Some(Vocabulary::Industry),
        Field::Subject => Some(Vocabulary::Subject),
        Field::Ipc => Some(Vocabulary::Ipc),
        _ => None,
    }
}

/// Reads a cell as an entry, as it is stored; else why it is none.
pub(crate) fn read(field: Field, cell: &Cell) -> Result<String, String> {
    let Some(vocabulary) = vocabulary_of(field) else {
        return Err("没有词表".into());
    };
    let text = cell.text();
    // 0721 that became a number is 721, and that is another industry.
    let digits = text.trim();
    if vocabulary == Vocabulary::Industry
        && digits.len() == 3
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(
            "只有三位数字，表格程序可能去掉了行业代码开头的 0：请把这一列设为“文本”格式，写出完整代码，例如 0721 或 L721"
                .into(),
        );
    }
    vocabulary
        .parse(&text)
        .map(|entry| entry.written(vocabulary))
        .map_err(|refused| refused.message)
}

/// Under which name a value without an entry is kept.
pub(crate) fn note_of(field: Field) -> String {
    format!("{}（原文）", field.label())
}

/// How many of the values of a column are entries; nothing where its field has no vocabulary, or it is empty.
pub(crate) fn count<'a>(target: Target, cells: impl Iterator<Item = &'a Cell>) -> Option<Mapped> {
    let Target::Field(field) = target else {
        return None;
    };
    let vocabulary = vocabulary_of(field)?;
    let mut mapped = Mapped::default();
    let mut others = BTreeSet::new();
    for cell in cells {
        let text = cell.text();
        if text.trim().is_empty() {
            continue;
        }
        let parts = list::split(&text);
        let is_mapped = read(field, cell).is_ok()
            || (vocabulary == Vocabulary::Ipc
                && parts.iter().all(|part| vocabulary.read(part).is_some()));
        if is_mapped {
            mapped.entries += 1;
        } else {
            mapped.others += 1;
            if others.len() < SHOWN {
                others.insert(crate::row::shown(&text));
            }
        }
    }
    mapped.examples = others.into_iter().collect();
    (mapped.entries + mapped.others > 0).then_some(mapped)
}

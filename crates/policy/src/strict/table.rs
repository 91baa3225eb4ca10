//! Trees become values: a table gives up what is asked for, and what is left in it is a fault.

use std::borrow::Cow;

use ::domain::Fen;
use ::domain::money::fen::LARGEST;
use jiff::civil::Date;

use super::tree::{Faults, Node, Place, Value};

/// The longest identifier, in bytes.
const LONGEST_ID: usize = 200;

/// A table being read: what is taken is known, what remains at the end is refused.
pub(crate) struct Table<'d> {
    pub(crate) place: Place,
    entries: Vec<(Cow<'d, str>, Node<'d>)>,
    known: Vec<&'static str>,
}

impl<'d> Table<'d> {
    pub(crate) fn open(node: Node<'d>, place: Place, faults: &mut Faults) -> Option<Self> {
        match node.value {
            Value::Table(entries) => Some(Self {
                place,
                entries,
                known: Vec::new(),
            }),
            other => {
                faults.note(
                    &place,
                    format!("应为对象（一组“键: 值”），现为{}", other.kind()),
                );
                None
            }
        }
    }

    /// Takes a value that may be missing or null.
    pub(crate) fn optional(&mut self, key: &'static str) -> Option<(Node<'d>, Place)> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name == key)?;
        let (_, node) = self.entries.swap_remove(at);
        let place = self.place.part(key, node.line);
        match node.value {
            Value::Null => None,
            _ => Some((node, place)),
        }
    }

    fn required(&mut self, key: &'static str, faults: &mut Faults) -> Option<(Node<'d>, Place)> {
        let present = self.has(key);
        let found = self.optional(key);
        if found.is_none() {
            let place = self.place.part(key, self.place.line);
            faults.note(
                &place,
                if present {
                    "不能为空值 null"
                } else {
                    "缺少此项"
                },
            );
        }
        found
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name == key)
    }

    /// The line of a value that is still to be taken.
    pub(crate) fn line_of(&self, key: &str) -> Option<usize> {
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .and_then(|(_, node)| node.line)
            .or(self.place.line)
    }

    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Faults) -> Option<String> {
        let (node, place) = self.required(key, faults)?;
        read_text(node, &place, faults)
    }

    pub(crate) fn optional_text(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<String> {
        let (node, place) = self.optional(key)?;
        read_text(node, &place, faults)
    }

    /// An identifier: any text that is not empty and not endless.
    pub(crate) fn id(&mut self, key: &'static str, faults: &mut Faults) -> Option<String> {
        let (node, place) = self.required(key, faults)?;
        let id = read_text(node, &place, faults)?;
        if id.len() > LONGEST_ID {
            faults.note(&place, format!("编号过长，最多 {LONGEST_ID} 字节"));
            return None;
        }
        Some(id)
    }

    pub(crate) fn truth(&mut self, key: &'static str, faults: &mut Faults) -> Option<bool> {
        let (node, place) = self.required(key, faults)?;
        match node.value {
            Value::Truth(truth) => Some(truth),
            other => {
                faults.note(&place, format!("应为 true 或 false，现为{}", other.kind()));
                None
            }
        }
    }

    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        least: i64,
        most: i64,
        faults: &mut Faults,
    ) -> Option<i64> {
        let (node, place) = self.required(key, faults)?;
        read_integer(node, &place, (least, most), faults)
    }

    /// An amount in fen, from `least` to the largest amount there is.
    pub(crate) fn fen(
        &mut self,
        key: &'static str,
        least: i64,
        faults: &mut Faults,
    ) -> Option<Fen> {
        self.integer(key, least, LARGEST.0, faults).map(Fen)
    }

    pub(crate) fn optional_fen(
        &mut self,
        key: &'static str,
        least: i64,
        faults: &mut Faults,
    ) -> Option<Fen> {
        let (node, place) = self.optional(key)?;
        read_integer(node, &place, (least, LARGEST.0), faults).map(Fen)
    }

    /// An amount in yuan, written as text.
    pub(crate) fn yuan(&mut self, key: &'static str, faults: &mut Faults) -> Option<Fen> {
        let (node, place) = self.required(key, faults)?;
        let text = read_text(node, &place, faults)?;
        match Fen::parse_yuan(&text) {
            Ok(fen) if fen >= Fen::ZERO => Some(fen),
            Ok(_) => {
                faults.note(&place, "金额不能为负");
                None
            }
            Err(wrong) => {
                faults.note(&place, wrong.to_string());
                None
            }
        }
    }

    pub(crate) fn date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Date> {
        let (node, place) = self.required(key, faults)?;
        read_date(node, &place, faults)
    }

    pub(crate) fn optional_date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Date> {
        let (node, place) = self.optional(key)?;
        read_date(node, &place, faults)
    }

    /// One of a few words. A word may be known and refused, with the reason why the engine cannot honour it.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&str, Result<T, &str>)],
        faults: &mut Faults,
    ) -> Option<T> {
        let (node, place) = self.required(key, faults)?;
        read_choice(node, &place, words, faults)
    }

    pub(crate) fn list(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Vec<(Node<'d>, Place)>> {
        let (node, place) = self.required(key, faults)?;
        read_list(node, &place, faults)
    }

    pub(crate) fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Table<'d>> {
        let (node, place) = self.required(key, faults)?;
        Table::open(node, place, faults)
    }

    pub(crate) fn optional_table(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Table<'d>> {
        let (node, place) = self.optional(key)?;
        Table::open(node, place, faults)
    }

    /// Refuses whatever nobody asked for.
    pub(crate) fn finish(self, faults: &mut Faults) {
        for (key, node) in self.entries {
            let line = node.line.or(self.place.line);
            let place = self.place.part(&key, line);
            if self.known.contains(&key.as_ref()) {
                faults.note(&place, "同一个键出现了两次，只能保留一个");
            } else {
                faults.note(
                    &place,
                    format!("不认识的键“{key}”；此处可用：{}", self.known.join("、")),
                );
            }
        }
    }
}

fn read_text(node: Node<'_>, place: &Place, faults: &mut Faults) -> Option<String> {
    match node.value {
        Value::Text(text) if text.trim().is_empty() => {
            faults.note(place, "不能为空");
            None
        }
        Value::Text(text) => Some(text.into_owned()),
        other => {
            faults.note(place, format!("应为文字（加双引号），现为{}", other.kind()));
            None
        }
    }
}

fn read_integer(
    node: Node<'_>,
    place: &Place,
    (least, most): (i64, i64),
    faults: &mut Faults,
) -> Option<i64> {
    match node.value {
        Value::Integer(number) if (least..=most).contains(&number) => Some(number),
        Value::Integer(number) => {
            faults.note(place, format!("应在 {least} 到 {most} 之间，现为 {number}"));
            None
        }
        other => {
            faults.note(
                place,
                format!(
                    "应为 {least} 到 {most} 之间的整数（金额以分计，不带小数点和引号），现为{}",
                    other.kind()
                ),
            );
            None
        }
    }
}

pub(crate) fn read_list<'d>(
    node: Node<'d>,
    place: &Place,
    faults: &mut Faults,
) -> Option<Vec<(Node<'d>, Place)>> {
    match node.value {
        Value::List(items) => Some(
            items
                .into_iter()
                .enumerate()
                .map(|(at, item)| (place.part(at, item.line), item))
                .map(|(place, item)| (item, place))
                .collect(),
        ),
        other => {
            faults.note(place, format!("应为列表 […]，现为{}", other.kind()));
            None
        }
    }
}

pub(crate) fn read_choice<T: Copy>(
    node: Node<'_>,
    place: &Place,
    words: &[(&str, Result<T, &str>)],
    faults: &mut Faults,
) -> Option<T> {
    let text = read_text(node, place, faults)?;
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, Ok(meaning))) => Some(*meaning),
        Some((word, Err(reason))) => {
            faults.note(place, format!("尚不支持“{word}”：{reason}"));
            None
        }
        None => {
            let usable: Vec<&str> = words
                .iter()
                .filter(|(_, meaning)| meaning.is_ok())
                .map(|(word, _)| *word)
                .collect();
            faults.note(
                place,
                format!("没有“{text}”这个取值；可用：{}", usable.join("、")),
            );
            None
        }
    }
}

pub(crate) fn read_date(node: Node<'_>, place: &Place, faults: &mut Faults) -> Option<Date> {
    let text = read_text(node, place, faults)?;
    let day = parse_date(&text);
    if day.is_none() {
        faults.note(place, format!("“{text}”不是有效日期，应如 2026-03-01"));
    }
    day
}

/// A day exactly as `YYYY-MM-DD`; no other form, so that one day has one spelling.
fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    if !shaped {
        return None;
    }
    Date::new(
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_spelling() {
        assert_eq!(
            parse_date("2024-02-29").map(|day| day.to_string()),
            Some("2024-02-29".into())
        );
        for wrong in [
            "2026-02-29",
            "2026-2-1",
            "20260201",
            "2026/02/01",
            "2026-02-01T00:00",
            "２０２６-02-01",
            "",
            "2026-00-10",
        ] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }
}

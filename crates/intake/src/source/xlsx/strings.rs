//! Shared strings: most texts of a workbook stand in one table, and cells name them by their place. They are held end to
//! end in one piece of memory, so that a table of ten million empty strings costs no more than it says.

use quick_xml::events::Event;

use super::package::{Package, add_text, attribute, next, unescaped};
use crate::error::FileError;
use crate::limits;

/// The table.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(package: &mut Package) -> Result<Self, FileError> {
        let mut strings = Self::default();
        let Some(part) = package.named("sharedstrings.xml") else {
            return Ok(strings);
        };
        let Some(mut xml) = package.part(&part)? else {
            return Ok(strings);
        };
        let (mut buffer, mut item, mut piece) = (Vec::new(), String::new(), String::new());
        let (mut inside, mut phonetic, mut preserved) = (false, false, false);
        loop {
            match next(&mut xml, &mut buffer)? {
                Event::Eof => return Ok(strings),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => item.clear(),
                    "rPh" => phonetic = true,
                    "t" if !phonetic => {
                        inside = true;
                        preserved =
                            attribute(&tag, "space").is_some_and(|space| space == "preserve");
                        piece.clear();
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "si" => strings.push(&unescaped(&item))?,
                    "rPh" => phonetic = false,
                    "t" if inside => {
                        inside = false;
                        if item.len() <= limits::CELL_BYTES {
                            item.push_str(trimmed(&piece, preserved));
                        }
                    }
                    _ => {}
                },
                event if inside => add_text(&event, &mut piece),
                _ => {}
            }
        }
    }

    fn push(&mut self, item: &str) -> Result<(), FileError> {
        self.text.push_str(item);
        if self.text.len() > limits::STRINGS_TEXT_BYTES {
            return Err(FileError::Bomb(format!(
                "文字超过 {} MiB",
                limits::STRINGS_TEXT_BYTES >> 20
            )));
        }
        if self.ends.len() >= limits::STRINGS {
            return Err(FileError::Bomb(format!("文字超过 {} 条", limits::STRINGS)));
        }
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// The string at a place.
    pub(super) fn at(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

/// White space around a text counts only when the file says so.
pub(super) fn trimmed(text: &str, preserved: bool) -> &str {
    if preserved {
        text
    } else {
        text.trim_matches([' ', '\t', '\r', '\n'])
    }
}

//! The parts of an `.xlsx` file: which sheets there are and where, and a reader of XML for each part.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::error::FileError;
use crate::file::{File, Input};
use crate::limits;
use crate::source::budget::{Budget, Budgeted};

/// XML of a part, an event at a time; no event is longer than a record may be.
pub(super) struct Xml<R: Read> {
    reader: Reader<BufReader<Budgeted<R>>>,
    budget: Budget,
}

/// An open file.
pub(super) struct Package {
    archive: ZipArchive<Box<dyn Input>>,
    /// Names of parts as they are spelled, by their lower case: programs do not agree on it.
    names: HashMap<String, String>,
}

/// What the workbook says of itself.
pub(super) struct Workbook {
    pub sheets: Vec<About>,
    /// Days count from 1904.
    pub from_1904: bool,
}

/// A worksheet.
pub(super) struct About {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

impl Package {
    pub(super) fn open(file: &File) -> Result<Self, FileError> {
        let archive =
            ZipArchive::new(file.open()?).map_err(|error| super::archive::broken(&error))?;
        let names = archive
            .file_names()
            .flatten()
            .map(|name| (name.replace('\\', "/").to_lowercase(), name.into_owned()))
            .collect();
        Ok(Self { archive, names })
    }

    /// XML of a part; nothing when there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<impl Read + '_>>, FileError> {
        let Some(spelled) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let part = self
            .archive
            .by_name(spelled)
            .map_err(|error| super::archive::broken(&error))?;
        let budget = Budget::new();
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, budget.over(part)));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Ok(Some(Xml { reader, budget }))
    }

    /// The worksheets in their order.
    pub(super) fn workbook(&mut self) -> Result<Workbook, FileError> {
        let at = self
            .names
            .keys()
            .find(|name| name.ends_with("workbook.xml"))
            .cloned()
            .unwrap_or_default();
        let folder = at
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let targets = self.targets(&at, &folder)?;
        let mut workbook = Workbook {
            sheets: Vec::new(),
            from_1904: false,
        };
        let Some(mut xml) = self.part(&at)? else {
            return Err(FileError::Broken("没有工作簿".into()));
        };
        let mut buffer = Vec::new();
        loop {
            match next(&mut xml, &mut buffer)? {
                Event::Eof => break,
                Event::Start(tag) if tag.local_name().as_ref() == "workbookPr" => {
                    workbook.from_1904 = attribute(&tag, "date1904")
                        .is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"));
                }
                Event::Start(tag) if tag.local_name().as_ref() == "sheet" => {
                    let id = attribute(&tag, "id").unwrap_or_default();
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                    // What is related as something else is a chart or a dialogue.
                    if let Some(part) = targets.get(&id) {
                        workbook.sheets.push(About {
                            name,
                            hidden,
                            part: part.clone(),
                        });
                    }
                    if workbook.sheets.len() > limits::SHEETS {
                        return Err(FileError::Bomb(format!("超过 {} 张工作表", limits::SHEETS)));
                    }
                }
                _ => {}
            }
        }
        Ok(workbook)
    }

    /// Parts that hold worksheets, by the name under which the workbook refers to them.
    fn targets(
        &mut self,
        workbook: &str,
        folder: &str,
    ) -> Result<HashMap<String, String>, FileError> {
        let file = workbook.rsplit('/').next().unwrap_or_default();
        let mut targets = HashMap::new();
        let Some(mut xml) = self.part(&format!("{folder}/_rels/{file}.rels"))? else {
            return Ok(targets);
        };
        let mut buffer = Vec::new();
        loop {
            match next(&mut xml, &mut buffer)? {
                Event::Eof => return Ok(targets),
                Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let kind = attribute(&tag, "Type").unwrap_or_default();
                    let target = attribute(&tag, "Target").unwrap_or_default();
                    if kind.ends_with("/worksheet") && targets.len() < limits::PARTS {
                        let part = target
                            .strip_prefix('/')
                            .map_or_else(|| format!("{folder}/{target}"), str::to_owned);
                        targets.insert(
                            attribute(&tag, "Id").unwrap_or_default(),
                            part.replace("/./", "/"),
                        );
                    }
                }
                _ => {}
            }
        }
    }

    /// The part with this name, in whatever folder it is.
    pub(super) fn named(&self, end: &str) -> Option<String> {
        self.names.keys().find(|name| name.ends_with(end)).cloned()
    }
}

/// The next event. White space around elements is kept: it may be text.
pub(super) fn next<'b>(
    xml: &mut Xml<impl Read>,
    buffer: &'b mut Vec<u8>,
) -> Result<Event<'b>, FileError> {
    buffer.clear();
    xml.budget.renew();
    match xml.reader.read_event_into(buffer) {
        Ok(event) => Ok(event),
        Err(_) if xml.budget.is_spent() => Err(FileError::Bomb(format!(
            "一段内容超过 {} MiB",
            limits::RECORD_BYTES >> 20
        ))),
        Err(error) => Err(FileError::Broken(error.to_string())),
    }
}

/// The value of an attribute, whatever prefix it has.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(quick_xml::XmlVersion::default())
                .ok()
                .map(std::borrow::Cow::into_owned)
        })
}

/// Adds what an event says to a text, at most to the length of a cell.
pub(super) fn add_text(event: &Event<'_>, text: &mut String) {
    if text.len() > limits::CELL_BYTES {
        return;
    }
    match event {
        Event::Text(piece) => text.push_str(&piece.xml10_content()),
        Event::CData(piece) => text.push_str(&piece.xml10_content()),
        Event::GeneralRef(entity) => match (entity.resolve_char_ref(), entity.as_ref()) {
            (Ok(Some(c)), _) => text.push(c),
            (_, "amp") => text.push('&'),
            (_, "lt") => text.push('<'),
            (_, "gt") => text.push('>'),
            (_, "quot") => text.push('"'),
            (_, "apos") => text.push('\''),
            // Entities that a file declares itself are not expanded.
            (_, _) => {}
        },
        _ => {}
    }
}

/// `_x000D_` as the character it stands for; `_x005F_` is the underscore before a text that only looks like one.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = after
            .get(2..6)
            .filter(|_| after.as_bytes().get(6) == Some(&b'_'))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &after[7..];
            }
            None => {
                out.push_str("_x");
                rest = &after[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

//! Where the objects of a PDF lie (ISO 32000-1, 7.5), resolved when they are asked for.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::error::VoucherError;
use super::super::limits;
use super::object::{Dictionary, Lexer, Object, broken};
use super::stream;

/// How many bytes may be parsed of one file, in all: objects may overlap, and each is parsed for itself.
const WORK: usize = 256 << 20;

#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    /// The object stream, and the place in it.
    Within(u32, usize),
}

/// An open file.
pub(super) struct Document<'a> {
    bytes: &'a [u8],
    /// Of the newest section, completed by those before.
    pub trailer: Dictionary,
    entries: HashMap<u32, Entry>,
    containers: HashMap<u32, Rc<Container>>,
    /// Containers that are being opened: the length of one may lie in another, and in the end in itself.
    opening: Vec<u32>,
    objects: usize,
    work: usize,
    unpacked: usize,
}

/// An unpacked object stream.
struct Container {
    content: Vec<u8>,
    /// Number and place of each object.
    index: Vec<(usize, usize)>,
}

/// An object in the file, and where the bytes of its stream begin.
struct Indirect {
    object: Object,
    stream: Option<usize>,
}

impl<'a> Document<'a> {
    /// Reads the cross-reference sections, the newest first.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, VoucherError> {
        // Places count from the header, before which some programs leave something.
        let head = &bytes[..bytes.len().min(1024)];
        let from = find(head, b"%PDF-").ok_or_else(broken)?;
        let bytes = &bytes[from..];
        let mut document = Self {
            bytes,
            trailer: Dictionary::default(),
            entries: HashMap::new(),
            containers: HashMap::new(),
            opening: Vec::new(),
            objects: 0,
            work: 0,
            unpacked: 0,
        };
        let tail_at = bytes.len().saturating_sub(4096);
        let last = bytes[tail_at..]
            .windows(9)
            .rposition(|nine| nine == b"startxref")
            .ok_or_else(broken)?;
        let mut next = Lexer::new(bytes, tail_at + last + 9).number();
        let mut seen = HashSet::new();
        while let Some(at) = next {
            if !seen.insert(at) || seen.len() > limits::PDF_SECTIONS {
                return Err(broken());
            }
            let section = document.section(at, &mut seen)?;
            next = section.integer("Prev");
            document
                .trailer
                .complete(section, &["Root", "Info", "Encrypt"]);
        }
        match document.trailer.get("Encrypt") {
            None | Some(Object::Null) => Ok(document),
            Some(_) => Err(VoucherError::Encrypted),
        }
    }

    /// Length from the header on.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    fn section(
        &mut self,
        at: usize,
        seen: &mut HashSet<usize>,
    ) -> Result<Dictionary, VoucherError> {
        let mut lexer = Lexer::new(self.bytes, at);
        if !lexer.word("xref") {
            return self.section_stream(at);
        }
        let mut rows = Vec::new();
        while !lexer.word("trailer") {
            let (Some(first), Some(count)) = (lexer.number(), lexer.number()) else {
                return Err(broken());
            };
            for row in 0..count {
                let (Some(offset), Some(_)) = (lexer.number(), lexer.number()) else {
                    return Err(broken());
                };
                let entry = if lexer.word("n") {
                    Entry::At(offset)
                } else if lexer.word("f") {
                    Entry::Free
                } else {
                    return Err(broken());
                };
                rows.push((first.saturating_add(row), entry));
                self.bounded(rows.len())?;
            }
        }
        let Object::Dictionary(trailer) = lexer.object()? else {
            return Err(broken());
        };
        // What old readers must not see is free in the table and listed in a stream beside it.
        if let Some(at) = trailer.integer("XRefStm")
            && seen.insert(at)
        {
            self.section_stream(at)?;
        }
        for (id, entry) in rows {
            self.note(id, entry)?;
        }
        Ok(trailer)
    }

    fn section_stream(&mut self, at: usize) -> Result<Dictionary, VoucherError> {
        let (_, indirect) = self.indirect(at)?;
        let (Object::Dictionary(dictionary), Some(start)) = (indirect.object, indirect.stream)
        else {
            return Err(broken());
        };
        if dictionary.get("Type") != Some(&Object::Name("XRef".into())) {
            return Err(broken());
        }
        let content = self.content(&dictionary, start)?;
        let Some(Object::Array(widths)) = dictionary.get("W") else {
            return Err(broken());
        };
        let widths: Vec<usize> = widths
            .iter()
            .map(|width| match width {
                Object::Integer(width @ 0..=8) => Ok(*width as usize),
                _ => Err(broken()),
            })
            .collect::<Result<_, _>>()?;
        let [kind, second, third] = widths[..] else {
            return Err(broken());
        };
        let whole = kind + second + third;
        if whole == 0 {
            return Err(broken());
        }
        let ranges = match dictionary.get("Index") {
            Some(Object::Array(ranges)) => ranges.clone(),
            _ => {
                let size = dictionary.integer("Size").ok_or_else(broken)?;
                vec![
                    Object::Integer(0),
                    Object::Integer(size.min(limits::PDF_ENTRIES + 1) as i64),
                ]
            }
        };
        let mut rows = content.chunks_exact(whole);
        for range in ranges.chunks(2) {
            let [Object::Integer(first), Object::Integer(count)] = range else {
                return Err(broken());
            };
            for id in *first..first.saturating_add(*count) {
                let Some(row) = rows.next() else { break };
                let number = |from: usize, width: usize| {
                    row[from..from + width]
                        .iter()
                        .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
                };
                let (a, b) = (number(kind, second), number(kind + second, third));
                let entry = match if kind == 0 { 1 } else { number(0, kind) } {
                    1 => Entry::At(a),
                    2 => Entry::Within(u32::try_from(a).map_err(|_| broken())?, b),
                    _ => Entry::Free,
                };
                self.note(usize::try_from(id).map_err(|_| broken())?, entry)?;
            }
        }
        Ok(dictionary)
    }

    /// What a newer section says stays.
    fn note(&mut self, id: usize, entry: Entry) -> Result<(), VoucherError> {
        self.bounded(self.entries.len())?;
        let id = u32::try_from(id).map_err(|_| broken())?;
        self.entries.entry(id).or_insert(entry);
        Ok(())
    }

    fn bounded(&self, entries: usize) -> Result<(), VoucherError> {
        if entries > limits::PDF_ENTRIES {
            return Err(VoucherError::TooMuch(format!(
                "PDF 的对象超过 {} 个",
                limits::PDF_ENTRIES
            )));
        }
        Ok(())
    }

    /// An object; nothing is `null`.
    pub(super) fn object(&mut self, id: u32) -> Result<Object, VoucherError> {
        match self.entries.get(&id).copied() {
            None | Some(Entry::Free) => Ok(Object::Null),
            Some(Entry::At(at)) => {
                let (number, indirect) = self.indirect(at)?;
                if number != id as usize {
                    return Err(broken());
                }
                Ok(indirect.object)
            }
            Some(Entry::Within(container, place)) => self.contained(id, container, place),
        }
    }

    /// An object, or what a reference to one stands for.
    pub(super) fn resolved(&mut self, object: &Object) -> Result<Object, VoucherError> {
        let mut object = object.clone();
        // An object that is a reference itself leads nowhere more than once.
        for _ in 0..2 {
            match object {
                Object::Reference(id) => object = self.object(id)?,
                other => return Ok(other),
            }
        }
        Ok(Object::Null)
    }

    /// What a stream holds.
    pub(super) fn stream(&mut self, id: u32) -> Result<Vec<u8>, VoucherError> {
        let Some(Entry::At(at)) = self.entries.get(&id).copied() else {
            return Err(broken());
        };
        let (number, indirect) = self.indirect(at)?;
        match (indirect.object, indirect.stream) {
            (Object::Dictionary(dictionary), Some(start)) if number == id as usize => {
                self.content(&dictionary, start)
            }
            _ => Err(broken()),
        }
    }

    fn indirect(&mut self, at: usize) -> Result<(usize, Indirect), VoucherError> {
        self.objects += 1;
        if self.objects > limits::PDF_OBJECTS || self.work > WORK {
            return Err(VoucherError::TooMuch("PDF 的对象过多".into()));
        }
        let mut lexer = Lexer::new(self.bytes, at);
        let read = Self::header(&mut lexer);
        self.work += lexer.at.saturating_sub(at);
        read
    }

    fn header(lexer: &mut Lexer<'_>) -> Result<(usize, Indirect), VoucherError> {
        let (Some(number), Some(_), true) = (lexer.number(), lexer.number(), lexer.word("obj"))
        else {
            return Err(broken());
        };
        let object = lexer.object()?;
        let stream = lexer.word("stream").then_some(lexer.at);
        Ok((number, Indirect { object, stream }))
    }

    fn content(&mut self, dictionary: &Dictionary, start: usize) -> Result<Vec<u8>, VoucherError> {
        let start = match self.bytes.get(start..) {
            Some([13, 10, ..]) => start + 2,
            Some([10 | 13, ..]) => start + 1,
            _ => start,
        };
        let length = match dictionary.get("Length") {
            Some(length @ Object::Reference(_)) => self.resolved(length)?,
            Some(length) => length.clone(),
            None => Object::Null,
        };
        let told = match length {
            Object::Integer(length) => usize::try_from(length).ok(),
            _ => None,
        };
        let end = told
            .and_then(|length| start.checked_add(length))
            .filter(|end| {
                *end <= self.bytes.len() && Lexer::new(self.bytes, *end).word("endstream")
            });
        let end = match end {
            Some(end) => end,
            // A wrong length: the stream ends where it says so.
            None => {
                let rest = self.bytes.get(start..).ok_or_else(broken)?;
                self.work += rest.len();
                start + find(rest, b"endstream").ok_or_else(broken)?
            }
        };
        let filters = self.filters(dictionary)?;
        let most =
            (limits::UNPACKED_BYTES as usize - self.unpacked).min(limits::PART_BYTES as usize);
        let content = stream::decoded(&self.bytes[start..end], &filters, most)?;
        self.unpacked += content.len();
        Ok(content)
    }

    fn filters(
        &mut self,
        dictionary: &Dictionary,
    ) -> Result<Vec<(String, Dictionary)>, VoucherError> {
        let list = |object: Option<Object>| match object {
            Some(Object::Array(all)) => all,
            None | Some(Object::Null) => Vec::new(),
            Some(one) => vec![one],
        };
        let mut get = |key: &str| match dictionary.get(key) {
            Some(object) => self.resolved(object).map(Some),
            None => Ok(None),
        };
        let names = list(get("Filter")?);
        let parameters = list(get("DecodeParms")?);
        if names.len() > 4 {
            return Err(broken());
        }
        let mut filters = Vec::new();
        for (at, name) in names.into_iter().enumerate() {
            let Object::Name(name) = name else {
                return Err(broken());
            };
            let parameters = match parameters.get(at) {
                Some(parameters) => self.resolved(parameters)?,
                None => Object::Null,
            };
            filters.push(match parameters {
                Object::Dictionary(parameters) => (name, parameters),
                _ => (name, Dictionary::default()),
            });
        }
        Ok(filters)
    }

    fn contained(&mut self, id: u32, container: u32, place: usize) -> Result<Object, VoucherError> {
        let container = self.container(container)?;
        self.objects += 1;
        if self.objects > limits::PDF_OBJECTS || self.work > WORK {
            return Err(VoucherError::TooMuch("PDF 的对象过多".into()));
        }
        let (number, at) = *container.index.get(place).ok_or_else(broken)?;
        if number != id as usize {
            return Err(broken());
        }
        let mut lexer = Lexer::new(&container.content, at);
        let object = lexer.object();
        self.work += lexer.at.saturating_sub(at);
        object
    }

    fn container(&mut self, id: u32) -> Result<Rc<Container>, VoucherError> {
        if let Some(known) = self.containers.get(&id) {
            return Ok(Rc::clone(known));
        }
        let Some(Entry::At(at)) = self.entries.get(&id).copied() else {
            return Err(broken());
        };
        let (number, indirect) = self.indirect(at)?;
        let (Object::Dictionary(dictionary), Some(start)) = (indirect.object, indirect.stream)
        else {
            return Err(broken());
        };
        let first = dictionary.integer("First").ok_or_else(broken)?;
        let count = dictionary.integer("N").ok_or_else(broken)?;
        self.bounded(count)?;
        if number != id as usize {
            return Err(broken());
        }
        if self.opening.contains(&id) || self.opening.len() >= 4 {
            return Err(broken());
        }
        self.opening.push(id);
        let content = self.content(&dictionary, start);
        self.opening.pop();
        let content = content?;
        let mut lexer = Lexer::new(&content, 0);
        let mut index = Vec::new();
        for _ in 0..count {
            let (Some(number), Some(at)) = (lexer.number(), lexer.number()) else {
                return Err(broken());
            };
            index.push((number, first.saturating_add(at)));
        }
        let container = Rc::new(Container { content, index });
        self.containers.insert(id, Rc::clone(&container));
        Ok(container)
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

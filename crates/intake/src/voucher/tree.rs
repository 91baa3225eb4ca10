//! XML as a bounded tree: local names, no document type, no entities but the five of XML, one root.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::{VoucherError, shown};
use super::limits;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Without its prefix.
    pub name: String,
    /// Names as they are written, with their prefixes.
    pub attributes: Vec<(String, String)>,
    /// Its own text, in one piece.
    pub text: String,
    /// In their order.
    pub children: Vec<Node>,
}

impl Node {
    /// Children of a name.
    pub(super) fn all<'a, 'n>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = &'a Node> + use<'a, 'n> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The child of a name, of which there may be one.
    pub(super) fn only(&self, name: &str) -> Result<Option<&Node>, VoucherError> {
        let mut found = self.all(name);
        let first = found.next();
        match found.next() {
            None => Ok(first),
            Some(_) => Err(VoucherError::Several(format!("“{name}”出现了不止一次"))),
        }
    }

    /// What lies at the end of a path of children that may each be there once.
    pub(super) fn at(&self, path: &[&str]) -> Result<Option<&Node>, VoucherError> {
        let mut node = self;
        for name in path {
            match node.only(name)? {
                Some(child) => node = child,
                None => return Ok(None),
            }
        }
        Ok(Some(node))
    }

    /// The text at the end of a path; nothing when it is empty or not there.
    pub(super) fn value(&self, path: &[&str]) -> Result<Option<String>, VoucherError> {
        match self.at(path)? {
            Some(node) => node.own_text(),
            None => Ok(None),
        }
    }

    /// The text of a leaf. Text around other elements is no value: `60<x/>0000` is nobody's amount.
    pub(super) fn own_text(&self) -> Result<Option<String>, VoucherError> {
        let text = self.text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if !self.children.is_empty() {
            return Err(VoucherError::Broken(format!(
                "“{}”的值中夹有其他元素",
                self.name
            )));
        }
        Ok(Some(text.to_owned()))
    }

    /// The value of an attribute, whatever prefix it has.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.rsplit(':').next() == Some(name))
            .map(|(_, value)| value.as_str())
    }

    /// This element and all below it, in the order of the document.
    pub(super) fn walk(&self) -> impl Iterator<Item = &Node> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            open.extend(node.children.iter().rev());
            Some(node)
        })
    }
}

/// Reads a document; `what` names it in messages.
pub(super) fn parse(bytes: &[u8], what: &str) -> Result<Node, VoucherError> {
    if bytes.len() as u64 > limits::PART_BYTES {
        return Err(VoucherError::TooMuch(format!(
            "{what}超过 {} MiB",
            limits::PART_BYTES >> 20
        )));
    }
    let text = decoded(bytes, what)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Node> = Vec::new();
    let mut root = None;
    let mut elements = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| VoucherError::Broken(format!("{what}不是正确的 XML（{error}）")))?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => return Err(VoucherError::Entities(what.to_owned())),
            Event::Start(tag) => {
                elements += 1;
                if open.len() >= limits::DEPTH {
                    return Err(VoucherError::TooMuch(format!(
                        "{what}嵌套超过 {} 层",
                        limits::DEPTH
                    )));
                }
                if elements > limits::ELEMENTS {
                    return Err(VoucherError::TooMuch(format!(
                        "{what}超过 {} 个元素",
                        limits::ELEMENTS
                    )));
                }
                if root.is_some() {
                    return Err(VoucherError::Several(format!("{what}有不止一个根元素")));
                }
                open.push(element(&tag, what)?);
            }
            Event::End(_) => {
                let Some(node) = open.pop() else {
                    return Err(VoucherError::Broken(format!("{what}的标签不成对")));
                };
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => root = Some(node),
                }
            }
            Event::Text(piece) => add(&mut open, &piece.xml10_content(), what)?,
            Event::CData(piece) => add(&mut open, &piece.xml10_content(), what)?,
            Event::GeneralRef(entity) => {
                let c = match (entity.resolve_char_ref(), entity.as_ref()) {
                    (Ok(Some(c)), _) => c,
                    (_, "amp") => '&',
                    (_, "lt") => '<',
                    (_, "gt") => '>',
                    (_, "quot") => '"',
                    (_, "apos") => '\'',
                    (_, _) => return Err(VoucherError::Entities(what.to_owned())),
                };
                add(&mut open, c.encode_utf8(&mut [0; 4]), what)?;
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err(VoucherError::Broken(format!("{what}没有写完"))),
    }
}

fn add(open: &mut [Node], text: &str, what: &str) -> Result<(), VoucherError> {
    match open.last_mut() {
        Some(node) => node.text.push_str(text),
        None if text
            .trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .is_empty() => {}
        None => {
            return Err(VoucherError::Broken(format!(
                "{what}在根元素之外有文字“{}”",
                shown(text)
            )));
        }
    }
    Ok(())
}

fn element(tag: &BytesStart<'_>, what: &str) -> Result<Node, VoucherError> {
    let broken = |reason: &dyn std::fmt::Display| {
        VoucherError::Broken(format!("{what}的属性无法读取（{reason}）"))
    };
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| broken(&error))?;
        if attributes.len() >= limits::ATTRIBUTES {
            return Err(VoucherError::TooMuch(format!(
                "{what}的一个元素超过 {} 个属性",
                limits::ATTRIBUTES
            )));
        }
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::default())
            .map_err(|error| broken(&error))?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Node {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
        ..Node::default()
    })
}

/// The text of a document, in the encoding of its mark or of its declaration. What is no text of that encoding is refused:
/// a replaced character could stand in a name.
fn decoded(bytes: &[u8], what: &str) -> Result<String, VoucherError> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (declared(bytes).unwrap_or(UTF_8), 0),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| VoucherError::Broken(format!("{what}不是 {} 编码的文字", encoding.name())))
}

/// The encoding that `<?xml … encoding="GBK"?>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let end = head.windows(2).position(|two| two == b"?>")?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start_matches(['=', ' ']);
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_local_and_the_text_is_in_one_piece() {
        let root = parse(
            "\u{feff}<?xml version='1.0'?><a:r xmlns:a='u' a:k='v'><a:b>1<!-- - -->0&amp;<![CDATA[<]]></a:b><c/></a:r>\n".as_bytes(),
            "文件",
        )
        .expect("well-formed");
        assert_eq!((root.name.as_str(), root.attribute("k")), ("r", Some("v")));
        assert_eq!(root.value(&["b"]).expect("once"), Some("10&<".to_owned()));
        assert_eq!(root.value(&["c"]).expect("once"), None);
        assert_eq!(root.value(&["d", "e"]).expect("once"), None);
    }

    #[test]
    fn the_declared_encoding_is_read_and_what_is_not_in_it_refused() {
        let gbk = encoding_rs::GBK
            .encode("<?xml version=\"1.0\" encoding=\"GBK\"?><名>示例</名>")
            .0
            .into_owned();
        assert_eq!(parse(&gbk, "文件").expect("GBK").text, "示例");
        assert!(parse(b"<a>\xff\xfe</a>", "文件").is_err());
    }

    #[test]
    fn what_xml_does_harm_with_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
        let wide = format!("<a>{}</a>", "<b/>".repeat(limits::ELEMENTS));
        for (text, word) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "实体"),
            ("<a>&b;</a>", "实体"),
            (&deep, "嵌套"),
            (&wide, "元素"),
            ("<a/><a/>", "根元素"),
            ("<a><b></a>", "XML"),
            ("<a>", "写完"),
            ("<a/>x", "之外"),
            ("", "写完"),
        ] {
            let message = parse(text.as_bytes(), "文件")
                .expect_err("refused")
                .to_string();
            assert!(message.contains(word), "{message}");
        }
    }
}

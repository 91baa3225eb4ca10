//! Vouchers as PDF: the information dictionary and the attached files, never the text of the pages.
//!
//! A reader of our own, of what that takes. The library at hand (`lopdf`) parses every object and unpacks every object stream
//! when it opens a file, with a bound for each stream and none for all of them: a small file keeps it busy for as long as its
//! writer wants. This one resolves only what is asked for, within one budget of work for the whole file.

mod document;
mod object;
mod stream;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::error::{VoucherError, shown};
use super::{Found, keys, limits};
use document::Document;
use object::{Dictionary, Object};

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Found, VoucherError> {
    let mut document = Document::open(bytes)?;
    let mut found = Found::default();
    let pairs = information(&mut document)?;
    let attached = reachable(&mut document, &mut found)?;
    for (name, id) in attached {
        let content = document.stream(id)?;
        found.attachment(&content, &name)?;
    }
    if let Some(draft) = keys::draft(&pairs, "PDF 的文档信息")? {
        found.drafts.push(draft);
    }
    if found.is_empty() {
        return Err(VoucherError::Kind(match found.other.take() {
            Some(what) => what,
            None => "PDF 中没有结构化的发票或回单数据（只有版面）。请改用同一张发票的 XML 或 OFD 文件，或手工填写".into(),
        }));
    }
    Ok(found)
}

/// Names and texts of the information dictionary. A key that is there twice is told twice.
fn information(document: &mut Document<'_>) -> Result<Vec<(String, String)>, VoucherError> {
    let Some(entry) = document.trailer.get("Info").cloned() else {
        return Ok(Vec::new());
    };
    let Object::Dictionary(information) = document.resolved(&entry)? else {
        return Ok(Vec::new());
    };
    let mut pairs = Vec::new();
    for (key, value) in information.entries().iter().take(limits::PAIRS) {
        let value = match document.resolved(value)? {
            Object::Text(bytes) => text(&bytes),
            Object::Integer(number) => number.to_string(),
            Object::Real(written) => written,
            _ => continue,
        };
        pairs.push((key.clone(), value));
    }
    Ok(pairs)
}

/// Attached files of everything that hangs on the catalogue; counts signatures on the way.
fn reachable(
    document: &mut Document<'_>,
    found: &mut Found,
) -> Result<Vec<(String, u32)>, VoucherError> {
    let mut attached: Vec<(String, u32)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut open: Vec<Object> = document.trailer.get("Root").cloned().into_iter().collect();
    while let Some(next) = open.pop() {
        match next {
            // What is not there is nothing; what is damaged is none of our business unless it is asked for.
            Object::Reference(id) if seen.insert(id) => match document.object(id) {
                Ok(object) => open.push(object),
                Err(error @ VoucherError::TooMuch(_)) => return Err(error),
                Err(_) => {}
            },
            Object::Array(all) => open.extend(all),
            Object::Dictionary(dictionary) => {
                signature(&dictionary, document.len(), found);
                if let Some(file) = attachment(document, &dictionary)?
                    && !attached.iter().any(|(_, id)| *id == file.1)
                {
                    if attached.len() >= limits::ATTACHMENTS {
                        return Err(VoucherError::TooMuch(format!(
                            "附件超过 {} 个",
                            limits::ATTACHMENTS
                        )));
                    }
                    attached.push(file);
                }
                open.extend(dictionary.into_values());
            }
            _ => {}
        }
    }
    Ok(attached)
}

/// The file that a file specification embeds.
fn attachment(
    document: &mut Document<'_>,
    specification: &Dictionary,
) -> Result<Option<(String, u32)>, VoucherError> {
    let Some(entry) = specification.get("EF") else {
        return Ok(None);
    };
    let Object::Dictionary(embedded) = document.resolved(entry)? else {
        return Ok(None);
    };
    let place = ["UF", "F"].iter().find_map(|key| match embedded.get(key) {
        Some(Object::Reference(id)) => Some(*id),
        _ => None,
    });
    let Some(id) = place else { return Ok(None) };
    let mut name = String::new();
    for key in ["UF", "F"] {
        if let Some(entry) = specification.get(key)
            && let Object::Text(bytes) = document.resolved(entry)?
        {
            name = text(&bytes);
            break;
        }
    }
    Ok(Some((shown(&name), id)))
}

/// Counts a signature, and whether what it signs reaches to the end of the file.
fn signature(dictionary: &Dictionary, length: usize, found: &mut Found) {
    let Some(Object::Array(range)) = dictionary.get("ByteRange") else {
        return;
    };
    if dictionary.get("Contents").is_none() {
        return;
    }
    found.signatures += 1;
    let end = match range[..] {
        [_, _, Object::Integer(from), Object::Integer(count)] => from.checked_add(count),
        _ => None,
    };
    // A line end behind the last mark belongs to nobody.
    let whole = end
        .and_then(|end| usize::try_from(end).ok())
        .is_some_and(|end| end <= length && length - end <= 2);
    found.signed_to_the_end = Some(whole || found.signed_to_the_end == Some(true));
}

/// A text string: UTF-16 or UTF-8 with their marks; without one, what Chinese programs write there in fact.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_the_encodings_that_programs_write() {
        for bytes in [
            &b"\xfe\xff\x79\x3a\x4f\x8b"[..],
            b"\xff\xfe\x3a\x79\x8b\x4f",
            b"\xef\xbb\xbf\xe7\xa4\xba\xe4\xbe\x8b",
            b"\xe7\xa4\xba\xe4\xbe\x8b",
            b"\xca\xbe\xc0\xfd",
        ] {
            assert_eq!(text(bytes), "示例");
        }
        assert_eq!(text(b"26142000000000001234"), "26142000000000001234");
    }
}

//! Vouchers as OFD (GB/T 33190-2016): a zip archive. What is read of it, in the order in which it is believed: structured
//! attachments, the custom data of `OFD.xml`, the tags that name objects of the pages. Never the place of a text on a page.

mod digests;
mod package;
mod tags;

use super::error::VoucherError;
use super::tree::{self, Node};
use super::{Found, einvoice, keys, limits, xbrl};
pub(super) use digests::Digests;
use package::{Package, resolved};

/// Reads an OFD.
pub(super) fn read(bytes: Vec<u8>) -> Result<Found, VoucherError> {
    let mut package = Package::open(bytes)?;
    let Some(root) = package.xml("OFD.xml")? else {
        return Err(VoucherError::Kind(package.looks_like().to_owned()));
    };
    if root.walk().any(|node| node.name == "Encryptions") {
        return Err(VoucherError::Encrypted);
    }
    let Some(body) = only_body(&root)? else {
        return Err(VoucherError::Broken("OFD.xml 中没有文档".into()));
    };
    let mut found = Found::default();
    let document_at = body
        .value(&["DocRoot"])?
        .map(|place| resolved("OFD.xml", &place));
    let document = match &document_at {
        Some(at) => package.xml(at)?,
        None => None,
    };
    if let (Some(at), Some(document)) = (&document_at, &document) {
        attachments(&mut package, at, document, &mut found)?;
    }
    if let Some(mut draft) = keys::draft(&custom_data(body)?, "OFD.xml 的文档信息")? {
        draft.parts.push("OFD.xml".to_owned());
        found.drafts.push(draft);
    }
    if let (Some(at), Some(document)) = (&document_at, &document)
        && let Some(draft) = tags::draft(&mut package, at, document)?
    {
        found.drafts.push(draft);
    }
    for place in body.all("Signatures") {
        if let Some(place) = place.own_text()? {
            let at = resolved("OFD.xml", &place);
            digests::check(&mut package, &at, &mut found)?;
        }
    }
    if found.is_empty() {
        let only_pages = || "OFD 中没有结构化的发票或回单数据（只有版面）".to_owned();
        return Err(VoucherError::Kind(
            found.other.take().unwrap_or_else(only_pages),
        ));
    }
    Ok(found)
}

/// The one document of the file. Archives with several documents hold several vouchers.
fn only_body(root: &Node) -> Result<Option<&Node>, VoucherError> {
    match root.all("DocBody").count() {
        0 | 1 => root.only("DocBody"),
        several => Err(VoucherError::Several(format!("OFD 中有 {several} 份文档"))),
    }
}

fn custom_data(body: &Node) -> Result<Vec<(String, String)>, VoucherError> {
    let Some(data) = body.at(&["DocInfo", "CustomDatas"])? else {
        return Ok(Vec::new());
    };
    let mut pairs = Vec::new();
    for pair in data.all("CustomData").take(limits::PAIRS) {
        if let (Some(name), Some(value)) = (pair.attribute("Name"), pair.own_text()?) {
            pairs.push((name.to_owned(), value));
        }
    }
    Ok(pairs)
}

fn attachments(
    package: &mut Package,
    document_at: &str,
    document: &Node,
    found: &mut Found,
) -> Result<(), VoucherError> {
    let mut seen = Vec::new();
    for list in document.all("Attachments") {
        let Some(place) = list.own_text()? else {
            continue;
        };
        let list_at = resolved(document_at, &place);
        let Some(list) = package.xml(&list_at)? else {
            continue;
        };
        for attachment in list.all("Attachment") {
            // Older writers put the place into the element itself.
            let place = match attachment.value(&["FileLoc"])? {
                Some(place) => Some(place),
                None if attachment.children.is_empty() => attachment.own_text()?,
                None => None,
            };
            let Some(place) = place else { continue };
            let at = resolved(&list_at, &place);
            if seen.contains(&at) {
                continue;
            }
            if seen.len() >= limits::ATTACHMENTS {
                return Err(VoucherError::TooMuch(format!(
                    "附件超过 {} 个",
                    limits::ATTACHMENTS
                )));
            }
            let bytes = package.bytes(&at)?;
            seen.push(at.clone());
            if let Some(bytes) = bytes {
                found.attachment(&bytes, &at)?;
            }
        }
    }
    Ok(())
}

impl Found {
    /// Takes what an attachment tells; one that is no voucher is none of our business.
    pub(super) fn attachment(&mut self, bytes: &[u8], at: &str) -> Result<(), VoucherError> {
        if !looks_like_xml(bytes) {
            return Ok(());
        }
        let name = at.rsplit('/').next().unwrap_or(at);
        let from = format!("附件 {}", super::error::shown(name));
        let root = tree::parse(bytes, &from)?;
        if einvoice::is_invoice(&root) {
            let mut draft = einvoice::draft(&root, &from)?;
            draft.parts.push(at.to_owned());
            if draft.says_something() {
                self.drafts.push(draft);
            }
        } else if xbrl::is_instance(&root) {
            match xbrl::read(&root, &from) {
                Ok(xbrl::Read::Invoice(mut draft)) => {
                    draft.parts.push(at.to_owned());
                    self.drafts.push(*draft);
                }
                Ok(xbrl::Read::Receipt(mut draft)) => {
                    draft.parts.push(at.to_owned());
                    self.receipts.push(*draft);
                }
                // It counts only when nothing else in the file is a voucher.
                Err(VoucherError::Kind(what)) => self.other = Some(what),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Whether the first visible character opens an element.
pub(super) fn looks_like_xml(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let plain = head
        .iter()
        .find(|b| !b.is_ascii_whitespace() && !matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff));
    plain == Some(&b'<')
}

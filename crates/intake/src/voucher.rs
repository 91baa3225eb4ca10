//! From the bytes of an electronic voucher 电子凭证 to what it says: an invoice 电子发票 as XML, OFD or PDF, a bank receipt 银行电子回单
//! with its structured attachment.
//!
//! What it is not: proof. What was read is checked for what a file can tell of itself (sums, forms, digests); whether the tax
//! office or the bank knows the voucher, nobody is asked here, and signatures are only *declared*. The text of pages is never
//! read by its place. `docs/vouchers.md` says what is read from where.
//!
//! Files are hostile until read: everything is bounded by [`limits`], and a file that says two things of the same money is
//! refused rather than believed.

mod checks;
mod draft;
mod einvoice;
mod error;
mod keys;
pub mod limits;
mod model;
mod money;
mod ofd;
mod pdf;
mod tree;
mod xbrl;

use std::io::Read as _;

use sha2::{Digest as _, Sha256};

use crate::file::File;
use draft::Draft;
pub use error::VoucherError;
pub use model::{
    Account, Check, Invoice, Item, ManualCheck, Party, Receipt, Signature, SignatureStatus, Source,
    Voucher,
};
use xbrl::ReceiptDraft;

/// Reads a voucher. Which format it has, its content tells, not its name.
///
/// # Errors
/// When the file is none of the kinds that are read, holds more than one voucher, is damaged, encrypted or hostile, or
/// contradicts itself about its number, its day or its money.
pub fn read_voucher(file: &File) -> Result<Voucher, VoucherError> {
    let bytes = content(file)?;
    let sha256 = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (source, found) = match Format::of(&bytes)? {
        Format::Ofd => (Source::Ofd, ofd::read(bytes)?),
        Format::Pdf => (Source::Pdf, pdf::read(&bytes)?),
        Format::Xml => (Source::Xml, xml(&bytes)?),
    };
    found.voucher(source, sha256)
}

fn content(file: &File) -> Result<Vec<u8>, VoucherError> {
    file.size()?;
    let mut bytes = Vec::new();
    file.open()?
        .take(limits::FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(VoucherError::TooMuch(format!(
            "文件超过 {} MiB",
            limits::FILE_BYTES >> 20
        )));
    }
    Ok(bytes)
}

enum Format {
    Xml,
    Ofd,
    Pdf,
}

impl Format {
    fn of(bytes: &[u8]) -> Result<Self, VoucherError> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.starts_with(b"PK\x03\x04") {
            return Ok(Self::Ofd);
        }
        if head.windows(5).any(|five| five == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if ofd::looks_like_xml(bytes) {
            return Ok(Self::Xml);
        }
        let image = [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8", b"BM"];
        Err(VoucherError::Kind(
            if image.iter().any(|magic| head.starts_with(magic)) {
                "这是图片，无法作为电子凭证读取，请上传原件"
            } else if head.starts_with(b"PK") || head.starts_with(b"Rar!") {
                "这是压缩包，请解压后上传其中的发票或回单文件"
            } else {
                "这不是 XML、OFD 或 PDF 文件"
            }
            .to_owned(),
        ))
    }
}

fn xml(bytes: &[u8]) -> Result<Found, VoucherError> {
    let root = tree::parse(bytes, "文件")?;
    let mut found = Found {
        signatures: root
            .walk()
            .filter(|node| node.name.ends_with("Signature"))
            .filter(|node| node.walk().any(|part| !part.text.trim().is_empty()))
            .count(),
        ..Found::default()
    };
    if einvoice::is_invoice(&root) {
        found.drafts.push(einvoice::draft(&root, "文件")?);
    } else if xbrl::is_instance(&root) {
        match xbrl::read(&root, "文件")? {
            xbrl::Read::Invoice(draft) => found.drafts.push(*draft),
            xbrl::Read::Receipt(draft) => found.receipts.push(*draft),
        }
    } else {
        let invoices = root
            .walk()
            .filter(|node| einvoice::is_invoice(node))
            .count();
        if invoices > 1 {
            return Err(VoucherError::Several(format!("有 {invoices} 张发票")));
        }
        return Err(VoucherError::Kind(format!(
            "这个 XML 文件的根元素是“{}”，不是电子发票或回单",
            error::shown(&root.name)
        )));
    }
    Ok(found)
}

/// What was found in a file, before it is one voucher.
#[derive(Default)]
struct Found {
    drafts: Vec<Draft>,
    receipts: Vec<ReceiptDraft>,
    /// Signatures that the file bears.
    signatures: usize,
    digests: ofd::Digests,
    /// Whether a signature signs the whole file, where that can be told.
    signed_to_the_end: Option<bool>,
    /// An attachment that is a voucher of a kind that is not read.
    other: Option<String>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.receipts.is_empty()
    }

    fn voucher(mut self, source: Source, sha256: String) -> Result<Voucher, VoucherError> {
        let signature = Signature {
            status: match self.signatures {
                0 => SignatureStatus::None,
                _ => SignatureStatus::Declared,
            },
            count: self.signatures,
            sha256,
            manual_check: None,
        };
        let drafts = std::mem::take(&mut self.drafts);
        let receipts = std::mem::take(&mut self.receipts);
        match (drafts.is_empty(), receipts.is_empty()) {
            (false, false) => Err(VoucherError::Several("既有发票，又有银行回单".into())),
            (true, _) => self.receipt(receipts, source, signature),
            (false, true) => self.invoice(drafts, source, signature),
        }
    }

    fn invoice(
        &self,
        drafts: Vec<Draft>,
        source: Source,
        signature: Signature,
    ) -> Result<Voucher, VoucherError> {
        let attached = drafts.iter().filter(|draft| draft.from.starts_with("附件"));
        several(attached.map(|draft| draft.number.as_deref()), "发票")?;
        let (draft, differ) = draft::merged(drafts)?;
        if !draft.says_something() {
            return Err(VoucherError::Kind("文件里没有发票号码，也没有金额".into()));
        }
        let negative = [draft.total, draft.without_tax]
            .into_iter()
            .flatten()
            .any(|fen| fen.0 < 0);
        let named = draft.remark.as_deref().and_then(einvoice::red_of_remark);
        let red_of = draft
            .red_of
            .clone()
            .or(named.clone())
            .filter(|_| negative || draft.red);
        let mut checks = checks::invoice(&draft, &differ, negative, named.as_deref());
        checks.extend(checks::signed(self, &draft.parts, &signature));
        Ok(Voucher::Invoice(Invoice {
            source,
            code: draft.code,
            number: draft.number,
            issued_on: draft.issued_on,
            seller: draft.seller,
            buyer: draft.buyer,
            without_tax_fen: draft.without_tax,
            tax_fen: draft.tax,
            total_fen: draft.total,
            remark: draft.remark,
            red_of,
            items: draft.items,
            checks,
            signature,
        }))
    }

    fn receipt(
        &self,
        receipts: Vec<ReceiptDraft>,
        source: Source,
        signature: Signature,
    ) -> Result<Voucher, VoucherError> {
        several(receipts.iter().map(|draft| draft.number.as_deref()), "回单")?;
        // The copies for payer and payee say the same of one payment.
        let mut receipts = receipts.into_iter();
        let draft = receipts.next().unwrap_or_default();
        for other in receipts {
            let same = (other.amount, other.booked_on) == (draft.amount, draft.booked_on)
                && (&other.payer, &other.payee) == (&draft.payer, &draft.payee);
            if !same {
                return Err(VoucherError::Contradiction(format!(
                    "{}与{}的日期、金额或双方不同",
                    draft.from, other.from
                )));
            }
        }
        if draft.number.is_none() && draft.amount.is_none() {
            return Err(VoucherError::Kind("文件里没有回单号码，也没有金额".into()));
        }
        let mut checks = checks::receipt(&draft);
        checks.extend(checks::signed(self, &draft.parts, &signature));
        Ok(Voucher::Receipt(Receipt {
            source,
            number: draft.number,
            booked_on: draft.booked_on,
            amount_fen: draft.amount,
            payer: draft.payer,
            payee: draft.payee,
            usage: draft.usage,
            serial: draft.serial,
            checks,
            signature,
        }))
    }
}

/// Refuses a file with several numbers.
fn several<'a>(
    numbers: impl Iterator<Item = Option<&'a str>>,
    what: &str,
) -> Result<(), VoucherError> {
    let mut different: Vec<&str> = numbers.flatten().collect();
    different.sort_unstable();
    different.dedup();
    match different.len() {
        0 | 1 => Ok(()),
        count => Err(VoucherError::Several(format!(
            "附件中有 {count} 张号码不同的{what}"
        ))),
    }
}

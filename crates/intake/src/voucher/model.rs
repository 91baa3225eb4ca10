//! What is read: an invoice or a bank receipt, with what was checked on the way.

use domain::Fen;
use jiff::civil::Date;
use serde::Serialize;

/// An electronic voucher, as `jiqiao read-voucher` prints it. What the file does not say is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Voucher {
    /// 电子发票.
    Invoice(Invoice),
    /// 银行电子回单.
    Receipt(Receipt),
}

impl Voucher {
    /// What was checked.
    pub fn checks(&self) -> &[Check] {
        match self {
            Self::Invoice(invoice) => &invoice.checks,
            Self::Receipt(receipt) => &receipt.checks,
        }
    }
}

/// What kind of file it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The file of the tax office or of the bank itself.
    Xml,
    /// GB/T 33190.
    Ofd,
    /// The document's own information and its attachments; never the text of its pages.
    Pdf,
}

/// An invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Invoice {
    /// What it was read from.
    pub source: Source,
    /// 发票代码, of the older kinds only.
    pub code: Option<String>,
    /// 发票号码: 20 digits when fully digital, 8 beside a code.
    pub number: Option<String>,
    /// 开票日期.
    pub issued_on: Option<Date>,
    /// 销售方.
    pub seller: Party,
    /// 购买方.
    pub buyer: Party,
    /// 合计金额, in fen; negative on a red invoice.
    pub without_tax_fen: Option<Fen>,
    /// 合计税额.
    pub tax_fen: Option<Fen>,
    /// 价税合计.
    pub total_fen: Option<Fen>,
    /// 备注.
    pub remark: Option<String>,
    /// On a red invoice: the number of the blue one it takes back (code and number joined by a hyphen for the older kinds).
    pub red_of: Option<String>,
    /// In the order of the file.
    pub items: Vec<Item>,
    /// What was checked.
    pub checks: Vec<Check>,
    /// Signatures that the file bears.
    pub signature: Signature,
}

/// One side of an invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Party {
    /// As it stands there.
    pub name: Option<String>,
    /// 统一社会信用代码/纳税人识别号, as it stands there.
    pub credit_code: Option<String>,
}

/// A line of an invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Item {
    /// `*研发和技术服务*专利实施许可`.
    pub name: Option<String>,
    /// 金额.
    pub without_tax_fen: Option<Fen>,
    /// 税额; zero where the invoice says that it is exempt.
    pub tax_fen: Option<Fen>,
}

/// A bank receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What it was read from.
    pub source: Source,
    /// 电子回单号码.
    pub number: Option<String>,
    /// 记账日期.
    pub booked_on: Option<Date>,
    /// 金额, in fen.
    pub amount_fen: Option<Fen>,
    /// 付款人.
    pub payer: Account,
    /// 收款人.
    pub payee: Account,
    /// 用途; the note where no use is told.
    pub usage: Option<String>,
    /// 业务流水号.
    pub serial: Option<String>,
    /// What was checked.
    pub checks: Vec<Check>,
    /// Signatures that the file bears.
    pub signature: Signature,
}

/// One side of a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// 户名.
    pub name: Option<String>,
    /// 账号.
    pub account: Option<String>,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which, for programs; `docs/vouchers.md` lists them.
    pub code: &'static str,
    /// Whether it holds.
    pub ok: bool,
    /// For people, in Chinese.
    pub text: String,
}

/// What a file says of signatures. None is verified here: that takes the chain of certificates and the bank's or the tax
/// office's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Declared, or none.
    pub status: SignatureStatus,
    /// How many.
    pub count: usize,
    /// SHA-256 of the whole file: what a person checked elsewhere is recorded for this content and no other.
    pub sha256: String,
    /// What a person found elsewhere; nothing until somebody records it.
    pub manual_check: Option<ManualCheck>,
}

/// Whether signatures are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureStatus {
    /// The file bears signatures; they were not verified.
    Declared,
    /// The file bears none.
    None,
}

/// A check by a person, at the tax office's platform or the bank's site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ManualCheck {
    /// When.
    pub on: Date,
    /// Who.
    pub by: String,
    /// Where: 全国增值税发票查验平台, the bank's site.
    pub at: String,
    /// What was found there.
    pub found: String,
}

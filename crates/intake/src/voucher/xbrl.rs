//! Instances of the Ministry of Finance's standard for electronic vouchers (财会〔2025〕9号): XBRL, attached to the OFD or PDF that
//! a bank or the tax office issues. Bank receipts (`bker`) and fully digital invoices (`einv`) are read; the other kinds are
//! called by their names.

use jiff::civil::Date;

use super::draft::{Draft, day, digits, line};
use super::error::{VoucherError, shown};
use super::limits;
use super::model::Account;
use super::tree::Node;
use super::{keys, money};
use domain::Fen;

/// What an instance was.
pub(super) enum Read {
    Receipt(Box<ReceiptDraft>),
    Invoice(Box<Draft>),
}

/// A receipt as one attachment tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct ReceiptDraft {
    pub from: String,
    pub parts: Vec<String>,
    pub number: Option<String>,
    pub booked_on: Option<Date>,
    pub amount: Option<Fen>,
    pub amount_words: Option<String>,
    pub payer: Account,
    pub payee: Account,
    pub usage: Option<String>,
    pub serial: Option<String>,
    pub unread: Vec<String>,
}

/// The kinds of the standard that are no invoice and no receipt, by the name of their taxonomy.
const OTHERS: [(&str, &str); 8] = [
    ("bkrs", "这是银行电子对账单，不是单笔回单"),
    ("ctp", "这是国库集中支付电子凭证"),
    ("efi", "这是财政电子票据"),
    ("rai", "这是铁路电子客票"),
    ("atr", "这是航空运输电子客票行程单"),
    ("ntrev", "这是电子非税收入一般缴款书"),
    ("ntrevgpm", "这是电子非税收入一般缴款书"),
    ("inv", "这是旧版增值税电子发票的 XBRL 附件"),
];

/// Whether a root is an instance.
pub(super) fn is_instance(root: &Node) -> bool {
    root.name == "xbrl"
}

/// Reads an instance.
///
/// # Errors
/// When it is of another kind, tells of several vouchers, or of money that is no yuan.
pub(super) fn read(root: &Node, from: &str) -> Result<Read, VoucherError> {
    let facts = Facts::of(root)?;
    let kinds: Vec<&str> = root
        .attributes
        .iter()
        .filter(|(_, value)| value.contains("xbrl.mof.gov.cn/taxonomy/"))
        .filter_map(|(_, value)| value.rsplit('/').next())
        .map(|kind| kind.split(['_', '.']).next().unwrap_or(kind))
        .collect();
    if kinds.contains(&"bker") || facts.has("TransactionAmountInFigures") {
        return receipt(&facts, from).map(|draft| Read::Receipt(Box::new(draft)));
    }
    if let Some((_, what)) = OTHERS.iter().find(|(kind, _)| kinds.contains(kind)) {
        return Err(VoucherError::Kind((*what).to_owned()));
    }
    let pairs = facts.pairs()?;
    match keys::draft(&pairs, from)? {
        Some(draft) => Ok(Read::Invoice(Box::new(draft))),
        None => Err(VoucherError::Kind(format!("{from}中没有发票或回单的数据"))),
    }
}

fn receipt(facts: &Facts<'_>, from: &str) -> Result<ReceiptDraft, VoucherError> {
    let mut draft = ReceiptDraft {
        from: from.to_owned(),
        number: digits(facts.single("NumberOfBankElectronicReceipt")?),
        amount: money::amount("回单金额", facts.money("TransactionAmountInFigures")?)?,
        amount_words: line(facts.single("TransactionAmountInWords")?),
        payer: Account {
            name: line(facts.single("AccountNameOfPayer")?),
            account: digits(facts.single("AccountNumberOfPayer")?),
        },
        payee: Account {
            name: line(facts.single("AccountNameOfPayee")?),
            account: digits(facts.single("AccountNumberOfPayee")?),
        },
        usage: line(facts.joined(&["Usage"])?.or(facts.joined(&[
            "Notes",
            "NotesOfBankElectronicReceipt",
            "Abstract",
        ])?)),
        serial: digits(facts.single("BusinessSerialNumber")?),
        ..ReceiptDraft::default()
    };
    if let Some(currency) = facts.single("Currency")?
        && !is_yuan(&currency)
    {
        return Err(VoucherError::Kind(format!(
            "回单币种为“{}”，不是人民币",
            shown(&currency)
        )));
    }
    if let Some(text) = facts.single("DateOfBookkeeping")? {
        draft.booked_on = day(&text);
        if draft.booked_on.is_none() {
            draft
                .unread
                .push(format!("记账日期“{}”不是日期", shown(&text)));
        }
    }
    Ok(draft)
}

fn is_yuan(currency: &str) -> bool {
    let folded = domain::text::folded(currency);
    let code = folded.rsplit(':').next().unwrap_or_default();
    matches!(
        code,
        "cny" | "rmb" | "人民币" | "人民币元" | "156" | "cny人民币"
    )
}

/// What an instance states, flat: tuples only group.
struct Facts<'a> {
    facts: Vec<&'a Node>,
    root: &'a Node,
}

impl<'a> Facts<'a> {
    fn of(root: &'a Node) -> Result<Self, VoucherError> {
        let facts: Vec<&Node> = root
            .children
            .iter()
            .filter(|child| {
                !matches!(
                    child.name.as_str(),
                    "context" | "unit" | "schemaRef" | "footnoteLink"
                )
            })
            .flat_map(Node::walk)
            .filter(|node| node.children.is_empty())
            .take(limits::PAIRS * 10)
            .collect();
        Ok(Self { facts, root })
    }

    fn has(&self, name: &str) -> bool {
        self.facts.iter().any(|fact| fact.name == name)
    }

    fn stated(&self, name: &str) -> impl Iterator<Item = &'a Node> {
        self.facts
            .iter()
            .copied()
            .filter(move |fact| fact.name == name)
            .filter(|fact| !matches!(fact.attribute("nil"), Some("true" | "1")))
            .filter(|fact| !matches!(fact.text.trim(), "" | "null"))
    }

    /// The one value of a fact.
    fn single(&self, name: &str) -> Result<Option<String>, VoucherError> {
        let mut found: Option<&str> = None;
        for fact in self.stated(name) {
            let text = fact.text.trim();
            if found.is_some_and(|other| other != text) {
                return Err(VoucherError::Several(format!(
                    "“{name}”有不同的值（“{}”“{}”）",
                    shown(found.unwrap_or_default()),
                    shown(text)
                )));
            }
            found = Some(text);
        }
        Ok(found.map(str::to_owned))
    }

    /// The one value of an amount, which must be in yuan.
    fn money(&self, name: &str) -> Result<Option<String>, VoucherError> {
        for fact in self.stated(name) {
            let Some(unit) = fact.attribute("unitRef") else {
                continue;
            };
            let measure = self
                .root
                .all("unit")
                .find(|node| node.attribute("id") == Some(unit))
                .map(|node| node.value(&["measure"]))
                .transpose()?
                .flatten();
            let currency = measure.as_deref().unwrap_or(unit);
            if !is_yuan(currency) {
                return Err(VoucherError::Kind(format!(
                    "金额的单位为“{}”，不是人民币",
                    shown(currency)
                )));
            }
        }
        self.single(name)
    }

    /// All different values of the first of some facts that has any.
    fn joined(&self, names: &[&str]) -> Result<Option<String>, VoucherError> {
        for name in names {
            let mut texts: Vec<&str> = Vec::new();
            for fact in self.stated(name) {
                if !texts.contains(&fact.text.trim()) {
                    texts.push(fact.text.trim());
                }
            }
            if !texts.is_empty() {
                return Ok(Some(texts.join("；")));
            }
        }
        Ok(None)
    }

    fn pairs(&self) -> Result<Vec<(String, String)>, VoucherError> {
        let mut pairs = Vec::new();
        for fact in &self.facts {
            if fact.attribute("unitRef").is_some() {
                self.money(&fact.name)?;
            }
            let nil = matches!(fact.attribute("nil"), Some("true" | "1"));
            if !nil && fact.text.trim() != "null" {
                pairs.push((fact.name.clone(), fact.text.clone()));
            }
        }
        Ok(pairs)
    }
}

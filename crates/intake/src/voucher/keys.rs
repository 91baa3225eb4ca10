//! Invoices as names and values without a structure: the custom data of an OFD, the information dictionary of a PDF, the
//! facts of an XBRL instance.

use std::collections::HashMap;

use super::draft::{Draft, digits, line, lines};
use super::error::{VoucherError, shown};
use super::model::Party;
use super::money;

/// What a key stands for, by its spellings (lower case, letters and digits only); of several the first that has a value.
const KEYS: [(&str, &[&str]); 13] = [
    ("code", &["invoicecode", "发票代码"]),
    (
        "number",
        &[
            "invoicenumber",
            "invoiceno",
            "einvoicenumber",
            "发票号码",
            "数电票号码",
        ],
    ),
    (
        "date",
        &[
            "issuetime",
            "issuedate",
            "invoicedate",
            "dateofissue",
            "开票日期",
        ],
    ),
    ("requested", &["requesttime"]),
    ("seller", &["sellername", "销售方名称", "销方名称"]),
    (
        "seller_id",
        &[
            "selleridnum",
            "sellertaxid",
            "销售方纳税人识别号",
            "销售方统一社会信用代码纳税人识别号",
            "销售方识别号",
        ],
    ),
    ("buyer", &["buyername", "购买方名称", "购方名称"]),
    (
        "buyer_id",
        &[
            "buyeridnum",
            "buyertaxid",
            "购买方纳税人识别号",
            "购买方统一社会信用代码纳税人识别号",
            "购买方识别号",
        ],
    ),
    (
        "without_tax",
        &[
            "totalamwithouttax",
            "taxexclusivetotalamount",
            "合计金额",
            "不含税金额",
        ],
    ),
    ("tax", &["totaltaxam", "taxtotalamount", "合计税额", "税额"]),
    (
        "total",
        &[
            "totaltaxincludedamount",
            "taxinclusivetotalamount",
            "价税合计",
            "价税合计小写",
        ],
    ),
    (
        "words",
        &["totaltaxincludedamountinchinese", "价税合计大写"],
    ),
    ("remark", &["remark", "note", "备注"]),
];

/// Reads an invoice of pairs; nothing when they name none.
///
/// # Errors
/// When a key is there twice with different values, or an amount is none.
pub(super) fn draft(pairs: &[(String, String)], from: &str) -> Result<Option<Draft>, VoucherError> {
    let mut values: HashMap<String, &str> = HashMap::new();
    for (key, value) in pairs {
        let (key, value) = (normal(key), value.trim());
        if value.is_empty()
            || !KEYS
                .iter()
                .any(|(_, spellings)| spellings.contains(&key.as_str()))
        {
            continue;
        }
        if let Some(other) = values.insert(key, value)
            && other != value
        {
            return Err(VoucherError::Contradiction(format!(
                "{from}中同一项有两个值“{}”“{}”",
                shown(other),
                shown(value)
            )));
        }
    }
    let get = |what: &str| {
        let (_, spellings) = KEYS.iter().find(|(name, _)| *name == what)?;
        spellings
            .iter()
            .find_map(|spelling| values.get(*spelling))
            .map(|value| (*value).to_owned())
    };
    let mut draft = Draft {
        from: from.to_owned(),
        code: digits(get("code")),
        number: digits(get("number")),
        seller: Party {
            name: line(get("seller")),
            credit_code: digits(get("seller_id")),
        },
        buyer: Party {
            name: line(get("buyer")),
            credit_code: digits(get("buyer_id")),
        },
        without_tax: money::amount("不含税金额", get("without_tax"))?,
        tax: money::tax("税额", get("tax"))?,
        total: money::amount("价税合计", get("total"))?,
        total_words: line(get("words")),
        remark: lines(get("remark")),
        ..Draft::default()
    };
    draft.date(get("date").or_else(|| get("requested")));
    Ok(draft.says_something().then_some(draft))
}

fn normal(key: &str) -> String {
    domain::text::half_width(key)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Fen;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn keys_are_known_in_either_language() {
        for given in [
            [
                ("InvoiceNumber", "26142000000000001234"),
                ("TotalTax-includedAmount", "600000.00"),
            ],
            [
                ("发票号码", "26142000000000001234"),
                ("价税合计", "¥600000.00"),
            ],
        ] {
            let draft = draft(&pairs(&given), "文档信息")
                .expect("readable")
                .expect("an invoice");
            assert_eq!(draft.number.as_deref(), Some("26142000000000001234"));
            assert_eq!(draft.total, Some(Fen(60_000_000)));
        }
        assert!(
            draft(&pairs(&[("Producer", "x")]), "文档信息")
                .expect("readable")
                .is_none()
        );
    }

    #[test]
    fn a_key_with_two_values_is_believed_in_neither() {
        let twice = [("合计金额", "1.00"), ("合计金额", "2.00")];
        assert!(draft(&pairs(&twice), "文档信息").is_err());
    }
}

//! What can be checked of a voucher by itself. Nothing here changes what was read.

use super::Found;
use super::draft::Draft;
use super::limits;
use super::model::{Check, Item, Signature};
use super::money::in_words;
use super::xbrl::ReceiptDraft;
use domain::Fen;
use domain::money::voucher::InvoiceNumber;
use domain::people::code::{CreditCode, NotACreditCode};

fn check(code: &'static str, ok: bool, text: impl Into<String>) -> Check {
    Check {
        code,
        ok,
        text: text.into(),
    }
}

/// Checks of an invoice, without those of its signatures.
pub(super) fn invoice(
    draft: &Draft,
    differ: &[String],
    negative: bool,
    named: Option<&str>,
) -> Vec<Check> {
    let mut checks = vec![number_form(draft)];
    checks.push(
        match (
            draft.issued_on,
            draft.unread.iter().find(|text| text.contains("日期")),
        ) {
            (_, Some(unread)) => check("date", false, unread.clone()),
            (Some(day), None) => check("date", true, format!("开票日期 {day}")),
            (None, None) => check("date", false, "没有开票日期"),
        },
    );
    for (code, side, text) in [
        ("seller_credit_code", "销售方", &draft.seller.credit_code),
        ("buyer_credit_code", "购买方", &draft.buyer.credit_code),
    ] {
        checks.extend(text.as_deref().map(|text| credit_code(code, side, text)));
    }
    checks.extend(items_sum(draft));
    checks.extend(total_sum(draft));
    checks.extend(words(draft.total, draft.total_words.as_deref(), "价税合计"));
    checks.push(remark(draft.remark.as_deref()));
    checks.extend(red(draft, negative, named));
    checks.push(complete(&missing(draft)));
    if !differ.is_empty() || draft.from.contains('、') {
        checks.push(match differ {
            [] => check("sources_agree", true, format!("{}一致", draft.from)),
            differ => check("sources_agree", false, differ.join("；")),
        });
    }
    let unread: Vec<&str> = draft
        .unread
        .iter()
        .map(String::as_str)
        .filter(|text| !text.contains("日期"))
        .collect();
    if !unread.is_empty() {
        checks.push(check("readable", false, unread.join("；")));
    }
    checks
}

/// Checks of a receipt, without those of its signatures.
pub(super) fn receipt(draft: &ReceiptDraft) -> Vec<Check> {
    let number = draft.number.as_deref().unwrap_or_default();
    let fits = !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
    let mut checks = vec![check(
        "number_form",
        fits,
        if fits {
            format!("回单号码 {} 位", number.len())
        } else if number.is_empty() {
            "没有回单号码".to_owned()
        } else {
            "回单号码中有数字和字母以外的字符".to_owned()
        },
    )];
    checks.push(match (draft.booked_on, draft.unread.first()) {
        (Some(day), None) => check("date", true, format!("记账日期 {day}")),
        (_, Some(unread)) => check("date", false, unread.clone()),
        (None, None) => check("date", false, "没有记账日期"),
    });
    checks.push(match draft.amount {
        Some(amount) if amount.0 > 0 => check("amount", true, format!("金额 {amount}")),
        Some(amount) => check(
            "amount",
            false,
            format!("金额 {amount} 不是正数，可能是冲正或退汇"),
        ),
        None => check("amount", false, "没有金额"),
    });
    checks.extend(words(draft.amount, draft.amount_words.as_deref(), "金额"));
    let missing: Vec<&str> = [
        ("回单号码", draft.number.is_none()),
        ("记账日期", draft.booked_on.is_none()),
        ("金额", draft.amount.is_none()),
        ("付款人名称", draft.payer.name.is_none()),
        ("付款人账号", draft.payer.account.is_none()),
        ("收款人名称", draft.payee.name.is_none()),
        ("收款人账号", draft.payee.account.is_none()),
    ]
    .into_iter()
    .filter_map(|(what, missing)| missing.then_some(what))
    .collect();
    checks.push(complete(&missing));
    checks
}

/// Checks of signatures: what they say of the parts, and that nobody verified who signed.
pub(super) fn signed(found: &Found, parts: &[String], signature: &Signature) -> Vec<Check> {
    let mut checks = Vec::new();
    let digests = &found.digests;
    if digests.declared > 0 {
        let fit = digests.declared - digests.wrong.len() - digests.unknown.len();
        let of_all = format!("签名声明了 {} 个部件的摘要，{fit} 个相符", digests.declared);
        let mut text = of_all;
        for (what, parts) in [
            ("不符", &digests.wrong),
            ("算法未知，未核对", &digests.unknown),
        ] {
            if !parts.is_empty() {
                let named: Vec<String> = parts
                    .iter()
                    .take(5)
                    .map(|part| super::error::shown(part))
                    .collect();
                text.push_str(&format!(
                    "，{} 个{what}（{}）",
                    parts.len(),
                    named.join("、")
                ));
            }
        }
        if !digests.wrong.is_empty() {
            text.push_str("：文件在签名之后被改动过");
        }
        checks.push(check("digests", fit == digests.declared, text));
        // OFD.xml names the signatures itself, so it is often not among what they sign; what it says then stands elsewhere too.
        let elsewhere = parts.iter().any(|part| part != "OFD.xml");
        let uncovered: Vec<String> = parts
            .iter()
            .filter(|part| !(elsewhere && *part == "OFD.xml"))
            .filter(|part| !digests.covered.contains(&part.to_lowercase()))
            .map(|part| super::error::shown(part))
            .collect();
        checks.push(if uncovered.is_empty() {
            check("digests_cover", true, "读取的部件都在签名的摘要之内")
        } else {
            check(
                "digests_cover",
                false,
                format!("读取的部件不在签名的摘要之内：{}", uncovered.join("、")),
            )
        });
    }
    if let Some(whole) = found.signed_to_the_end {
        checks.push(check(
            "signature_range",
            whole,
            if whole {
                "签名范围到文件末尾"
            } else {
                "签名之后文件又有追加的内容"
            },
        ));
    }
    if signature.count > 0 {
        checks.push(check(
            "signature_declared",
            true,
            format!(
                "文件带有 {} 处电子签名（签章），仅为声明（declared）：此处未验证签名人和证书链。请在全国增值税发票查验平台（回单在银行网站）查验，并按文件 SHA-256 {} 记录查验结果",
                signature.count, signature.sha256
            ),
        ));
    }
    checks
}

fn number_form(draft: &Draft) -> Check {
    const CODE: &str = "number_form";
    let number = draft.number.as_deref().unwrap_or_default();
    if number.is_empty() {
        return check(CODE, false, "没有发票号码");
    }
    match InvoiceNumber::parse(draft.code.as_deref().unwrap_or_default(), number) {
        Err(error) => check(CODE, false, error.to_string()),
        Ok(form) => match (form.year(), draft.issued_on) {
            (Some(year), Some(day)) if i16::from(year) != day.year() % 100 => check(
                CODE,
                false,
                format!(
                    "数电票号码前两位是 {year:02}，开票日期却在 {} 年",
                    day.year()
                ),
            ),
            (Some(_), _) => check(CODE, true, "数电票号码 20 位"),
            (None, _) => check(CODE, true, "发票代码和号码的位数正确"),
        },
    }
}

fn credit_code(code: &'static str, side: &str, text: &str) -> Check {
    let older =
        matches!(text.len(), 15 | 17 | 20) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    match CreditCode::parse(text) {
        Ok(parsed) if parsed.check_fits() => {
            check(code, true, format!("{side}统一社会信用代码正确"))
        }
        Ok(parsed) => check(
            code,
            false,
            format!("{side}统一社会信用代码末位应为 {}", parsed.expected_check()),
        ),
        Err(NotACreditCode::IdentityCard) => {
            check(code, true, format!("{side}的识别号是个人身份证号"))
        }
        Err(_) if older => check(
            code,
            true,
            format!("{side}的识别号是旧的 {} 位税号，没有校验位", text.len()),
        ),
        Err(error) => check(code, false, format!("{side}：{error}")),
    }
}

fn sum(items: &[&Item], of: impl Fn(&Item) -> Option<Fen>) -> Option<Fen> {
    items
        .iter()
        .try_fold(Fen::ZERO, |sum, item| sum.plus(of(item)?))
}

fn items_sum(draft: &Draft) -> Option<Check> {
    const CODE: &str = "items_sum";
    // An older invoice with a list repeats its sum in one line.
    let list = |item: &Item| {
        item.name
            .as_deref()
            .is_some_and(|name| name.contains("详见销货清单"))
    };
    let mut items: Vec<&Item> = draft.items.iter().filter(|item| !list(item)).collect();
    if items.is_empty() {
        items = draft.items.iter().collect();
    }
    if items.is_empty() {
        return None;
    }
    let mut wrong = Vec::new();
    for (what, total, of) in [
        (
            "金额",
            draft.without_tax,
            (|item: &Item| item.without_tax_fen) as fn(&Item) -> Option<Fen>,
        ),
        ("税额", draft.tax, |item: &Item| item.tax_fen),
    ] {
        match (sum(&items, of), total) {
            (Some(sum), Some(total)) if sum != total => {
                wrong.push(format!("各项{what}之和 {sum}，合计{what} {total}"));
            }
            (None, Some(_)) => wrong.push(format!("有项目没有{what}，无法与合计核对")),
            (_, _) => {}
        }
    }
    Some(match wrong[..] {
        [] => check(CODE, true, format!("{} 个项目之和与合计相符", items.len())),
        _ => check(CODE, false, wrong.join("；")),
    })
}

fn total_sum(draft: &Draft) -> Option<Check> {
    let (without, tax, total) = (draft.without_tax?, draft.tax?, draft.total?);
    let fits = without.plus(tax) == Some(total);
    let sign = if fits { "＝" } else { "≠" };
    Some(check(
        "total_sum",
        fits,
        format!(
            "不含税 {} ＋ 税额 {} {sign} 价税合计 {}",
            without.in_yuan(),
            tax.in_yuan(),
            total.in_yuan()
        ),
    ))
}

fn words(total: Option<Fen>, words: Option<&str>, what: &str) -> Option<Check> {
    let (total, words) = (total?, words?);
    // Some programs write the amount of a red invoice in words without its sign.
    let read = in_words(words)?;
    let fits = read == total || (total.0 < 0 && read.0 == -total.0);
    Some(check(
        "total_words",
        fits,
        if fits {
            format!("{what}大写与小写相符")
        } else {
            format!("{what}大写“{}”，小写 {total}", super::error::shown(words))
        },
    ))
}

fn remark(remark: Option<&str>) -> Check {
    const CODE: &str = "remark";
    match remark {
        None => check(CODE, true, "没有读到备注，无法据此对应合同名称或登记编号"),
        Some(text) if text.chars().count() >= limits::TEXT_CHARS => check(
            CODE,
            false,
            format!("备注过长，只保留了前 {} 个字", limits::TEXT_CHARS),
        ),
        Some(text) => check(CODE, true, format!("备注 {} 个字", text.chars().count())),
    }
}

fn red(draft: &Draft, negative: bool, named: Option<&str>) -> Option<Check> {
    const CODE: &str = "red";
    if !(negative || draft.red || named.is_some()) {
        return None;
    }
    let wrong = if !negative {
        Some("标明是红字发票，金额却不是负数".to_owned())
    } else if draft.total.is_some_and(|fen| fen.0 > 0)
        || draft.without_tax.is_some_and(|fen| fen.0 > 0)
    {
        Some("红字发票的金额有正有负".to_owned())
    } else {
        match (draft.red_of.as_deref(), named) {
            (Some(of), Some(named)) if of != named => {
                Some(format!("被红冲的发票有两个号码：{of}、{named}"))
            }
            (None, None) => Some("金额为负数，没有写明被红冲的蓝字发票号码".to_owned()),
            (Some(_), _) | (None, Some(_)) => None,
        }
    };
    Some(match wrong {
        None => check(CODE, true, "红字发票，写明了被红冲的蓝字发票号码"),
        Some(wrong) => check(CODE, false, wrong),
    })
}

fn missing(draft: &Draft) -> Vec<&'static str> {
    let person = draft
        .buyer
        .name
        .as_deref()
        .is_some_and(|name| name.contains("个人"));
    [
        ("发票号码", draft.number.is_none()),
        ("开票日期", draft.issued_on.is_none()),
        ("销售方名称", draft.seller.name.is_none()),
        ("销售方信用代码", draft.seller.credit_code.is_none()),
        ("购买方名称", draft.buyer.name.is_none()),
        (
            "购买方信用代码",
            draft.buyer.credit_code.is_none() && !person,
        ),
        ("不含税金额", draft.without_tax.is_none()),
        ("税额", draft.tax.is_none()),
        ("价税合计", draft.total.is_none()),
        ("项目", draft.items.is_empty()),
    ]
    .into_iter()
    .filter_map(|(what, missing)| missing.then_some(what))
    .collect()
}

fn complete(missing: &[&str]) -> Check {
    match missing {
        [] => check("complete", true, "应有的内容都已读出"),
        missing => check(
            "complete",
            false,
            format!("文件中没有：{}，需要手工填写并核对", missing.join("、")),
        ),
    }
}

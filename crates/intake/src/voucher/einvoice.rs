//! Invoices as XML: `EInvoice` of the fully digital ones, `eInvoice` of the older kinds (attached to their OFD). Every value
//! is read at its own place, never "any element of that name".

use super::draft::{Draft, digits, line, lines};
use super::error::{VoucherError, shown};
use super::limits;
use super::model::{Item, Party};
use super::money;
use super::tree::Node;

/// Whether a root is an invoice that [`draft`] reads.
pub(super) fn is_invoice(root: &Node) -> bool {
    matches!(root.name.as_str(), "EInvoice" | "eInvoice")
}

/// Reads an invoice.
///
/// # Errors
/// When a container is there twice, or an amount is none.
pub(super) fn draft(root: &Node, from: &str) -> Result<Draft, VoucherError> {
    // The two kinds are told by what is in them: writers are not sure about the capital letter.
    if root.only("EInvoiceData")?.is_some() {
        digital(root, from)
    } else {
        older(root, from)
    }
}

fn digital(root: &Node, from: &str) -> Result<Draft, VoucherError> {
    const DATA: &str = "EInvoiceData";
    const BASIC: &str = "BasicInformation";
    let text = |path: &[&str]| root.value(path);
    let id = digits(text(&["Header", "EIid"])?);
    let number = digits(text(&["TaxSupervisionInfo", "InvoiceNumber"])?);
    if let (Some(id), Some(number)) = (&id, &number)
        && id.len() == 20
        && id != number
    {
        return Err(VoucherError::Contradiction(format!(
            "发票标识（EIid）为 {}，发票号码为 {}",
            shown(id),
            shown(number)
        )));
    }
    let mut draft = Draft {
        from: from.to_owned(),
        number: number.or(id.filter(|id| id.len() == 20)),
        seller: Party {
            name: line(text(&[DATA, "SellerInformation", "SellerName"])?),
            credit_code: digits(text(&[DATA, "SellerInformation", "SellerIdNum"])?),
        },
        buyer: Party {
            name: line(text(&[DATA, "BuyerInformation", "BuyerName"])?),
            credit_code: digits(text(&[DATA, "BuyerInformation", "BuyerIdNum"])?),
        },
        without_tax: money::amount("不含税金额", text(&[DATA, BASIC, "TotalAmWithoutTax"])?)?,
        tax: money::tax("税额", text(&[DATA, BASIC, "TotalTaxAm"])?)?,
        total: money::amount("价税合计", text(&[DATA, BASIC, "TotalTax-includedAmount"])?)?,
        total_words: line(text(&[DATA, BASIC, "TotalTax-includedAmountInChinese"])?),
        red: text(&["Header", "InherentLabel", "InIssuType", "LabelCode"])?.as_deref() == Some("N"),
        ..Draft::default()
    };
    let issued = text(&["TaxSupervisionInfo", "IssueTime"])?;
    draft.date(match issued {
        Some(issued) => Some(issued),
        None => text(&[DATA, BASIC, "RequestTime"])?,
    });
    let Some(data) = root.only(DATA)? else {
        return Ok(draft);
    };
    let mut remarks: Vec<String> = Vec::new();
    for additional in data.all("AdditionalInformation") {
        remarks.extend(additional.value(&["Remark"])?);
    }
    draft.remark = lines(Some(remarks.join("\n")));
    if let Some(red) = data.at(&["SpecificInformation", "RedEInvoice"])? {
        let code = digits(red.value(&["OriginalInvoiceCode"])?);
        let number = digits(red.value(&["OriginalInvoiceNumber"])?);
        draft.red_of = joined(code, number);
        draft.red |= draft.red_of.is_some();
    }
    for item in data.all("IssuItemInformation") {
        push(&mut draft.items, item, ["ItemName", "Amount", "ComTaxAm"])?;
    }
    Ok(draft)
}

fn older(root: &Node, from: &str) -> Result<Draft, VoucherError> {
    let text = |path: &[&str]| root.value(path);
    let mut draft = Draft {
        from: from.to_owned(),
        code: digits(text(&["InvoiceCode"])?),
        number: digits(text(&["InvoiceNo"])?),
        seller: Party {
            name: line(text(&["Seller", "SellerName"])?),
            credit_code: digits(text(&["Seller", "SellerTaxID"])?),
        },
        buyer: Party {
            name: line(text(&["Buyer", "BuyerName"])?),
            credit_code: digits(text(&["Buyer", "BuyerTaxID"])?),
        },
        without_tax: money::amount("不含税金额", text(&["TaxExclusiveTotalAmount"])?)?,
        tax: money::tax("税额", text(&["TaxTotalAmount"])?)?,
        total: money::amount("价税合计", text(&["TaxInclusiveTotalAmount"])?)?,
        remark: lines(text(&["Note"])?),
        ..Draft::default()
    };
    draft.date(text(&["IssueDate"])?);
    if let Some(goods) = root.only("GoodsInfos")? {
        for item in goods.all("GoodsInfo") {
            push(&mut draft.items, item, ["Item", "Amount", "TaxAmount"])?;
        }
    }
    Ok(draft)
}

fn push(items: &mut Vec<Item>, node: &Node, names: [&str; 3]) -> Result<(), VoucherError> {
    if items.len() >= limits::ITEMS {
        return Err(VoucherError::TooMuch(format!(
            "发票项目超过 {} 行",
            limits::ITEMS
        )));
    }
    let [name, amount, tax] = names;
    let item = Item {
        name: line(node.value(&[name])?),
        without_tax_fen: money::amount("项目金额", node.value(&[amount])?)?,
        tax_fen: money::tax("项目税额", node.value(&[tax])?)?,
    };
    if item != Item::default() {
        items.push(item);
    }
    Ok(())
}

/// `26142000000000001234`, or code and number of an older invoice.
pub(super) fn joined(code: Option<String>, number: Option<String>) -> Option<String> {
    match (code, number) {
        (Some(code), Some(number)) if code != number => Some(format!("{code}-{number}")),
        (code, number) => code.or(number),
    }
}

/// The blue invoice that the remark of a red one names: `被红冲蓝字数电票号码：2614…`, `对应正数发票代码:…号码:…`.
pub(super) fn red_of_remark(remark: &str) -> Option<String> {
    let folded: String = domain::text::half_width(remark)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let after = |words: &[&str]| {
        let word = words.iter().find(|word| folded.contains(**word))?;
        let (_, rest) = folded.split_once(word)?;
        Some(rest.to_owned())
    };
    let number_in = |text: &str, before: &str| {
        let (_, behind) = text.split_once(before)?;
        let behind = behind.trim_start_matches([':', '：', '为']);
        let number: String = behind.chars().take_while(char::is_ascii_digit).collect();
        (!number.is_empty()).then_some(number)
    };
    let rest = after(&["被红冲蓝字", "对应正数发票", "对应蓝字发票"])?;
    // What stands behind the sentence (the number of the confirmation) is another number.
    let rest: String = rest.chars().take(60).collect();
    let code = number_in(&rest, "代码");
    let number = number_in(&rest, "号码").or_else(|| number_in(&rest, "号"));
    joined(code, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_names_the_invoice_that_is_taken_back() {
        for (remark, of) in [
            (
                "被红冲蓝字数电票号码：26142000000000001234",
                "26142000000000001234",
            ),
            (
                "被红冲蓝字数电发票号码:26142000000000001234 红字发票信息确认单编号：14010026110000000001",
                "26142000000000001234",
            ),
            (
                "对应正数发票代码:050001700111号码:12235358",
                "050001700111-12235358",
            ),
        ] {
            assert_eq!(red_of_remark(remark).as_deref(), Some(of), "{remark}");
        }
        assert_eq!(red_of_remark("合同：示例"), None);
    }
}

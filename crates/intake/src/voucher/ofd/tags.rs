//! Invoices that are tagged: a tag names the text objects of the pages that hold a value, so that it is found by its name and
//! not by its place on the page.

use std::collections::HashMap;
use std::hash::Hash;

use super::super::draft::{Draft, digits, line, lines};
use super::super::error::VoucherError;
use super::super::model::{Item, Party};
use super::super::tree::Node;
use super::super::{limits, money};
use super::package::Package;
use super::resolved;
use domain::Fen;

/// Reads what the tags of a document name; nothing when there are none, or they name no invoice.
pub(super) fn draft(
    package: &mut Package,
    document_at: &str,
    document: &Node,
) -> Result<Option<Draft>, VoucherError> {
    let mut files = Vec::new();
    for list in document.all("CustomTags") {
        let Some(place) = list.own_text()? else {
            continue;
        };
        let list_at = resolved(document_at, &place);
        let Some(list) = package.xml(&list_at)? else {
            continue;
        };
        for tag in list.all("CustomTag").take(limits::ATTACHMENTS) {
            if let Some(place) = tag.value(&["FileLoc"])? {
                files.push(resolved(&list_at, &place));
            }
        }
    }
    files.dedup();
    let mut tags = Vec::new();
    let mut parts = Vec::new();
    for file in files {
        if let Some(root) = package.xml(&file)?
            && root.walk().any(|node| node.name == "ObjectRef")
        {
            tags.push(root);
            parts.push(file);
        }
    }
    if tags.is_empty() {
        return Ok(None);
    }
    let texts = Texts::read(package, document_at, document)?;
    parts.extend(texts.parts.iter().cloned());
    let mut draft = Draft {
        from: "页面标引".to_owned(),
        parts,
        ..Draft::default()
    };
    for root in &tags {
        Tagged {
            root,
            texts: &texts,
        }
        .fill(&mut draft)?;
    }
    Ok(draft.says_something().then_some(draft))
}

/// Texts of the objects of all pages.
#[derive(Default)]
struct Texts {
    /// By page and object.
    on_page: HashMap<(String, String), Known>,
    /// By object, for tags that name no page.
    anywhere: HashMap<String, Known>,
    /// The pages that were read.
    parts: Vec<String>,
}

/// The text of an object; nothing where its identifier is there twice with different texts.
type Known = Option<String>;

fn know<K: Eq + Hash>(texts: &mut HashMap<K, Known>, key: K, text: &str) {
    texts
        .entry(key)
        .and_modify(|held| {
            if held.as_deref() != Some(text) {
                *held = None;
            }
        })
        .or_insert_with(|| Some(text.to_owned()));
}

impl Texts {
    fn read(
        package: &mut Package,
        document_at: &str,
        document: &Node,
    ) -> Result<Self, VoucherError> {
        let mut texts = Self::default();
        let pages = document.all("Pages").flat_map(|pages| pages.all("Page"));
        for (count, page) in pages.enumerate() {
            if count >= limits::PAGES {
                return Err(VoucherError::TooMuch(format!("超过 {} 页", limits::PAGES)));
            }
            let (Some(id), Some(place)) = (page.attribute("ID"), page.attribute("BaseLoc")) else {
                continue;
            };
            let at = resolved(document_at, place);
            let Some(content) = package.xml(&at)? else {
                continue;
            };
            for object in content.walk().filter(|node| node.name == "TextObject") {
                let Some(object_id) = object.attribute("ID") else {
                    continue;
                };
                let codes = object.all("TextCode").map(|code| code.text.as_str());
                let text: String = codes.collect();
                know(
                    &mut texts.on_page,
                    (id.to_owned(), object_id.to_owned()),
                    &text,
                );
                know(&mut texts.anywhere, object_id.to_owned(), &text);
            }
            texts.parts.push(at);
        }
        Ok(texts)
    }

    fn of(&self, reference: &Node) -> Option<&str> {
        let object = reference.text.trim().to_owned();
        match reference.attribute("PageRef") {
            Some(page) => self.on_page.get(&(page.to_owned(), object))?.as_deref(),
            None => self.anywhere.get(&object)?.as_deref(),
        }
    }
}

struct Tagged<'a> {
    root: &'a Node,
    texts: &'a Texts,
}

impl Tagged<'_> {
    /// Texts of each element of a name, in the order of the tags.
    fn groups(&self, within: &Node, name: &str) -> Vec<Vec<String>> {
        within
            .walk()
            .filter(|node| node.name == name)
            .map(|node| {
                node.all("ObjectRef")
                    .filter_map(|reference| self.texts.of(reference))
                    .map(str::to_owned)
                    .collect()
            })
            .filter(|group: &Vec<String>| !group.is_empty())
            .collect()
    }

    /// What the first of some names that is tagged names.
    fn text(&self, names: &[&str], between: &str) -> Option<String> {
        names.iter().find_map(|name| {
            let groups = self.groups(self.root, name);
            let pieces: Vec<String> = groups.into_iter().flatten().collect();
            (!pieces.is_empty()).then(|| pieces.join(between))
        })
    }

    fn fill(&self, draft: &mut Draft) -> Result<(), VoucherError> {
        fn keep<T>(into: &mut Option<T>, value: Option<T>) {
            if into.is_none() {
                *into = value;
            }
        }
        keep(&mut draft.code, digits(self.text(&["InvoiceCode"], "")));
        keep(
            &mut draft.number,
            digits(self.text(&["InvoiceNo", "InvoiceNumber"], "")),
        );
        if draft.issued_on.is_none() {
            draft.date(self.text(&["IssueDate", "IssueTime"], ""));
        }
        let party = |name, ids: [&str; 2]| Party {
            name: line(self.text(&[name], "")),
            credit_code: digits(self.text(&ids, "")),
        };
        for (into, read) in [
            (
                &mut draft.seller,
                party("SellerName", ["SellerTaxID", "SellerIdNum"]),
            ),
            (
                &mut draft.buyer,
                party("BuyerName", ["BuyerTaxID", "BuyerIdNum"]),
            ),
        ] {
            keep(&mut into.name, read.name);
            keep(&mut into.credit_code, read.credit_code);
        }
        for (what, names, tax) in [
            (
                "不含税金额",
                ["TaxExclusiveTotalAmount", "TotalAmWithoutTax"],
                false,
            ),
            ("税额", ["TaxTotalAmount", "TotalTaxAm"], true),
            (
                "价税合计",
                ["TaxInclusiveTotalAmount", "TotalTax-includedAmount"],
                false,
            ),
        ] {
            let read = self.amount(what, self.text(&names, ""), tax, &mut draft.unread);
            let into = match what {
                "不含税金额" => &mut draft.without_tax,
                "税额" => &mut draft.tax,
                _ => &mut draft.total,
            };
            keep(into, read);
        }
        keep(
            &mut draft.remark,
            lines(self.text(&["Note", "Remark"], "\n")),
        );
        if draft.items.is_empty() {
            draft.items = self.items(&mut draft.unread)?;
        }
        Ok(())
    }

    /// An amount on a page. One that cannot be read is told: structured places may know better, and must not be overruled.
    fn amount(
        &self,
        what: &str,
        text: Option<String>,
        tax: bool,
        unread: &mut Vec<String>,
    ) -> Option<Fen> {
        let read = if tax {
            money::tax(what, text)
        } else {
            money::amount(what, text)
        };
        read.unwrap_or_else(|error| {
            unread.push(format!("页面标引的{error}"));
            None
        })
    }

    fn items(&self, unread: &mut Vec<String>) -> Result<Vec<Item>, VoucherError> {
        let goods: Vec<&Node> = self
            .root
            .walk()
            .filter(|node| node.name == "GoodsInfo")
            .take(limits::ITEMS + 1)
            .collect();
        if goods.len() > limits::ITEMS {
            return Err(VoucherError::TooMuch(format!(
                "发票项目超过 {} 行",
                limits::ITEMS
            )));
        }
        if !goods.is_empty() {
            let of = |node: &Node, name: &str| {
                let text = self
                    .groups(node, name)
                    .into_iter()
                    .flatten()
                    .collect::<String>();
                (!text.is_empty()).then_some(text)
            };
            return Ok(goods
                .into_iter()
                .map(|node| Item {
                    name: line(of(node, "Item")),
                    without_tax_fen: self.amount("项目金额", of(node, "Amount"), false, unread),
                    tax_fen: self.amount("项目税额", of(node, "TaxAmount"), true, unread),
                })
                .filter(|item| *item != Item::default())
                .collect());
        }
        self.columns(unread)
    }

    /// Tags by columns: names, amounts and taxes each in a row of their own.
    fn columns(&self, unread: &mut Vec<String>) -> Result<Vec<Item>, VoucherError> {
        let column = |name: &str| -> Vec<String> {
            let pieces = self.groups(self.root, name).into_iter().flatten();
            pieces
                .filter(|text| !matches!(text.trim(), "" | "¥" | "￥"))
                .collect()
        };
        let amounts = column("Amount");
        let taxes = column("TaxAmount");
        if amounts.len() > limits::ITEMS {
            return Err(VoucherError::TooMuch(format!(
                "发票项目超过 {} 行",
                limits::ITEMS
            )));
        }
        let names = names(self.groups(self.root, "Item"), amounts.len());
        if names.is_none() {
            unread.push("页面标引的项目名称与金额行数对不上".to_owned());
        }
        if taxes.len() != amounts.len() && !taxes.is_empty() {
            unread.push(format!(
                "页面标引的税额有 {} 个，金额有 {} 个",
                taxes.len(),
                amounts.len()
            ));
        }
        let taxed = taxes.len() == amounts.len();
        Ok(amounts
            .into_iter()
            .enumerate()
            .map(|(at, amount)| Item {
                name: line(names.as_ref().and_then(|names| names.get(at).cloned())),
                without_tax_fen: self.amount("项目金额", Some(amount), false, unread),
                tax_fen: taxed
                    .then(|| self.amount("项目税额", taxes.get(at).cloned(), true, unread))
                    .flatten(),
            })
            .collect())
    }
}

/// Names of so many items. A long name is several pieces, one a line of the cell; a piece that begins with the class of the
/// goods (`*研发和技术服务*…`) begins an item. Nothing when that does not come out.
fn names(groups: Vec<Vec<String>>, items: usize) -> Option<Vec<String>> {
    if groups.len() == items {
        return Some(groups.into_iter().map(|pieces| pieces.concat()).collect());
    }
    let pieces: Vec<String> = groups.into_iter().flatten().collect();
    if items == 1 {
        return Some(vec![pieces.concat()]);
    }
    let mut names: Vec<String> = Vec::new();
    for piece in &pieces {
        match names.last_mut() {
            Some(name) if !piece.trim_start().starts_with('*') => name.push_str(piece),
            _ => names.push(piece.clone()),
        }
    }
    if names.len() == items {
        return Some(names);
    }
    (pieces.len() == items).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_lines_are_joined_and_never_guessed() {
        let group = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let one: Vec<Vec<String>> = vec![group(&["*研发和技术服务*技术许可", "费"])];
        assert_eq!(
            names(one, 1),
            Some(vec!["*研发和技术服务*技术许可费".to_owned()])
        );
        let two = vec![group(&[
            "*研发和技术服务*技术",
            "服务",
            "*通用设备*中试装置",
        ])];
        assert_eq!(
            names(two, 2),
            Some(vec![
                "*研发和技术服务*技术服务".to_owned(),
                "*通用设备*中试装置".to_owned()
            ])
        );
        assert_eq!(names(vec![group(&["甲", "乙", "丙"])], 2), None);
        assert_eq!(names(Vec::new(), 0), Some(Vec::new()));
    }
}

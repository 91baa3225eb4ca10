//! Bank receipts: instances of the Ministry's standard, attached or by themselves.

use crate::support::*;

fn instance(change: &[(&str, &str)]) -> Vec<u8> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<xbrli:xbrl xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:bker=\"http://xbrl.mof.gov.cn/taxonomy/2023-12-31/bker\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">
<link:schemaRef/><xbrli:context id=\"c\"><xbrli:entity/></xbrli:context><xbrli:unit id=\"u\"><xbrli:measure>iso4217:CNY</xbrli:measure></xbrli:unit>
<bker:Currency contextRef=\"c\">CNY</bker:Currency><bker:NumberOfBankElectronicReceipt contextRef=\"c\">202611220000000000009901</bker:NumberOfBankElectronicReceipt>
<bker:DateOfBookkeeping contextRef=\"c\">2026-11-22</bker:DateOfBookkeeping><bker:IssueDate contextRef=\"c\">2026-11-23</bker:IssueDate>
<bker:TransactionAmountInFigures contextRef=\"c\" unitRef=\"u\" decimals=\"2\">600000.00</bker:TransactionAmountInFigures>
<bker:InformationOfPayerTuple><bker:AccountNameOfPayer contextRef=\"c\">示例碳材科技有限公司</bker:AccountNameOfPayer><bker:AccountNumberOfPayer contextRef=\"c\">0000 0000 0000 0001</bker:AccountNumberOfPayer></bker:InformationOfPayerTuple>
<bker:AccountNameOfPayee contextRef=\"c\">示例理工大学</bker:AccountNameOfPayee><bker:AccountNumberOfPayee contextRef=\"c\">0000000000000002</bker:AccountNumberOfPayee>
<bker:Usage contextRef=\"c\">示例技术许可合同价款</bker:Usage><bker:Notes contextRef=\"c\" xsi:nil=\"true\"/><bker:BusinessSerialNumber contextRef=\"c\">EX0000009901</bker:BusinessSerialNumber></xbrli:xbrl>"
        .to_owned();
    for (from, to) in change {
        assert!(xml.contains(from), "{from} is in the document");
        xml = xml.replace(from, to);
    }
    xml.into_bytes()
}

fn attached(instances: Vec<(&'static str, Vec<u8>)>) -> Vec<u8> {
    Ofd {
        attached: instances,
        ..Ofd::default()
    }
    .bytes()
}

#[test]
fn a_receipt_is_printed_with_everything_it_says() {
    let voucher = read(attached(vec![("bker_issuer_1.xml", instance(&[]))])).expect("read");
    assert!(
        failing(voucher.checks()).is_empty(),
        "{:?}",
        voucher.checks()
    );
    let mut json = serde_json::to_value(&voucher).expect("JSON");
    json["checks"].take();
    json["signature"].take();
    assert_eq!(
        json,
        serde_json::json!({
            "kind": "receipt", "source": "ofd", "number": "202611220000000000009901", "booked_on": "2026-11-22", "amount_fen": 60_000_000,
            "payer": {"name": "示例碳材科技有限公司", "account": "0000000000000001"},
            "payee": {"name": "示例理工大学", "account": "0000000000000002"},
            "usage": "示例技术许可合同价款", "serial": "EX0000009901", "checks": null, "signature": null,
        })
    );
}

#[test]
fn the_instance_by_itself_is_the_same_receipt() {
    let read = receipt(instance(&[]));
    assert_eq!(read.source, intake::voucher::Source::Xml);
    assert_eq!(read.amount_fen.map(|fen| fen.0), Some(60_000_000));
}

#[test]
fn the_note_tells_the_use_where_no_use_is_told() {
    let read = receipt(instance(&[
        (
            "<bker:Usage contextRef=\"c\">示例技术许可合同价款</bker:Usage>",
            "<bker:Usage contextRef=\"c\"/>",
        ),
        (
            "<bker:Notes contextRef=\"c\" xsi:nil=\"true\"/>",
            "<bker:Notes contextRef=\"c\">示例附言</bker:Notes>",
        ),
    ]));
    assert_eq!(read.usage.as_deref(), Some("示例附言"));
}

#[test]
fn what_a_receipt_does_not_say_is_null_and_told() {
    let read = receipt(instance(&[
        ("2026-11-22", "null"),
        (
            "<bker:BusinessSerialNumber contextRef=\"c\">EX0000009901</bker:BusinessSerialNumber>",
            "",
        ),
    ]));
    assert_eq!((read.booked_on, read.serial), (None, None));
    assert_eq!(failing(&read.checks), ["date", "complete"]);
}

#[test]
fn a_payment_that_went_back_is_told() {
    assert_eq!(
        failing(&receipt(instance(&[(">600000.00", ">-600000.00")])).checks),
        ["amount"]
    );
}

#[test]
fn foreign_money_is_refused() {
    assert!(refusal(instance(&[("iso4217:CNY", "iso4217:USD")])).contains("不是人民币"));
    assert!(refusal(instance(&[(">CNY<", ">美元<")])).contains("不是人民币"));
}

#[test]
fn two_payments_in_one_file_are_refused_and_two_copies_of_one_are_one() {
    let other = instance(&[("202611220000000000009901", "202611220000000000009902")]);
    let two = attached(vec![("a.xml", instance(&[])), ("b.xml", other)]);
    assert!(refusal(two).contains("2 张号码不同的回单"));
    let copies = attached(vec![
        ("bker_issuer.xml", instance(&[])),
        ("bker_receiver.xml", instance(&[])),
    ]);
    assert_eq!(
        receipt(copies).amount_fen.map(|fen| fen.0),
        Some(60_000_000)
    );
    let dearer = instance(&[(">600000.00", ">6000000.00")]);
    let differing = attached(vec![("a.xml", instance(&[])), ("b.xml", dearer)]);
    assert!(refusal(differing).contains("自相矛盾"));
    let twice = instance(&[(
        "<bker:Currency contextRef=\"c\">CNY</bker:Currency>",
        "<bker:TransactionAmountInFigures>1.00</bker:TransactionAmountInFigures>",
    )]);
    assert!(refusal(twice).contains("不同的值"));
}

#[test]
fn other_vouchers_of_the_standard_are_called_by_their_names() {
    for (kind, name) in [
        ("bkrs", "对账单"),
        ("ctp", "国库集中支付"),
        ("rai", "铁路"),
        ("efi", "财政电子票据"),
    ] {
        let uri = format!("http://xbrl.mof.gov.cn/taxonomy/2021-11-30/{kind}");
        let xml = format!("<xbrl xmlns:x=\"{uri}\"><x:Currency>CNY</x:Currency></xbrl>");
        assert!(refusal(xml.clone()).contains(name), "{kind}");
        assert!(
            refusal(attached(vec![("a.xml", xml.into_bytes())])).contains(name),
            "{kind}"
        );
    }
}

#[test]
fn a_digital_invoice_of_the_standard_is_an_invoice() {
    let xml = format!(
        "<xbrl xmlns:einv=\"http://xbrl.mof.gov.cn/taxonomy/2023-12-31/einv\"><einv:InvoiceNumber>26142000000000009901</einv:InvoiceNumber>\
         <einv:SellerName>示例理工大学</einv:SellerName><einv:SellerIdNum>{SELLER}</einv:SellerIdNum><einv:RequestTime>2026-11-20 10:00:00</einv:RequestTime>\
         <einv:TotalAmWithoutTax>566037.74</einv:TotalAmWithoutTax><einv:TotalTaxAm>33962.26</einv:TotalTaxAm>\
         <einv:TotalTax-includedAmount>600000.00</einv:TotalTax-includedAmount></xbrl>"
    );
    let read = invoice(attached(vec![("einv.xml", xml.into_bytes())]));
    assert_eq!(read.total_fen.map(|fen| fen.0), Some(60_000_000));
    assert_eq!(failing(&read.checks), ["complete"]);
}

//! Invoices as OFD.

use crate::support::*;

fn tagged() -> Ofd {
    Ofd {
        data: vec![
            ("发票号码", "26142000000000009901"),
            ("销售方纳税人识别号", SELLER),
            ("购买方纳税人识别号", BUYER),
            ("合计金额", "277174.83"),
            ("合计税额", "22825.17"),
            ("开票日期", "2026年11月20日"),
        ],
        tags: [
            tag("InvoiceNo", &["1"]),
            format!("<ofd:Buyer>{}</ofd:Buyer>", tag("BuyerName", &["2"])),
            format!("<ofd:Seller>{}</ofd:Seller>", tag("SellerName", &["3"])),
            tag("TaxInclusiveTotalAmount", &["4", "5"]),
            tag("Item", &["6", "7", "8"]),
            tag("Amount", &["9", "10"]),
            tag("TaxAmount", &["11", "12"]),
            tag("Note", &["13", "14"]),
            "<ofd:TaxScheme/>".to_owned(),
        ]
        .concat(),
        objects: vec![
            ("1", "26142000000000009901"),
            ("2", "示例碳材科技有限公司"),
            ("3", "示例理工大学"),
            ("4", "¥"),
            ("5", "300000.00"),
            ("6", "*研发和技术服务*技术"),
            ("7", "服务"),
            ("8", "*通用设备*中试装置"),
            ("9", "188679.25"),
            ("10", "88495.58"),
            ("11", "11320.75"),
            ("12", "11504.42"),
            ("13", "    "),
            ("14", "合同：示例技术服务合同"),
        ],
        ..Ofd::default()
    }
}

#[test]
fn names_total_and_items_are_found_through_the_tags() {
    let read = invoice(tagged().bytes());
    assert_eq!(read.seller.name.as_deref(), Some("示例理工大学"));
    assert_eq!(read.buyer.name.as_deref(), Some("示例碳材科技有限公司"));
    assert_eq!(read.total_fen.map(|fen| fen.0), Some(30_000_000));
    let names: Vec<&str> = read
        .items
        .iter()
        .filter_map(|item| item.name.as_deref())
        .collect();
    assert_eq!(names, ["*研发和技术服务*技术服务", "*通用设备*中试装置"]);
    assert_eq!(read.remark.as_deref(), Some("合同：示例技术服务合同"));
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
}

#[test]
fn a_page_that_tells_another_amount_than_the_data_is_believed_in_neither() {
    let mut ofd = tagged();
    ofd.data.push(("价税合计", "3000000.00"));
    let message = refusal(ofd.bytes());
    assert!(
        message.contains("自相矛盾") && message.contains("价税合计"),
        "{message}"
    );
}

#[test]
fn tags_that_cannot_be_read_are_told_and_give_no_amount() {
    let mut ofd = tagged();
    ofd.objects[4].1 = "300,00.00";
    let read = invoice(ofd.bytes());
    assert_eq!(read.total_fen, None);
    assert_eq!(failing(&read.checks), ["complete", "readable"]);
    // Which name belongs to which amount is not guessed.
    let mut ofd = tagged();
    ofd.objects[7].1 = "中试装置";
    let read = invoice(ofd.bytes());
    assert!(read.items.iter().all(|item| item.name.is_none()));
    assert_eq!(failing(&read.checks), ["readable"]);
    // An identifier that is there twice with two texts names neither.
    let mut ofd = tagged();
    ofd.objects.push(("5", "1.00"));
    assert_eq!(invoice(ofd.bytes()).total_fen, None);
}

#[test]
fn an_attached_invoice_is_believed_first() {
    let ofd = Ofd {
        data: vec![
            ("发票号码", "26142000000000009901"),
            ("合计金额", "566037.74"),
        ],
        attached: vec![
            ("original_invoice.xml", digital(&[]).into_bytes()),
            ("stamp.png", b"\x89PNG".to_vec()),
        ],
        ..Ofd::default()
    };
    let read = invoice(ofd.bytes());
    assert_eq!(read.total_fen.map(|fen| fen.0), Some(60_000_000));
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
}

#[test]
fn digests_that_fit_are_counted_and_who_signed_is_only_declared() {
    let mut ofd = tagged();
    ofd.signed = Some(Vec::new());
    let read = invoice(ofd.bytes());
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
    assert!(
        told(&read.checks, "digests")
            .text
            .contains("6 个部件的摘要，6 个相符"),
        "{:?}",
        read.checks
    );
    assert!(
        told(&read.checks, "signature_declared")
            .text
            .contains("未验证")
    );
    assert_eq!(
        read.signature.status,
        intake::voucher::SignatureStatus::Declared
    );
}

#[test]
fn a_part_that_was_altered_after_signing_is_told_by_name() {
    let mut ofd = tagged();
    ofd.signed = Some(vec!["Doc_0/Document.xml"]);
    let read = invoice(ofd.bytes());
    assert_eq!(failing(&read.checks), ["digests"]);
    let text = &told(&read.checks, "digests").text;
    assert!(text.contains("1 个不符（Doc_0/Document.xml）"), "{text}");
}

#[test]
fn what_is_read_from_a_part_that_nobody_signed_is_told() {
    let mut ofd = tagged();
    ofd.signed = Some(Vec::new());
    // The list of signatures stands in OFD.xml, so real ones often do not sign it.
    ofd.unlisted = vec!["OFD.xml"];
    assert!(failing(&invoice(ofd.bytes()).checks).is_empty());
    ofd.unlisted = vec!["Doc_0/Tags/CustomTag.xml"];
    assert_eq!(failing(&invoice(ofd.bytes()).checks), ["digests_cover"]);
    ofd.unlisted = vec!["OFD.xml"];
    ofd.tags = String::new();
    assert!(failing(&invoice(ofd.bytes()).checks).contains(&"digests_cover"));
}

#[test]
fn several_documents_and_several_invoices_are_refused() {
    let ofd = Ofd {
        attached: vec![
            ("a.xml", digital(&[]).into_bytes()),
            (
                "b.xml",
                digital(&[("26142000000000009901", "26142000000000009902")]).into_bytes(),
            ),
        ],
        ..Ofd::default()
    };
    assert!(refusal(ofd.bytes()).contains("2 张号码不同的发票"));
    let two = archive(&[("OFD.xml", b"<OFD><DocBody/><DocBody/></OFD>")]);
    assert!(refusal(two).contains("2 份文档"));
}

#[test]
fn an_ofd_without_structured_data_says_so() {
    assert!(refusal(Ofd::default().bytes()).contains("只有版面"));
    assert!(
        refusal(archive(&[(
            "OFD.xml",
            b"<OFD><DocBody><DocRoot>none.xml</DocRoot></DocBody></OFD>"
        )]))
        .contains("只有版面")
    );
    assert!(refusal(archive(&[("a.xml", b"<a/>")])).contains("请解压"));
}

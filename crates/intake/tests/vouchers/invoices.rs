//! Invoices as XML.

use sha2::Digest as _;

use crate::support::*;

#[test]
fn a_digital_invoice_is_printed_with_everything_it_says() {
    let voucher = read(digital(&[])).expect("read");
    let mut json = serde_json::to_value(&voucher).expect("JSON");
    let checks = json["checks"].take();
    let sha256 = json["signature"]["sha256"].take();
    assert_eq!(sha256.as_str().map(str::len), Some(64));
    assert_eq!(
        json,
        serde_json::json!({
            "kind": "invoice", "source": "xml", "code": null, "number": "26142000000000009901", "issued_on": "2026-11-20",
            "seller": {"name": "示例理工大学", "credit_code": SELLER},
            "buyer": {"name": "示例碳材科技有限公司", "credit_code": BUYER},
            "without_tax_fen": 56_603_774, "tax_fen": 3_396_226, "total_fen": 60_000_000,
            "remark": "合同：示例技术许可合同", "red_of": null,
            "items": [{"name": "*研发和技术服务*专利实施许可", "without_tax_fen": 56_603_774, "tax_fen": 3_396_226}],
            "checks": null,
            "signature": {"status": "none", "count": 0, "sha256": null, "manual_check": null},
        })
    );
    let codes: Vec<&str> = checks
        .as_array()
        .expect("checks")
        .iter()
        .filter_map(|check| check["code"].as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "number_form",
            "date",
            "seller_credit_code",
            "buyer_credit_code",
            "items_sum",
            "total_sum",
            "total_words",
            "remark",
            "complete"
        ]
    );
    assert!(
        failing(voucher.checks()).is_empty(),
        "{:?}",
        voucher.checks()
    );
}

#[test]
fn namespaces_order_encoding_and_white_space_make_no_other_invoice() {
    let plain = invoice(digital(&[]));
    let prefixed = digital(&[])
        .replace("</", "</e:")
        .replace('<', "<e:")
        .replace("<e:?", "<?")
        .replace("<e:/e:", "</e:")
        .replace("<e:EInvoice>", "<e:EInvoice xmlns:e=\"urn:示例\">");
    let swapped = {
        let xml = digital(&[]);
        let (head, tail) = xml.split_once("<TaxSupervisionInfo>").expect("there");
        let tail = tail.replace("</EInvoice>", "");
        head.replace("<Header>", &format!("<TaxSupervisionInfo>{tail}<Header>")) + "</EInvoice>"
    };
    let spaced = digital(&[
        ("<SellerName>示例理工大学", "<SellerName>\n  示例理工大学\n"),
        (">600000.00<", "> 600000.00 <"),
    ]);
    let gbk = encoding_rs::GBK
        .encode(&digital(&[("UTF-8", "GBK")]))
        .0
        .into_owned();
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(digital(&[("UTF-8", "UTF-16")]).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        prefixed.into_bytes(),
        swapped.into_bytes(),
        spaced.into_bytes(),
        gbk,
        utf16,
    ] {
        let mut other = invoice(bytes);
        other.signature.sha256.clone_from(&plain.signature.sha256);
        assert_eq!(other, plain);
    }
}

#[test]
fn what_an_invoice_does_not_say_is_null_and_told() {
    let read = invoice(digital(&[
        (
            "<BuyerName>示例碳材科技有限公司</BuyerName>",
            "<BuyerName/>",
        ),
        ("<TotalTaxAm>33962.26</TotalTaxAm>", ""),
        (
            "<Remark>合同：示例技术许可合同</Remark>",
            "<Remark> </Remark>",
        ),
    ]));
    assert_eq!(
        (
            read.buyer.name.as_deref(),
            read.tax_fen,
            read.remark.as_deref()
        ),
        (None, None, None)
    );
    assert_eq!(failing(&read.checks), ["complete"]);
    let text = &told(&read.checks, "complete").text;
    assert!(
        text.contains("购买方名称") && text.contains("税额"),
        "{text}"
    );
}

#[test]
fn sums_that_do_not_come_out_are_read_and_told() {
    let read = invoice(digital(&[(
        "<TotalTax-includedAmount>600000.00",
        "<TotalTax-includedAmount>6000000.00",
    )]));
    assert_eq!(failing(&read.checks), ["total_sum", "total_words"]);
    let read = invoice(digital(&[("<Amount>566037.74", "<Amount>566037.73")]));
    assert_eq!(failing(&read.checks), ["items_sum"]);
    let read = invoice(digital(&[("<ComTaxAm>33962.26</ComTaxAm>", "")]));
    assert_eq!(failing(&read.checks), ["items_sum"]);
}

#[test]
fn an_exempt_item_has_no_tax() {
    let read = invoice(digital(&[
        (
            "<Amount>566037.74</Amount><ComTaxAm>33962.26",
            "<Amount>600000.00</Amount><ComTaxAm>***",
        ),
        (
            "<TotalAmWithoutTax>566037.74",
            "<TotalAmWithoutTax>600000.00",
        ),
        ("<TotalTaxAm>33962.26", "<TotalTaxAm>0"),
    ]));
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
    assert_eq!(read.items[0].tax_fen.map(|fen| fen.0), Some(0));
}

#[test]
fn a_red_invoice_is_negative_and_names_the_blue_one() {
    const RED: &str = "<SpecificInformation><RedEInvoice><OriginalInvoiceCode>26142000000000009901</OriginalInvoiceCode></RedEInvoice></SpecificInformation><AdditionalInformation>";
    let red = |more: &[(&'static str, &'static str)]| {
        let mut change = vec![
            ("<LabelCode>Y", "<LabelCode>N"),
            ("26142000000000009901", "26142000000000009902"),
            ("566037.74", "-566037.74"),
            ("33962.26", "-33962.26"),
            (">600000.00", ">-600000.00"),
            ("陆拾万圆整", "（负数）陆拾万圆整"),
        ];
        change.extend(more);
        invoice(digital(&change))
    };
    let named = red(&[("<AdditionalInformation>", RED)]);
    assert_eq!(named.red_of.as_deref(), Some("26142000000000009901"));
    assert_eq!(named.total_fen.map(|fen| fen.0), Some(-60_000_000));
    assert!(failing(&named.checks).is_empty(), "{:?}", named.checks);

    let by_remark = red(&[(
        "合同：示例技术许可合同",
        "被红冲蓝字数电票号码：26142000000000009901 红字发票信息确认单编号：14010026110000000001",
    )]);
    assert_eq!(by_remark.red_of.as_deref(), Some("26142000000000009901"));

    let nameless = red(&[]);
    assert_eq!(nameless.red_of, None);
    assert_eq!(failing(&nameless.checks), ["red"]);

    let two = red(&[
        ("<AdditionalInformation>", RED),
        (
            "合同：示例技术许可合同",
            "被红冲蓝字数电票号码：26142000000000009903",
        ),
    ]);
    assert_eq!(failing(&two.checks), ["red"]);
}

#[test]
fn an_invoice_that_calls_itself_red_and_is_not_negative_is_told() {
    assert_eq!(
        failing(&invoice(digital(&[("<LabelCode>Y", "<LabelCode>N")])).checks),
        ["red"]
    );
    let blue = invoice(digital(&[(
        "合同：示例技术许可合同",
        "被红冲蓝字数电票号码：26142000000000009903",
    )]));
    assert_eq!((failing(&blue.checks), blue.red_of), (vec!["red"], None));
}

#[test]
fn numbers_days_and_codes_of_a_wrong_form_are_told() {
    for (from, to, code) in [
        ("26142000000000009901", "2614200000000000990", "number_form"),
        (
            "26142000000000009901",
            "25142000000000009901",
            "number_form",
        ),
        ("2026-11-20", "2026-02-30", "date"),
        (
            "12140105MADEM0031X",
            "12140105MADEM0031A",
            "seller_credit_code",
        ),
        ("91140902MADEM0185X", "91140902", "buyer_credit_code"),
    ] {
        let read = invoice(digital(&[(from, to)]));
        assert!(
            failing(&read.checks).contains(&code),
            "{to}: {:?}",
            read.checks
        );
    }
}

#[test]
fn money_that_is_none_is_refused_and_never_read_as_another_amount() {
    for wrong in [
        "60万",
        "600,00.00",
        "6e5",
        "600000.005",
        "600 000.00",
        "600000,00",
        "<x/>600000",
    ] {
        let message = refusal(digital(&[(">600000.00<", &format!(">{wrong}<"))]));
        assert!(
            message.contains("价税合计") || message.contains("夹有"),
            "{message}"
        );
    }
}

#[test]
fn two_invoices_in_one_file_are_refused() {
    let data = "<EInvoiceData><BasicInformation/></EInvoiceData>";
    let twice = digital(&[(
        "<TaxSupervisionInfo>",
        &format!("{data}<TaxSupervisionInfo>"),
    )]);
    assert!(refusal(twice).contains("不止一张"));
    let one = digital(&[]).replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "");
    assert!(refusal(format!("<Invoices>{one}{one}</Invoices>")).contains("2 张发票"));
    assert!(refusal(format!("{one}{one}")).contains("不止一张"));
    let twice = digital(&[(
        "<TotalTaxAm>33962.26</TotalTaxAm>",
        "<TotalTaxAm>33962.26</TotalTaxAm><TotalTaxAm>1.00</TotalTaxAm>",
    )]);
    assert!(refusal(twice).contains("不止一次"));
}

#[test]
fn an_invoice_with_two_numbers_is_believed_in_neither() {
    assert!(
        refusal(digital(&[(
            "<EIid>26142000000000009901",
            "<EIid>26142000000000009999"
        )]))
        .contains("自相矛盾")
    );
}

#[test]
fn an_invoice_of_the_older_kind_has_a_code() {
    let older = "<eInvoice xmlns:fp=\"u\"><fp:InvoiceCode>050001799999</fp:InvoiceCode><fp:InvoiceNo>00000001</fp:InvoiceNo>\
        <fp:IssueDate>2020年10月10日</fp:IssueDate><fp:Buyer><fp:BuyerName>个人</fp:BuyerName><fp:BuyerTaxID>\n</fp:BuyerTaxID></fp:Buyer>\
        <fp:Seller><fp:SellerName>示例理工大学</fp:SellerName><fp:SellerTaxID>12140105MADEM0031X</fp:SellerTaxID></fp:Seller>\
        <fp:TaxInclusiveTotalAmount>106.00</fp:TaxInclusiveTotalAmount><fp:TaxTotalAmount>6.00</fp:TaxTotalAmount>\
        <fp:TaxExclusiveTotalAmount>100.00</fp:TaxExclusiveTotalAmount><fp:Note>\n</fp:Note><fp:GoodsInfos><fp:GoodsInfo><fp:Item>*研发和技术服务*技术服务</fp:Item>\
        <fp:Amount>100.00</fp:Amount><fp:TaxAmount>6.00</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos></eInvoice>";
    let read = invoice(older);
    assert_eq!(
        (read.code.as_deref(), read.number.as_deref()),
        (Some("050001799999"), Some("00000001"))
    );
    assert_eq!(
        read.issued_on.map(|day| day.to_string()).as_deref(),
        Some("2020-10-10")
    );
    assert_eq!(read.buyer.credit_code, None);
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
}

#[test]
fn a_signature_in_the_file_is_declared_with_the_hash_of_the_file() {
    let signed = digital(&[(
        "</EInvoice>",
        "<Signature><SignatureValue>MEUC</SignatureValue></Signature></EInvoice>",
    )]);
    let read = invoice(signed.clone());
    let sha256: String = sha2::Sha256::digest(signed)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!((read.signature.count, &read.signature.sha256), (1, &sha256));
    let text = &told(&read.checks, "signature_declared").text;
    assert!(
        text.contains("仅为声明") && text.contains(&sha256),
        "{text}"
    );
    assert_eq!(read.signature.manual_check, None);
}

//! Vouchers as PDF: what stands in the document's information, or is attached.

use crate::support::*;

fn information(more: &str) -> Vec<u8> {
    format!(
        "<</Producer(x)/InvoiceNumber(26142000000000009901)/IssueTime{}/SellerIdNum({SELLER})/SellerName{}\
         /BuyerIdNum({BUYER})/BuyerName 4 0 R/TotalAmWithoutTax(566037.74)/TotalTaxAm(33962.26)/TotalTax#2DincludedAmount(600000.00){more}>>",
        utf16("2026年11月20日"),
        utf16("示例理工大学"),
    )
    .into_bytes()
}

fn objects(more: &str) -> Vec<Vec<u8>> {
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
        information(more),
        utf16("示例碳材科技有限公司").into_bytes(),
    ]
}

#[test]
fn an_invoice_is_read_from_the_document_information() {
    let read = invoice(pdf(&objects(""), "/Root 1 0 R/Info 3 0 R"));
    assert_eq!(read.source, intake::voucher::Source::Pdf);
    assert_eq!(read.number.as_deref(), Some("26142000000000009901"));
    assert_eq!(
        read.issued_on.map(|day| day.to_string()).as_deref(),
        Some("2026-11-20")
    );
    assert_eq!(read.seller.name.as_deref(), Some("示例理工大学"));
    assert_eq!(read.buyer.name.as_deref(), Some("示例碳材科技有限公司"));
    assert_eq!(read.total_fen.map(|fen| fen.0), Some(60_000_000));
    // The items stand on the page only, and are not read from there.
    assert_eq!(failing(&read.checks), ["complete"]);
    assert_eq!(
        told(&read.checks, "complete").text,
        "文件中没有：项目，需要手工填写并核对"
    );
}

#[test]
fn something_before_the_header_moves_nothing() {
    let mut bytes = b"\n\n%!\n".to_vec();
    bytes.extend(pdf(&objects(""), "/Root 1 0 R/Info 3 0 R"));
    assert_eq!(invoice(bytes).total_fen.map(|fen| fen.0), Some(60_000_000));
}

#[test]
fn objects_in_streams_are_found_through_a_stream_of_references() {
    let info = String::from_utf8(information(""))
        .expect("text")
        .replace("4 0 R", "(Example)");
    let content = format!("1 0 3 29 <</Type/Catalog/Pages null>> {info}");
    let second = content.find("<</Producer").expect("there") - 9;
    let content = content.replacen("29", &second.to_string(), 1);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let container_at = bytes.len();
    bytes.extend(b"5 0 obj\n");
    bytes.extend(stream("/Type/ObjStm/N 2/First 9", content.as_bytes()));
    bytes.extend(b"\nendobj\n");
    let table_at = bytes.len();
    let mut rows = Vec::new();
    for (kind, a, b) in [
        (2_u8, 5_u16, 0_u8),
        (2, 5, 1),
        (1, container_at as u16, 0),
        (1, table_at as u16, 0),
    ] {
        rows.push(kind);
        rows.extend(a.to_be_bytes());
        rows.push(b);
    }
    bytes.extend(b"6 0 obj\n");
    bytes.extend(stream(
        "/Type/XRef/Size 7/W[1 2 1]/Index[1 1 3 1 5 2]/Root 1 0 R/Info 3 0 R",
        &rows,
    ));
    bytes.extend(format!("\nendobj\nstartxref\n{table_at}\n%%EOF").bytes());
    let read = invoice(bytes);
    assert_eq!(read.total_fen.map(|fen| fen.0), Some(60_000_000));
}

#[test]
fn a_later_version_of_the_information_is_the_one_that_counts() {
    let mut bytes = pdf(&objects(""), "/Root 1 0 R/Info 3 0 R");
    let before = bytes
        .windows(9)
        .rposition(|nine| nine == b"startxref")
        .expect("there");
    let old: usize = String::from_utf8_lossy(&bytes[before + 10..])
        .lines()
        .next()
        .and_then(|line| line.parse().ok())
        .expect("a number");
    let at = bytes.len();
    bytes.extend(b"3 0 obj\n<</InvoiceNumber(26142000000000009902)>>\nendobj\n");
    let table = bytes.len();
    bytes.extend(format!("xref\n3 1\n{at:010} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Info 3 0 R/Prev {old}>>\nstartxref\n{table}\n%%EOF\n").bytes());
    let read = invoice(bytes);
    assert_eq!(
        (read.number.as_deref(), read.total_fen),
        (Some("26142000000000009902"), None)
    );
}

#[test]
fn a_key_that_is_there_twice_is_believed_in_neither() {
    assert!(
        refusal(pdf(&objects("/TotalTaxAm(1.00)"), "/Root 1 0 R/Info 3 0 R")).contains("两个值")
    );
}

fn attached(xml: &[u8], signature: &str) -> Vec<u8> {
    let objects = vec![
        format!("<</Type/Catalog/Names<</EmbeddedFiles<</Names[(a)2 0 R]>>>>{signature}>>")
            .into_bytes(),
        b"<</Type/Filespec/F(a.xml)/UF(a.xml)/EF<</F 3 0 R/UF 3 0 R>>>>".to_vec(),
        stream("/Type/EmbeddedFile", xml),
    ];
    pdf(&objects, "/Root 1 0 R")
}

#[test]
fn an_attached_invoice_is_read() {
    let read = invoice(attached(digital(&[]).as_bytes(), ""));
    assert!(failing(&read.checks).is_empty(), "{:?}", read.checks);
    assert_eq!(read.items.len(), 1);
}

#[test]
fn a_file_that_nothing_refers_to_is_no_attachment() {
    let objects = vec![
        b"<</Type/Catalog>>".to_vec(),
        stream("/Type/EmbeddedFile", digital(&[]).as_bytes()),
    ];
    assert!(refusal(pdf(&objects, "/Root 1 0 R")).contains("只有版面"));
}

#[test]
fn an_attachment_that_tells_another_amount_than_the_information_is_believed_in_neither() {
    let mut all = objects("");
    all[0] = b"<</Type/Catalog/AF[5 0 R]>>".to_vec();
    all.push(b"<</Type/Filespec/F(a.xml)/EF<</F 6 0 R>>>>".to_vec());
    all.push(stream(
        "",
        digital(&[(">600000.00", ">6000000.00")]).as_bytes(),
    ));
    assert!(refusal(pdf(&all, "/Root 1 0 R/Info 3 0 R")).contains("自相矛盾"));
}

#[test]
fn what_was_appended_after_signing_is_told() {
    let xml = digital(&[]);
    let signed = |range: &str| {
        attached(
            xml.as_bytes(),
            &format!("/S<</ByteRange[0 10 20 {range}]/Contents<00>>>"),
        )
    };
    let length = signed("00000").len() - 20;
    let whole = invoice(signed(&format!("{length:05}")));
    assert!(failing(&whole.checks).is_empty(), "{:?}", whole.checks);
    assert!(
        told(&whole.checks, "signature_declared")
            .text
            .contains("仅为声明")
    );
    let part = invoice(signed("00100"));
    assert_eq!(failing(&part.checks), ["signature_range"]);
}

#[test]
fn an_encrypted_document_and_one_of_pages_only_say_so() {
    assert!(refusal(pdf(&objects(""), "/Root 1 0 R/Info 3 0 R/Encrypt 2 0 R")).contains("已加密"));
    assert!(refusal(pdf(&objects("")[..2], "/Root 1 0 R")).contains("只有版面"));
}

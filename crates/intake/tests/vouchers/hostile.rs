//! Files that are broken, or mean harm. Each ends in a message, quickly and in little memory.

use proptest::prelude::*;

use crate::support::*;
use intake::voucher::limits;

#[test]
fn a_document_type_is_refused_wherever_it_stands() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE EInvoice [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/hostname\">]><EInvoice><Header><EIid>&b;&x;</EIid></Header></EInvoice>";
    assert!(refusal(bomb).contains("DTD 或实体"));
    let attached = Ofd {
        attached: vec![("a.xml", bomb.as_bytes().to_vec())],
        ..Ofd::default()
    };
    assert!(refusal(attached.bytes()).contains("DTD 或实体"));
    assert!(refusal(digital(&[("示例理工大学", "&unknown;")])).contains("DTD 或实体"));
}

#[test]
fn what_lies_too_deep_or_is_too_much_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(refusal(deep).contains("嵌套"));
    assert!(refusal(format!("<a>{}</a>", "<b/>".repeat(limits::ELEMENTS))).contains("元素"));
    assert!(refusal(vec![b' '; limits::FILE_BYTES as usize + 1]).contains("20 MiB"));
    let item = "<IssuItemInformation><Amount>0.01</Amount></IssuItemInformation>"
        .repeat(limits::ITEMS + 1);
    assert!(
        refusal(digital(&[(
            "<AdditionalInformation>",
            &format!("{item}<AdditionalInformation>")
        )]))
        .contains("项目超过")
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_in_memory() {
    let spaces = vec![b' '; (limits::PART_BYTES as usize) + 1];
    let bomb = archive(&[("OFD.xml", &spaces)]);
    assert!(bomb.len() < 1 << 20, "a bomb is small");
    assert!(refusal(bomb).contains("16 MiB"));
    // Each part is small enough; all together are not.
    let attached: Vec<(&'static str, Vec<u8>)> = ["a", "b", "c", "d", "e"]
        .into_iter()
        .map(|name| (name, vec![b' '; (limits::PART_BYTES as usize) - 1000]))
        .collect();
    let many = Ofd {
        attached,
        ..Ofd::default()
    };
    assert!(refusal(many.bytes()).contains("解压后超过"));
}

#[test]
fn an_archive_of_thousands_of_parts_or_with_one_name_twice_is_refused() {
    let names: Vec<String> = (0..=limits::PARTS).map(|at| format!("{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"<a/>"[..]))
        .collect();
    assert!(refusal(archive(&parts)).contains("个部件"));
    assert!(refusal(archive(&[("OFD.xml", b"<OFD/>"), ("ofd.XML", b"<OFD/>")])).contains("两个"));
}

#[test]
fn a_pdf_that_leads_in_circles_ends() {
    let header = b"%PDF-1.7\n".to_vec();
    // A section that is its own predecessor.
    let mut bytes = header.clone();
    let at = bytes.len();
    bytes.extend(format!("xref\n0 0\ntrailer\n<</Prev {at}>>\nstartxref\n{at}\n%%EOF").bytes());
    assert!(refusal(bytes).contains("无法读取"));
    // A container whose length lies within itself.
    let mut bytes = header;
    let container = bytes.len();
    bytes.extend(
        b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Length 1 0 R>>\nstream\n1 0 9\nendstream\nendobj\n",
    );
    let table = bytes.len();
    let mut rows = vec![2, 0, 5, 0, 1];
    rows.extend((container as u16).to_be_bytes());
    rows.push(0);
    rows.extend([2, 0, 5, 1]);
    bytes.extend(b"6 0 obj\n");
    bytes.extend(stream(
        "/Type/XRef/W[1 2 1]/Index[1 1 5 1 1 1]/Size 7/Root 1 0 R/Info 1 0 R",
        &rows,
    ));
    bytes.extend(format!("\nendobj\nstartxref\n{table}\n%%EOF").bytes());
    assert!(refusal(bytes).contains("PDF"));
    // Objects that refer to each other, and to themselves.
    let objects = vec![
        b"<</A 2 0 R/B 1 0 R>>".to_vec(),
        b"[1 0 R 2 0 R]".to_vec(),
        b"3 0 R".to_vec(),
    ];
    assert!(refusal(pdf(&objects, "/Root 1 0 R/Info 3 0 R")).contains("只有版面"));
}

#[test]
fn a_pdf_that_names_places_behind_its_end_is_refused() {
    assert!(refusal(b"%PDF-1.7\nstartxref\n999999\n%%EOF").contains("无法读取"));
    let objects = vec![b"<</EF<</F 1 0 R>>>>".to_vec()];
    let moved = String::from_utf8_lossy(&pdf(&objects, "/Root 1 0 R"))
        .replace("00000 n", "99999 n")
        .replace("0000000015", "9999999999");
    assert!(refusal(moved).contains("PDF"));
}

#[test]
fn a_pdf_that_unpacks_to_too_much_is_refused() {
    let big = vec![b' '; limits::PART_BYTES as usize + 1];
    let objects = vec![
        b"<</Names[2 0 R]>>".to_vec(),
        b"<</EF<</F 3 0 R>>>>".to_vec(),
        stream("", &big),
    ];
    assert!(refusal(pdf(&objects, "/Root 1 0 R")).contains("解压后超过"));
    // Rows as wide as somebody says would take all memory.
    let objects = vec![
        b"<</Names[2 0 R]>>".to_vec(),
        b"<</EF<</F 3 0 R>>>>".to_vec(),
        stream(
            "/DecodeParms<</Predictor 15/Colors 99999/BitsPerComponent 99999/Columns 999999999>>",
            b"abc",
        ),
    ];
    assert!(refusal(pdf(&objects, "/Root 1 0 R")).contains("无法读取"));
    // Many object streams, each as large as one may be.
    let mut content = b"1 0 ".to_vec();
    content.resize(limits::PART_BYTES as usize - 10, b' ');
    let packed = stream("/Type/ObjStm/N 1/First 4", &content);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let (mut rows, mut kids) = (Vec::new(), String::new());
    for id in 10..20_u32 {
        rows.push(1);
        rows.extend((bytes.len() as u32).to_be_bytes());
        rows.push(0);
        bytes.extend(format!("{id} 0 obj\n").bytes());
        bytes.extend(&packed);
        bytes.extend(b"\nendobj\n");
    }
    for id in 20..30_u32 {
        rows.push(2);
        rows.extend((id - 10).to_be_bytes());
        rows.push(0);
        kids.push_str(&format!("{id} 0 R "));
    }
    rows.push(1);
    rows.extend((bytes.len() as u32).to_be_bytes());
    rows.push(0);
    bytes.extend(format!("30 0 obj\n[{kids}]\nendobj\n").bytes());
    let table = bytes.len();
    bytes.extend(b"31 0 obj\n");
    bytes.extend(stream(
        "/Type/XRef/W[1 4 1]/Index[10 21]/Size 32/Root 30 0 R",
        &rows,
    ));
    bytes.extend(format!("\nendobj\nstartxref\n{table}\n%%EOF").bytes());
    assert!(bytes.len() < 4 << 20, "a bomb is small");
    assert!(refusal(bytes).contains("解压后超过"));
}

#[test]
fn objects_that_overlap_are_not_parsed_over_and_over() {
    // Each object is a text that holds all objects behind it: parsed one by one, that is the square of the file.
    let count = 2_000;
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for id in 1..=count {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{id} 0 obj(").bytes());
    }
    bytes.extend(vec![b' '; 4 << 20]);
    bytes.extend(vec![b')'; count]);
    let root_at = bytes.len();
    let all: String = (1..=count).map(|id| format!("{id} 0 R ")).collect();
    bytes.extend(format!("{} 0 obj[{all}]endobj\n", count + 1).bytes());
    table.push_str(&format!("{root_at:010} 00000 n \n"));
    let at = bytes.len();
    bytes.extend(
        format!(
            "xref\n1 {}\n{table}trailer\n<</Root {} 0 R>>\nstartxref\n{at}\n%%EOF",
            count + 1,
            count + 1
        )
        .bytes(),
    );
    assert!(refusal(bytes).contains("对象过多"));
}

#[test]
fn what_is_no_voucher_says_what_it_is() {
    for (bytes, word) in [
        (&b""[..], "空"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"Rar!", "压缩包"),
        (b"hello", "不是 XML、OFD 或 PDF"),
        (b"<html><body/></html>", "html"),
        (b"%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04", "损坏"),
        (b"<EInvoice/>", "没有发票号码"),
        (b"<xbrl/>", "没有发票或回单"),
    ] {
        let message = refusal(bytes);
        assert!(message.contains(word), "{message}");
    }
}

fn whole() -> Vec<Vec<u8>> {
    let ofd = Ofd {
        data: vec![("发票号码", "26142000000000009901")],
        attached: vec![("a.xml", digital(&[]).into_bytes())],
        tags: tag("InvoiceNo", &["1"]),
        objects: vec![("1", "26142000000000009901")],
        signed: Some(Vec::new()),
        ..Ofd::default()
    };
    let objects = vec![
        b"<</Names[2 0 R]/S<</ByteRange[0 1 2 3]/Contents<00>>>>>".to_vec(),
        b"<</F(a)/EF<</F 3 0 R>>>>".to_vec(),
        stream("", digital(&[]).as_bytes()),
        b"<</InvoiceNumber(26142000000000009901)>>".to_vec(),
    ];
    vec![
        digital(&[]).into_bytes(),
        ofd.bytes(),
        pdf(&objects, "/Root 1 0 R/Info 4 0 R"),
    ]
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_no_panic() {
    for bytes in whole() {
        assert!(read(bytes.clone()).is_ok());
        for end in 0..bytes.len() {
            drop(read(&bytes[..end]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"%PDF-1.7\n", b"<EInvoice>", b"<xbrl>", b"<eInvoice><InvoiceNo>"]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut whole = start.to_vec();
        whole.extend(bytes);
        drop(read(whole));
    }

    #[test]
    fn no_change_of_a_voucher_panics(
        which in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = whole().remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drop(read(bytes));
    }

    #[test]
    fn an_amount_is_read_to_the_fen_or_not_at_all(fen in -100_000_000_000_000_i64..=100_000_000_000_000) {
        let text = domain::Fen(fen).in_yuan();
        let read = invoice(digital(&[(">600000.00<", &format!(">{text}<"))]));
        prop_assert_eq!(read.total_fen.map(|fen| fen.0), Some(fen));
    }
}

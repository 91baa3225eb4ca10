//! Files that are broken, or mean harm. Each ends in a message, quickly and in little memory.

mod support;

use std::io::{Cursor, Write};

use proptest::prelude::*;
use support::{read_bytes, refusal, rows_of, sheet_of};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A workbook in which one part is replaced (or added).
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let good = sheet_of(&[&["成果名称", "摘要"], &["石墨烯导热膜", "好"]]);
    let mut from = ZipArchive::new(Cursor::new(good)).expect("a workbook");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..from.len() {
        let part = from.by_index_raw(index).expect("a part");
        if part.name().expect("a name") != name {
            to.raw_copy_file(part).expect("copied");
        }
    }
    to.start_file(name, options).expect("begins");
    to.write_all(content).expect("written");
    to.finish().expect("ends").into_inner()
}

fn sheet_xml(rows: &str) -> Vec<u8> {
    format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#)
        .into_bytes()
}

fn text_cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = with_part(SHEET, &vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20, "a bomb is small");
    assert!(refusal("bomb.xlsx", bomb).contains("压缩比"));
}

#[test]
fn a_table_of_strings_that_announces_too_many_is_refused() {
    let strings = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="99999999999999"><si><t>x</t></si></sst>"#;
    assert!(refusal("a.xlsx", with_part("xl/sharedStrings.xml", strings)).contains("字符串数量"));
}

#[test]
fn a_table_of_millions_of_strings_is_refused_early() {
    let mut strings =
        b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">".to_vec();
    // Different lengths keep the ratio of packing below that of a bomb.
    let mut state = 1_u32;
    for _ in 0..=intake::limits::STRINGS {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        strings.extend_from_slice(if state >> 31 == 0 {
            b"<si/>"
        } else {
            b"<si><t/></si>"
        });
    }
    strings.extend_from_slice(b"</sst>");
    let file = with_part("xl/sharedStrings.xml", &strings);
    assert!(file.len() < 3 << 20, "the file is small: {}", file.len());
    assert!(refusal("a.xlsx", file).contains("条"));
}

#[test]
fn a_text_of_many_megabytes_is_not_taken_into_memory() {
    let long = "长城".repeat(2 << 20);
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    assert!(
        refusal(
            "a.xlsx",
            with_part("xl/sharedStrings.xml", strings.as_bytes())
        )
        .contains("一段内容超过")
    );
}

#[test]
fn a_sheet_of_nothing_but_merges_or_styles_is_refused() {
    let merges: String = (1..=intake::limits::MERGES + 1)
        .map(|row| {
            format!(
                "<mergeCell ref=\"A{row}:B{row}\"/>",
                row = row % 1_000_000 + 1
            )
        })
        .collect();
    let sheet = format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>");
    assert!(refusal("a.xlsx", with_part(SHEET, sheet.as_bytes())).contains("合并"));
    let styles = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        "<xf numFmtId=\"0\"/>".repeat(intake::limits::STYLES + 1)
    );
    assert!(refusal("a.xlsx", with_part("xl/styles.xml", styles.as_bytes())).contains("样式"));
}

#[test]
fn entities_are_not_expanded() {
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}",
        "ha".repeat(1000),
        String::from_utf8(sheet_xml(&format!(
            "<row r=\"1\">{}</row><row r=\"2\">{}</row>",
            text_cell("A1", "成果名称") + &text_cell("B1", "摘要"),
            text_cell("A2", "&b;")
        )))
        .expect("UTF-8")
    );
    if let Ok(read) = read_bytes("a.xlsx", with_part(SHEET, bomb.as_bytes())) {
        assert!(
            read.titles().iter().all(|title| title.len() < 100),
            "{:?}",
            read.titles()
        );
    }
}

#[test]
fn cells_at_absurd_places_cost_nothing() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"1048576\">{}{}</row>",
        text_cell("A1", "成果名称"),
        text_cell("B1", "摘要"),
        text_cell("A1048576", "甲成果"),
        text_cell("XFD1048576", "远")
    );
    let read = rows_of("a.xlsx", with_part(SHEET, &sheet_xml(&rows)));
    assert_eq!(read.titles(), ["甲成果"]);
    assert_eq!(read.rows[0].line, 1_048_576);
    let mixed = format!(
        "<row r=\"5\">{}{}</row><row r=\"2\">{}</row>",
        text_cell("A5", "成果名称"),
        text_cell("B5", "摘要"),
        text_cell("A2", "甲")
    );
    assert!(refusal("a.xlsx", with_part(SHEET, &sheet_xml(&mixed))).contains("已损坏"));
}

#[test]
fn damage_on_the_way_ends_in_a_row_that_says_so() {
    let heading = format!(
        "<row r=\"1\">{}{}</row>",
        text_cell("A1", "成果名称"),
        text_cell("B1", "摘要")
    );
    let good: String = (2..200)
        .map(|row| {
            format!(
                "<row r=\"{row}\">{}</row>",
                text_cell(&format!("A{row}"), &format!("成果{row}"))
            )
        })
        .collect();
    let read = rows_of(
        "a.xlsx",
        with_part(
            SHEET,
            &sheet_xml(&format!(
                "{heading}{good}<row r=\"200\"><c r=\"A200\" t=\"s\"><v>77777</v></c></row>"
            )),
        ),
    );
    assert_eq!(
        read.titles().len(),
        198,
        "every row that ended before the damage is taken"
    );
    let last = read.problems();
    assert!(
        last[0].contains("damaged") && last[0].contains("199 行以后"),
        "{last:?}"
    );
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let good = sheet_of(&[&["成果名称", "摘要"], &["石墨烯导热膜", "好"]]);
    let archive = |name: &str, content: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default())
            .expect("begins");
        zip.write_all(content).expect("written");
        zip.finish().expect("ends").into_inner()
    };
    for (bytes, word) in [
        (archive("表.xlsx", &good), "请先解压"),
        (archive("word/document.xml", b"<x/>"), "Word"),
        (archive("a.txt", b"x"), "压缩包"),
        (good[..good.len() / 2].to_vec(), "已损坏"),
        (b"PK\x03\x04".to_vec(), "已损坏"),
        (
            vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
            "已损坏",
        ),
        (Vec::new(), "空"),
        (vec![0; 100], "不是文本"),
    ] {
        let message = refusal("a.xlsx", bytes);
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn over_long_values_are_reported_and_cut() {
    let long = "长".repeat(30_000);
    let read = rows_of(
        "a.xlsx",
        sheet_of(&[
            &["成果名称", "摘要", "备注"],
            &["甲", &long, ""],
            &[&long, "x", ""],
            &["丙", "x", &long],
        ]),
    );
    assert!(read.titles().is_empty());
    for line in read.rows.iter().flat_map(intake::Row::report) {
        assert!(
            line.value.chars().count() <= intake::VALUE_SHOWN + 1 && line.reason.contains("最多"),
            "{line:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), start in 0_usize..5) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", "成果名称,摘要\n".as_bytes()];
        let file = [starts[start], &bytes].concat();
        let _ = read_bytes("a", file.clone());
        let _ = intake::inspect(&intake::File::in_memory("a", file));
    }

    #[test]
    fn a_damaged_workbook_never_panics(at in 0.0..1.0_f64, by in any::<u8>()) {
        let mut bytes = sheet_of(&[&["成果名称", "摘要", "价格"], &["石墨烯导热膜", "好", "50万"]]);
        let place = (bytes.len() as f64 * at) as usize;
        bytes[place] ^= by;
        let _ = read_bytes("a.xlsx", bytes);
    }

    #[test]
    fn arbitrary_cells_are_imported_or_reported(cells in proptest::collection::vec("\\PC{0,30}", 12)) {
        let headings = ["成果编号", "成果名称", "摘要", "关键词", "成熟度", "专利号", "专利状态", "转化方式", "价格", "年份", "县区", "申请日"];
        let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
        let filled = texts.iter().any(|text| !text.trim().is_empty());
        match read_bytes("a.xlsx", sheet_of(&[&headings, &texts])) {
            Ok(read) => prop_assert_eq!(read.rows.len(), 1),
            Err(error) => prop_assert!(!filled || error.to_string().contains("没有数据行"), "{}", error),
        }
    }
}

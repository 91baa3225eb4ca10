//! Workbooks as universities send them.

mod support;

use domain::catalogue::achievement::{PatentStatus, Price, TransferMode};
use domain::money::fen::Fen;
use intake::{Field, File, Target, inspect, read, template_csv, template_xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use support::{refusal, rows_of, sheet_of, workbook};

#[test]
fn a_tidy_sheet_becomes_achievements_with_all_their_fields() {
    let bytes = sheet_of(&[
        &[
            "成果编号",
            "成果名称",
            "成果简介",
            "关键词",
            "技术领域",
            "成熟度",
            "专利号",
            "转化方式",
            "意向价格（万元）",
            "完成人",
            "单位",
            "年份",
            "联系人",
            "联系电话",
            "邮箱",
            "县区",
            "备注",
        ],
        &[
            "A-1",
            "石墨烯导热膜",
            "很好",
            "石墨烯；导热",
            "新材料",
            "中试",
            "ZL201710601862.3",
            "转让、产学研合作",
            "120.5",
            "张三；李四",
            "示例大学",
            "2025",
            "王五",
            "0350-1",
            "w@example.com",
            "忻府",
            "=1+1",
        ],
    ]);
    let read = rows_of("a.xlsx", bytes);
    let [achievement] = read.achievements()[..] else {
        panic!("{:?}", read.rows)
    };
    let listing = &achievement.listing;
    assert_eq!(achievement.external_number, "A-1");
    assert_eq!(listing.keywords, ["石墨烯", "导热"]);
    assert_eq!(
        listing.maturity.as_ref().map(|maturity| maturity.word()),
        Some("中试")
    );
    assert_eq!(listing.patents[0].status, PatentStatus::Granted);
    assert_eq!(
        listing.modes,
        [TransferMode::Assignment, TransferMode::JointDevelopment]
    );
    assert_eq!(
        listing.price,
        Price::Fixed {
            amount_fen: Fen(120_500_000)
        }
    );
    assert_eq!(listing.completers, ["张三", "李四"]);
    assert_eq!(
        (
            listing.contact.as_str(),
            listing.county.as_str(),
            listing.year
        ),
        ("0350-1；w@example.com", "140902", Some(2025))
    );
    assert_eq!(
        listing.notes.get("备注").map(String::as_str),
        Some("=1+1"),
        "what looks like a formula stays text"
    );
}

#[test]
fn a_messy_sheet_imports_what_is_good_and_reports_every_other_row() {
    let bytes = sheet_of(&[
        &["示例学院2026年成果汇总表"],
        &[],
        &["填表人：", "", "联系电话：", "0350-0000000"],
        &["序号", "项目名称 ", "简 介", "专利\n（申请）号", "价 格"],
        &[
            "1",
            "石墨烯导热膜",
            "好",
            "ＺＬ２０１７１０６０１８６２．３",
            "50万",
        ],
        &["2", "坏号的成果", "好", "201710601862.4", "面议"],
        &["3", "价格看不懂", "好", "申请中", "三月"],
        &["序号", "项目名称", "简介", "专利（申请）号", "价格"],
        &["4", "石墨烯导热膜 ", "重复", "", ""],
        &["5", "", "没有名称", "", ""],
        &["合计", "5项"],
        &["注：以上成果均可合作"],
    ]);
    let read = rows_of("a.xlsx", bytes);
    assert_eq!(read.titles(), ["石墨烯导热膜"]);
    let problems = read.problems();
    assert_eq!(problems.len(), 4, "{problems:#?}");
    assert!(
        problems[0].starts_with("6 专利 （申请）号|patent_number|")
            && problems[0].contains("201710601862.3"),
        "{}",
        problems[0]
    );
    assert!(
        problems[1].starts_with("7 价 格|unreadable|") && problems[1].contains("三月"),
        "{}",
        problems[1]
    );
    assert!(
        problems[2].starts_with("9 项目名称|duplicate|与第 5 行重复"),
        "{}",
        problems[2]
    );
    assert!(
        problems[3].starts_with("10 项目名称|required|"),
        "{}",
        problems[3]
    );
    let skipped: Vec<String> = read
        .skipped()
        .iter()
        .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(skipped, ["1", "3", "8", "11", "12"]);
}

#[test]
fn merged_values_carry_over_and_merged_titles_are_told() {
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        for (column, heading) in (0..).zip(["成果名称", "应用领域", "专利号"]) {
            sheet.write_string(0, column, heading)?;
        }
        sheet.merge_range(1, 1, 2, 1, "新材料", &plain)?;
        sheet
            .write_string(1, 0, "甲成果")?
            .write_string(2, 0, "乙成果")?;
        sheet.merge_range(3, 0, 4, 0, "丙成果", &plain)?;
        sheet
            .write_string(3, 2, "201710601862.3")?
            .write_string(4, 2, "201710431918.5")?;
        sheet
            .merge_range(5, 0, 6, 0, "丁成果", &plain)?
            .merge_range(5, 1, 6, 1, "农业", &plain)?;
        sheet.merge_range(7, 0, 7, 2, "以上均为职务成果", &plain)?;
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    let fields: Vec<(&str, &str)> = read
        .achievements()
        .iter()
        .map(|a| (a.listing.title.as_str(), a.listing.field.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("甲成果", "新材料"),
            ("乙成果", "新材料"),
            ("丙成果", ""),
            ("丁成果", "农业")
        ]
    );
    let problems = read.problems();
    assert!(
        problems
            .iter()
            .any(|problem| problem.starts_with("5 ") && problem.contains("与第 4 行")),
        "{problems:?}"
    );
    assert_eq!(read.skipped().len(), 1);
}

#[test]
fn formulas_give_their_saved_result_and_broken_ones_are_reported() {
    let bytes = workbook(|sheet| {
        for (column, heading) in (0..).zip(["成果名称", "价格", "年份", "备注"]) {
            sheet.write_string(0, column, heading)?;
        }
        sheet.write_string(1, 0, "甲成果")?.write_formula(
            1,
            1,
            Formula::new("=25000*2").set_result("50000"),
        )?;
        sheet.write_formula(1, 3, Formula::new("=1+1").set_result(""))?;
        sheet.write_string(2, 0, "乙成果")?.write_formula(
            2,
            1,
            Formula::new("=A99").set_result("#REF!"),
        )?;
        sheet
            .write_string(3, 0, "丙成果")?
            .write_datetime_with_format(
                3,
                2,
                &ExcelDateTime::from_ymd(2024, 3, 19)?,
                &Format::new().set_num_format("yyyy-mm-dd"),
            )?;
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    assert_eq!(read.titles(), ["甲成果", "丙成果"], "{:?}", read.problems());
    assert_eq!(
        read.achievements()[0].listing.price,
        Price::Fixed {
            amount_fen: Fen(5_000_000)
        }
    );
    assert_eq!(read.achievements()[1].listing.year, Some(2024));
    assert_eq!(read.problems().len(), 1);
    assert!(
        read.problems()[0].contains("error_cell") && read.problems()[0].contains("#REF!"),
        "{:?}",
        read.problems()
    );
}

#[test]
fn numbers_in_cells_are_read_as_they_are_shown() {
    let bytes = workbook(|sheet| {
        for (column, heading) in (0..).zip(["编号", "成果名称", "专利号", "价格（元）"])
        {
            sheet.write_string(0, column, heading)?;
        }
        sheet
            .write_number(1, 0, 7)?
            .write_string(1, 1, "甲成果")?
            .write_number(1, 2, 201_710_601_862.3)?
            .write_number(1, 3, 0.1 + 0.2)?;
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    let achievement = read.achievements()[0];
    assert_eq!(achievement.external_number, "7");
    assert_eq!(
        achievement.listing.patents[0].number.to_string(),
        "201710601862.3"
    );
    assert_eq!(
        achievement.listing.price,
        Price::Fixed {
            amount_fen: Fen(30)
        }
    );
}

#[test]
fn every_sheet_with_a_heading_is_read_and_hidden_ones_are_told() {
    let mut workbook = Workbook::new();
    for (name, title, hidden) in [
        ("材料学院", "甲成果", false),
        ("数据", "乙成果", true),
        ("化学学院", "甲成果", false),
    ] {
        let sheet = workbook
            .add_worksheet()
            .set_name(name)
            .expect("a name")
            .set_hidden(hidden);
        sheet
            .write_string(0, 0, "成果名称")
            .and_then(|sheet| sheet.write_string(0, 1, "摘要"))
            .and_then(|sheet| sheet.write_string(1, 0, title))
            .expect("cells");
    }
    workbook
        .add_worksheet()
        .set_name("说明")
        .and_then(|sheet| sheet.write_string(0, 0, "请勿修改表头"))
        .expect("cells");
    let read = rows_of("a.xlsx", workbook.save_to_buffer().expect("a workbook"));
    assert_eq!(read.titles(), ["甲成果"]);
    assert!(
        read.problems()[0].contains("工作表“材料学院”第 2 行"),
        "{:?}",
        read.problems()
    );
    assert_eq!(read.skipped().len(), 2, "{:?}", read.skipped());
}

#[test]
fn a_very_wide_sheet_is_read_as_far_as_it_makes_sense_and_the_rest_is_told() {
    let bytes = workbook(|sheet| {
        sheet
            .write_string(0, 0, "成果名称")?
            .write_string(0, 1, "摘要")?
            .write_string(1, 0, "甲成果")?;
        for column in 2..300 {
            sheet
                .write_string(0, column, format!("列{column}"))?
                .write_string(1, column, "值")?;
        }
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    assert_eq!(read.titles(), ["甲成果"]);
    assert_eq!(read.achievements()[0].listing.notes.len(), 45);
    assert!(
        read.skipped()[0].contains("列数过多") && read.skipped()[1].contains("IV 列以后还有"),
        "{:?}",
        read.skipped()
    );
}

#[test]
fn a_mapping_that_a_person_chose_is_followed() {
    let file = File::in_memory(
        "a.xlsx",
        sheet_of(&[
            &["甲", "乙"],
            &["石墨烯导热膜", "很好"],
            &["另一项", "也好"],
        ]),
    );
    assert!(read(&file, None).is_err(), "no heading is known");
    let preview = inspect(&file).expect("a preview");
    assert!(!preview.sheets[0].imported);
    assert_eq!(preview.sheets[0].rows.len(), 3);
    let mut mapping = preview.mapping();
    assert_eq!(mapping.problems(), ["请至少选择一张工作表"]);
    mapping.sheets.push(intake::SheetMapping {
        sheet: "Sheet1".into(),
        heading_line: 1,
        columns: [Target::Field(Field::Title), Target::Field(Field::Abstract)]
            .map(|target| intake::ColumnMapping {
                heading: String::new(),
                target,
            })
            .into(),
    });
    assert!(mapping.problems().is_empty());
    let titles: Vec<u64> = read(&file, Some(mapping))
        .expect("reads")
        .map(|row| row.line)
        .collect();
    assert_eq!(titles, [2, 3]);
}

#[test]
fn a_preview_shows_headings_fields_and_first_rows() {
    let preview = inspect(&File::in_memory(
        "a.xlsx",
        sheet_of(&[
            &["汇总表"],
            &["成果名称", "简介", "备注"],
            &["甲成果", "好", "x"],
        ]),
    ))
    .expect("a preview");
    let sheet = &preview.sheets[0];
    assert_eq!(sheet.heading_line, 2);
    let columns: Vec<(&str, &str)> = sheet
        .columns
        .iter()
        .map(|column| (column.heading.as_str(), column.target.name()))
        .collect();
    assert_eq!(
        columns,
        [
            ("成果名称", "title"),
            ("简介", "abstract"),
            ("备注", "note")
        ]
    );
    assert_eq!(
        (sheet.rows[0].line, sheet.rows[0].cells[0].as_str()),
        (3, "甲成果")
    );
    let json = serde_json::to_string(&preview.mapping()).expect("serialises");
    assert_eq!(
        serde_json::from_str::<intake::Mapping>(&json).expect("reads back"),
        preview.mapping()
    );
}

#[test]
fn the_template_is_understood_and_its_example_skipped() {
    let bytes = template_xlsx().expect("a template");
    let preview = inspect(&File::in_memory("模板.xlsx", bytes.clone())).expect("a preview");
    assert!(
        preview.sheets[0]
            .columns
            .iter()
            .all(|column| matches!(column.target, Target::Field(_))),
        "{:?}",
        preview.sheets[0].columns
    );
    assert!(!preview.sheets[1].imported, "the explanations are no data");
    assert!(refusal("模板.xlsx", bytes).contains("没有数据行"));
    assert!(refusal("模板.csv", template_csv()).contains("没有数据行"));
    // The example itself is right in every field.
    let text = String::from_utf8(template_csv())
        .expect("UTF-8")
        .replace("【示例】", "");
    let read = rows_of("模板.csv", text);
    assert_eq!(read.problems(), Vec::<String>::new());
    assert!(read.achievements()[0].listing.missing().is_empty());
}

#[test]
fn a_heading_alone_and_no_heading_at_all_are_told() {
    assert!(refusal("a.xlsx", sheet_of(&[&["成果名称", "摘要"]])).contains("没有数据行"));
    assert!(refusal("a.xlsx", sheet_of(&[&["甲", "乙"], &["丙", "丁"]])).contains("没有找到表头"));
    assert!(refusal("a.xlsx", sheet_of(&[])).contains("没有找到表头"));
}

/// Cells with the number formats that they have in their files.
fn formatted(headings: &[&str], rows: &[(&str, f64, &str)]) -> Vec<u8> {
    workbook(|sheet| {
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string(0, column, *heading)?;
        }
        for (row, (title, number, format)) in (1..).zip(rows) {
            sheet.write_string(row, 0, *title)?;
            sheet.write_number_with_format(
                row,
                1,
                *number,
                &Format::new().set_num_format(*format),
            )?;
        }
        Ok(())
    })
}

#[test]
fn a_price_is_what_its_cell_shows_or_the_row_is_refused() {
    let rows = [
        ("甲", 50.0, "0\"万元\""),
        ("乙", 500_000.0, "0!.0,\"万元\""),
        ("丙", 1.2, "0.0\"亿元\""),
        ("丁", 50_000.0, "[$￥-804]#,##0.00"),
        ("戊", 50_000.0, "[$$-409]#,##0"),
        ("己", 0.03, "0%"),
        ("庚", 5000.0, "#,##0,"),
        ("辛", 50.0, "0\"元/吨\""),
        ("壬", 50.0, "\"约\"0"),
    ];
    let read = rows_of(
        "a.xlsx",
        formatted(&["成果名称", "意向价格", "年份"], &rows),
    );
    let prices: Vec<Price> = read
        .achievements()
        .iter()
        .map(|achievement| achievement.listing.price)
        .collect();
    let fixed = |yuan: i64| Price::Fixed {
        amount_fen: Fen(yuan * 100),
    };
    assert_eq!(
        prices,
        [
            fixed(500_000),
            fixed(500_000),
            fixed(120_000_000),
            fixed(50_000)
        ]
    );
    assert_eq!(read.problems().len(), 5, "{:?}", read.problems());
    // 500,000 shown as 50.0 under a heading in 万元 is 50万元, not 50亿元.
    let read = rows_of(
        "a.xlsx",
        formatted(
            &["成果名称", "意向价格（万元）", "年份"],
            &[("甲", 500_000.0, "0!.0,")],
        ),
    );
    assert_eq!(read.achievements()[0].listing.price, fixed(500_000));
}

#[test]
fn numbers_keep_their_leading_zeros_and_lost_digits_are_told() {
    let rows = [
        ("甲", 123.0, "000000"),
        ("乙", 202_401_000_000_000_123.0, "0"),
        ("丙", 45293.0, "yyyy-m"),
    ];
    let read = rows_of(
        "a.xlsx",
        formatted(&["成果名称", "成果编号", "年份"], &rows),
    );
    assert_eq!(read.achievements()[0].external_number, "000123");
    let problems = read.problems();
    assert!(
        problems.len() == 2 && problems.iter().all(|told| told.contains("digits_lost")),
        "{problems:?}"
    );
    let read = rows_of(
        "a.xlsx",
        formatted(&["成果名称", "提高效率", "应用领域"], &[("甲", 0.95, "0%")]),
    );
    assert_eq!(
        read.achievements()[0]
            .listing
            .notes
            .get("提高效率")
            .map(String::as_str),
        Some("95%")
    );
}

#[test]
fn a_day_that_misses_midnight_by_seconds_is_the_next_day() {
    let read = rows_of(
        "a.xlsx",
        formatted(
            &["成果名称", "完成时间", "应用领域"],
            &[("甲", 43101.0 - 43.0 / 86_400.0, "yyyy/m/d")],
        ),
    );
    assert_eq!(read.achievements()[0].listing.year, Some(2018));
}

#[test]
fn rows_hidden_by_a_filter_are_imported_and_told() {
    let bytes = workbook(|sheet| {
        for (row, cells) in (0..).zip([["成果名称", "摘要"], ["甲成果", "好"], ["乙成果", "好"]])
        {
            sheet
                .write_string(row, 0, cells[0])?
                .write_string(row, 1, cells[1])?;
        }
        sheet.set_row_hidden(2)?;
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    assert_eq!(read.titles(), ["甲成果", "乙成果"]);
    assert!(
        read.notices()[0].starts_with("3 |hidden_row|"),
        "{:?}",
        read.notices()
    );
}

#[test]
fn what_cannot_be_seen_changes_nothing() {
    for hidden in [
        "\u{200b}", "\u{200e}", "\u{2066}", "\u{ad}", "\u{fe0f}", "\u{3164}", "\u{feff}",
    ] {
        let with = |text: &str| {
            let middle = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
            format!(
                "{hidden}{}{hidden}{}{hidden}",
                &text[..middle],
                &text[middle..]
            )
        };
        let headings: Vec<String> = [
            "成果名称",
            "专利号",
            "年份",
            "价格",
            "县区",
            "转化方式",
            "成熟度",
            "职务科技成果",
            "编号",
        ]
        .into_iter()
        .map(&with)
        .collect();
        let values: Vec<String> = [
            "石墨烯膜",
            "ZL201710601862.3",
            "2024",
            "50万",
            "代县",
            "许可",
            "中试",
            "是",
            "K-1",
        ]
        .into_iter()
        .map(&with)
        .collect();
        let rows = [headings, values].map(|row| row.into_iter().collect::<Vec<_>>());
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let read = rows_of("a.xlsx", sheet_of(&[&rows[0], &rows[1]]));
        let [achievement] = read.achievements()[..] else {
            panic!("{hidden:?}: {:?}", read.problems())
        };
        let listing = &achievement.listing;
        assert_eq!(
            (
                listing.title.as_str(),
                listing.year,
                listing.county.as_str()
            ),
            ("石墨烯膜", Some(2024), "140923")
        );
        assert_eq!(
            (
                achievement.external_number.as_str(),
                listing.patents.len(),
                listing.service_achievement
            ),
            ("K-1", 1, true)
        );
        assert_eq!(
            (listing.price, listing.modes.as_slice()),
            (
                Price::Fixed {
                    amount_fen: Fen(50_000_000)
                },
                &[TransferMode::Licence][..]
            )
        );
    }
}

#[test]
fn columns_are_known_by_their_values_and_the_preview_says_how_sure_that_is() {
    let bytes = sheet_of(&[
        &[
            "项目名称",
            "主要技术内容及指标",
            "产权",
            "对外",
            "单位",
            "备注",
        ],
        &[
            "甲成果",
            "很好",
            "发明专利2项：ZL201710601862.3、ZL201710431918.5",
            "转让 / 许可",
            "示例大学",
            "中试线在建",
        ],
        &[
            "乙成果",
            "很好",
            "无",
            "作价入股",
            "示例大学",
            "ZL97101765.4",
        ],
        &[
            "丙成果",
            "很好",
            "专利号：201710601862.3",
            "自行实施",
            "示例大学",
            "另见",
        ],
        &["丁成果", "很好", "", "合作开发；许可", "示例大学", "无"],
        &["戊成果", "很好", "", "技术服务", "示例大学", "无"],
    ]);
    let preview = inspect(&File::in_memory("a.xlsx", bytes.clone())).expect("a preview");
    let columns: Vec<(&str, bool)> = preview.sheets[0]
        .columns
        .iter()
        .map(|column| (column.taken().name(), column.proposal.is_some()))
        .collect();
    assert_eq!(
        columns,
        [
            ("title", false),
            ("abstract", false),
            ("patents", true),
            ("modes", true),
            ("institutions", false),
            ("note", false)
        ]
    );
    assert!(
        preview.told()[2].contains("“产权”→ 专利号（按内容推测"),
        "{:?}",
        preview.told()
    );
    let read = rows_of("a.xlsx", bytes);
    assert_eq!(read.titles().len(), 5, "{:?}", read.problems());
    let first = &read.achievements()[0].listing;
    assert_eq!((first.patents.len(), first.modes.len()), (2, 2));
    // What does not fit a guessed column is kept and told, and so is a number that stands among the notes.
    let third = &read.achievements()[2].listing;
    assert_eq!(
        third.notes.get("对外").map(String::as_str),
        Some("自行实施")
    );
    let notices = read.notices();
    assert!(
        notices
            .iter()
            .any(|notice| notice.starts_with("4 对外|note|")),
        "{notices:?}"
    );
    assert!(
        notices
            .iter()
            .any(|notice| notice.starts_with("3 备注|note|附加信息里有专利号")),
        "{notices:?}"
    );
}

#[test]
fn a_formula_that_shows_nothing_is_nothing() {
    let bytes = workbook(|sheet| {
        for (column, heading) in (0..).zip(["成果名称", "联系人", "成果图片"]) {
            sheet.write_string(0, column, heading)?;
        }
        sheet.write_string(1, 0, "甲成果")?.write_formula(
            1,
            1,
            Formula::new("=Sheet9!Z9").set_result("0"),
        )?;
        sheet.write_formula(
            1,
            2,
            Formula::new("=DISPIMG(\"ID_1\",1)").set_result("=DISPIMG(\"ID_1\",1)"),
        )?;
        Ok(())
    });
    let read = rows_of("a.xlsx", bytes);
    let listing = &read.achievements()[0].listing;
    assert_eq!(
        (listing.contact_name.as_str(), listing.notes.len()),
        ("", 0)
    );
    assert_eq!(read.notices().len(), 2, "{:?}", read.notices());
}

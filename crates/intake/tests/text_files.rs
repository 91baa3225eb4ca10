//! Delimited text and JSON lines.

mod support;

use support::{refusal, rows_of};

const TABLE: &str = "成果编号,成果名称,成果摘要,意向价格\r\nA-1,石墨烯导热膜,\"两行\r\n摘要\",50万\r\n\r\nA-2,㐀膜,好,=1+1\r\nA-1,再来一次,好,\r\n";

#[test]
fn chinese_excel_writes_csv_in_several_encodings_and_all_are_read() {
    let gb18030 = encoding_rs::GB18030.encode(TABLE).0.into_owned();
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(TABLE.replace(',', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = format!("\u{feff}{TABLE}");
    let without_mark = utf_16[2..].to_vec();
    for (name, bytes) in [
        ("utf-16 without its mark", without_mark),
        ("utf-8", TABLE.as_bytes().to_vec()),
        ("marked", marked.into_bytes()),
        ("gb18030", gb18030),
        ("utf-16", utf_16),
        ("semicolons", TABLE.replace(',', ";").into_bytes()),
    ] {
        let read = rows_of(name, bytes);
        assert_eq!(read.titles(), ["石墨烯导热膜"], "{name}");
        assert_eq!(read.achievements()[0].listing.abstract_text, "两行\n摘要");
        let problems = read.problems();
        assert!(
            problems[0].starts_with("4 意向价格|unreadable|看不懂价格“=1+1”"),
            "{name}: {problems:?}"
        );
        assert!(
            problems[1].starts_with("5 成果编号|duplicate|与第 2 行重复"),
            "{name}: {problems:?}"
        );
    }
}

#[test]
fn a_row_with_undecodable_bytes_is_reported_and_the_others_are_imported() {
    let mut bytes =
        "成果名称,摘要\n甲成果,好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好好\n乙成果,好\n"
            .as_bytes()
            .to_vec();
    let at = bytes.len() - 5;
    bytes[at] = 0xff;
    let read = rows_of("a.csv", bytes);
    assert_eq!(read.titles(), ["甲成果"]);
    assert!(
        read.problems()[0].starts_with("3 |encoding|"),
        "{:?}",
        read.problems()
    );
}

#[test]
fn lines_of_two_encodings_are_each_read_in_their_own() {
    let (gbk, utf_8) = ("成果名称,应用领域\n甲成果,新材料\n", "乙成果,新材料\n");
    for (first, second) in [(gbk, utf_8), (utf_8, gbk)] {
        let bytes: Vec<u8> = [first, second, "联通,新材料\n"]
            .iter()
            .flat_map(|text| match *text == gbk {
                true => encoding_rs::GB18030.encode(text).0.into_owned(),
                false => text.as_bytes().to_vec(),
            })
            .collect();
        let read = rows_of("a.csv", bytes);
        let titles = read.titles();
        assert!(
            titles.contains(&"甲成果") && titles.contains(&"联通"),
            "{titles:?}"
        );
        assert!(
            read.achievements()
                .iter()
                .all(|achievement| achievement.listing.field == "新材料")
        );
    }
}

#[test]
fn a_small_price_without_any_unit_is_refused_and_a_remark_is_kept() {
    let table = |heading: &str| {
        format!(
            "成果名称,{heading},年份\n甲成果,50,2024\n乙成果,50万元（含税）,2024\n丙成果,500000,2024\n"
        )
    };
    let read = rows_of("a.csv", table("意向价格"));
    let problems = read.problems();
    assert!(
        problems.len() == 1
            && problems[0].starts_with("2 意向价格|unreadable|价格“50”没有写明是元还是万元"),
        "{problems:?}"
    );
    assert_eq!(
        read.achievements()[0]
            .listing
            .notes
            .get("意向价格")
            .map(String::as_str),
        Some("50万元（含税）")
    );
    assert_eq!(
        rows_of("a.csv", table("意向价格（万元）")).titles().len(),
        3
    );
    assert_eq!(rows_of("a.csv", table("意向价格（元）")).titles().len(), 3);
}

#[test]
fn numbers_that_lost_their_digits_are_not_told_to_be_the_same() {
    let text = "成果名称,成果编号,年份\n甲成果,2.02401E+17,2024\n乙成果,2.02401E+17,2024\n";
    let problems = rows_of("a.csv", text).problems();
    assert_eq!(problems.len(), 2);
    assert!(
        problems
            .iter()
            .all(|problem| problem.contains("|digits_lost|")),
        "{problems:?}"
    );
}

#[test]
fn json_lines_keep_what_they_do_not_know_as_notes() {
    let lines = concat!(
        "\u{feff}{\"id\":\"x-1\",\"title\":\"石墨烯导热膜\",\"abstract\":\"好\",\"keywords\":[\"a，b\",\"c\"],\"field\":\"新材料\",\"institutions\":[\"示例大学\"],\"year\":2020,\"patent_numbers\":[\"ZL201710601862.3\"],\"clc\":\"TB3\",\"source\":null,\"synthetic\":false,\"extra\":{\"a\":[1]}}\n",
        "\n",
        "{\"id\":2,\"title\":\"\",\"abstract\":\"针对某问题，提出一种新方法。好\",\"keywords\":[],\"year\":null}\n",
    );
    let read = rows_of("a.jsonl", lines);
    let [first, second] = read.achievements()[..] else {
        panic!("{:?}", read.rows)
    };
    assert_eq!(
        (first.external_number.as_str(), first.listing.year),
        ("x-1", Some(2020))
    );
    assert_eq!(first.listing.keywords, ["a，b", "c"]);
    assert_eq!(first.listing.patents.len(), 1);
    let notes: Vec<(&str, &str)> = first
        .listing
        .notes
        .iter()
        .map(|(key, note)| (key.as_str(), note.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("clc", "TB3"),
            ("extra", "{\"a\":[1]}"),
            ("synthetic", "否")
        ]
    );
    assert_eq!(
        (
            second.external_number.as_str(),
            second.listing.title.as_str()
        ),
        ("2", "针对某问题，提出一种新方法")
    );
    assert_eq!(
        second.listing.notes.get("题名来源").map(String::as_str),
        Some("原文无题名，取自摘要首句")
    );
}

#[test]
fn json_lines_take_what_the_api_and_the_export_write() {
    let line = r#"{"external_number":"e-1","title":"膜","summary":"一句话","maturity":{"scale":"trl","level":6},"price":{"kind":"range","min_fen":100,"max_fen":200},"patents":[{"number":"201710601862.3","status":"granted","filed_on":"2017-07-21"}],"improvements":[{"indicator":"导热系数","ours":"1500","incumbent":"400","unit":"W/(m·K)"}],"modes":["licence","assignment"],"trial_offered":true,"notes":{"clc":"TB3"}}"#;
    let read = rows_of("a.jsonl", line);
    let listing = &read.achievements()[0].listing;
    assert_eq!(
        (
            listing.improvements.len(),
            listing.modes.len(),
            listing.trial_offered
        ),
        (1, 2, true)
    );
    assert!(listing.patents[0].filed_on.is_some());
    assert_eq!(listing.notes.get("clc").map(String::as_str), Some("TB3"));
}

#[test]
fn wrong_lines_and_wrong_types_are_reported_one_by_one() {
    let lines = b"{\"title\":\"\xe8\x86\x9c\"}\n{\"title\": \n[1,2]\n{\"title\":[\"a\"]}\n{\"title\":\"b\",\"year\":\"soon\"}\n{\"title\":\"c\",\"price\":{\"kind\":\"gift\"}}\n{\"title\":\"\xff\"}\n{}\n{\"title\":\"d\",\"maturity\":12}\n";
    let read = rows_of("a.jsonl", lines.to_vec());
    assert_eq!(read.titles(), ["膜"]);
    let heads: Vec<String> = read
        .problems()
        .iter()
        .map(|problem| problem.splitn(3, '|').take(2).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        heads,
        [
            "2 |json",
            "3 |json",
            "4 title|wrong_type",
            "4 title|required",
            "5 year|unreadable",
            "6 price|wrong_type",
            "7 |json",
            "8 成果名称|required",
            "9 maturity|unreadable"
        ]
    );
}

#[test]
fn too_many_rows_end_with_a_word_about_it() {
    let mut text = String::from("成果名称,摘要\n");
    for row in 0..=intake::limits::ROWS {
        text += &format!("成果{row},好\n");
    }
    let read = rows_of("a.csv", text);
    assert_eq!(read.rows.len() as u64, intake::limits::ROWS + 1);
    assert!(
        read.problems()[0].contains("too_many_rows"),
        "{:?}",
        read.problems()
    );
}

#[test]
fn a_text_without_a_heading_is_refused_with_an_example() {
    assert!(refusal("a.csv", "甲,乙\n丙,丁\n").contains("例如：成果名称"));
    assert!(refusal("a.csv", "\u{feff}").contains("空"));
}

#[test]
fn a_row_that_does_not_fit_its_heading_is_refused_with_both_shown() {
    let text = "成果名称,成果摘要,应用领域,联系人,联系电话\n甲成果,高导热,低成本,新材料,王某,0350-1234567\n乙成果,好,新材料,李某,0350-7654321\n丙成果,高,低,新材料,王某\n";
    let read = rows_of("a.csv", text);
    assert_eq!(read.titles(), ["乙成果"]);
    let problems = read.problems();
    assert!(
        problems[0].starts_with("2 |misfit|") && problems[0].contains("应用领域＝低成本"),
        "{problems:?}"
    );
    assert!(
        problems[0].contains("（没有列名）＝0350-1234567"),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("4 |misfit|") && problems[1].contains("联系电话＝王某"),
        "{problems:?}"
    );
}

#[test]
fn bars_divide_and_wide_commas_are_told() {
    let read = rows_of("a.csv", "成果名称|应用领域|联系人\n竖线分隔|新材料|王某\n");
    assert_eq!(
        (read.titles(), read.achievements()[0].listing.field.as_str()),
        (vec!["竖线分隔"], "新材料")
    );
    assert!(
        refusal("a.csv", "成果名称，应用领域，联系人\n全角，新材料，王某\n").contains("全角逗号")
    );
}

#[test]
fn traditional_headings_are_known_also_in_big5() {
    let text = "成果名稱,應用領域,聯繫人,專利號,完成年份\n導熱膜,新材料,王某,,2024\n";
    for bytes in [
        text.as_bytes().to_vec(),
        encoding_rs::BIG5.encode(text).0.into_owned(),
    ] {
        let read = rows_of("a.csv", bytes);
        assert_eq!(
            (read.titles(), read.achievements()[0].listing.year),
            (vec!["導熱膜"], Some(2024))
        );
    }
}

#[test]
fn what_guards_a_number_is_no_part_of_it_and_a_shortened_number_is_refused() {
    let text = concat!(
        "成果名称,成果编号,专利号,联系电话\n",
        "甲成果,\"=\"\"000123\"\"\",\"=\"\"201710601862.3\"\"\",\"=\"\"13800000001\"\"\"\n",
        "乙成果,'000125,'201710431918.5,'13800000002\n",
        "丙成果,2.02401E+17,,13800000003\n",
        "丁成果,7,,1.38E+10\n",
    );
    let read = rows_of("a.csv", text);
    let found: Vec<(&str, &str, usize)> = read
        .achievements()
        .iter()
        .map(|a| {
            (
                a.external_number.as_str(),
                a.listing.contact.as_str(),
                a.listing.patents.len(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [("000123", "13800000001", 1), ("000125", "13800000002", 1)]
    );
    let problems = read.problems();
    assert!(
        problems[0].starts_with("4 成果编号|digits_lost|")
            && problems[1].starts_with("5 联系电话|digits_lost|"),
        "{problems:?}"
    );
}

#[test]
fn two_headings_for_the_title_and_two_characters_of_gbk_are_read() {
    let read = rows_of("a.csv", b"title,name\n\xc1\xaa\xcd\xa8,x\n".to_vec());
    assert_eq!(read.titles(), ["联通"]);
    assert_eq!(
        read.achievements()[0]
            .listing
            .notes
            .get("name")
            .map(String::as_str),
        Some("x")
    );
}

#[test]
fn keys_of_json_lines_are_judged_by_their_values() {
    let lines = concat!(
        "{\"title\":\"膜\",\"zl\":\"ZL201710601862.3\",\"jd\":\"中试\"}\n",
        "{\"title\":\"胶\",\"zl\":\"无\",\"jd\":\"小试\"}\n",
        "{\"title\":\"板\",\"zl\":\"201710431918.5\",\"jd\":[\"已量产\"]}\n",
    );
    let read = rows_of("a.jsonl", lines);
    let found: Vec<(usize, bool)> = read
        .achievements()
        .iter()
        .map(|one| (one.listing.patents.len(), one.listing.maturity.is_some()))
        .collect();
    // What does not fit a guessed column stays a note.
    assert_eq!(found, [(1, true), (0, true), (1, false)], "{:?}", read.rows);
}

#[test]
fn a_status_that_contradicts_the_number_is_refused_or_told() {
    let table = concat!(
        "成果名称,专利号,法律状态\n",
        "甲,ZL201710601862.3（失效）,授权\n",
        "乙,201710601862.3（授权）,失效\n",
        "丙,ZL201710601862.3,审中\n",
        "丁,ZL201710601862.3,授权\n",
    );
    let read = rows_of("a.csv", table);
    assert_eq!(read.titles(), ["乙", "丙", "丁"]);
    let (problems, notices) = (read.problems(), read.notices());
    assert!(
        problems.len() == 1 && problems[0].starts_with("2 法律状态|contradiction|"),
        "{problems:?}"
    );
    assert!(
        notices.len() == 2 && notices.iter().all(|notice| notice.contains("请核对")),
        "{notices:?}"
    );
}

#[test]
fn classifications_are_mapped_to_their_vocabularies_and_others_stay_as_notes_and_are_told() {
    let table = "成果名称,应用领域,国民经济行业,学科,IPC分类号\n甲,新材料产业,26,材料科学,C30B29/36；C30B 23/00\n乙,元宇宙养猪,化工,430.45 半导体材料,C04 水泥；混凝土；人造石；陶瓷；耐火材料\n丙,新材料,721,不详,C31B；H01L 21/02\n";
    let read = rows_of("a.csv", table);
    assert!(read.problems().is_empty(), "{:?}", read.problems());
    let [first, second, third] = read.achievements()[..] else {
        panic!("{:?}", read.rows)
    };
    let listing = &first.listing;
    assert_eq!(
        (
            listing.field.as_str(),
            listing.industry.as_str(),
            listing.subject.as_str()
        ),
        ("新材料", "C26 化学原料和化学制品制造业", "430 材料科学")
    );
    assert_eq!(listing.ipc, ["C30B 29/36", "C30B 23/00"]);
    assert!(listing.notes.is_empty(), "{:?}", listing.notes);

    let listing = &second.listing;
    assert_eq!(
        (listing.field.as_str(), listing.industry.as_str()),
        ("", "")
    );
    assert_eq!(listing.subject, "43045 半导体材料");
    assert_eq!(listing.ipc, ["C04"]);
    assert_eq!(listing.notes["应用领域（原文）"], "元宇宙养猪");
    assert_eq!(listing.notes["国民经济行业（原文）"], "化工");

    let listing = &third.listing;
    assert_eq!(listing.industry, "", "0721 may have lost its zero");
    assert_eq!(listing.ipc, ["H01L 21/02"]);
    assert_eq!(listing.notes["IPC分类号（原文）"], "C31B");
    assert_eq!(listing.notes["学科（原文）"], "不详");

    let counted: Vec<(usize, usize)> = read.rows.iter().map(intake::Row::classified).collect();
    assert_eq!(counted, [(5, 0), (2, 2), (2, 3)]);

    let told = read.notices();
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(
        told.iter()
            .any(|line| line.starts_with("3 国民经济行业|vocabulary|")
                && line.contains("C26 化学原料和化学制品制造业")),
        "{told:?}"
    );
}

#[test]
fn an_inspection_says_how_many_values_are_in_their_vocabulary() {
    let table = "成果名称,应用领域,学科\n甲,新材料,材料科学\n乙,元宇宙养猪,430\n";
    let file = intake::File::in_memory("a.csv", table.as_bytes().to_vec());
    let told = intake::inspect(&file).expect("a table").told();
    assert!(
        told[1].contains("前 2 个值中 1 个在词表中，1 个不在，将保留为附加信息，例如“元宇宙养猪”"),
        "{told:?}"
    );
    assert!(told[2].contains("前 2 个值都在词表中"), "{told:?}");
    assert!(!told[0].contains("词表"), "{told:?}");
}

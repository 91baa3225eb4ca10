use std::collections::HashMap;

use proptest::prelude::*;

use super::table::folded;
use super::*;

fn written(vocabulary: Vocabulary, text: &str) -> String {
    match vocabulary.parse(text) {
        Ok(entry) => entry.written(vocabulary),
        Err(refused) => refused.code.to_owned(),
    }
}

#[test]
fn the_lists_are_whole() {
    let count = |vocabulary: Vocabulary, length: usize| {
        vocabulary
            .entries()
            .iter()
            .filter(|listed| listed.code.len() == length)
            .count()
    };
    assert_eq!(
        (
            count(Vocabulary::Industry, 1),
            count(Vocabulary::Industry, 3)
        ),
        (20, 97)
    );
    assert_eq!(count(Vocabulary::Subject, 3), 62);
    assert_eq!(
        (count(Vocabulary::Ipc, 1), count(Vocabulary::Ipc, 3)),
        (8, 124)
    );
    for vocabulary in Vocabulary::ALL {
        for listed in vocabulary.entries() {
            assert!(
                !listed.code.is_empty() && !listed.name.is_empty(),
                "{listed:?}"
            );
        }
    }
}

#[test]
fn every_name_means_one_entry() {
    for vocabulary in Vocabulary::ALL {
        let mut known: HashMap<String, &Listed> = HashMap::new();
        for listed in vocabulary.entries() {
            for name in listed.names() {
                let other = known.insert(folded(name), listed);
                // A section that has one division shares its name.
                let is_only_division = other.is_some_and(|section| {
                    let divisions = vocabulary
                        .entries()
                        .iter()
                        .filter(|one| one.code.len() == 3 && one.code.starts_with(section.code));
                    section.code.len() == 1 && divisions.count() == 1
                });
                assert!(other.is_none() || is_only_division, "{name}: {other:?}");
            }
        }
    }
}

#[test]
fn an_industry_is_read_by_its_code_its_name_or_both() {
    let c26 = "C26 化学原料和化学制品制造业";
    for text in [
        "C26",
        "c26",
        "Ｃ２６",
        "26",
        "化学原料和化学制品制造业",
        "化学原料及化学制品制造业",
        c26,
        "26 化学原料和化学制品制造业",
        "C26化学原料和化学制品制造业",
        "C26 - 化学原料和化学制品制造业",
    ] {
        assert_eq!(written(Vocabulary::Industry, text), c26, "{text}");
    }
    assert_eq!(written(Vocabulary::Industry, "教育"), "P83 教育");
    assert_eq!(written(Vocabulary::Industry, "制造业"), "C 制造业");
    assert_eq!(written(Vocabulary::Industry, "C"), "C 制造业");
}

#[test]
fn what_is_finer_than_the_list_stands_under_its_entry_by_its_form() {
    let cases = [
        (Vocabulary::Industry, "3985", "C3985"),
        (
            Vocabulary::Industry,
            "C3985 电子专用材料制造",
            "C3985 电子专用材料制造",
        ),
        (
            Vocabulary::Industry,
            "0721 陆地天然气开采",
            "B0721 陆地天然气开采",
        ),
        (Vocabulary::Industry, "C261", "C261"),
        (Vocabulary::Subject, "430.45 半导体材料", "43045 半导体材料"),
        (Vocabulary::Subject, "4304510", "4304510"),
        (Vocabulary::Ipc, "c30b29/36", "C30B 29/36"),
        (Vocabulary::Ipc, "C30B 29/36 (2006.01)I", "C30B 29/36"),
        (Vocabulary::Ipc, "C30B29/36（2006.01）I", "C30B 29/36"),
        (Vocabulary::Ipc, "C30B", "C30B"),
        (Vocabulary::Ipc, "晶体生长", "C30"),
        (
            Vocabulary::Ipc,
            "C04 水泥；混凝土；人造石；陶瓷；耐火材料",
            "C04",
        ),
    ];
    for (vocabulary, text, expected) in cases {
        assert_eq!(written(vocabulary, text), expected, "{text}");
    }
    let entry = Vocabulary::Industry.parse("C3985").expect("a code");
    assert_eq!(
        entry.label(),
        "C3985（C39 计算机、通信和其他电子设备制造业）"
    );
    let entry = Vocabulary::Ipc.parse("C30B29/36").expect("a symbol");
    assert_eq!(entry.label(), "C30B 29/36（C30 晶体生长）");
}

#[test]
fn what_is_stored_is_read_as_itself() {
    for vocabulary in Vocabulary::ALL {
        for listed in vocabulary.entries() {
            let entry = Entry::of(vocabulary, listed);
            for text in [entry.written(vocabulary), entry.label()] {
                let again = vocabulary.parse(&text).expect("an entry");
                let alike = again.listed.name == entry.name;
                assert!(alike, "{text} is read as {again:?}");
            }
        }
    }
}

#[test]
fn what_is_no_entry_is_refused_with_those_that_come_near() {
    let refused = Vocabulary::Industry.parse("化工").expect_err("no name");
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (
            "unknown",
            "“化工”不在国民经济行业列表中，相近的有：C26 化学原料和化学制品制造业。请从列表中选择，也可留空"
        )
    );
    let refused = Vocabulary::Industry.parse("汽车制造").expect_err("no name");
    assert!(refused.message.contains("C36 汽车制造业"), "{refused}");
    let refused = Vocabulary::Subject.parse("材料学").expect_err("no name");
    assert!(refused.message.contains("430 材料科学"), "{refused}");
    for (vocabulary, text) in [
        (Vocabulary::Industry, "A26"),
        (Vocabulary::Industry, "98"),
        (Vocabulary::Industry, "1"),
        (Vocabulary::Industry, "26140"),
        (Vocabulary::Industry, "CNC 加工"),
        (Vocabulary::Subject, "999"),
        (Vocabulary::Subject, "4304"),
        (Vocabulary::Ipc, "Z01"),
        (Vocabulary::Ipc, "C31B"),
        (Vocabulary::Ipc, "C30B 29"),
        (Vocabulary::Ipc, "C30B 29/3"),
        (Vocabulary::Field, "元宇宙养猪"),
        (Vocabulary::Field, "local"),
    ] {
        let refused = vocabulary.parse(text).expect_err(text);
        assert_eq!(refused.code, "unknown", "{text}");
    }
}

#[test]
fn several_entries_in_one_text_are_read_each_and_a_name_with_marks_is_one() {
    let read = |text: &str| {
        let entries = Vocabulary::Ipc.parse_several(text);
        entries.map(|found| {
            let written = found.iter().map(|entry| entry.written(Vocabulary::Ipc));
            written.collect::<Vec<_>>()
        })
    };
    let two = vec!["C30B 29/36".to_owned(), "C30B 23/00".to_owned()];
    assert_eq!(read("C30B29/36；C30B 23/00"), Ok(two));
    assert_eq!(
        read("C04 水泥；混凝土；人造石；陶瓷；耐火材料"),
        Ok(vec!["C04".to_owned()])
    );
    assert_eq!(
        read("C30B29/36；碳化硅").expect_err("one is none").code,
        "unknown"
    );
    assert_eq!(
        read("C30B29/36 C30B23/00").expect_err("no mark").code,
        "unknown"
    );
}

#[test]
fn a_code_and_a_name_that_differ_are_refused() {
    let refused = Vocabulary::Industry
        .parse("C26 汽车制造业")
        .expect_err("they differ");
    assert_eq!(refused.code, "mismatch");
    assert!(
        refused.message.contains("化学原料和化学制品制造业"),
        "{refused}"
    );
}

#[test]
fn typing_is_answered_with_entries_by_code_name_and_everyday_word() {
    let first = |vocabulary: Vocabulary, text: &str| {
        vocabulary
            .suggest(text, 5)
            .first()
            .map(Entry::label)
            .unwrap_or_default()
    };
    assert_eq!(
        first(Vocabulary::Industry, "化工"),
        "C26 化学原料和化学制品制造业"
    );
    assert_eq!(
        first(Vocabulary::Industry, "化学"),
        "C26 化学原料和化学制品制造业"
    );
    assert_eq!(first(Vocabulary::Industry, "3"), "C30 非金属矿物制品业");
    assert_eq!(
        first(Vocabulary::Industry, "3985"),
        "C3985（C39 计算机、通信和其他电子设备制造业）"
    );
    assert_eq!(first(Vocabulary::Subject, "材料"), "430 材料科学");
    assert_eq!(first(Vocabulary::Ipc, "晶体"), "C30 晶体生长");
    assert_eq!(first(Vocabulary::Field, "新材料产业"), "新材料");
    assert_eq!(
        Vocabulary::Ipc.suggest("", usize::MAX).len(),
        SUGGESTED_AT_MOST
    );
    assert!(Vocabulary::Ipc.suggest("没有这样的词", 5).is_empty());
}

#[test]
fn a_listing_is_searched_by_the_names_above_its_code_and_what_people_call_them() {
    assert_eq!(
        Vocabulary::Industry.search_texts("C2614 有机化学原料制造"),
        [
            "C2614 有机化学原料制造",
            "化学原料和化学制品制造业",
            "化工",
            "化学工业"
        ]
    );
    assert_eq!(Vocabulary::Industry.search_texts("旧的说法"), ["旧的说法"]);
}

/// `docs/vocabularies.md`, whose lists are those of the program.
fn printed() -> String {
    let mut text = include_str!("../../vocabulary/head.md").to_owned();
    for vocabulary in Vocabulary::ALL {
        text.push_str(&format!(
            "\n## {} `{}`\n\n来源：{}。共 {} 项。\n\n| 代码 | 名称 | 同义（填写时即认作此项） | 常用词（检索和提示用） |\n| --- | --- | --- | --- |\n",
            vocabulary.label(),
            vocabulary.as_str(),
            vocabulary.source(),
            vocabulary.entries().len()
        ));
        for listed in vocabulary.entries() {
            text.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                listed.code,
                listed.name,
                listed.same.join("、"),
                listed.words.join("、")
            ));
        }
    }
    text
}

#[test]
fn the_document_tells_every_entry() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/vocabularies.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, printed()).expect("the documents can be written");
    }
    let document = std::fs::read_to_string(path).expect("docs/vocabularies.md is there");
    assert_eq!(document, printed(), "run the tests once with UPDATE_DOCS=1");
}

proptest! {
    #[test]
    fn no_text_breaks_a_vocabulary(text in "\\PC{0,40}") {
        for vocabulary in Vocabulary::ALL {
            let _ = vocabulary.suggest(&text, 20);
            if let Ok(entry) = vocabulary.parse(&text) {
                let again = vocabulary.parse(&entry.written(vocabulary)).expect("what is stored can be read");
                prop_assert_eq!(again.written(vocabulary), entry.written(vocabulary));
            }
        }
    }

    #[test]
    fn what_looks_like_a_code_breaks_nothing(text in "[A-Ha-h][0-9]{0,3}[A-Za-z]? ?[0-9]{0,5}[/.]?[0-9]{0,7}[ (（]?[2.0-9]{0,7}") {
        for vocabulary in Vocabulary::ALL {
            if let Ok(entry) = vocabulary.parse(&text) {
                prop_assert_eq!(vocabulary.canonical(&text), entry.written(vocabulary));
                prop_assert_eq!(vocabulary.canonical(&entry.written(vocabulary)), entry.written(vocabulary));
            }
        }
    }
}

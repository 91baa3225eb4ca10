use proptest::prelude::*;

use super::*;

fn words(text: &str) -> Vec<String> {
    word_texts(text)
}

fn parts(text: &str) -> Vec<String> {
    let folded = fold(text);
    Analyser::shared()
        .parts(&folded)
        .iter()
        .map(|token| token.text(&folded).to_owned())
        .collect()
}

#[test]
fn compounds_are_cut_into_their_parts_without_overlap() {
    assert_eq!(
        words("锂离子电池正极材料"),
        ["锂离子", "电池", "正极", "材料"]
    );
    assert_eq!(words("石墨烯导热膜"), ["石墨烯", "导热膜"]);
    assert_eq!(words("可编程逻辑控制器"), ["可编程", "逻辑", "控制器"]);
}

#[test]
fn numbers_keep_their_units_and_formulas_stay_whole() {
    assert_eq!(
        words("5G基站在1000℃、200 MPa下"),
        ["5g", "基站", "在", "1000℃", "200mpa", "下"]
    );
    assert_eq!(
        words("LiFePO4与LiFePO₄，PM2.5，95.5%"),
        ["lifepo4", "与", "lifepo4", "pm2.5", "95.5%"]
    );
    assert_eq!(
        words("25 °C 100mg/L C++ C#"),
        ["25℃", "100mg/l", "c++", "c#"]
    );
}

#[test]
fn hyphens_of_model_numbers_do_not_matter_and_words_are_parted() {
    assert_eq!(
        words("COVID-19 Ti-6Al-4V GPT-4"),
        ["covid19", "ti6al4v", "gpt4"]
    );
    assert_eq!(
        words("deep-learning 2017-2018"),
        ["deep", "learning", "2017", "2018"]
    );
    assert_eq!(parts("COVID-19"), ["covid", "19"]);
}

#[test]
fn full_width_case_and_traditional_forms_are_folded() {
    assert_eq!(words("ＡＢＣ１２３"), ["abc123"]);
    assert_eq!(words("鋰離子電池"), words("锂离子电池"));
    assert_eq!(words("石墨烯　導熱膜"), words("石墨烯 导热膜"));
}

#[test]
fn what_nobody_sees_is_dropped_and_the_way_back_holds() {
    for c in (char::MIN..=char::MAX).filter(|c| domain::text::is_invisible(*c)) {
        let text = format!("石{c}墨烯");
        let folded = fold(&text);
        assert_eq!(folded.text, "石墨烯", "{c:?}");
        assert_eq!(&text[folded.original(6)..], "烯", "{c:?}");
    }
}

#[test]
fn every_character_begins_a_part() {
    assert_eq!(parts("导热膜，锂"), ["导热", "热膜", "膜", "锂"]);
}

#[test]
fn folding_keeps_the_way_back_to_the_original() {
    let text = "Ａ石墨烯ＢＣ";
    let folded = fold(text);
    assert_eq!(folded.text, "a石墨烯bc");
    let at = folded.text.find("bc").expect("it is there");
    assert_eq!(&text[folded.original(at)..folded.original(at + 2)], "ＢＣ");
}

/// Text as people and machines send it: Chinese with everything else in between.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\u{4e00}-\u{9fff}]{1,12}",
        2 => "[石墨烯锂离子电池导热膜材料的制备方法研究与应用]{1,10}",
        2 => "[a-zA-Z0-9.+#%/_-]{1,12}",
        1 => "[０-９Ａ-Ｚａ-ｚ　，。：“”]{1,6}",
        1 => "[₀-₉²³µ°℃‰Ⅱßﬁ]{1,4}",
        1 => any::<String>(),
        1 => " ",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn offsets_lie_on_boundaries_and_never_go_backwards(text in any_text()) {
        let folded = fold(&text);
        let analyser = Analyser::shared();
        let mut last = 0;
        for token in analyser.words(&folded) {
            let (from, to) = (folded.original(token.start), folded.original(token.end));
            prop_assert!(from >= last && to > from, "{from}..{to} after {last}");
            prop_assert!(text.get(from..to).is_some());
            prop_assert!(!token.text(&folded).is_empty());
            last = to;
        }
        let mut last = 0;
        for token in analyser.parts(&folded) {
            let from = folded.original(token.start);
            prop_assert!(from >= last && text.get(from..folded.original(token.end)).is_some());
            last = from;
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in any_text()) {
        let once = fold(&text).text;
        prop_assert_eq!(fold(&once).text, once);
    }
}

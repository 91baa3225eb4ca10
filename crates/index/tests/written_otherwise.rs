//! What is written otherwise than it is typed is found by what a person types.

mod shelf;

use domain::catalogue::achievement::TransferMode;
use index::{Query, SearchIndex};
use shelf::{NOW, document, found, id, search, shelf};

#[test]
fn a_minus_before_a_number_is_a_sign_unless_nothing_is_found_so() {
    let index = shelf([
        document(1, "通信电源模块", "额定电压 -48V，工作温度 -40~85℃"),
        document(2, "通信电源适配器", "输出 12V"),
        document(3, "冻干设备", "冷阱温度－80℃"),
    ]);
    for (text, first) in [
        ("通信电源 -40~85℃", 1),
        ("通信电源 -48V", 1),
        ("冻干 －80℃", 3),
        ("冷阱 −80℃", 3),
    ] {
        assert_eq!(found(&index, text)[0], id(first), "{text}");
    }
    // What gives the same number without the sign comes behind it.
    let signs = shelf([
        document(1, "通信电源模块", "额定电压 -48V，工作温度 -40~85℃"),
        document(2, "通信电源适配器", "输出 48V，工作温度 0~85℃"),
        document(3, "低温锂电池", "可在 −40℃ 环境下工作"),
        document(4, "常温锂电池", "可在 40℃ 环境下工作"),
    ]);
    assert_eq!(found(&signs, "通信电源 -48V"), [id(1), id(2)]);
    assert_eq!(found(&signs, "锂电池 -40℃"), [id(3), id(4)]);
    // Nobody has 通信 and 12345: then it is what is not wanted.
    assert_eq!(found(&index, "适配器 -12345"), [id(2)]);
    assert_eq!(found(&index, "通信电源 -适配器"), [id(1)]);
}

#[test]
fn compatibility_forms_are_found_by_what_a_person_types() {
    for (written, typed) in [
        ("⽯墨烯⾼导热⽅案", "石墨烯高导热方案"),
        ("⻓寿命⻋用电池", "长寿命车用电池"),
        ("占地120㎡的装置", "120m2"),
        ("粒径5㎛的粉", "5μm"),
        ("每小时100㎏", "100kg"),
        ("Ⅲ型高强砂浆", "III型高强砂浆"),
        ("①级防护", "1级防护"),
        ("ﬁber laser 熔覆", "fiber"),
        ("Cafe\u{301} 烘焙", "café"),
        ("Café 烘焙", "cafe"),
        ("ﾊｰﾄ形 ﾊﾟﾈﾙ", "パネル"),
        ("真空度1×10⁻³Pa", "10-3pa"),
        ("石\u{200b}墨\u{200b}烯导热膜", "石墨烯"),
        ("兼容字 金屬切削", "金属切削"),
    ] {
        let index = shelf([
            document(1, written, ""),
            document(2, "其他装置", "另一段文字"),
        ]);
        assert_eq!(found(&index, typed), [id(1)], "{written} by {typed}");
        let page = index.search(&Query::new(typed, NOW)).expect("an answer");
        assert_eq!(
            page.hits[0]
                .title
                .iter()
                .map(|part| part.text.as_str())
                .collect::<String>(),
            page.hits[0].card.title,
            "{written}"
        );
    }
}

#[test]
fn folding_spoils_no_unit_and_no_fraction() {
    let index = shelf([
        document(1, "炉温1000℃，11/2 英寸", ""),
        document(2, "管径1½英寸", ""),
        document(3, "波长 5 Å", ""),
    ]);
    assert_eq!(found(&index, "1000℃"), [id(1)]);
    assert_eq!(found(&index, "11/2"), [id(1)]);
    assert_eq!(found(&index, "å"), [id(3)]);
    assert!(!found(&index, "a").contains(&id(3)));
}

#[test]
fn traditional_forms_of_every_region_are_found_by_simplified_ones() {
    for (written, typed) in [
        ("基於深度特徵的影像辨識", "特征"),
        ("摺疊式太陽能板", "折叠"),
        ("真空冷凍乾燥設備", "干燥"),
        ("香菇多醣提取", "多糖"),
        ("聚碸中空纖維膜", "聚砜"),
        ("酒麴發酵", "酒曲"),
        ("除銹防腐塗料", "除锈"),
        ("防蟎織物", "防螨"),
        ("菸草廢棄物", "烟草"),
        ("綫路板與産品説明", "线路板"),
        ("奈米級結構", "纳米"),
    ] {
        let index = shelf([
            document(1, written, ""),
            document(2, "其他装置", "另一段文字"),
        ]);
        assert_eq!(found(&index, typed), [id(1)], "{written} by {typed}");
    }
}

#[test]
fn commas_between_thousands_do_not_matter_and_lists_of_numbers_stay_lists() {
    let index = shelf([
        document(1, "1,000吨级压力机", ""),
        document(2, "1000吨级压力机二", ""),
        document(3, "规格 2017,100", ""),
    ]);
    for text in ["1,000吨级", "1000吨级"] {
        assert_eq!(found(&index, text).len(), 2, "{text}");
    }
    assert_eq!(found(&index, "2017"), [id(3)]);
    let chinese = shelf([document(1, "温度100，200，300三档", "")]);
    assert_eq!(found(&chinese, "200"), [id(1)]);
}

#[test]
fn modes_and_classes_of_patents_are_found() {
    let mut offered = document(1, "石墨烯导热膜", "");
    offered.listing.modes = vec![TransferMode::JointDevelopment];
    offered.listing.ipc = vec!["C01B 32/182".into()];
    let index = shelf([offered, document(2, "小麦育种", "")]);
    for text in [
        TransferMode::JointDevelopment.label(),
        "石墨烯 合作开发",
        "C01B 32/182",
        "C01B32/182",
        "c01b",
    ] {
        assert_eq!(found(&index, text).first(), Some(&id(1)), "{text}");
    }
}

#[test]
fn a_space_inside_of_a_compound_changes_nothing() {
    let index = shelf([
        document(1, "电解水制氢", "电解水"),
        document(2, "水的电解", "把水电解"),
        document(3, "电解液与水", ""),
        document(4, "锂离子电池回收", ""),
        document(5, "电池用锂离子的回收", ""),
    ]);
    let page = |text: &str| search(&index, Query::new(text, NOW));
    for (together, apart) in [
        ("电解水", "电解 水"),
        ("锂离子电池回收", "锂离子 电池　回收"),
        ("锂离子电池回收", "锂离子电池 回收"),
    ] {
        assert_eq!(page(together), page(apart), "{apart}");
    }
}

#[test]
fn pinyin_finds_a_word_in_every_reading_of_its_characters() {
    let index: SearchIndex = shelf([
        document(1, "重庆页岩气压裂液", ""),
        document(2, "谐波减速器调谐技术", ""),
        document(3, "长治银行节能改造", ""),
    ]);
    for (typed, word) in [
        ("chongqing", "重庆"),
        ("yinhang", "银行"),
        ("changzhi", "长治"),
        ("tiaoxie", "调谐"),
    ] {
        let suggested = index.suggest(typed, 8).expect("suggestions");
        assert!(
            suggested.iter().any(|one| one.text.contains(word)),
            "{typed}: {suggested:?}"
        );
    }
}

use super::*;

fn numbers(text: &str) -> Vec<String> {
    let found = parse(text, false);
    assert!(found.problems.is_empty(), "{text}: {:?}", found.problems);
    found.inputs.into_iter().map(|input| input.number).collect()
}

#[test]
fn numbers_are_found_among_marks_and_words() {
    let (a, b) = ("201710601862.3", "201710431918.5");
    for text in [
        "ZL201710601862.3；ZL201710431918.5",
        "ZL 201710601862.3、ZL 201710431918.5",
        "201710601862.3/201710431918.5",
        "201710601862.3 201710431918.5",
        "ZL201710601862.3 ZL201710431918.5",
        "专利号：201710601862.3（发明）\n申请号：2017104319185",
        "ＺＬ２０１７１０６０１８６２．３，CNZL201710431918.5。",
    ] {
        assert_eq!(numbers(text), [a, b], "{text}");
    }
    assert_eq!(numbers("无"), Vec::<String>::new());
}

#[test]
fn zl_means_granted() {
    assert_eq!(
        parse("ZL201710601862.3", false).inputs[0].status,
        PatentStatus::Granted
    );
    assert_eq!(
        parse("201710601862.3", false).inputs[0].status,
        PatentStatus::Pending
    );
}

#[test]
fn an_application_without_its_number_is_kept_in_words() {
    let found = parse("申请中", false);
    assert_eq!(found.words, ["申请中"]);
    assert!(found.problems.is_empty());
}

#[test]
fn a_broken_number_is_told_with_what_would_be_right() {
    for (text, right) in [
        ("ZL201710601862.4", "201710601862.3"),
        ("201710601862", "201710601862.3"),
        ("CN107123456A", "公布"),
        ("见附件", "没有专利号"),
        ("20171060186", "12 位数字"),
    ] {
        let found = parse(text, false);
        assert_eq!(found.problems.len(), 1, "{text}");
        assert!(found.problems[0].1.contains(right), "{:?}", found.problems);
    }
}

#[test]
fn numbered_and_counted_lists_are_read_number_by_number() {
    let (a, b) = ("201710601862.3", "201710431918.5");
    for text in [
        "1.ZL201710601862.3 2.ZL201710431918.5",
        "1、ZL201710601862.3\n2、ZL201710431918.5",
        "①ZL201710601862.3；②ZL201710431918.5",
        "（1）ZL201710601862.3；（2）ZL201710431918.5",
        "(1) 201710601862.3\n(2) 201710431918.5",
        "发明专利2项：ZL201710601862.3、ZL201710431918.5",
        "专利1:ZL201710601862.3;专利2:ZL201710431918.5",
        "201710601862.3和201710431918.5",
        "201710601862.3\\201710431918.5",
        "一种石墨烯膜（ZL201710601862.3）；一种5G天线（ZL201710431918.5）",
        "Z L201710601862.3，专利（ZL）201710431918.5",
        "№201710601862.3，No.201710431918.5",
    ] {
        assert_eq!(numbers(text), [a, b], "{text}");
    }
    for text in ["ZL201710601862.3等3项", "ZL201710601862.3等", "2项"] {
        assert_eq!(
            parse(text, false).problems.len(),
            1,
            "{text}: the others are missing"
        );
    }
    assert_eq!(numbers("201710601862.3，共1项"), [a]);
    assert_eq!(numbers("201710601862.3（授权公告日：2021.05.06）"), [a]);
    assert_eq!(numbers("201710601862.3 2023-05-06"), [a]);
    assert_eq!(numbers("无专利"), Vec::<String>::new());
}

#[test]
fn rights_that_are_no_chinese_patents_are_kept_as_other_rights() {
    let found = parse(
        "201710601862.3、PCT/CN2018/101234；软著2020SR0123456",
        false,
    );
    assert_eq!((found.inputs.len(), found.problems.len()), (1, 0));
    assert_eq!(
        found.other_rights,
        ["PCT/CN2018/101234", "软著2020SR0123456"]
    );
}

#[test]
fn words_beside_a_number_say_where_it_stands() {
    for (text, status) in [
        ("ZL201710601862.3（失效）", PatentStatus::Lapsed),
        ("ZL201710601862.3（未缴年费终止）", PatentStatus::Lapsed),
        ("ZL201710601862.3 已失效", PatentStatus::Lapsed),
        ("201710601862.3（已授权）", PatentStatus::Granted),
        ("CN201710601862.3（授权）", PatentStatus::Granted),
        ("201710601862.3（视为撤回）", PatentStatus::Lapsed),
        ("申请号201710601862.3，已授权", PatentStatus::Granted),
        ("授权专利号：201710601862.3", PatentStatus::Granted),
        ("201710601862.3（2020年授权）", PatentStatus::Granted),
        ("201710601862.3（申请号）", PatentStatus::Pending),
        ("201710601862.3（已转让）", PatentStatus::Granted),
        ("ＺＬ\n201710601862.3", PatentStatus::Granted),
    ] {
        let found = parse(text, false);
        assert_eq!(
            found.inputs.first().map(|input| input.status),
            Some(status),
            "{text}: {found:?}"
        );
    }
    assert_eq!(
        parse("ZL201710601862.3（权利恢复）", false).problems.len(),
        1
    );
}

#[test]
fn a_zero_that_a_numeric_cell_lost_is_put_back_only_where_it_fits() {
    assert_eq!(
        parse("202010100008", true).inputs[0].number,
        "202010100008.0"
    );
    assert_eq!(parse("201710601862", true).problems.len(), 1);
    assert_eq!(parse("202010100008", false).problems.len(), 1);
}

#[test]
fn a_status_is_read_in_words() {
    for (text, status) in [
        ("已授权", PatentStatus::Granted),
        ("有效", PatentStatus::Granted),
        ("专利申请已授权", PatentStatus::Granted),
        ("授权（原申请号）", PatentStatus::Granted),
        ("专利权的转移", PatentStatus::Granted),
        ("专利申请权、专利权的转移", PatentStatus::Granted),
        ("专利权质押合同登记的生效", PatentStatus::Granted),
        ("专利实施许可合同备案的生效", PatentStatus::Granted),
        ("有权-审定授权", PatentStatus::Granted),
        ("下证", PatentStatus::Granted),
        ("实质审查（实审）", PatentStatus::Pending),
        ("实质审查的生效", PatentStatus::Pending),
        ("未授权", PatentStatus::Pending),
        ("已公开未授权", PatentStatus::Pending),
        ("发明专利申请公布", PatentStatus::Pending),
        ("初审合格", PatentStatus::Pending),
        ("未缴年费终止", PatentStatus::Lapsed),
        ("发明专利申请公布后的视为撤回", PatentStatus::Lapsed),
        ("专利申请被驳回", PatentStatus::Lapsed),
        ("主动撤回申请", PatentStatus::Lapsed),
        ("专利权有效期届满", PatentStatus::Lapsed),
        ("已到期", PatentStatus::Lapsed),
        ("失效-避重放弃", PatentStatus::Lapsed),
        ("无效", PatentStatus::Lapsed),
        ("无权", PatentStatus::Lapsed),
    ] {
        assert_eq!(parse_status(text), Ok(status), "{text}");
    }
    for text in [
        "良好",
        "权利恢复",
        "专利权部分无效宣告",
        "等年费滞纳金",
        "避免重复授权",
        "证书",
        "未失效",
    ] {
        assert!(parse_status(text).is_err(), "{text}");
    }
}

#[test]
fn a_column_and_the_words_beside_a_number_are_held_against_each_other() {
    use PatentStatus::{Granted, Lapsed, Pending};
    for (text, column, agreed) in [
        ("201710601862.3", Granted, Agreed::Yes),
        ("ZL201710601862.3", Granted, Agreed::Yes),
        ("ZL201710601862.3", Lapsed, Agreed::Yes),
        ("ZL201710601862.3", Pending, Agreed::Doubtful),
        ("ZL201710601862.3（失效）", Granted, Agreed::No),
        ("201710601862.3（实审）", Granted, Agreed::No),
        ("201710601862.3，已授权", Pending, Agreed::No),
        ("201710601862.3（授权）", Lapsed, Agreed::Doubtful),
        ("201710601862.3（失效）", Lapsed, Agreed::Yes),
    ] {
        let found = &parse(text, false).inputs[0];
        assert_eq!(agree(column, found.status, found.by), agreed, "{text}");
    }
}

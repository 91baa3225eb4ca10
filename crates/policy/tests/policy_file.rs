//! Policy files: the city's own, the samples of other cities, and every way of being wrong with its line.

mod history;

use history::*;
use policy::Policy;
use policy::file::Status;

#[test]
fn the_citys_policy_says_of_every_parameter_where_it_comes_from() {
    let policy = xinzhou();
    assert_eq!(
        (policy.id.as_str(), policy.status, policy.comparison),
        ("xinzhou-2020", Status::Draft, false)
    );
    assert_eq!(
        policy.in_force_on(day("2026-01-01")),
        None,
        "unknown, not guessed"
    );
    let table: Vec<String> = policy
        .programme
        .parameters()
        .iter()
        .map(|parameter| {
            let standing = parameter.question.as_deref().unwrap_or("草案写明");
            format!(
                "{}：{}（{}；{standing}）",
                parameter.label, parameter.value, parameter.clause
            )
        })
        .collect();
    insta::assert_snapshot!(table.join("\n"), @"
    补助对象：受让方（买方）（第九条；草案写明）
    单位类型：企业（第九条；草案写明）
    所在地：行政区划代码以 1409 开头（第九条；草案写明）
    合同类型：技术开发、技术转让、技术许可、技术咨询、技术服务（第九条；五类技术合同是否都给予补助？默认：都给予。）
    合同未登记：不予补助（第九条；是否以技术合同认定登记为前提？默认：未登记不予补助。）
    合同已撤销：不予补助（第九条；合同登记撤销后已拨付的补助是否追回？默认：追回。）
    对象不符：不予补助（第九条；草案写明）
    省级补助：需提供证明，不影响计算，逐笔提示（第九条；取得省级补助是否为前提？默认：要求证明，不影响计算，逐笔提示。）
    关联方：需提供证明，不影响计算，逐笔提示（第九条；关联方如何界定、是否排除？默认：不排除，逐笔提示核查。）
    登记前的支付：合同登记后一并计入（第九条；认定登记之前的支付是否计入？默认：登记后一并计入。）
    计算基数：实际支付额（第九条；按全部实际支付额，还是只按其中的技术交易额？默认：全部实际支付额。）
    增值税：支付额含税计算（第九条；实际支付额是否含增值税？默认：含税。）
    与上级政策的关系：在上级补助之外另行补助（第九条；草案写明）
    补助比例：3%（第九条；草案写明）
    最高限额：单项成果累计不超过 500,000.00 元（第九条；单项成果 50 万元的最高限额是累计还是按年度？默认：累计。）
    限额内的分配：按尚欠补助的比例（最大余数法）（第九条；同一成果有几份合同、合计超过最高限额时如何分配？默认：按尚欠补助的比例。）
    资金不足时：按应拨金额的比例（最大余数法）（第九条；当年资金不足时如何拨付？默认：按应拨金额的比例。）
    取整：四舍五入到分，仅在最后取整一次（第九条；补助金额如何取整？默认：最后四舍五入到分，仅一次。）
    ");
}

/// Everything wrong with the city's file after one change, as a person reads it.
fn wrong(from: &str, to: &str) -> String {
    assert!(XINZHOU.contains(from), "the file says {from}");
    let error = Policy::parse("x.toml", &XINZHOU.replacen(from, to, 1)).expect_err(to);
    error
        .faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn whatever_is_wrong_is_named_by_its_line_and_reason() {
    let line_of = |text: &str| {
        XINZHOU
            .lines()
            .position(|line| line.starts_with(text))
            .expect(text)
            + 1
    };
    for (from, to, starts, pointer, reason) in [
        (
            "rate = \"3%\"",
            "rate = \"103%\"",
            "rate = \"3%\"",
            "/programmes/0/rate",
            "不超过 100%",
        ),
        (
            "rate = \"3%\"",
            "rate = 0.03",
            "rate = \"3%\"",
            "/programmes/0/rate",
            "应为文字",
        ),
        (
            "rate = \"3%\"",
            "rates = \"3%\"",
            "rate = \"3%\"",
            "/programmes/0/rates",
            "不认识的键",
        ),
        (
            "basis = \"paid\"",
            "basis = \"invoiced\"",
            "basis = \"paid\"",
            "/programmes/0/basis",
            "可用：paid、min、proportional",
        ),
        (
            "vat = \"included\"",
            "vat = \"excluded\"",
            "vat",
            "/programmes/0/vat",
            "台账没有税额",
        ),
        (
            "stacking = \"additive\"",
            "stacking = \"highest_only\"",
            "stacking",
            "/programmes/0/stacking",
            "没有上级资金的记录",
        ),
        (
            "period = \"life\"",
            "period = \"year\"",
            "cap = { scope",
            "/programmes/0/cap/period",
            "按年",
        ),
        (
            "amount_yuan = \"500,000.00\"",
            "amount_yuan = \"五十万\"",
            "cap = { scope",
            "/programmes/0/cap/amount_yuan",
            "数字",
        ),
        (
            "related_party = \"finding\"",
            "related_party = \"bar\"",
            "related_party = \"finding\"",
            "/programmes/0/related_party",
            "没有关联关系的记录",
        ),
        (
            "prefix = \"1409\"",
            "prefix = \"忻州\"",
            "beneficiary_division_prefix = \"",
            "/programmes/0/beneficiary_division_prefix",
            "1409",
        ),
        (
            "status = \"draft\"",
            "status = \"final\"",
            "status",
            "/status",
            "draft、issued、expired、unknown",
        ),
        (
            "dated = 2020-04-09",
            "dated = \"2020年4月\"",
            "dated",
            "/document/dated",
            "不是有效日期",
        ),
        (
            "[\"enterprise\"]",
            "[]",
            "beneficiary_kinds = [",
            "/programmes/0/beneficiary_kinds",
            "至少要有一项",
        ),
    ] {
        let message = wrong(from, to);
        let line = line_of(starts);
        let told = message.lines().any(|fault| {
            fault.starts_with(&format!("第 {line} 行，{pointer}：")) && fault.contains(reason)
        });
        assert!(told, "{to} should be told at line {line}:\n{message}");
    }
}

#[test]
fn a_parameter_without_a_source_and_a_source_without_a_parameter_are_refused() {
    assert!(
        wrong("rate = { clause = \"第九条\", confirmed = true }", "")
            .contains("/programmes/0/sources/rate：缺少此项")
    );
    assert!(
        wrong(
            "rate = { clause",
            "notice_days = { clause = \"第九条\", confirmed = true }\nrate = { clause"
        )
        .contains("不认识的键“notice_days”")
    );
    assert!(
        wrong(
            "question = \"补助金额如何取整？默认：最后四舍五入到分，仅一次。\"",
            "question = \"\""
        )
        .contains("/programmes/0/sources/rounding")
    );
    assert!(
        wrong(
            "rate = { clause = \"第九条\", confirmed = true }",
            "rate = { clause = \"第九条\", confirmed = false }"
        )
        .contains("必须写明待确认的问题")
    );
}

#[test]
fn a_file_has_one_programme_and_one_rate() {
    assert!(wrong("rate = \"3%\"", "").contains("必须且只能写一个"));
    let twice = format!("{XINZHOU}\n[[programmes]]\nid = \"other\"\n");
    assert!(
        Policy::parse("x.toml", &twice)
            .expect_err("two programmes")
            .to_string()
            .contains("只能有一个专项")
    );
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    let error = Policy::parse("policies/x.toml", "id = \"x\"\ntitle = \n").expect_err("no value");
    assert_eq!(error.faults[0].line, Some(2));
    assert!(
        error.to_string().contains("policies/x.toml: 第 2 行"),
        "{error}"
    );
}

#[test]
fn every_published_policy_is_valid_and_only_the_citys_own_is_no_sample() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let mut found = 0;
    for entry in std::fs::read_dir(folder).expect("the policies") {
        let path = entry.expect("a file").path();
        // The holidays of the years lie beside the policies.
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        let policy = Policy::parse(&path.display().to_string(), &text)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            path.file_stem().and_then(|stem| stem.to_str()),
            Some(policy.id.as_str())
        );
        assert_eq!(
            policy.comparison,
            !policy.id.starts_with("xinzhou"),
            "{}",
            policy.id
        );
        found += 1;
    }
    assert!(found > 0);
}

#[test]
fn other_cities_rules_run_on_the_same_engine() {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    contract(&mut history, "con_2", "A", &[("ach_2", 1_000_000)]);
    pay(&mut history, "con_1", "2026-03-01", yuan("900,000"));
    pay(&mut history, "con_2", "2026-03-01", yuan("20,000,000"));
    for (text, due, beneficiary) in [
        (
            include_str!("../../../policies/changzhi-sample.toml"),
            ["45,000.00", "200,000.00"],
            "U",
        ),
        (
            include_str!("../../../policies/hefei-shushan-sample.toml"),
            ["0.00", "1,500,000.00"],
            "A",
        ),
        (
            include_str!("../../../policies/xianju-sample.toml"),
            ["12,918.66", "287,081.34"],
            "A",
        ),
    ] {
        let policy = Policy::parse("sample.toml", text).unwrap_or_else(|error| panic!("{error}"));
        let outcome = outcome(&policy, &history);
        assert_eq!(dues(&outcome), due, "{}", policy.id);
        assert_eq!(outcome.lines[0].beneficiary, beneficiary, "{}", policy.id);
    }
}

//! The ledger's published format: the example to the byte, and every way of being wrong with its pointer.

mod history;

use history::*;
use policy::{Ledger, calculate};

const EXAMPLE: &str = r#"{
  "as_of": "2026-12-31",
  "organisations": [
    {"id": "org_buyer", "name": "示例甲公司", "kind": "enterprise", "division_code": "140902"},
    {"id": "org_uni", "name": "示例大学", "kind": "university", "division_code": "140105"}
  ],
  "achievements": [{"id": "ach_1", "title": "示例成果"}],
  "contracts": [
    {"id": "con_1", "kind": "licence", "buyer": "org_buyer", "seller": "org_uni",
     "signed_on": "2026-01-10", "registered_on": "2026-02-01", "status": "in_force",
     "contract_value_fen": 100000000, "technology_amount_fen": 80000000,
     "achievements": [{"id": "ach_1", "share_ppm": 1000000}]}
  ],
  "payments": [
    {"id": "pay_1", "contract": "con_1", "kind": "payment", "paid_on": "2026-03-01", "amount_fen": 60000000, "verified": true},
    {"id": "pay_2", "contract": "con_1", "kind": "refund", "paid_on": "2026-05-01", "amount_fen": 10000000, "verified": true}
  ],
  "disbursements": [{"id": "dis_1", "contract": "con_1", "achievement": "ach_1", "paid_on": "2026-06-01", "amount_fen": 500000}],
  "pool_fen": 10000000000
}"#;

const ANSWER: &str = r#"{
  "policy": "xinzhou-2020",
  "as_of": "2026-12-31",
  "lines": [
    {
      "programme": "technology-intake",
      "contract": "con_1",
      "achievement": "ach_1",
      "beneficiary": "org_buyer",
      "eligible_fen": 50000000,
      "entitled_fen": 1500000,
      "disbursed_fen": 500000,
      "due_fen": 1000000,
      "steps": [
        {
          "clause": "第九条",
          "text": "截至2026年12月31日，合同已核验支付 1 笔，合计 600,000.00 元，减已核验退款 1 笔，合计 100,000.00 元，计入 500,000.00 元",
          "amount_fen": 50000000
        },
        {
          "clause": "第九条",
          "text": "500,000.00 元 × 3% = 15,000.00 元",
          "amount_fen": 1500000
        },
        {
          "clause": "第九条",
          "text": "单项成果累计最高 500,000.00 元，已拨付且应保留 5,000.00 元，余额 495,000.00 元；各笔尚欠合计 10,000.00 元，不超过余额，本笔按应得全额",
          "amount_fen": 1500000
        },
        {
          "clause": "第九条",
          "text": "应得补助 15,000.00 元 − 已拨付净额 5,000.00 元：本次应拨 10,000.00 元",
          "amount_fen": 1000000
        }
      ],
      "findings": [
        {
          "code": "provincial_support_unknown",
          "bars": false,
          "text": "台账没有省级补助的记录：请核对省级补助证明，避免重复补助"
        },
        {
          "code": "related_party_unknown",
          "bars": false,
          "text": "台账没有关联关系的记录：请核查买卖双方是否为关联方"
        }
      ]
    }
  ],
  "total_entitled_fen": 1500000,
  "total_due_fen": 1000000
}
"#;

#[test]
fn the_published_example_is_answered_to_the_byte() {
    assert_eq!(
        calculate("xinzhou-2020.toml", XINZHOU, EXAMPLE.as_bytes()).as_deref(),
        Ok(ANSWER)
    );
}

/// The pointers of everything wrong with the example after one change.
fn pointers(from: &str, to: &str) -> Vec<String> {
    assert!(EXAMPLE.contains(from), "the example says {from}");
    let error = Ledger::parse(EXAMPLE.replacen(from, to, 1).as_bytes()).expect_err(to);
    error
        .faults
        .into_iter()
        .map(|fault| fault.pointer)
        .collect()
}

#[test]
fn whatever_is_wrong_is_named_by_its_pointer() {
    for (from, to, pointer) in [
        // Keys: unknown, missing, twice, of another type.
        ("\"as_of\"", "\"as_off\": 1, \"as_of\"", "/as_off"),
        (
            "\"verified\": true",
            "\"verified\": true, \"note/1\": \"\"",
            "/payments/0/note~11",
        ),
        (
            "\"share_ppm\"",
            "\"share\": 1, \"share_ppm\"",
            "/contracts/0/achievements/0/share",
        ),
        (", \"verified\": true", "", "/payments/0/verified"),
        (
            "\"id\": \"pay_1\",",
            "\"id\": \"pay_1\", \"id\": \"pay_9\",",
            "/payments/0/id",
        ),
        (
            "\"verified\": true",
            "\"verified\": \"true\"",
            "/payments/0/verified",
        ),
        (
            "\"verified\": true",
            "\"verified\": null",
            "/payments/0/verified",
        ),
        (
            "[{\"id\": \"ach_1\", \"title\": \"示例成果\"}]",
            "{}",
            "/achievements",
        ),
        (
            "{\"id\": \"ach_1\", \"title\": \"示例成果\"}",
            "\"ach_1\"",
            "/achievements/0",
        ),
        (
            "\"seller\":",
            "\"buyer_as_signed\": {\"kind\": \"enterprise\"}, \"seller\":",
            "/contracts/0/buyer_as_signed/division_code",
        ),
        (
            "\"seller\":",
            "\"seller_as_signed\": \"140105\", \"seller\":",
            "/contracts/0/seller_as_signed",
        ),
        (
            "\"seller\":",
            "\"buyer_as_signed\": {\"kind\": \"enterprise\", \"division_code\": \"忻府区\"}, \"seller\":",
            "/contracts/0/buyer_as_signed/division_code",
        ),
        (
            "\"seller\":",
            "\"buyer_as_signed\": {\"kind\": \"enterprise\", \"division_code\": \"140105\", \"name\": \"\"}, \"seller\":",
            "/contracts/0/buyer_as_signed/name",
        ),
        // Amounts: whole, positive, bounded.
        ("60000000", "60000000.0", "/payments/0/amount_fen"),
        ("60000000", "\"60000000\"", "/payments/0/amount_fen"),
        ("60000000", "6e7", "/payments/0/amount_fen"),
        ("60000000", "0", "/payments/0/amount_fen"),
        ("60000000", "-1", "/payments/0/amount_fen"),
        ("60000000", "100000000000001", "/payments/0/amount_fen"),
        ("60000000", "99999999999999999999", "/payments/0/amount_fen"),
        (
            "\"contract_value_fen\": 100000000",
            "\"contract_value_fen\": 0",
            "/contracts/0/contract_value_fen",
        ),
        ("10000000000", "-1", "/pool_fen"),
        // Days: real ones, in one spelling.
        ("2026-12-31", "2026-02-29", "/as_of"),
        ("2026-03-01", "2026-3-1", "/payments/0/paid_on"),
        (
            "2026-02-01",
            "2026-02-01T00:00:00Z",
            "/contracts/0/registered_on",
        ),
        // Words.
        ("\"licence\"", "\"license\"", "/contracts/0/kind"),
        ("\"in_force\"", "\"draft\"", "/contracts/0/status"),
        ("\"refund\"", "\"chargeback\"", "/payments/1/kind"),
        ("\"enterprise\"", "\"company\"", "/organisations/0/kind"),
        ("140902", "忻府区", "/organisations/0/division_code"),
        // References and identifiers.
        (
            "\"buyer\": \"org_buyer\"",
            "\"buyer\": \"org_nobody\"",
            "/contracts/0/buyer",
        ),
        (
            "\"seller\": \"org_uni\"",
            "\"seller\": \"\"",
            "/contracts/0/seller",
        ),
        (
            "[{\"id\": \"ach_1\", \"share_ppm\"",
            "[{\"id\": \"ach_9\", \"share_ppm\"",
            "/contracts/0/achievements/0/id",
        ),
        (
            "\"pay_2\", \"contract\": \"con_1\"",
            "\"pay_2\", \"contract\": \"con_2\"",
            "/payments/1/contract",
        ),
        (
            "\"achievement\": \"ach_1\"",
            "\"achievement\": \"ach_2\"",
            "/disbursements/0/achievement",
        ),
        ("\"pay_2\"", "\"pay_1\"", "/payments/1/id"),
        (
            "\"org_uni\", \"name\"",
            "\"org_buyer\", \"name\"",
            "/organisations/1/id",
        ),
        // Shares.
        ("1000000}", "999999}", "/contracts/0/achievements"),
        (
            "[{\"id\": \"ach_1\", \"share_ppm\": 1000000}]",
            "[]",
            "/contracts/0/achievements",
        ),
        (
            "1000000}",
            "1000001}",
            "/contracts/0/achievements/0/share_ppm",
        ),
        (
            "1000000}]",
            "500000}, {\"id\": \"ach_1\", \"share_ppm\": 500000}]",
            "/contracts/0/achievements/1/id",
        ),
    ] {
        let found = pointers(from, to);
        assert!(
            found.iter().any(|found| found == pointer),
            "{to}: {found:?}"
        );
    }
}

#[test]
fn what_is_no_json_is_refused_with_its_line() {
    for (text, line) in [
        ("", Some(1)),
        ("{\n\"as_of\": }", Some(2)),
        ("{} {}", Some(1)),
        ("\u{0}", Some(1)),
    ] {
        let error = Ledger::parse(text.as_bytes()).expect_err(text);
        assert_eq!(
            (error.faults.len(), error.faults[0].line),
            (1, line),
            "{text}"
        );
    }
    assert!(
        Ledger::parse(&[0xff, 0xfe, b'{', b'}'])
            .expect_err("no text")
            .to_string()
            .contains("UTF-8")
    );
    assert_eq!(
        Ledger::parse(b"[]").expect_err("a list").faults[0].message,
        "应为对象（一组“键: 值”），现为列表"
    );
    let deep = "[".repeat(100_000);
    assert!(Ledger::parse(deep.as_bytes()).is_err());
}

#[test]
fn everything_wrong_is_told_at_once_and_in_chinese() {
    let error = Ledger::parse(br#"{"as_of": "today", "payments": {}, "pool": 1}"#)
        .expect_err("much is wrong");
    insta::assert_snapshot!(error, @"
    台账有 7 处错误
    /as_of：“today”不是有效日期，应如 2026-03-01
    /organisations：缺少此项
    /achievements：缺少此项
    /contracts：缺少此项
    /payments：应为列表 […]，现为对象
    /disbursements：缺少此项
    /pool：不认识的键“pool”；此处可用：as_of、organisations、achievements、contracts、payments、disbursements、pool_fen
    ");
}

#[test]
fn a_mark_at_the_beginning_and_missing_nullable_keys_are_no_fault() {
    let text = format!(
        "\u{feff}{}",
        EXAMPLE
            .replace(",\n  \"pool_fen\": 10000000000", "")
            .replace("\"registered_on\": \"2026-02-01\", ", "")
    );
    let ledger = Ledger::parse(text.as_bytes()).expect("a valid ledger");
    assert_eq!(
        (
            ledger.document().pool_fen,
            ledger.document().contracts[0].registered_on
        ),
        (None, None)
    );
}

#[test]
fn sums_that_could_overflow_are_refused() {
    let mut document = history();
    contract(&mut document, "con_1", "A", &[("ach_1", 1_000_000)]);
    for _ in 0..40_001 {
        pay(
            &mut document,
            "con_1",
            "2026-03-01",
            domain::money::fen::LARGEST,
        );
    }
    let error = Ledger::check(document).expect_err("too much money");
    assert_eq!(error.faults[0].pointer, "/payments");
}

//! One test for each check, named as the sentence that it proves; and the drafted text as a snapshot.

use super::*;
use crate::catalogue::achievement::{AchievementInput, PatentInput, PatentStatus, TransferMode};
use crate::deals::contract::text::{ContractTextInput, Parties, draft};
use crate::deals::licence::LicenceKind;
use crate::deals::terms::input::{NonTechnicalInput, TermsInput};
use crate::deals::terms::{ImprovementsOwner, PaymentMode};
use crate::people::organisation::{NewOrganisation, OrganisationInput};
use crate::{Fen, Timestamp};

const TODAY: Date = Date::constant(2026, 3, 1);

fn terms_input() -> TermsInput {
    TermsInput {
        mode: Some(TransferMode::Licence),
        licence_kind: Some(LicenceKind::Exclusive),
        territory: "中国境内".into(),
        period_from: "2026-03-01".into(),
        period_to: "2031-02-28".into(),
        payment_mode: Some(PaymentMode::LumpSum),
        price_fen: Some(Fen(60_000_000)),
        due_on: "2026-04-01".into(),
        ..TermsInput::default()
    }
}

fn patent(filed_on: &str, status: PatentStatus) -> PatentInput {
    PatentInput {
        number: "ZL201710601862.3".into(),
        status,
        filed_on: filed_on.into(),
    }
}

fn achievement() -> AchievementInput {
    let patents = vec![patent("2017-07-21", PatentStatus::Granted)];
    AchievementInput {
        title: "示例石墨烯导热膜".into(),
        summary: "导热系数高的薄膜".into(),
        patents,
        ..AchievementInput::default()
    }
}

fn organisation(name: &str, credit_code: &str) -> NewOrganisation {
    let input = OrganisationInput {
        name: name.into(),
        credit_code: credit_code.into(),
        division_code: "140902".into(),
        legal_representative: "示例法人".into(),
        ..OrganisationInput::default()
    };
    input.check().expect("right")
}

fn text_of(terms: &Terms, listing: &Listing) -> ContractText {
    let (seller, buyer) = (
        organisation("示例大学", "91110000600037341L"),
        organisation("示例公司", "91140902MA00003650"),
    );
    draft(
        terms,
        &Parties {
            seller: &seller,
            buyer: &buyer,
            broker: None,
        },
        listing,
        Timestamp(1_772_668_800_000_000),
    )
}

fn found(terms: TermsInput, achievement: AchievementInput) -> Vec<(&'static str, Severity)> {
    let (terms, listing) = (
        terms.check().expect("right"),
        achievement.check().expect("right").listing,
    );
    check(&terms, &listing, &text_of(&terms, &listing), TODAY)
        .into_iter()
        .map(|finding| (finding.code, finding.severity))
        .collect()
}

#[test]
fn a_draft_from_complete_terms_has_no_findings() {
    assert_eq!(found(terms_input(), achievement()), []);
}

#[test]
fn a_contract_is_drafted_clause_by_clause_and_always_the_same() {
    let terms = TermsInput {
        non_technical: vec![NonTechnicalInput {
            name: "试验设备一套".into(),
            amount_fen: Some(Fen(10_000_000)),
        }],
        trial_until: "2026-03-20".into(),
        trial_convert_by: "2026-03-25".into(),
        ..terms_input()
    };
    let (terms, listing) = (
        terms.check().expect("right"),
        achievement().check().expect("right").listing,
    );
    let text = text_of(&terms, &listing);
    assert_eq!(text.hash(), text_of(&terms, &listing).hash());
    insta::assert_snapshot!(text.plain(), @"
    “示例石墨烯导热膜”技术许可合同

    第一条　当事人
    卖方（许可人）：示例大学，统一社会信用代码 91110000600037341L。
    法定代表人：示例法人。
    买方（被许可人）：示例公司，统一社会信用代码 91140902MA00003650。
    法定代表人：示例法人。

    第二条　项目名称和标的
    项目名称：示例石墨烯导热膜。
    技术内容：导热系数高的薄膜

    第三条　专利和其他知识产权
    发明专利，专利号 ZL201710601862.3，法律状态：授权有效，申请日 2017年7月21日，有效期限至 2037年7月21日。
    专利申请人（专利权人）：示例大学。

    第四条　转化方式、范围和期限
    转化方式：许可。
    许可方式：独占许可（只有被许可方可以实施，许可方自己也不得实施）。
    地域范围：中国境内。使用领域：未约定。
    期限：2026年3月1日至2031年2月28日。

    第五条　价款和支付方式
    价款人民币 600,000.00 元，一次总算、一次总付，于2026年4月1日前付清。

    第六条　技术部分和非技术部分
    价款中的非技术性款项分项如下：试验设备一套人民币 100,000.00 元。技术部分人民币 500,000.00 元。依据：最高人民法院关于审理技术合同纠纷案件的解释第十四条。

    第七条　先使用后付费
    试用期至2026年3月20日止，试用期内买方不付款。买方应在2026年3月25日前书面告知是否转为付费使用；逾期未告知的，视为不转，买方停止使用。

    第八条　技术资料的交付
    双方未作约定，由双方另行协商补充（民法典第五百一十条）。

    第九条　验收标准和方法
    双方未作约定，由双方另行协商补充（民法典第五百一十条）。

    第十条　后续改进成果
    一方后续改进的技术成果归改进方所有（民法典第八百七十五条）。

    第十一条　保密
    双方对在订立和履行本合同中知悉的技术秘密和商业秘密负有保密义务，合同终止后仍然有效。

    第十二条　登记和备案
    涉及专利实施许可的，双方自本合同生效之日起 3 个月内向国务院专利行政部门备案（专利法实施细则第十五条）。

    第十三条　技术合同认定登记
    本合同生效后，由卖方向技术合同登记机构申请认定登记，买方予以配合。

    第十四条　其他约定
    双方未作约定，由双方另行协商补充（民法典第五百一十条）。

    第十五条　合同形式和生效
    本合同采用书面形式（民法典第八百六十三条）。可以随时调取查用的数据电文视为书面形式（民法典第四百六十九条）。双方确认同一正文（以正文的 SHA-256 校验值为准）时，本合同成立并生效；正文的任何修改须经双方重新确认。
    本文本根据双方接受的条款于2026年3月5日拟定。
    ");
}

#[test]
fn a_changed_word_changes_the_hash() {
    let (terms, listing) = (
        terms_input().check().expect("right"),
        achievement().check().expect("right").listing,
    );
    let text = text_of(&terms, &listing);
    let mut changed = ContractTextInput {
        title: text.title.clone(),
        clauses: text.clauses.clone(),
    };
    assert_eq!(
        changed.clone().check(),
        Ok(text.clone()),
        "a drafted text passes the check for typed ones"
    );
    changed.clauses[0].body.push('。');
    assert_ne!(changed.check().expect("right").hash(), text.hash());
}

#[test]
fn a_patent_without_its_day_of_filing_is_incomplete() {
    let unfiled = AchievementInput {
        patents: vec![patent("", PatentStatus::Granted)],
        ..achievement()
    };
    assert_eq!(
        found(terms_input(), unfiled.clone()),
        [("patent_data_incomplete", Severity::Bar)]
    );
    let service = TermsInput {
        mode: Some(TransferMode::Service),
        licence_kind: None,
        ..terms_input()
    };
    assert_eq!(found(service, unfiled), [], "a service passes no patent");
}

#[test]
fn a_patent_past_its_term_is_licensed_to_nobody_whatever_was_typed_about_it() {
    let with = |number: &str, filed_on: &str, status| AchievementInput {
        patents: vec![PatentInput {
            number: number.into(),
            status,
            filed_on: filed_on.into(),
        }],
        ..achievement()
    };
    // Twenty years of an invention and ten of a utility model, to the last day.
    for (number, filed_on, status, expected) in [
        ("200610005001.0", "2006-03-01", PatentStatus::Granted, None),
        (
            "200610005001.0",
            "2006-02-28",
            PatentStatus::Granted,
            Some("patent_expired"),
        ),
        (
            "200610005001.0",
            "2006-02-28",
            PatentStatus::Pending,
            Some("patent_expired"),
        ),
        (
            "201620005001.X",
            "2016-02-29",
            PatentStatus::Granted,
            Some("patent_expired"),
        ),
        (
            "202610005001.8",
            "2026-03-02",
            PatentStatus::Granted,
            Some("patent_in_the_future"),
        ),
        ("202610005001.8", "2026-03-01", PatentStatus::Granted, None),
    ] {
        let terms = TermsInput {
            licence_kind: Some(LicenceKind::NonExclusive),
            period_to: "2026-03-01".into(),
            ..terms_input()
        };
        let barred = found(terms, with(number, filed_on, status))
            .into_iter()
            .find(|(_, severity)| *severity == Severity::Bar);
        assert_eq!(
            barred,
            expected.map(|code| (code, Severity::Bar)),
            "{number} of {filed_on}"
        );
    }
    let open = TermsInput {
        licence_kind: Some(LicenceKind::Open),
        ..terms_input()
    };
    let expired = with("200610005001.0", "2006-02-28", PatentStatus::Granted);
    let codes: Vec<_> = found(open, expired)
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert!(codes.contains(&"open_licence_without_grant"), "{codes:?}");
}

#[test]
fn a_lapsed_patent_is_licensed_to_nobody() {
    let lapsed = AchievementInput {
        patents: vec![patent("2017-07-21", PatentStatus::Lapsed)],
        ..achievement()
    };
    assert_eq!(
        found(terms_input(), lapsed),
        [("patent_lapsed", Severity::Bar)]
    );
}

#[test]
fn an_open_licence_needs_a_granted_patent() {
    let open = TermsInput {
        licence_kind: Some(LicenceKind::Open),
        ..terms_input()
    };
    let pending = AchievementInput {
        patents: vec![patent("2017-07-21", PatentStatus::Pending)],
        ..achievement()
    };
    assert_eq!(
        found(open.clone(), pending),
        [("open_licence_without_grant", Severity::Bar)]
    );
    assert_eq!(found(open, achievement()), []);
}

#[test]
fn a_licence_cannot_outlive_its_patent() {
    let until = |day: &str| TermsInput {
        period_to: day.into(),
        ..terms_input()
    };
    assert_eq!(found(until("2037-07-21"), achievement()), []);
    assert_eq!(
        found(until("2037-07-22"), achievement()),
        [("licence_outlives_patent", Severity::Bar)]
    );
    assert_eq!(
        found(until(""), achievement()),
        [("licence_without_end", Severity::Warn)]
    );
    let unfiled = AchievementInput {
        patents: vec![patent("", PatentStatus::Granted)],
        ..achievement()
    };
    let beyond = found(until("2038-01-01"), unfiled);
    assert_eq!(
        beyond.last(),
        Some(&("licence_outlives_patent", Severity::Bar)),
        "the year in the number is enough"
    );
}

#[test]
fn a_licence_that_outlives_only_one_of_its_patents_is_a_warning() {
    let older = PatentInput {
        number: "ZL200910101765.3".into(),
        status: PatentStatus::Granted,
        filed_on: "2009-03-01".into(),
    };
    let mut both = achievement();
    both.patents.push(older);
    assert_eq!(
        found(terms_input(), both),
        [("licence_outlives_a_patent", Severity::Warn)]
    );
}

#[test]
fn co_owners_without_an_agreement_grant_only_non_exclusive_licences_alone() {
    let shared = |agreed| AchievementInput {
        co_owners: vec!["示例研究院".into()],
        co_owners_agreed: agreed,
        ..achievement()
    };
    for kind in LicenceKind::ALL {
        let terms = TermsInput {
            licence_kind: Some(kind),
            ..terms_input()
        };
        let barred = |agreed| {
            found(terms.clone(), shared(agreed)).contains(&("co_owners_not_agreed", Severity::Bar))
        };
        assert_eq!(
            barred(false),
            kind != LicenceKind::NonExclusive,
            "{}",
            kind.label()
        );
        assert!(!barred(true));
    }
    let assignment = TermsInput {
        mode: Some(TransferMode::Assignment),
        licence_kind: None,
        ..terms_input()
    };
    assert_eq!(
        found(assignment, shared(false)),
        [("co_owners_not_agreed", Severity::Bar)]
    );
}

#[test]
fn a_sub_licence_needs_the_consent_of_the_licensor() {
    let sub = TermsInput {
        licence_kind: Some(LicenceKind::SubLicence),
        ..terms_input()
    };
    assert_eq!(
        found(sub, achievement()),
        [("sub_licence_needs_consent", Severity::Warn)]
    );
}

#[test]
fn completers_of_a_service_achievement_come_first_when_it_is_assigned() {
    let service = AchievementInput {
        service_achievement: true,
        completers: vec!["示例完成人".into()],
        ..achievement()
    };
    let assignment = TermsInput {
        mode: Some(TransferMode::Assignment),
        licence_kind: None,
        ..terms_input()
    };
    assert_eq!(
        found(assignment, service),
        [("completers_come_first", Severity::Warn)]
    );
}

#[test]
fn a_lump_sum_should_have_its_day() {
    let undated = TermsInput {
        due_on: String::new(),
        ..terms_input()
    };
    assert_eq!(
        found(undated, achievement()),
        [("payment_day_missing", Severity::Warn)]
    );
}

#[test]
fn a_royalty_should_say_how_accounts_are_inspected() {
    let royalty = TermsInput {
        payment_mode: Some(PaymentMode::Royalty),
        price_fen: None,
        royalty_rate_ppm: Some(35_000),
        royalty_base: "净销售额".into(),
        ..terms_input()
    };
    let (terms, listing) = (
        royalty.check().expect("right"),
        achievement().check().expect("right").listing,
    );
    let mut text = text_of(&terms, &listing);
    assert_eq!(
        check(&terms, &listing, &text, TODAY),
        [],
        "the draft says it"
    );
    text.clauses[4].body = "按净销售额的 3.5% 提成。".into();
    assert_eq!(
        check(&terms, &listing, &text, TODAY)[0].code,
        "accounts_not_agreed"
    );
}

#[test]
fn the_text_names_the_price_that_was_accepted() {
    let (terms, listing) = (
        terms_input().check().expect("right"),
        achievement().check().expect("right").listing,
    );
    let mut text = text_of(&terms, &listing);
    for (price, right) in [
        ("600,000.00 元", true),
        ("600,000元", true),
        ("600000.00元", true),
        ("60万元", true),
        ("500,000.00 元", false),
        ("1,600,000.00 元", false),
        ("160万元", false),
    ] {
        text.clauses[4].body = format!("价款人民币 {price}。");
        let barred = check(&terms, &listing, &text, TODAY)
            .iter()
            .any(|finding| finding.code == "price_not_in_text");
        assert_eq!(barred, !right, "{price}");
    }
}

#[test]
fn sums_that_are_no_technology_are_itemised() {
    let delivery = TermsInput {
        delivery: "交付技术资料和试验设备一套".into(),
        ..terms_input()
    };
    assert_eq!(
        found(delivery.clone(), achievement()),
        [("non_technical_not_itemised", Severity::Warn)]
    );
    let item = NonTechnicalInput {
        name: "试验设备一套".into(),
        amount_fen: Some(Fen(10_000_000)),
    };
    assert_eq!(
        found(
            TermsInput {
                non_technical: vec![item],
                ..delivery
            },
            achievement()
        ),
        []
    );
}

#[test]
fn each_of_the_six_forbidden_restraints_is_noticed() {
    for (words, code) in [
        ("买方不得改进该技术", "restraint_on_improvement"),
        (
            "买方不得引进他人的类似技术",
            "restraint_on_other_technology",
        ),
        ("年产量不得超过一万吨", "restraint_on_use"),
        ("买方必须购买卖方的原料", "tying"),
        ("零部件只能向卖方采购", "restraint_on_sourcing"),
        ("买方不得请求宣告专利无效", "no_challenge"),
    ] {
        let found = found(
            TermsInput {
                other_terms: words.into(),
                ..terms_input()
            },
            achievement(),
        );
        assert!(
            found.contains(&(code, Severity::Warn)),
            "{words}: {found:?}"
        );
    }
}

#[test]
fn improvements_that_all_go_to_the_seller_are_noticed() {
    let terms = TermsInput {
        improvements: ImprovementsOwner::Seller,
        ..terms_input()
    };
    assert_eq!(
        found(terms, achievement()),
        [("improvements_to_seller", Severity::Warn)]
    );
}

#[test]
fn a_name_that_says_another_kind_than_the_content_is_noticed() {
    let (terms, listing) = (
        terms_input().check().expect("right"),
        achievement().check().expect("right").listing,
    );
    for (title, wrong) in [
        ("技术服务合同", true),
        ("设备采购合同", true),
        ("专利实施许可合同", false),
        ("“示例咨询服务平台”技术许可合同", false),
    ] {
        let text = ContractText {
            title: title.into(),
            ..text_of(&terms, &listing)
        };
        let noticed = check(&terms, &listing, &text, TODAY)
            .iter()
            .any(|finding| finding.code == "name_against_content");
        assert_eq!(noticed, wrong, "{title}");
    }
}

#[test]
fn every_kind_of_contract_draws_up_under_its_own_name_without_findings() {
    for mode in TransferMode::ALL {
        let licence_kind = terms_input()
            .licence_kind
            .filter(|_| mode == TransferMode::Licence);
        assert_eq!(
            found(
                TermsInput {
                    mode: Some(mode),
                    licence_kind,
                    ..terms_input()
                },
                achievement()
            ),
            [],
            "{}",
            mode.label()
        );
    }
}

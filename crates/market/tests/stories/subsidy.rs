//! Subsidies: what the whole chain comes to.

use domain::Fen;
use domain::money::payment::check::DecisionInput;
use domain::money::payment::{PaymentInput, PaymentKind};
use market::desk::chain::{ChainOf, Progress};
use market::money::subsidy::{EntitlementFilter, LineOutcome};

use crate::harness::{Once, on_each_database, refusal};
use crate::paperwork::{payment, vouchers};

/// What the command `calculate` prints for an exported ledger under the market's policy.
fn calculated(ledger: &str) -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/xinzhou-2020.toml"
    );
    policy::calculate(
        path,
        &std::fs::read_to_string(path).unwrap(),
        ledger.as_bytes(),
    )
    .unwrap()
}

#[tokio::test]
async fn six_hundred_thousand_paid_earn_eighteen_thousand() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 1_000_000)
            .await;
        let market = &world.market;
        assert_eq!(world.entitled(&contract).await, Fen::ZERO);
        world.verified(&world.buyer, &contract, 600_000).await;
        for actor in [&world.bureau, &world.buyer, &world.seller] {
            let entry = market
                .contract_entitlement(actor, &contract)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(entry.line.entitled_fen.in_yuan(), "18,000.00");
            assert_eq!(
                (
                    entry.beneficiary_name.as_str(),
                    entry.achievement_title.as_str()
                ),
                ("示例水泥有限公司", "余热回收")
            );
            assert!(entry.line.steps.iter().all(|step| !step.clause.is_empty()));
        }
        let chain = market
            .chain(&world.buyer, ChainOf::Contract(&contract))
            .await
            .unwrap();
        let told: Vec<String> = chain
            .iter()
            .map(|step| format!("{} {}", step.link.label(), step.state))
            .collect();
        assert_eq!(
            told[..4],
            [
                "成果 已发布",
                "许可意向 已接受",
                "交易 已签约",
                "合同 已签订"
            ]
        );
        assert_eq!(told[4], format!("认定登记 已登记 {contract}"));
        assert_eq!(
            told[5..],
            [
                "支付 已核验 600,000.00 元，尚余 400,000.00 元",
                "补助 应得 18,000.00 元，已拨付 0.00 元"
            ]
        );
        let progress: Vec<Progress> = chain[5..].iter().map(|step| step.progress).collect();
        assert_eq!(
            progress,
            [Progress::UnderWay, Progress::UnderWay],
            "paid in part, and nothing paid out"
        );
        assert!(
            chain[..5]
                .iter()
                .all(|step| step.progress == Progress::Done),
            "{chain:?}"
        );
        assert!(chain.iter().all(|step| step.id.is_some()), "{chain:?}");
        let stats = market.stats().await.unwrap();
        assert_eq!(
            (
                stats.entitled_fen,
                stats.registered_contracts,
                stats.median_answer_days
            ),
            (Fen(1_800_000), 1, Some(1))
        );
    })
    .await;
}

#[tokio::test]
async fn the_chain_shows_how_far_it_is_and_hides_what_is_not_the_viewers() {
    on_each_database(async |world| {
        let (deal, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let chain = market
            .chain(&world.seller, ChainOf::Deal(&deal))
            .await
            .unwrap();
        let progress: Vec<Progress> = chain.iter().map(|step| step.progress).collect();
        let (done, under_way, ahead) = (Progress::Done, Progress::UnderWay, Progress::Ahead);
        assert_eq!(
            progress,
            [done, done, under_way, under_way, ahead, ahead, ahead]
        );
        assert_eq!(chain[3].id.as_deref(), Some(contract.as_str()));
        let achievement = market
            .contract(&world.seller, &contract)
            .await
            .unwrap()
            .summary
            .contract
            .achievement;
        let own = market
            .chain(&world.buyer, ChainOf::Achievement(&achievement))
            .await
            .unwrap();
        assert_eq!(own[2].id.as_deref(), Some(deal.as_str()));
        let strangers = market
            .chain(&world.stranger, ChainOf::Achievement(&achievement))
            .await
            .unwrap();
        assert!(
            strangers[1..]
                .iter()
                .all(|step| step.progress == ahead && step.id.is_none()),
            "{strangers:?}"
        );
        assert_eq!(
            refusal(market.chain(&world.stranger, ChainOf::Deal(&deal)).await),
            "not found"
        );
        assert_eq!(
            refusal(
                market
                    .chain(&world.bureau, ChainOf::Contract(&contract))
                    .await
            ),
            "not found"
        );
    })
    .await;
}

#[tokio::test]
async fn a_rejected_payment_earns_nothing() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 1_000_000)
            .await;
        let payment = world.verified(&world.buyer, &contract, 600_000).await;
        assert_eq!(world.entitled(&contract).await, Fen(1_800_000));
        let mistake = DecisionInput {
            reason: "回单为伪造".into(),
        };
        world
            .market
            .reject_payment(&world.bureau, &payment, 2, mistake)
            .await
            .unwrap();
        assert_eq!(world.entitled(&contract).await, Fen::ZERO);
    })
    .await;
}

#[tokio::test]
async fn a_refund_takes_its_part_of_the_subsidy_back() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 1_000_000)
            .await;
        world.verified(&world.buyer, &contract, 600_000).await;
        let back = PaymentInput {
            kind: PaymentKind::Refund,
            ..payment(&world.seller, &world.buyer, 400_000)
        };
        let refund = world
            .market
            .record_payment(&world.buyer, &contract, back, vouchers(), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            world.entitled(&contract).await,
            Fen(1_800_000),
            "not verified yet"
        );
        world
            .market
            .verify_payment(&world.bureau, &refund, 1, DecisionInput::default())
            .await
            .unwrap();
        assert_eq!(world.entitled(&contract).await, Fen(600_000));
    })
    .await;
}

#[tokio::test]
async fn cancelling_a_registered_contract_ends_its_subsidy() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 1_000_000)
            .await;
        world.verified(&world.buyer, &contract, 600_000).await;
        let agency = world.agency().await;
        world
            .market
            .record_ending(
                &agency,
                &contract,
                5,
                "登记后发现为设备买卖",
                Some(crate::paperwork::document()),
            )
            .await
            .unwrap();
        let entry = world
            .market
            .contract_entitlement(&world.buyer, &contract)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(entry.line.entitled_fen, Fen::ZERO);
        assert!(
            entry.line.findings.iter().any(|finding| finding.bars),
            "{:?}",
            entry.line.findings
        );
    })
    .await;
}

#[tokio::test]
async fn the_cap_is_shared_between_two_buyers() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let a = world
            .registered_by(&world.buyer, &achievement, 12_000_000)
            .await;
        let b = world
            .registered_by(&world.stranger, &achievement, 8_000_000)
            .await;
        world.verified(&world.buyer, &a, 12_000_000).await;
        assert_eq!(world.entitled(&a).await.in_yuan(), "360,000.00");
        world.verified(&world.stranger, &b, 8_000_000).await;
        assert_eq!(world.entitled(&a).await.in_yuan(), "300,000.00");
        assert_eq!(world.entitled(&b).await.in_yuan(), "200,000.00");
    })
    .await;
}

#[tokio::test]
async fn everyone_sees_their_own_lines_and_the_bureau_all() {
    on_each_database(async |world| {
        let (one, two) = (
            world.published("余热回收").await,
            world.published("余热回收二").await,
        );
        let a = world.registered_by(&world.buyer, &one, 1_000_000).await;
        world.registered_by(&world.stranger, &two, 1_000_000).await;
        world.verified(&world.buyer, &a, 600_000).await;
        let market = &world.market;
        let all = EntitlementFilter::default();
        let seen = async |actor| market.entitlements(actor, &all, "", 10).await.unwrap();
        assert_eq!(
            (
                seen(&world.bureau).await.count,
                seen(&world.bureau).await.total_due_fen
            ),
            (2, Fen(1_800_000))
        );
        assert_eq!(
            (
                seen(&world.stranger).await.count,
                seen(&world.stranger).await.total_due_fen
            ),
            (1, Fen::ZERO)
        );
        assert_eq!(seen(&world.seller).await.count, 2);
        assert_eq!(seen(&world.broker).await.count, 0);
        let due = EntitlementFilter {
            outcome: Some(LineOutcome::Due),
            ..EntitlementFilter::default()
        };
        let page = market
            .entitlements(&world.bureau, &due, "", 10)
            .await
            .unwrap();
        assert_eq!(
            (page.count, page.lines[0].line.contract.as_str()),
            (1, a.as_str())
        );
        let next = market
            .entitlements(&world.bureau, &all, a.as_str(), 10)
            .await
            .unwrap();
        assert_eq!((next.count, next.lines.len()), (2, 1), "after the first");
    })
    .await;
}

#[tokio::test]
async fn exported_ledger_gives_the_same_bytes_as_the_server() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let a = world
            .registered_by(&world.buyer, &achievement, 12_000_000)
            .await;
        let b = world
            .registered_by(&world.stranger, &achievement, 8_000_000)
            .await;
        world.verified(&world.buyer, &a, 12_000_000).await;
        world.verified(&world.stranger, &b, 8_000_000).await;
        world.paid(&world.stranger, &b, 1).await;
        let market = &world.market;
        let whole = market.export_ledger(&world.bureau).await.unwrap();
        assert_eq!(
            calculated(&whole),
            market.calculation(&world.bureau).await.unwrap()
        );
        assert_eq!(refusal(market.calculation(&world.buyer).await), "forbidden");
        assert_eq!(
            refusal(market.export_ledger(&world.seller).await),
            "forbidden"
        );
    })
    .await;
}

#[tokio::test]
async fn an_enterprise_checks_its_own_lines_without_learning_who_the_others_are() {
    on_each_database(async |world| {
        let (one, two) = (
            world.published("余热回收").await,
            world.published("余热回收二").await,
        );
        let a = world.registered_by(&world.buyer, &one, 12_000_000).await;
        let b = world.registered_by(&world.stranger, &one, 8_000_000).await;
        let c = world.registered_by(&world.stranger, &two, 1_000_000).await;
        world.verified(&world.buyer, &a, 12_000_000).await;
        world.verified(&world.stranger, &b, 8_000_000).await;
        let market = &world.market;
        let ledger = market.export_ledger(&world.buyer).await.unwrap();
        for secret in [
            world.stranger.organisation_name.as_str(),
            world.stranger.organisation.as_str(),
            c.as_str(),
        ] {
            assert!(!ledger.contains(secret), "{secret}");
        }
        let printed: serde_json::Value = serde_json::from_str(&calculated(&ledger)).unwrap();
        let line = &printed["lines"][0];
        assert_eq!(line["contract"], a.as_str());
        let own = market
            .contract_entitlement(&world.buyer, &a)
            .await
            .unwrap()
            .unwrap()
            .line;
        assert_eq!(*line, serde_json::to_value(&own).unwrap());
    })
    .await;
}

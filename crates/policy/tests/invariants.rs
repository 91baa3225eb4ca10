//! What holds for every history: caps, pools, fen, order, bytes.

mod history;

use std::collections::BTreeMap;

use domain::Fen;
use history::*;
use policy::ledger::{ContractStatus, Disbursement, Document, PaymentKind};
use policy::{Ledger, Outcome, entitlement};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;

const CAP: i64 = 50_000_000;

/// One contract as numbers: buyer, two achievements and the share of the first, state, payments, disbursed on each.
type Sketch = (
    usize,
    (usize, usize),
    i64,
    u8,
    Vec<(i64, u8, bool, bool)>,
    (i64, i64),
);

fn sketch() -> impl Strategy<Value = Sketch> {
    let amount = prop_oneof![1..=3_000_000_000i64, 1..=2_000i64, Just(1_666_666_667i64)];
    let flow = (
        amount,
        1..=28u8,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.9),
    );
    let disbursed = || prop_oneof![3 => Just(0i64), 2 => 0..=60_000_000i64, 1 => -5_000i64..=5_000];
    (
        0..4usize,
        (0..3usize, 0..3usize),
        1..=1_000_000i64,
        0..8u8,
        vec(flow, 0..5),
        (disbursed(), disbursed()),
    )
}

fn document() -> impl Strategy<Value = Document> {
    (
        vec(sketch(), 1..6),
        prop_oneof![Just(None), (0..=80_000_000i64).prop_map(Some)],
    )
        .prop_map(|(sketches, pool)| {
            let mut document = history();
            document.as_of = day("2026-03-20");
            document.pool_fen = pool.map(Fen);
            for (nth, (buyer, (first, second), share, state, flows, disbursed)) in
                sketches.into_iter().enumerate()
            {
                let id = format!("con_{nth}");
                let (first_id, second_id) = (format!("ach_{first}"), format!("ach_{second}"));
                let shares: Vec<(&str, i64)> = if first == second {
                    vec![(&first_id, 1_000_000)]
                } else {
                    vec![(&first_id, share), (&second_id, 1_000_000 - share)]
                };
                contract(&mut document, &id, ["A", "B", "C", "U"][buyer], &shares);
                let last = document
                    .contracts
                    .last_mut()
                    .expect("the contract just added");
                match state {
                    0 => last.registered_on = None,
                    1 => last.status = ContractStatus::Cancelled,
                    _ => {}
                }
                for (amount, on, is_payment, verified) in flows {
                    pay(&mut document, &id, &format!("2026-03-{on:02}"), Fen(amount));
                    let flow = document
                        .payments
                        .last_mut()
                        .expect("the payment just added");
                    flow.verified = verified;
                    flow.kind = if is_payment {
                        PaymentKind::Payment
                    } else {
                        PaymentKind::Refund
                    };
                }
                for ((achievement, _), amount) in shares.iter().zip([disbursed.0, disbursed.1]) {
                    disburse(&mut document, &id, achievement, Fen(amount));
                }
            }
            document
        })
}

/// A document and the same one with every list in another order.
fn shuffled() -> impl Strategy<Value = (Document, Document)> {
    document().prop_flat_map(|document| {
        let copy = document.clone();
        let lists = (
            Just(document.organisations).prop_shuffle(),
            Just(document.achievements).prop_shuffle(),
            Just(document.contracts).prop_shuffle(),
            Just(document.payments).prop_shuffle(),
            Just(document.disbursements).prop_shuffle(),
        );
        lists.prop_map(
            move |(organisations, achievements, contracts, payments, disbursements)| {
                let mut other = Document {
                    organisations,
                    achievements,
                    contracts,
                    payments,
                    disbursements,
                    ..copy.clone()
                };
                for contract in &mut other.contracts {
                    contract.achievements.reverse();
                }
                (copy.clone(), other)
            },
        )
    })
}

fn both_modes() -> [policy::Policy; 2] {
    [xinzhou(), xinzhou_with(&[BY_DATE])]
}

fn without_pool(document: &Document) -> Document {
    Document {
        pool_fen: None,
        ..document.clone()
    }
}

/// The sums of an achievement's lines: entitled, and what they keep of what they got.
fn by_achievement(outcome: &Outcome, uncapped: &Outcome) -> BTreeMap<String, (i64, i64, i64)> {
    let mut sums: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for (line, free) in outcome.lines.iter().zip(&uncapped.lines) {
        let sum = sums.entry(line.achievement.clone()).or_default();
        sum.0 += line.entitled_fen.0;
        sum.1 += line.disbursed_fen.0.min(free.entitled_fen.0);
        sum.2 += free.entitled_fen.0;
    }
    sums
}

proptest! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_cap_is_never_exceeded_and_when_it_binds_is_spent_to_the_fen(document in document()) {
        let uncapped = xinzhou_with(&[("\ncap = { scope", "\n# cap = { scope"), ("\ncap = { clause", "\n# cap = { clause")]);
        for policy in both_modes() {
            let free = outcome(&uncapped, &without_pool(&document));
            let capped = outcome(&policy, &without_pool(&document));
            for (achievement, (entitled, kept, wanted)) in by_achievement(&capped, &free) {
                // What was paid out and kept stays, even above a cap.
                let limit = CAP.max(kept);
                prop_assert!(entitled <= limit, "{achievement}: {entitled} > {limit}");
                // By date, only a payment brings money: a line that gave back more than it got waits for its next one.
                let gave_back_more = capped.lines.iter().any(|line| line.achievement == achievement && line.disbursed_fen < Fen(0));
                if !gave_back_more {
                    prop_assert_eq!(entitled, wanted.min(limit), "{}", achievement);
                }
            }
        }
    }

    #[test]
    fn payouts_never_exceed_the_pool_and_a_short_pool_is_spent_to_the_fen(document in document()) {
        let positive = |outcome: &Outcome| outcome.lines.iter().map(|line| line.due_fen.0.max(0)).sum::<i64>();
        for policy in both_modes() {
            let limited = outcome(&policy, &document);
            let free = outcome(&policy, &without_pool(&document));
            let pool = document.pool_fen.map_or(i64::MAX, |pool| pool.0);
            prop_assert_eq!(positive(&limited), positive(&free).min(pool));
            for (line, whole) in limited.lines.iter().zip(&free.lines) {
                prop_assert!(line.due_fen <= whole.due_fen);
                prop_assert_eq!(line.entitled_fen, whole.entitled_fen);
                prop_assert!(whole.due_fen > Fen(0) || line.due_fen == whole.due_fen, "clawbacks are not cut");
            }
        }
    }

    #[test]
    fn the_order_of_the_lists_never_matters_to_the_bytes((document, other) in shuffled()) {
        for policy in both_modes() {
            prop_assert_eq!(outcome(&policy, &document).to_json(), outcome(&policy, &other).to_json());
        }
    }

    #[test]
    fn in_proportion_the_days_of_payment_never_matter(document in document(), days in vec(1..=20u8, 25)) {
        // Nothing after the day of computation: a day may then only change the order.
        let mut on_time = document;
        on_time.as_of = day("2026-03-31");
        let mut other = on_time.clone();
        for (payment, on) in other.payments.iter_mut().zip(&days) {
            payment.paid_on = day(&format!("2026-03-{on:02}"));
        }
        prop_assert_eq!(outcome(&xinzhou(), &on_time).to_json(), outcome(&xinzhou(), &other).to_json());
    }

    #[test]
    fn the_same_ledger_gives_the_same_bytes_also_through_a_file(document in document()) {
        let json = serde_json::to_vec(&document).expect("a document is plain data");
        let read = Ledger::parse(&json).expect("what is written is read");
        prop_assert_eq!(read.document(), &document);
        prop_assert_eq!(serde_json::to_vec(&read).expect("a ledger is plain data"), json);
        prop_assert_eq!(entitlement(&xinzhou(), &read).to_json(), outcome(&xinzhou(), &document).to_json());
    }

    #[test]
    fn whoever_settles_everything_owes_nothing_more(document in document()) {
        for policy in both_modes() {
            let mut settled = without_pool(&document);
            for (nth, line) in outcome(&policy, &settled).lines.iter().enumerate() {
                settled.disbursements.push(Disbursement {
                    id: format!("settled_{nth}"),
                    contract: line.contract.clone(),
                    achievement: line.achievement.clone(),
                    paid_on: settled.as_of,
                    amount_fen: line.due_fen,
                });
            }
            for line in outcome(&policy, &settled).lines {
                // Sharing by largest remainder may have given a line one fen more than its own rounded amount.
                prop_assert!(line.due_fen.0.abs() <= 1, "{line:?}");
            }
        }
    }

    #[test]
    fn every_line_adds_up_and_its_last_step_says_what_is_due(document in document()) {
        for policy in both_modes() {
            let outcome = outcome(&policy, &document);
            prop_assert_eq!(outcome.total_due_fen, outcome.lines.iter().map(|line| line.due_fen).sum::<Fen>());
            prop_assert_eq!(outcome.total_entitled_fen, outcome.lines.iter().map(|line| line.entitled_fen).sum::<Fen>());
            for line in &outcome.lines {
                prop_assert_eq!(line.steps.last().map(|step| step.amount_fen), Some(line.due_fen));
                prop_assert!(line.entitled_fen <= line.eligible_fen.max(line.disbursed_fen), "never more than was paid: {:?}", line);
                if line.findings.iter().any(|finding| finding.bars) {
                    prop_assert_eq!((line.eligible_fen, line.entitled_fen.0.max(0)), (Fen(0), 0));
                }
            }
        }
    }
}

//! What the public calculator says: the same computation for one contract that somebody asks about.

mod history;

use domain::Fen;
use domain::people::organisation::OrganisationKind;
use history::*;
use policy::ledger::ContractKind;
use policy::{EstimateRequest, estimate};

fn request(paid: &str, already_disbursed: &str) -> EstimateRequest {
    EstimateRequest {
        as_of: day("2026-06-01"),
        paid_fen: yuan(paid),
        contract_kind: ContractKind::Licence,
        contract_value_fen: yuan("30,000,000"),
        technology_amount_fen: None,
        already_disbursed_fen: yuan(already_disbursed),
        buyer_division_code: "140902".into(),
        buyer_kind: OrganisationKind::Enterprise,
    }
}

#[test]
fn an_estimate_is_what_the_bureau_would_compute() {
    for (paid, already, due) in [
        ("600,000", "0", "18,000.00"),
        ("10,000,000", "300,000", "200,000.00"),
        ("20,000,000", "0", "500,000.00"),
        ("600,000", "500,000", "0.00"),
        ("600,000", "700,000", "0.00"),
        ("0", "0", "0.00"),
    ] {
        for policy in [xinzhou(), xinzhou_with(&[BY_DATE])] {
            let outcome = estimate(&policy, &request(paid, already)).expect("a valid request");
            assert_eq!(dues(&outcome), [due], "{paid} after {already}");
            assert!(
                outcome.lines[0]
                    .findings
                    .iter()
                    .all(|finding| !finding.bars)
            );
        }
    }
}

#[test]
fn whoever_cannot_be_subsidised_learns_why() {
    let elsewhere = EstimateRequest {
        buyer_division_code: "140105".into(),
        ..request("600,000", "0")
    };
    let outcome = estimate(&xinzhou(), &elsewhere).expect("a valid request");
    assert_eq!(
        (dues(&outcome), bars(&outcome.lines[0])),
        (vec!["0.00".to_owned()], vec!["beneficiary_elsewhere"])
    );
}

#[test]
fn a_basis_that_needs_the_technology_amount_asks_for_it() {
    let policy = xinzhou_with(&[("basis = \"paid\"", "basis = \"proportional\"")]);
    let error = estimate(&policy, &request("600,000", "0")).expect_err("the amount is missing");
    assert_eq!(error.faults[0].pointer, "/technology_amount_fen");
    let known = EstimateRequest {
        technology_amount_fen: Some(yuan("15,000,000")),
        ..request("600,000", "0")
    };
    assert_eq!(
        dues(&estimate(&policy, &known).expect("a valid request")),
        ["9,000.00"]
    );
}

#[test]
fn faults_are_told_at_the_fields_of_the_request() {
    let wrong = EstimateRequest {
        paid_fen: Fen(-1),
        contract_value_fen: Fen(0),
        buyer_division_code: "忻州".into(),
        ..request("600,000", "0")
    };
    let error = estimate(&xinzhou(), &wrong).expect_err("much is wrong");
    let pointers: Vec<&str> = error
        .faults
        .iter()
        .map(|fault| fault.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        ["/buyer_division_code", "/contract_value_fen", "/paid_fen"]
    );
    let negative = EstimateRequest {
        already_disbursed_fen: Fen(-1),
        ..request("600,000", "0")
    };
    assert_eq!(
        estimate(&xinzhou(), &negative)
            .expect_err("below zero")
            .faults[0]
            .pointer,
        "/already_disbursed_fen"
    );
}

//! The computation: a checked history and a policy become lines. A pure function of both; no clock, no order of arrival.

use domain::Fen;

use crate::cap::{self, Advance, Claim};
use crate::draft::{Draft, base, part};
use crate::eligibility::{Standing, beneficiary, beneficiary_position, standing};
use crate::exact::{Exact, round, whole};
use crate::explain;
use crate::file::{Allocation, CapScope, Policy, Programme};
use crate::findings;
use crate::ledger::{Contract, Ledger};
use crate::outcome::{Line, Outcome};
use crate::pool;

/// Computes every line of a ledger.
pub fn entitlement(policy: &Policy, ledger: &Ledger) -> Outcome {
    compute(policy, ledger, Fen::ZERO)
}

/// Computes every line; `used_elsewhere` is what contracts that are not in the ledger have used up of each cap.
pub(crate) fn compute(policy: &Policy, ledger: &Ledger, used_elsewhere: Fen) -> Outcome {
    let programme = &policy.programme;
    let standings = standings(programme, ledger);
    let mut drafts = drafts(programme, ledger, &standings);
    for group in groups(programme, ledger, &drafts) {
        allocate(
            programme,
            ledger,
            &standings,
            used_elsewhere,
            &group,
            &mut drafts,
        );
    }
    pool::cut(programme, ledger, &mut drafts);
    let lines: Vec<Line> = drafts.into_iter().map(|draft| draft.line).collect();
    Outcome {
        policy: policy.id.clone(),
        as_of: ledger.document.as_of,
        total_entitled_fen: lines.iter().map(|line| line.entitled_fen).sum(),
        total_due_fen: lines.iter().map(|line| line.due_fen).sum(),
        lines,
    }
}

fn standings(programme: &Programme, ledger: &Ledger) -> Vec<Standing> {
    let suspicious = programme.amounts_at_cap();
    let mut payments: Vec<Vec<usize>> = vec![Vec::new(); ledger.document.contracts.len()];
    for (payment, contract) in ledger.payment_contracts.iter().enumerate() {
        payments[*contract].push(payment);
    }
    payments
        .into_iter()
        .enumerate()
        .map(|(at, payments)| standing(programme, suspicious.as_ref(), ledger, at, payments))
        .collect()
}

/// One draft for each contract and achievement, in output order.
fn drafts(programme: &Programme, ledger: &Ledger, standings: &[Standing]) -> Vec<Draft> {
    let contracts = &ledger.document.contracts;
    let mut disbursed: Vec<Vec<Fen>> = contracts
        .iter()
        .map(|contract| vec![Fen::ZERO; contract.achievements.len()])
        .collect();
    let mut disbursed_later: Vec<bool> = vec![false; contracts.len()];
    for (disbursement, (contract, share)) in ledger
        .document
        .disbursements
        .iter()
        .zip(&ledger.disbursement_shares)
    {
        disbursed[*contract][*share].0 += disbursement.amount_fen.0;
        disbursed_later[*contract] |= disbursement.paid_on > ledger.document.as_of;
    }
    let mut order: Vec<usize> = (0..contracts.len()).collect();
    order.sort_by(|a, b| contracts[*a].id.cmp(&contracts[*b].id));
    let mut drafts = Vec::with_capacity(contracts.len());
    for at in order {
        let contract = &contracts[at];
        let mut shares: Vec<usize> = (0..contract.achievements.len()).collect();
        shares.sort_by(|a, b| {
            contract.achievements[*a]
                .id
                .cmp(&contract.achievements[*b].id)
        });
        for share in shares {
            let mut draft = draft(
                programme,
                ledger,
                &standings[at],
                at,
                share,
                disbursed[at][share],
            );
            if disbursed_later[at] {
                draft.line.findings.push(findings::disbursed_later());
            }
            drafts.push(draft);
        }
    }
    drafts
}

fn draft(
    programme: &Programme,
    ledger: &Ledger,
    standing: &Standing,
    at: usize,
    share: usize,
    disbursed: Fen,
) -> Draft {
    let contract = &ledger.document.contracts[at];
    let share_ppm = contract.achievements[share].share_ppm;
    let raw = line_raw(programme, contract, standing.eligible, share_ppm);
    let rounded = round(&raw, programme.rounding);
    let mut line_findings = standing.findings.clone();
    if disbursed < Fen::ZERO {
        line_findings.push(findings::disbursed_below_zero(disbursed));
    }
    let line = Line {
        programme: programme.id.clone(),
        contract: contract.id.clone(),
        achievement: contract.achievements[share].id.clone(),
        beneficiary: beneficiary(programme, ledger, at).id.clone(),
        eligible_fen: round(
            &part(&whole(standing.eligible), share_ppm),
            programme.rounding,
        ),
        entitled_fen: rounded,
        disbursed_fen: disbursed,
        due_fen: Fen(rounded.0 - disbursed.0),
        steps: explain::before_cap(programme, ledger, standing, at, share_ppm, &raw, rounded),
        findings: line_findings,
    };
    Draft {
        line,
        contract: at,
        achievement: ledger.achievements[at][share],
        share_ppm,
        raw,
        rounded,
    }
}

/// The exact subsidy of a line without any cap, when so much of the contract's payments counts.
fn line_raw(programme: &Programme, contract: &Contract, eligible: Fen, share_ppm: i64) -> Exact {
    part(
        &programme
            .scale
            .of(&base(programme.basis, contract, eligible)),
        share_ppm,
    )
}

/// The lines that share a cap, as positions in output order; without a cap every line is its own group.
fn groups(programme: &Programme, ledger: &Ledger, drafts: &[Draft]) -> Vec<Vec<usize>> {
    let document = &ledger.document;
    let most = drafts
        .len()
        .max(document.achievements.len())
        .max(document.contracts.len())
        .max(document.organisations.len());
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); most];
    for (at, draft) in drafts.iter().enumerate() {
        let group = match programme.cap.map(|cap| cap.scope) {
            None => at,
            Some(CapScope::Achievement) => draft.achievement,
            Some(CapScope::Contract) => draft.contract,
            Some(CapScope::Enterprise) => beneficiary_position(programme, ledger, draft.contract),
            Some(CapScope::Total) => 0,
        };
        groups[group].push(at);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Fixes the amounts of the lines that share a cap.
fn allocate(
    programme: &Programme,
    ledger: &Ledger,
    standings: &[Standing],
    used_elsewhere: Fen,
    group: &[usize],
    drafts: &mut [Draft],
) {
    let (has, steps) = {
        let claims: Vec<Claim<'_>> = group
            .iter()
            .map(|at| {
                let draft = &drafts[*at];
                Claim {
                    raw: &draft.raw,
                    rounded: draft.rounded,
                    disbursed: draft.line.disbursed_fen,
                }
            })
            .collect();
        let room = programme
            .cap
            .map(|cap| cap::room(cap.amount_fen, used_elsewhere, &claims));
        match programme.allocation {
            Allocation::ProRata => {
                let (has, given) = cap::pro_rata(room, &claims);
                let steps =
                    explain::pro_rata(programme, used_elsewhere, room, &claims, &has, &given);
                (has, steps)
            }
            Allocation::ByPaymentDate => {
                let events = events(programme, ledger, standings, group, drafts);
                let advances: Vec<Advance> =
                    events.iter().map(|(_, advance)| advance.clone()).collect();
                let (has, added) = cap::by_payment_date(room, &claims, &advances);
                let steps = explain::by_payment_date(
                    programme,
                    ledger,
                    used_elsewhere,
                    &claims,
                    &events,
                    &added,
                );
                (has, steps)
            }
        }
    };
    for ((at, has), mut steps) in group.iter().zip(has).zip(steps) {
        let line = &mut drafts[*at].line;
        line.entitled_fen = has;
        line.due_fen = Fen(has.0 - line.disbursed_fen.0);
        line.steps.append(&mut steps);
        line.steps.push(explain::result(programme, line));
    }
}

/// The payments behind a group of lines in the order in which they are served: by day, then identifier, then output
/// order; with each, the position of the payment in the document.
fn events(
    programme: &Programme,
    ledger: &Ledger,
    standings: &[Standing],
    group: &[usize],
    drafts: &[Draft],
) -> Vec<(usize, Advance)> {
    let mut events = Vec::new();
    for (line, at) in group.iter().enumerate() {
        let draft = &drafts[*at];
        let mut so_far = Fen::ZERO;
        for net in &standings[draft.contract].counted {
            so_far.0 += net.amount.0;
            let raw = line_raw(
                programme,
                &ledger.document.contracts[draft.contract],
                so_far,
                draft.share_ppm,
            );
            events.push((
                net.payment,
                Advance {
                    line,
                    rounded_so_far: round(&raw, programme.rounding),
                },
            ));
        }
    }
    events.sort_by(|(a, _), (b, _)| {
        let (a, b) = (&ledger.document.payments[*a], &ledger.document.payments[*b]);
        a.paid_on.cmp(&b.paid_on).then_with(|| a.id.cmp(&b.id))
    });
    events
}

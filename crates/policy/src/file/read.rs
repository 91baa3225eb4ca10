//! A policy file as TOML, read strictly: identity, document, and the one programme.

use std::collections::BTreeMap;

use super::criteria;
use super::describe::PARAMETERS;
use super::programme::{
    Allocation, Basis, BeforeRegistration, Beneficiary, Cap, CapScope, Document, Effect, Policy,
    Programme, Shortfall, Source, Status, Unknown, Unprovable,
};
use crate::exact::Rounding;
use crate::strict::{Fault, Faults, Place, Table, read_list, read_toml};
use crate::words::{CONTRACT_KIND, ORGANISATION_KIND};

/// Reads the whole file.
pub(super) fn policy(text: &str) -> Result<Policy, Vec<Fault>> {
    let root = read_toml(text)?;
    let mut faults = Faults::default();
    let place = Place {
        line: root.line,
        ..Place::root()
    };
    let policy =
        Table::open(root, place, &mut faults).and_then(|table| policy_table(table, &mut faults));
    faults.finish(policy)
}

fn policy_table(mut table: Table<'_>, faults: &mut Faults) -> Option<Policy> {
    let id = table.id("id", faults);
    let title = table.text("title", faults);
    let issuer = table.text("issuer", faults);
    let document = table
        .table("document", faults)
        .and_then(|table| document(table, faults));
    let status = table.choice(
        "status",
        &[
            ("draft", Ok(Status::Draft)),
            ("issued", Ok(Status::Issued)),
            ("expired", Ok(Status::Expired)),
            ("unknown", Ok(Status::Unknown)),
        ],
        faults,
    );
    let comparison = table.truth("comparison", faults);
    let in_force = criteria::window(&mut table, "in_force", faults);
    let unknown = unknowns(&mut table, faults);
    let programme = only_programme(&mut table, faults);
    table.finish(faults);
    Some(Policy {
        id: id?,
        title: title?,
        issuer: issuer?,
        document: document?,
        status: status?,
        comparison: comparison?,
        in_force,
        unknown,
        programme: programme?,
    })
}

fn document(mut table: Table<'_>, faults: &mut Faults) -> Option<Document> {
    let title = table.text("title", faults);
    let dated = table.optional_date("dated", faults);
    let source = table.text("source", faults);
    table.finish(faults);
    Some(Document {
        title: title?,
        dated,
        source: source?,
    })
}

fn unknowns(table: &mut Table<'_>, faults: &mut Faults) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    let Some((node, place)) = table.optional("unknown") else {
        return unknown;
    };
    for (node, place) in read_list(node, &place, faults).unwrap_or_default() {
        let Some(mut entry) = Table::open(node, place, faults) else {
            continue;
        };
        let subject = entry.text("subject", faults);
        let note = entry.text("note", faults);
        entry.finish(faults);
        if let (Some(subject), Some(note)) = (subject, note) {
            unknown.push(Unknown { subject, note });
        }
    }
    unknown
}

fn only_programme(table: &mut Table<'_>, faults: &mut Faults) -> Option<Programme> {
    let programmes = table.list("programmes", faults)?;
    let found = programmes.len();
    let mut programmes = programmes.into_iter();
    match (programmes.next(), programmes.next()) {
        (Some((node, place)), None) => {
            Table::open(node, place, faults).and_then(|table| programme(table, faults))
        }
        (Some((_, place)), Some(_)) => {
            faults.note(
                &place,
                format!(
                    "一份政策文件只能有一个专项（[[programmes]]），现有 {found} 个：台账的拨付不注明专项，无法分别计算；请分成几份文件"
                ),
            );
            None
        }
        (None, _) => {
            faults.note(
                &table.place.part("programmes", table.place.line),
                "缺少专项，请写一个 [[programmes]]",
            );
            None
        }
    }
}

fn programme(mut table: Table<'_>, faults: &mut Faults) -> Option<Programme> {
    let given: Vec<&'static str> = PARAMETERS
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| table.has(key))
        .collect();
    let id = table.id("id", faults);
    let name = table.text("name", faults);
    let clause = table.text("clause", faults);
    let summary = table.text("summary", faults);
    let beneficiary = table.choice(
        "beneficiary",
        &[
            ("buyer", Ok(Beneficiary::Buyer)),
            ("seller", Ok(Beneficiary::Seller)),
        ],
        faults,
    );
    let beneficiary_kinds =
        criteria::set(&mut table, "beneficiary_kinds", &ORGANISATION_KIND, faults);
    let beneficiary_division_prefix = criteria::division_prefix(&mut table, faults);
    let contract_kinds = criteria::set(&mut table, "contract_kinds", &CONTRACT_KIND, faults);
    let unregistered = effect(&mut table, "unregistered", faults);
    let cancelled = effect(&mut table, "cancelled", faults);
    let outside_beneficiaries = effect(&mut table, "outside_beneficiaries", faults);
    let provincial_support = unprovable(
        &mut table,
        "provincial_support",
        "台账没有省级补助的记录，无法据此不予补助",
        faults,
    );
    let related_party = unprovable(
        &mut table,
        "related_party",
        "台账没有关联关系的记录，无法据此不予补助",
        faults,
    );
    let before_registration = table.choice(
        "before_registration",
        &[
            ("count", Ok(BeforeRegistration::Count)),
            ("exclude", Ok(BeforeRegistration::Exclude)),
        ],
        faults,
    );
    let payment_window = criteria::window(&mut table, "payment_window", faults);
    let registration_window = criteria::window(&mut table, "registration_window", faults);
    let minimum_paid_fen = if table.has("minimum_paid_yuan") {
        table.yuan("minimum_paid_yuan", faults)
    } else {
        None
    };
    let basis = table.choice(
        "basis",
        &[
            ("paid", Ok(Basis::Paid)),
            ("min", Ok(Basis::Min)),
            ("proportional", Ok(Basis::Proportional)),
        ],
        faults,
    );
    // Both words below are visible decisions of which the engine knows one answer only.
    let vat = table.choice(
        "vat",
        &[
            ("included", Ok(())),
            ("excluded", Err("台账没有税额，无法扣除增值税")),
        ],
        faults,
    );
    let no_upper_record = Err("台账没有上级资金的记录，无法计算");
    let stacking = table.choice(
        "stacking",
        &[
            ("additive", Ok(())),
            ("prerequisite", no_upper_record),
            ("exclusive", no_upper_record),
            ("highest_only", no_upper_record),
        ],
        faults,
    );
    let scale = criteria::scale(&mut table, faults);
    let cap = table
        .optional_table("cap", faults)
        .map(|table| cap(table, faults));
    let allocation = table.choice(
        "allocation",
        &[
            ("pro_rata", Ok(Allocation::ProRata)),
            ("by_payment_date", Ok(Allocation::ByPaymentDate)),
        ],
        faults,
    );
    let shortfall = table.choice(
        "shortfall",
        &[
            ("pro_rata", Ok(Shortfall::ProRata)),
            ("queue", Ok(Shortfall::Queue)),
        ],
        faults,
    );
    let rounding = table.choice(
        "rounding",
        &[
            ("half_up", Ok(Rounding::HalfUp)),
            ("truncate", Ok(Rounding::Truncate)),
        ],
        faults,
    );
    let notice_days = if table.has("notice_days") {
        table.integer("notice_days", 1, 365, faults)
    } else {
        None
    };
    let sources = table
        .table("sources", faults)
        .map(|table| sources(table, &given, faults));
    table.finish(faults);
    vat?;
    stacking?;
    Some(Programme {
        id: id?,
        name: name?,
        clause: clause?,
        summary: summary?,
        beneficiary: beneficiary?,
        beneficiary_kinds: beneficiary_kinds?,
        beneficiary_division_prefix,
        contract_kinds: contract_kinds?,
        unregistered: unregistered?,
        cancelled: cancelled?,
        outside_beneficiaries: outside_beneficiaries?,
        provincial_support: provincial_support?,
        related_party: related_party?,
        before_registration: before_registration?,
        payment_window,
        registration_window,
        minimum_paid_fen,
        basis: basis?,
        scale: scale?,
        cap: cap.flatten(),
        allocation: allocation?,
        shortfall: shortfall?,
        rounding: rounding?,
        notice_days,
        sources: sources?,
    })
}

fn effect(table: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<Effect> {
    table.choice(
        key,
        &[("bar", Ok(Effect::Bar)), ("finding", Ok(Effect::Finding))],
        faults,
    )
}

fn unprovable(
    table: &mut Table<'_>,
    key: &'static str,
    reason: &str,
    faults: &mut Faults,
) -> Option<Unprovable> {
    table.choice(
        key,
        &[
            ("finding", Ok(Unprovable::Finding)),
            ("ignored", Ok(Unprovable::Ignored)),
            ("bar", Err(reason)),
        ],
        faults,
    )
}

fn cap(mut table: Table<'_>, faults: &mut Faults) -> Option<Cap> {
    let scope = table.choice(
        "scope",
        &[
            ("achievement", Ok(CapScope::Achievement)),
            ("contract", Ok(CapScope::Contract)),
            ("enterprise", Ok(CapScope::Enterprise)),
            ("total", Ok(CapScope::Total)),
        ],
        faults,
    );
    let period = table.choice(
        "period",
        &[
            ("life", Ok(())),
            ("year", Err("台账的拨付不注明所属年度，无法按年计算限额")),
        ],
        faults,
    );
    let amount_fen = table.yuan("amount_yuan", faults);
    table.finish(faults);
    period?;
    Some(Cap {
        scope: scope?,
        amount_fen: amount_fen?,
    })
}

/// Every parameter that is given must name its source, and no source may be for something that is not there.
fn sources(
    mut table: Table<'_>,
    given: &[&'static str],
    faults: &mut Faults,
) -> BTreeMap<&'static str, Source> {
    let mut sources = BTreeMap::new();
    for key in given {
        let Some(mut entry) = table.table(key, faults) else {
            continue;
        };
        let clause = entry.text("clause", faults);
        let confirmed = entry.truth("confirmed", faults);
        let question = entry.optional_text("question", faults);
        match (confirmed, &question) {
            (Some(true), Some(_)) => faults.note(
                &entry.place,
                "已确认（confirmed = true）的参数不应再有待确认的问题（question）",
            ),
            (Some(false), None) => faults.note(
                &entry.place,
                "未确认（confirmed = false）的参数必须写明待确认的问题（question）",
            ),
            (Some(true), None) | (Some(false), Some(_)) | (None, _) => {}
        }
        entry.finish(faults);
        if let Some(clause) = clause {
            sources.insert(*key, Source { clause, question });
        }
    }
    table.finish(faults);
    sources
}

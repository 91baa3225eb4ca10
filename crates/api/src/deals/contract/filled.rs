//! Fills the page of a contract from what the market shows of it.

use domain::Fen;
use domain::deals::contract::check::Severity;
use domain::deals::contract::{Action, Contract, State};
use domain::deals::ending;
use domain::deals::party::Side;
use domain::deals::registration::{ApplicationInput, RegistrationInput};
use domain::people::organisation_change::Identity;
use market::deals::contract::view::ContractView;
use market::money::payment::view::ContractPayments;
use market::money::subsidy::EntitlementLine;

use crate::deals::contract::page::{ConfirmationView, ContractPage, EndingView};
use crate::money::payment::filled::{own_payment, payment_form};
use crate::money::subsidy::sum::subsidy;
use crate::ui::member::Member;
use crate::ui::parts::{
    Chain, Due, Facts, FileList, FileView, Finding, Link, PostButton, Tag, Tone, Weight,
};
use crate::ui::{Form, Section, Sent};

/// What the page shows.
pub(crate) struct Shown {
    pub(crate) view: ContractView,
    pub(crate) chain: Chain,
    pub(crate) payments: Option<ContractPayments>,
    pub(crate) entitlement: Option<EntitlementLine>,
}

/// How a contract stands, as a tag.
pub(crate) fn tag(state: State) -> Tag {
    let tone = match state {
        State::Cancelled | State::RegistrationRefused => Tone::Danger,
        State::Returned => Tone::Attention,
        State::Signed | State::Registered | State::Completed => Tone::Good,
        _ => Tone::Action,
    };
    Tag::new(tone, state.label())
}

pub(crate) fn fill(member: &Member, shown: Shown, sent: &mut Sent) -> ContractPage {
    let Shown {
        view,
        chain,
        payments,
        entitlement,
    } = shown;
    let summary = &view.summary;
    let contract = &summary.contract;
    let path = format!("/contracts/{}", contract.id);
    let can = |action: Action| summary.can.contains(&action);
    let side = summary.viewer.and_then(|party| party.side());
    let mends = Mends {
        owner: member.actor.organisation == contract.seller,
        side: side.is_some(),
        text: can(Action::Edit),
        achievement: &contract.achievement,
        deal: &contract.deal,
    };
    let redraft = (can(Action::Edit) && !view.differences.is_empty()).then(|| {
        PostButton::new(
            "按最新资料重新起草",
            format!("{path}/redraft"),
            Some(contract.version),
        )
    });
    let paid = payments
        .as_ref()
        .map_or(Fen::ZERO, |payments| payments.verified_fen);
    ContractPage {
        layout: member
            .visitor
            .layout(contract.text.title.clone(), Section::My)
            .below("我的工作台", "/my"),
        id: contract.id.to_string(),
        version: contract.version,
        chain,
        tag: tag(contract.state),
        reason: contract.reason.clone(),
        facts: facts(&view),
        findings: view
            .findings
            .iter()
            .map(|found| finding(found, &mends))
            .collect(),
        differences: view.differences.clone(),
        redraft,
        text: contract.text.clone(),
        text_hash: view.text_hash.clone(),
        confirmations: Side::ALL.map(|side| confirmation(&view, side)).into(),
        can_sign: can(Action::Confirm),
        text_form: can(Action::Edit).then(|| sent.show("text", text_form(contract))),
        apply_form: can(Action::Apply).then(|| sent.show("apply", apply_form(contract))),
        decide_form: can(Action::Register).then(|| sent.show("decide", decide_form(contract))),
        decide_due: summary
            .decision_due
            .as_ref()
            .map(|due| (Due::new(due.day, member.visitor.now.day()), due.said())),
        registration: registration(&view),
        ending: ending(&view, &path, sent),
        files: contract_files(&view, &path),
        complete_href: if can(Action::Complete) {
            format!("{path}/complete")
        } else {
            String::new()
        },
        cancel_href: if can(Action::Cancel) {
            format!("{path}/cancel")
        } else {
            String::new()
        },
        payments: payments
            .iter()
            .flat_map(|payments| &payments.payments)
            .map(|payment| own_payment(payment, sent))
            .collect(),
        paid,
        payment_form: (side == Some(Side::Buyer) && contract.state.takes_payments()).then(|| {
            let own = payment_form(summary.buyer_name.clone(), summary.seller_name.clone());
            sent.show("payment", own)
        }),
        subsidies: entitlement.iter().map(subsidy).collect(),
        path,
    }
}

/// What two do to end it, as far as the reader may take part; nothing while there is nothing to say.
fn ending(view: &ContractView, path: &str, sent: &mut Sent) -> Option<EndingView> {
    let contract = view.contract();
    let records = view.summary.can.contains(&Action::RecordEnding);
    let mut form = |wanted: bool| {
        wanted.then(|| sent.show("ending", Form::new().of_version(contract.version)))
    };
    let answers = |answer: ending::Action| view.ending_answers.contains(&answer);
    let button = |answer: ending::Action| {
        answers(answer).then(|| {
            PostButton::new(
                answer.label(),
                format!("{path}/ending/{}", answer.as_str()),
                Some(contract.version),
            )
        })
    };
    if view.ending.is_none() && !view.may_propose_ending && !records {
        return None;
    }
    let mut facts = Facts::new();
    if let Some(ending) = &view.ending {
        facts = facts
            .with("状态", ending.state.label())
            .with(
                "提出",
                format!(
                    "{}，{}",
                    ending.proposed_by.label(),
                    ending.proposed_at.chinese_minute()
                ),
            )
            .with("解除原因", ending.reason.clone())
            .with("不同意的原因", ending.answer.clone())
            .with(
                "答复时间",
                ending
                    .answered_at
                    .map(|at| at.chinese_minute())
                    .unwrap_or_default(),
            );
    }
    Some(EndingView {
        facts,
        propose_form: form(view.may_propose_ending),
        agree: button(ending::Action::Agree).map(|button| button.weighing(Weight::Danger)),
        refuse_form: form(answers(ending::Action::Refuse)),
        withdraw: button(ending::Action::Withdraw),
        record_form: form(records),
        registered: contract.registration.is_some(),
    })
}

fn contract_files(view: &ContractView, path: &str) -> FileList {
    let file = |file: &market::catalogue::attachment::Attachment| FileView {
        name: file.name.clone(),
        href: format!("{path}/files/{}", file.id),
        kind: file.media_type.clone(),
        size: u64::try_from(file.size).unwrap_or_default(),
        sha256: file.sha256.clone(),
        by: "登记机构".into(),
        remove: None,
        at: file.added_at,
    };
    FileList {
        files: view.files.iter().map(file).collect(),
        none: String::new(),
    }
}

/// What a party was when it signed, in one line.
fn as_signed(party: &Identity) -> String {
    let mut told = vec![
        party.name.clone(),
        party.kind.label().to_owned(),
        party.credit_code.clone(),
    ];
    told.push(domain::people::county::name_of(&party.division_code));
    if !party.legal_representative.is_empty() {
        told.push(format!("法定代表人{}", party.legal_representative));
    }
    told.join("，")
}

fn facts(view: &ContractView) -> Facts {
    let summary = &view.summary;
    let contract = &summary.contract;
    let organisation = |name: &str, id: &domain::id::OrganisationId| {
        Link::new(name, format!("/organisations/{id}"))
    };
    let mut facts = Facts::new()
        .with_link(
            "成果",
            Link::new(
                summary.achievement_title.clone(),
                format!("/achievements/{}", contract.achievement),
            ),
        )
        .with_link("卖方", organisation(&summary.seller_name, &contract.seller))
        .with_link("买方", organisation(&summary.buyer_name, &contract.buyer));
    if let (Some(name), Some(id)) = (&summary.broker_name, &contract.broker) {
        facts = facts.with_link("技术经纪机构", organisation(name, id));
    }
    for party in &view.signed_parties {
        facts = facts.with(
            &format!("签订时的{}", party.side.label()),
            as_signed(&party.identity),
        );
    }
    facts = facts
        .with("合同类型", contract.decided_kind().label())
        .with(
            "价款",
            contract
                .terms
                .payment
                .fixed_fen()
                .map(|fen| fen.to_string())
                .unwrap_or_default(),
        )
        .with(
            "签订日期",
            contract
                .signed_on()
                .map(domain::time::chinese_day)
                .unwrap_or_default(),
        );
    match view.recordation_due {
        Some(due) => facts
            .with("许可备案期限", domain::time::chinese_day(due))
            .noted("专利实施许可合同应在生效后 3 个月内备案"),
        None => facts,
    }
}

/// A finding with the way to where its cause is mended: the listing for its owner, the terms in the deal, the text here.
pub(crate) fn finding(
    finding: &domain::deals::contract::check::Finding,
    mends: &Mends<'_>,
) -> Finding {
    let (place, _) = finding.field.split_once('/').unwrap_or((finding.field, ""));
    let mend = match place {
        "listing" if mends.owner => Some(Link::new(
            "修改成果",
            format!("/my/achievements/{}/edit", mends.achievement),
        )),
        "terms" if mends.side => Some(Link::new("修改条款", format!("/deals/{}", mends.deal))),
        "text" if mends.side && mends.text => Some(Link::new("修改正文", "#text".to_owned())),
        _ => None,
    };
    Finding {
        article: finding.article.to_owned(),
        text: finding.text.clone(),
        bars: finding.severity == Severity::Bar,
        mend,
    }
}

/// What a reader can mend, and where.
pub(crate) struct Mends<'a> {
    /// The listing is the reader's own.
    pub(crate) owner: bool,
    /// The reader is one of the two sides.
    pub(crate) side: bool,
    /// The text stands on this page and can be changed.
    pub(crate) text: bool,
    /// Which listing.
    pub(crate) achievement: &'a domain::id::AchievementId,
    /// Which deal.
    pub(crate) deal: &'a domain::id::DealId,
}

fn confirmation(view: &ContractView, side: Side) -> ConfirmationView {
    let summary = &view.summary;
    let contract = &summary.contract;
    let (name, id, confirmed) = match side {
        Side::Seller => (
            &summary.seller_name,
            &contract.seller,
            &contract.seller_confirmed,
        ),
        Side::Buyer => (
            &summary.buyer_name,
            &contract.buyer,
            &contract.buyer_confirmed,
        ),
    };
    ConfirmationView {
        side,
        organisation: Link::new(name.clone(), format!("/organisations/{id}")),
        by: confirmed
            .as_ref()
            .map(|confirmed| (name.clone(), confirmed.at)),
    }
}

fn text_form(contract: &Contract) -> Form {
    let mut form = Form::new().with("title", contract.text.title.clone());
    for (at, clause) in contract.text.clauses.iter().enumerate() {
        form = form
            .with(&format!("clauses.{at}.heading"), clause.heading.clone())
            .with(&format!("clauses.{at}.body"), clause.body.clone());
    }
    Form::stored(form.values, contract.version)
}

fn yuan(fen: Option<Fen>) -> String {
    fen.map(|fen| fen.in_yuan().replace(',', ""))
        .unwrap_or_default()
}

fn apply_form(contract: &Contract) -> Form {
    let mut input = ApplicationInput::from_terms(&contract.terms);
    // Sent again after a return or a refusal, it starts from what was sent before.
    if let Some(before) = &contract.application {
        input.contract_value_fen = Some(before.contract_value_fen);
        input.technology_amount_fen = Some(before.technology_amount_fen);
    }
    Form::new()
        .with("contract_value_yuan", yuan(input.contract_value_fen))
        .with("technology_amount_yuan", yuan(input.technology_amount_fen))
        .of_version(contract.version)
}

fn decide_form(contract: &Contract) -> Form {
    let Some(application) = &contract.application else {
        return Form::new().of_version(contract.version);
    };
    let input = RegistrationInput::from_application(contract.kind, application);
    Form::new()
        .with("kind", contract.kind.as_str())
        .with("contract_value_yuan", yuan(input.contract_value_fen))
        .with("technology_amount_yuan", yuan(input.technology_amount_fen))
        .of_version(contract.version)
}

fn registration(view: &ContractView) -> Facts {
    let contract = &view.summary.contract;
    let mut facts = Facts::new();
    if let Some(application) = &contract.application {
        facts = facts.with("申请日期", application.at.chinese_day());
    }
    if let Some(registration) = &contract.registration {
        facts = facts
            .with("登记编号", registration.registration_number.clone())
            .with("认定类型", registration.kind.label())
            .with("合同成交额", registration.contract_value_fen.to_string())
            .with("技术交易额", registration.technology_amount_fen.to_string())
            .with(
                "登记证明日期",
                domain::time::chinese_day(registration.certified_on),
            );
    }
    facts
}

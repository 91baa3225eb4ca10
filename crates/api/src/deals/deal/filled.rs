//! Fills the page of a deal from what the market shows of it.

use domain::deals::deal::State;
use domain::deals::offer;
use domain::deals::party::Party;
use domain::deals::terms::Terms;
use domain::deals::terms::input::TermsInput;
use market::deals::contract::view::ContractSummary;
use market::deals::deal::view::{DealView, OfferView as Offered};

use crate::App;
use crate::deals::contract::filled::{Mends, finding};
use crate::deals::deal::page::{DealPage, MessageView, OfferView, PartyView, TermRow};
use crate::money::subsidy::sum::explained;
use crate::ui::form_values::values_of;
use crate::ui::member::Member;
use crate::ui::parts::{
    Chain, Explanation, FileList, FileView, Link, PostButton, Tag, Tone, Weight,
};
use crate::ui::{Form, Section, Sent};

/// How a deal stands, as a tag.
pub(crate) fn tag(state: State) -> Tag {
    let tone = match state {
        State::Negotiating => Tone::Action,
        State::Agreed | State::Contracted => Tone::Good,
        State::ClosedLost => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

fn offer_tag(state: offer::State) -> Tag {
    let tone = match state {
        offer::State::Open => Tone::Action,
        offer::State::Accepted => Tone::Good,
        offer::State::Withdrawn | offer::State::Superseded => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

pub(crate) fn fill(
    app: &App,
    member: &Member,
    view: DealView,
    contracts: Vec<ContractSummary>,
    chain: Chain,
    sent: &mut Sent,
) -> DealPage {
    let summary = &view.summary;
    let deal = &summary.deal;
    let path = format!("/deals/{}", deal.id);
    let binds = summary.viewer.side().is_some();
    let open = matches!(deal.state, State::Negotiating | State::Agreed);
    let current = view.current_offer();
    let contract = contracts.first();
    let mends = Mends {
        owner: member.actor.organisation == deal.seller,
        side: binds,
        text: false,
        achievement: &deal.achievement,
        deal: &deal.id,
    };
    let offer_form =
        (binds && open).then(|| sent.show("offer", Form::stored(proposal(&view), deal.version)));
    let close_form =
        (binds && open).then(|| sent.show("close", Form::new().of_version(deal.version)));
    let may_speak = deal.state != State::ClosedLost;
    let draft = (binds && deal.state == State::Agreed && contract.is_none()).then(|| {
        PostButton::new("起草合同", format!("{path}/contract"), Some(deal.version))
            .weighing(Weight::Primary)
    });
    let closing = deal
        .closing
        .as_ref()
        .map(|closing| format!("{}。{}", closing.reason.label(), closing.text))
        .unwrap_or_default();
    DealPage {
        layout: member
            .visitor
            .layout("交易", Section::My)
            .below("我的工作台", "/my"),
        id: deal.id.to_string(),
        chain,
        tag: tag(deal.state),
        turn: summary.turn.what().to_owned(),
        my_turn: summary.my_turn,
        due: None,
        closing,
        achievement: Link::new(
            summary.achievement_title.clone(),
            format!("/achievements/{}", deal.achievement),
        ),
        parties: parties(&view),
        offer: current.map(|offer| {
            shown(
                offer,
                before(&view, offer),
                &path,
                deal.version,
                summary.viewer,
                open,
            )
        }),
        earlier: view
            .offers
            .iter()
            .filter(|offer| current.is_none_or(|now| now.offer.id != offer.offer.id))
            .map(|offer| shown(offer, None, &path, deal.version, summary.viewer, false))
            .collect(),
        findings: if open {
            view.findings
                .iter()
                .map(|found| finding(found, &mends))
                .collect()
        } else {
            Vec::new()
        },
        contract: contract.map(|found| {
            Link::new(
                format!("技术合同（{}）", found.contract.state.label()),
                format!("/contracts/{}", found.contract.id),
            )
        }),
        draft,
        messages: view
            .messages
            .iter()
            .map(|message| said(message, &member.actor))
            .collect(),
        message_form: may_speak.then(|| sent.show("message", Form::new())),
        offer_form,
        close_form,
        files: files(&view, &path),
        file_form: may_speak.then(|| sent.show("file", Form::new())),
        forecast: current.and_then(|offer| forecast(app, member, &offer.offer.terms)),
        path,
    }
}

fn parties(view: &DealView) -> Vec<PartyView> {
    let deal = &view.summary.deal;
    let mut parties = vec![(Party::Seller, &deal.seller), (Party::Buyer, &deal.buyer)];
    parties.extend(deal.broker.as_ref().map(|broker| (Party::Broker, broker)));
    let party = |(party, id): (Party, &domain::id::OrganisationId)| PartyView {
        party,
        organisation: Link::new(view.summary.name_of(party), format!("/organisations/{id}")),
        people: people(view, party),
    };
    parties.into_iter().map(party).collect()
}

/// Who has spoken for a party so far.
fn people(view: &DealView, party: Party) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let offered = view
        .offers
        .iter()
        .filter(|offer| party.side() == Some(offer.offer.offered_by))
        .map(|offer| &offer.author_name);
    let spoke = view
        .messages
        .iter()
        .filter(|message| message.message.by == party)
        .map(|message| &message.author_name);
    for name in offered.chain(spoke) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The offer before this one, whose terms it is compared with.
fn before<'v>(view: &'v DealView, offer: &Offered) -> Option<&'v Terms> {
    let at = view
        .offers
        .iter()
        .position(|other| other.offer.id == offer.offer.id)?;
    view.offers.get(at + 1).map(|older| &older.offer.terms)
}

fn shown(
    offer: &Offered,
    older: Option<&Terms>,
    path: &str,
    version: i64,
    viewer: Party,
    open: bool,
) -> OfferView {
    let terms = &offer.offer.terms;
    let changed = older
        .map(|older| Terms::difference(older, terms))
        .unwrap_or_default();
    let row = |(label, value): (&str, String)| TermRow {
        label: label.to_owned(),
        value,
        before: changed
            .iter()
            .find(|(name, _, _)| *name == label)
            .map(|(_, old, _)| old.clone()),
    };
    let at = format!("{path}/offers/{}", offer.offer.id);
    let mut verbs = Vec::new();
    if open && offer.offer.state == offer::State::Open {
        if viewer.side() == Some(offer.offer.offered_by.other()) {
            verbs.push(
                PostButton::new("接受报价", format!("{at}/accept"), Some(version))
                    .weighing(Weight::Primary),
            );
        }
        if viewer.side() == Some(offer.offer.offered_by) {
            verbs.push(PostButton::new(
                "撤回报价",
                format!("{at}/withdraw"),
                Some(version),
            ));
        }
    }
    OfferView {
        title: format!("{}的报价", offer.offer.offered_by.label()),
        by: format!("{} {}", offer.organisation_name, offer.author_name),
        at: offer.offer.created_at,
        tag: offer_tag(offer.offer.state),
        terms: terms.rows().into_iter().map(row).collect(),
        has_earlier: older.is_some(),
        verbs,
        unread: offer.unread,
    }
}

fn said(
    view: &market::deals::deal::view::MessageView,
    actor: &domain::people::user::Actor,
) -> MessageView {
    MessageView {
        party: view.message.by,
        author: format!("{} {}", view.organisation_name, view.author_name),
        at: view.message.created_at,
        text: view.message.text.clone(),
        own: view.message.author == actor.user,
        unread: view.unread,
    }
}

fn files(view: &DealView, path: &str) -> FileList {
    let file = |file: &market::deals::deal::view::FileView| FileView {
        name: file.attachment.name.clone(),
        href: format!("{path}/files/{}", file.attachment.id),
        kind: file.attachment.media_type.clone(),
        size: u64::try_from(file.attachment.size).unwrap_or_default(),
        sha256: file.attachment.sha256.clone(),
        by: file.added_by_name.clone(),
        at: file.attachment.added_at,
        remove: file.may_go.then(|| {
            PostButton::new(
                "移除",
                format!("{path}/files/{}/remove", file.attachment.id),
                None,
            )
        }),
    };
    FileList {
        files: view.files.iter().map(file).collect(),
        none: "还没有文件".into(),
    }
}

/// What an offer form begins with: the terms on the table, else what the buyer asked for.
fn proposal(view: &DealView) -> Vec<(String, String)> {
    match (view.offers.first(), &view.request) {
        (Some(latest), _) => values_of(&TermsInput::from(&latest.offer.terms)),
        (None, Some(request)) => values_of(&TermsInput::from(&request.request.asked)),
        (None, None) => Vec::new(),
    }
}

/// What the price would earn when it is paid in full.
fn forecast(app: &App, member: &Member, terms: &Terms) -> Option<Explanation> {
    let price = terms.payment.fixed_fen()?;
    let outcome =
        crate::money::calculator::site::forecast(app, price, terms.mode, "", member.visitor.now)?;
    outcome
        .lines
        .first()
        .map(|line| explained("若按报价全额支付，预计补助（以核验后的实际支付为准）", line))
}

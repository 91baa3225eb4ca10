//! Fills what pages show of a payment.

use domain::money::payment::{self, PaymentInput};
use market::money::payment::view::PaymentView as Paid;

use crate::deals::contract::page::PaymentView;
use crate::ui::form_values::values_of;
use crate::ui::parts::{Facts, FileList, FileView, Finding, Link, PostButton, Tag, Tone};
use crate::ui::{Form, Sent};

fn payment_tag(state: payment::State) -> Tag {
    let tone = match state {
        payment::State::Recorded => Tone::Action,
        payment::State::Verified => Tone::Good,
        payment::State::Rejected => Tone::Danger,
        payment::State::Withdrawn => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

pub(crate) fn payment_form(payer: String, payee: String) -> Form {
    let input = PaymentInput {
        payer,
        payee,
        ..PaymentInput::default()
    };
    Form::filled(values_of(&input))
}

/// A payment as the page of its contract and the bureau's desk show it.
pub(crate) fn shown_payment(view: &Paid, contract: Option<Link>) -> PaymentView {
    let payment = &view.payment;
    let paid = &payment.paid;
    let decides = view.can.contains(&payment::Action::Verify);
    let mut vouchers = Facts::new()
        .with("回单号", paid.receipt_number.clone())
        .with("付款户名", paid.payer.clone())
        .with("收款户名", paid.payee.clone());
    if let Some(invoice) = &paid.invoice {
        vouchers = vouchers
            .with("发票号码", invoice.number.to_string())
            .with("价税合计", invoice.amount_fen.to_string())
            .with("开票日期", domain::time::chinese_day(invoice.issued_on));
    }
    PaymentView {
        id: payment.id.to_string(),
        version: payment.version,
        kind: paid.kind,
        amount: paid.amount_fen,
        paid_on: paid.paid_on,
        tag: payment_tag(payment.state),
        contract,
        vouchers: vouchers.with("说明", paid.note.clone()),
        files: files(view),
        findings: view
            .findings
            .iter()
            .map(|finding| Finding {
                article: String::new(),
                text: finding.in_full(),
                bars: finding.bars,
                mend: None,
            })
            .collect(),
        recorded: (
            format!("{} {}", view.buyer_name, view.recorded_by_name),
            payment.created_at,
        ),
        decided: view
            .decided_by_name
            .clone()
            .zip(payment.decided_at)
            .map(|(name, at)| (name, at, payment.reason.clone())),
        decision_form: decides.then(|| {
            Form::new()
                .scoped(payment.id.to_string())
                .of_version(payment.version)
        }),
        barred: view.findings.iter().any(|finding| finding.bars),
        correct_form: view
            .can
            .contains(&payment::Action::Correct)
            .then(|| correct_form(view)),
        withdraw: view.can.contains(&payment::Action::Withdraw).then(|| {
            PostButton::new(
                "撤回这笔登记",
                format!("/payments/{}/withdraw", payment.id),
                Some(payment.version),
            )
        }),
    }
}

fn correct_form(view: &Paid) -> Form {
    let values = values_of(&PaymentInput::from(&view.payment.paid));
    Form::stored(values, view.payment.version).scoped(view.payment.id.to_string())
}

/// A payment on the page of its contract; a correction that was refused is shown again as it was typed.
pub(crate) fn own_payment(view: &Paid, sent: &mut Sent) -> PaymentView {
    let mut shown = shown_payment(view, None);
    shown.correct_form = shown.correct_form.map(|form| sent.show(&shown.id, form));
    shown
}

fn files(view: &Paid) -> FileList {
    let file = |file: &market::catalogue::attachment::Attachment| FileView {
        name: file.name.clone(),
        href: format!("/payments/{}/vouchers/{}", view.payment.id, file.id),
        kind: file.media_type.clone(),
        size: u64::try_from(file.size).unwrap_or_default(),
        sha256: file.sha256.clone(),
        by: view.recorded_by_name.clone(),
        at: file.added_at,
        remove: None,
    };
    FileList {
        files: view
            .invoice_file
            .iter()
            .chain(&view.receipt_file)
            .map(file)
            .collect(),
        none: String::new(),
    }
}

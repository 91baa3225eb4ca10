use super::*;
use crate::catalogue::achievement::TransferMode;
use crate::deals::contract::text::Clause;
use crate::deals::terms::PaymentMode;
use crate::deals::terms::input::TermsInput;
use crate::{Fen, Id};

#[test]
fn the_states_of_a_contract() {
    let mut table = String::new();
    for state in State::ALL {
        for action in Action::ALL {
            for by in By::ALL {
                // What nobody may do is left out: the table would be four times as long.
                if let Ok(then) = next(state, action, by) {
                    table += &format!(
                        "{} / {}{}: {}\n",
                        state.label(),
                        by.label(),
                        action.label(),
                        then.label()
                    );
                }
            }
        }
    }
    insta::assert_snapshot!(table, @"
    草案 / 卖方修改正文: 草案
    草案 / 买方修改正文: 草案
    草案 / 卖方确认合同: 卖方已确认，待买方确认
    草案 / 买方确认合同: 买方已确认，待卖方确认
    草案 / 卖方单方放弃: 已解除
    草案 / 买方单方放弃: 已解除
    草案 / 卖方协议解除: 已解除
    草案 / 买方协议解除: 已解除
    卖方已确认，待买方确认 / 卖方修改正文: 草案
    卖方已确认，待买方确认 / 买方修改正文: 草案
    卖方已确认，待买方确认 / 买方确认合同: 已签订
    卖方已确认，待买方确认 / 卖方单方放弃: 已解除
    卖方已确认，待买方确认 / 买方单方放弃: 已解除
    卖方已确认，待买方确认 / 卖方协议解除: 已解除
    卖方已确认，待买方确认 / 买方协议解除: 已解除
    买方已确认，待卖方确认 / 卖方修改正文: 草案
    买方已确认，待卖方确认 / 买方修改正文: 草案
    买方已确认，待卖方确认 / 卖方确认合同: 已签订
    买方已确认，待卖方确认 / 卖方单方放弃: 已解除
    买方已确认，待卖方确认 / 买方单方放弃: 已解除
    买方已确认，待卖方确认 / 卖方协议解除: 已解除
    买方已确认，待卖方确认 / 买方协议解除: 已解除
    已签订 / 卖方申请认定登记: 已申请认定登记
    已签订 / 卖方协议解除: 已解除
    已签订 / 买方协议解除: 已解除
    已申请认定登记 / 登记机构予以登记: 已认定登记
    已申请认定登记 / 登记机构不予登记: 未予登记
    已申请认定登记 / 登记机构退回补正: 退回补正
    已申请认定登记 / 卖方协议解除: 已解除
    已申请认定登记 / 买方协议解除: 已解除
    已认定登记 / 买方确认履行完毕: 已履行完毕
    已认定登记 / 登记机构登记解除: 已解除
    未予登记 / 卖方修改正文: 草案
    未予登记 / 买方修改正文: 草案
    未予登记 / 卖方申请认定登记: 已申请认定登记
    未予登记 / 卖方协议解除: 已解除
    未予登记 / 买方协议解除: 已解除
    退回补正 / 卖方修改正文: 草案
    退回补正 / 买方修改正文: 草案
    退回补正 / 卖方申请认定登记: 已申请认定登记
    退回补正 / 卖方协议解除: 已解除
    退回补正 / 买方协议解除: 已解除
    已履行完毕 / 登记机构登记解除: 已解除
    ");
}

fn contract() -> Contract {
    fn id<K: crate::id::Kind>() -> Id<K> {
        Id::from_uuid(uuid::Uuid::from_u128(1))
    }
    let terms = TermsInput {
        mode: Some(TransferMode::Licence),
        payment_mode: Some(PaymentMode::LumpSum),
        price_fen: Some(Fen(100)),
        ..TermsInput::default()
    };
    let clause = Clause {
        heading: "标的".into(),
        body: "示例".into(),
    };
    Contract {
        id: id(),
        version: 1,
        deal: id(),
        achievement: id(),
        seller: id(),
        buyer: id(),
        broker: None,
        kind: ContractKind::Licence,
        terms: terms.check().expect("right"),
        text: ContractText {
            title: "技术许可合同".into(),
            clauses: vec![clause],
        },
        state: State::Draft,
        reason: String::new(),
        seller_confirmed: None,
        buyer_confirmed: None,
        application: None,
        registration: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

fn saw(contract: &Contract, day: i64) -> Confirmation {
    Confirmation {
        user: Id::from_uuid(uuid::Uuid::from_u128(1)),
        text_hash: contract.text.hash(),
        at: Timestamp(0).plus_days(day),
    }
}

#[test]
fn a_contract_is_signed_when_both_sides_confirmed_the_same_text() {
    let draft = contract();
    let (first, second) = (saw(&draft, 1), saw(&draft, 2));
    let half = draft.confirm(Side::Buyer, first, &[]).expect("a draft");
    assert_eq!((half.state, half.signed_on()), (State::SignedByBuyer, None));
    let signed = half
        .confirm(Side::Seller, second, &[])
        .expect("the same text");
    assert_eq!(
        (signed.state, signed.signed_on()),
        (State::Signed, Some(Date::constant(1970, 1, 3)))
    );
}

#[test]
fn an_edit_clears_what_was_confirmed_and_an_old_hash_confirms_nothing() {
    let draft = contract();
    let (old, again) = (saw(&draft, 1), saw(&draft, 1));
    let half = draft.confirm(Side::Seller, old, &[]).expect("a draft");
    let text = ContractText {
        title: "技术许可合同（修改）".into(),
        ..half.text.clone()
    };
    let edited = half
        .edit(Side::Buyer, text, Timestamp(1))
        .expect("not signed yet");
    assert_eq!(
        (edited.state, &edited.seller_confirmed),
        (State::Draft, &None)
    );
    assert_eq!(
        edited.confirm(Side::Seller, again, &[]),
        Err(NotConfirmed::OtherText)
    );
}

#[test]
fn what_the_law_bars_cannot_be_confirmed_and_a_warning_can() {
    let finding = |severity| Finding {
        code: "x",
        article: "某条",
        severity,
        text: "不行".into(),
        field: "terms",
    };
    let seen = saw(&contract(), 1);
    assert!(
        contract()
            .confirm(Side::Seller, seen.clone(), &[finding(Severity::Warn)])
            .is_ok()
    );
    let barred = contract().confirm(Side::Seller, seen, &[finding(Severity::Bar)]);
    assert_eq!(barred, Err(NotConfirmed::Barred("不行".into())));
}

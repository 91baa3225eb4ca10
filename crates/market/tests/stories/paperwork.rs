//! From agreed terms to verified payments, in one call each, for stories that begin later in the chain.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::deals::contract::kind::ContractKind;
use domain::deals::contract::{ConfirmationInput, State};
use domain::deals::registration::{ApplicationInput, RegistrationInput};
use domain::id::{AchievementId, ContractId, DealId, PaymentId};
use domain::money::payment::PaymentInput;
use domain::money::payment::check::DecisionInput;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use domain::{Fen, Timestamp};
use market::catalogue::attachment::Upload;
use market::money::payment::Vouchers;

use crate::harness::{Once, World, person, request, terms};

impl World {
    /// A registration agency, and a person in it.
    pub(crate) async fn agency(&self) -> Actor {
        person(
            &self.market,
            "示例技术合同登记站",
            OrganisationKind::RegistrationAgency,
        )
        .await
    }

    /// A deal of a buyer about an achievement, agreed at a price in yuan; its version is 3.
    pub(crate) async fn agreed_by(
        &self,
        buyer: &Actor,
        achievement: &AchievementId,
        yuan: i64,
    ) -> DealId {
        let market = &self.market;
        let request = market
            .request_licence(buyer, achievement, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(&self.seller, &request, 1, &Once::default())
            .await
            .unwrap();
        let offer = market
            .make_offer(&self.seller, &deal, 1, terms(yuan), &Once::default())
            .await
            .unwrap();
        market.accept_offer(buyer, &deal, 2, &offer).await.unwrap();
        deal
    }

    /// A draft between seller and buyer at a price in yuan.
    pub(crate) async fn drafted(&self, yuan: i64) -> (DealId, ContractId) {
        let achievement = self.published("余热回收").await;
        let deal = self.agreed_by(&self.buyer, &achievement, yuan).await;
        let contract = self
            .market
            .draft_contract(&self.seller, &deal, 3, &Once::default())
            .await
            .unwrap();
        (deal, contract)
    }

    /// The hash of a contract's text, as an actor sees it.
    pub(crate) async fn seen(&self, actor: &Actor, contract: &ContractId) -> ConfirmationInput {
        ConfirmationInput {
            text_hash: self
                .market
                .contract(actor, contract)
                .await
                .unwrap()
                .text_hash,
        }
    }

    /// A contract of a buyer about an achievement that both sides signed; its version is 3.
    pub(crate) async fn signed_by(
        &self,
        buyer: &Actor,
        achievement: &AchievementId,
        yuan: i64,
    ) -> ContractId {
        let deal = self.agreed_by(buyer, achievement, yuan).await;
        let contract = self
            .market
            .draft_contract(&self.seller, &deal, 3, &Once::default())
            .await
            .unwrap();
        for side in [&self.seller, buyer] {
            let hash = self.seen(side, &contract).await;
            self.market
                .sign_contract(side, &contract, hash)
                .await
                .unwrap();
        }
        contract
    }

    /// The same, registered by an agency; its version is 5.
    pub(crate) async fn registered_by(
        &self,
        buyer: &Actor,
        achievement: &AchievementId,
        yuan: i64,
    ) -> ContractId {
        let contract = self.signed_by(buyer, achievement, yuan).await;
        self.market
            .apply_for_registration(&self.seller, &contract, 3, application(yuan))
            .await
            .unwrap();
        let agency = self.agency().await;
        self.market
            .register_contract(&agency, &contract, 4, registration(contract.as_str(), yuan))
            .await
            .unwrap();
        contract
    }

    /// A payment in yuan that the buyer recorded; its version is 1.
    pub(crate) async fn paid(&self, buyer: &Actor, contract: &ContractId, yuan: i64) -> PaymentId {
        let input = payment(buyer, &self.seller, yuan);
        self.market
            .record_payment(buyer, contract, input, vouchers(), &Once::default())
            .await
            .unwrap()
    }

    /// The same, verified by the bureau.
    pub(crate) async fn verified(
        &self,
        buyer: &Actor,
        contract: &ContractId,
        yuan: i64,
    ) -> PaymentId {
        let payment = self.paid(buyer, contract, yuan).await;
        self.market
            .verify_payment(&self.bureau, &payment, 1, DecisionInput::default())
            .await
            .unwrap();
        payment
    }

    /// Ends a contract of a buyer by agreement, from a version: the seller proposes, the buyer agrees.
    pub(crate) async fn ended(&self, buyer: &Actor, contract: &ContractId, version: i64) {
        self.market
            .propose_ending(&self.seller, contract, version, "双方协商一致解除")
            .await
            .unwrap();
        self.market
            .answer_ending(
                buyer,
                contract,
                version + 1,
                domain::deals::ending::Action::Agree,
                "",
            )
            .await
            .unwrap();
    }

    /// What a contract is entitled to, as the bureau sees it.
    pub(crate) async fn entitled(&self, contract: &ContractId) -> Fen {
        self.market
            .contract_entitlement(&self.bureau, contract)
            .await
            .unwrap()
            .unwrap()
            .line
            .entitled_fen
    }

    /// Where a contract stands, as the seller sees it.
    pub(crate) async fn state_of(&self, contract: &ContractId) -> State {
        self.market
            .contract(&self.seller, contract)
            .await
            .unwrap()
            .summary
            .contract
            .state
    }
}

/// An application for the whole price as technology.
pub(crate) fn application(yuan: i64) -> ApplicationInput {
    ApplicationInput {
        contract_value_fen: Some(Fen(yuan * 100)),
        technology_amount_fen: Some(Fen(yuan * 100)),
        note: String::new(),
    }
}

/// A registration of today for the whole price as technology.
pub(crate) fn registration(number: &str, yuan: i64) -> RegistrationInput {
    RegistrationInput {
        kind: Some(ContractKind::Licence),
        contract_value_fen: Some(Fen(yuan * 100)),
        technology_amount_fen: Some(Fen(yuan * 100)),
        registration_number: number.into(),
        certified_on: Timestamp::now().day().to_string(),
    }
}

/// A payment of today that nobody can doubt, with numbers that no other one has.
pub(crate) fn payment(buyer: &Actor, seller: &Actor, yuan: i64) -> PaymentInput {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let today = Timestamp::now().day();
    PaymentInput {
        amount_fen: Some(Fen(yuan * 100)),
        paid_on: today.to_string(),
        invoice_number: format!("{:02}142{number:015}", today.year() % 100),
        invoice_amount_fen: Some(Fen(yuan * 100)),
        invoiced_on: today.to_string(),
        receipt_number: format!("HD-{number}"),
        payer: buyer.organisation_name.clone(),
        payee: seller.organisation_name.clone(),
        ..PaymentInput::default()
    }
}

/// An agreement to end a contract.
pub(crate) fn document() -> Upload {
    Upload {
        name: "解除协议.pdf".into(),
        content: b"%PDF-1.7 agreement".to_vec().into(),
    }
}

/// An invoice and a bank receipt that no other payment has.
pub(crate) fn vouchers() -> Vouchers {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let pdf = |name: &str| Upload {
        name: format!("{name}.pdf"),
        content: format!("%PDF-1.7 {name} {number}").into_bytes().into(),
    };
    Vouchers {
        invoice: Some(pdf("发票")),
        receipt: Some(pdf("银行回单")),
    }
}

//! One chain on its way: introduced, asked, answered, negotiated, agreed, signed, registered, paid.

use std::collections::HashMap;

use domain::deals::contract::ConfirmationInput;
use domain::deals::contract::kind::ContractKind;
use domain::deals::deal::{ClosingInput, MessageInput};
use domain::deals::introduction::IntroductionInput;
use domain::deals::licence_request::DeclineInput;
use domain::deals::party::{Party, Side};
use domain::deals::registration::{ApplicationInput, RefusalInput, RegistrationInput};
use domain::id::{ContractId, DealId, LicenceRequestId, OfferId};
use domain::money::payment::check::DecisionInput;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use market::kernel::work::Once;
use market::money::payment::Vouchers;

use super::Town;
use super::voucher::voucher;
use crate::Outcome;
use crate::demo::script::{Chain, Decision, Stage};
use crate::operate::told;

/// A step of a chain.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Introduce,
    Ask,
    Retract,
    Decline,
    Accept,
    Say(usize),
    Offer(usize),
    AcceptOffer,
    Close,
    Draft,
    Sign(Side),
    Apply,
    Decide,
    Pay(usize),
    Check(usize),
    Complete,
}

/// How far each chain is, by key.
#[derive(Default)]
pub(super) struct Walks {
    known: HashMap<&'static str, Walk>,
    registrations: usize,
    payments: usize,
}

#[derive(Clone, Default)]
struct Walk {
    request: Option<LicenceRequestId>,
    deal: Option<DealId>,
    offer: Option<OfferId>,
    contract: Option<ContractId>,
}

/// The steps of a chain, each with its day and its order in it.
pub(super) fn steps(chain: &Chain) -> Vec<(i64, u8, Step)> {
    let rank = chain.until.rank();
    let asked = chain.asked_days_ago;
    let mut steps = Vec::new();
    if chain.introduced.is_some() {
        steps.push((asked + 2, 10, Step::Introduce));
    }
    steps.push((asked, 11, Step::Ask));
    match chain.until {
        Stage::Retracted => steps.push((asked - 1, 12, Step::Retract)),
        Stage::Declined(..) => steps.push(((asked - 4).max(0), 12, Step::Decline)),
        _ => {}
    }
    if rank < 1 {
        return steps;
    }
    let accepted = chain.accepted_days_ago();
    steps.push((accepted, 12, Step::Accept));
    let talking = |at: usize| {
        (accepted - 1 - i64::try_from(at).unwrap_or(0) * 2)
            .max(chain.agreed_days_ago() + 1)
            .max(0)
    };
    steps.extend((0..chain.offers_wan.len()).map(|at| (talking(at), 13, Step::Offer(at))));
    steps.extend((0..chain.messages.len()).map(|at| (talking(at), 14, Step::Say(at))));
    if let Stage::Lost(..) = chain.until {
        steps.push((chain.agreed_days_ago().max(0), 15, Step::Close));
    }
    let signed = chain.signed_days_ago().max(0);
    let (later, decided) = (signed.max(0), chain.decided_days_ago().max(0));
    let reached = [
        (2, chain.agreed_days_ago().max(0), 15, Step::AcceptOffer),
        (3, later + 2, 16, Step::Draft),
    ];
    steps.extend(
        reached
            .into_iter()
            .filter(|(needs, ..)| rank >= *needs)
            .map(|(_, day, order, step)| (day, order, step)),
    );
    match chain.until {
        Stage::SignedByOne(side) => steps.push((later, 17, Step::Sign(side))),
        _ if rank >= 5 => steps.extend([
            (later + 1, 17, Step::Sign(Side::Seller)),
            (later, 18, Step::Sign(Side::Buyer)),
        ]),
        _ => {}
    }
    if rank >= 6 {
        steps.push((chain.applied_days_ago().max(0), 19, Step::Apply));
    }
    if rank >= 7 {
        steps.push((decided, 20, Step::Decide));
    }
    for (at, paid) in chain.payments.iter().enumerate() {
        // Recorded some days after the money moved, once the contract is registered.
        let recorded = (paid.days_ago - 3).min(decided).max(0);
        steps.push((recorded, 21, Step::Pay(at)));
        if paid.decision != Decision::Waiting {
            steps.push(((recorded - 4).max(0), 22, Step::Check(at)));
        }
    }
    if rank >= 8 {
        steps.push((0, 23, Step::Complete));
    }
    steps
}

impl Town<'_> {
    /// Takes one step of a chain.
    pub(super) async fn walk(
        &self,
        walks: &mut Walks,
        chain: &'static Chain,
        step: &Step,
    ) -> Outcome<()> {
        let walked = self.step(walks, chain, *step).await;
        walked.map_err(|error| format!("示例交易 {}：{error}", chain.key).into())
    }

    async fn step(&self, walks: &mut Walks, chain: &'static Chain, step: Step) -> Outcome<()> {
        let (buyer, seller) = (self.manager(chain.buyer)?, self.manager(chain.seller)?);
        let walk = walks.known.get(chain.key).cloned().unwrap_or_default();
        let market = self.market;
        let once = Once::default();
        match step {
            Step::Introduce => self.introduce(chain, buyer, seller).await?,
            Step::Ask => {
                let achievement = self.listed.get(chain.achievement).ok_or("成果应先登记")?;
                let id = market
                    .request_licence(buyer, achievement, chain.request(&self.city), &once)
                    .await
                    .map_err(told)?;
                walks.known.entry(chain.key).or_default().request = Some(id);
            }
            Step::Retract | Step::Decline | Step::Accept => {
                self.answer(walks, chain, step, walk).await?
            }
            Step::Say(at) => {
                let (party, text) = chain.messages[at];
                let author = match party {
                    Party::Seller => seller,
                    Party::Buyer => buyer,
                    Party::Broker => {
                        self.manager(chain.introduced.map_or("t1", |introduced| introduced.by))?
                    }
                };
                let deal = walk.deal.ok_or("交易应先开始")?;
                market
                    .post_message(author, &deal, MessageInput { text: text.into() }, &once)
                    .await
                    .map_err(told)?;
            }
            Step::Offer(at) => {
                let deal = walk.deal.ok_or("交易应先开始")?;
                let by = if chain.offers_wan[at].0 == Side::Seller {
                    seller
                } else {
                    buyer
                };
                let version = market.deal(by, &deal).await?.summary.deal.version;
                let terms = chain.offer(at, self.today).ok_or("没有这个报价")?;
                let offer = market
                    .make_offer(by, &deal, version, terms, &once)
                    .await
                    .map_err(told)?;
                walks.known.entry(chain.key).or_default().offer = Some(offer);
            }
            Step::AcceptOffer => {
                let deal = walk.deal.ok_or("交易应先开始")?;
                let by = if chain
                    .offers_wan
                    .last()
                    .is_some_and(|(side, _)| *side == Side::Seller)
                {
                    buyer
                } else {
                    seller
                };
                let version = market.deal(by, &deal).await?.summary.deal.version;
                market
                    .accept_offer(by, &deal, version, &walk.offer.ok_or("应先报价")?)
                    .await
                    .map_err(told)?;
            }
            Step::Close => {
                let Stage::Lost(reason, text) = chain.until else {
                    return Ok(());
                };
                let deal = walk.deal.ok_or("交易应先开始")?;
                let version = market.deal(buyer, &deal).await?.summary.deal.version;
                market
                    .close_deal(
                        buyer,
                        &deal,
                        version,
                        ClosingInput {
                            reason: Some(reason),
                            text: text.into(),
                        },
                    )
                    .await
                    .map_err(told)?;
            }
            Step::Draft => {
                let deal = walk.deal.ok_or("交易应先开始")?;
                let version = market.deal(seller, &deal).await?.summary.deal.version;
                let contract = market
                    .draft_contract(seller, &deal, version, &once)
                    .await
                    .map_err(told)?;
                walks.known.entry(chain.key).or_default().contract = Some(contract);
            }
            Step::Sign(side) => {
                let contract = walk.contract.ok_or("合同应先起草")?;
                let by = if side == Side::Seller { seller } else { buyer };
                let text_hash = market.contract(by, &contract).await?.text_hash;
                market
                    .sign_contract(by, &contract, ConfirmationInput { text_hash })
                    .await
                    .map_err(told)?;
            }
            Step::Apply | Step::Decide => self.register(walks, chain, step, walk).await?,
            Step::Pay(_) | Step::Check(_) => self.pay(walks, chain, step, walk).await?,
            Step::Complete => {
                let contract = walk.contract.ok_or("合同应先起草")?;
                let version = market.contract(buyer, &contract).await?.contract().version;
                market
                    .complete_contract(buyer, &contract, version)
                    .await
                    .map_err(told)?;
            }
        }
        Ok(())
    }

    async fn introduce(&self, chain: &Chain, buyer: &Actor, seller: &Actor) -> Outcome<()> {
        let Some(introduced) = chain.introduced else {
            return Ok(());
        };
        let achievement = self.listed.get(chain.achievement).ok_or("成果应先登记")?;
        let input = IntroductionInput {
            achievement: achievement.to_string(),
            buyer: buyer.organisation.to_string(),
            note: introduced.note.into(),
        };
        let broker = self.manager(introduced.by)?;
        let id = self
            .market
            .introduce(broker, input, &Once::default())
            .await
            .map_err(told)?;
        for side in [seller, buyer] {
            let version = self
                .market
                .introduction(side, &id)
                .await?
                .introduction
                .version;
            self.market
                .acknowledge_introduction(side, &id, version)
                .await
                .map_err(told)?;
        }
        Ok(())
    }

    async fn answer(
        &self,
        walks: &mut Walks,
        chain: &'static Chain,
        step: Step,
        walk: Walk,
    ) -> Outcome<()> {
        let (buyer, seller) = (self.manager(chain.buyer)?, self.manager(chain.seller)?);
        let request = walk.request.ok_or("意向应先提出")?;
        let version = self
            .market
            .licence_request(seller, &request)
            .await?
            .request
            .version;
        match (step, chain.until) {
            (Step::Retract, _) => self
                .market
                .withdraw_licence_request(buyer, &request, version)
                .await
                .map_err(told)?,
            (Step::Decline, Stage::Declined(reason, text)) => {
                let input = DeclineInput {
                    reason: Some(reason),
                    text: text.into(),
                };
                self.market
                    .decline_licence_request(seller, &request, version, input)
                    .await
                    .map_err(told)?;
            }
            _ => {
                let deal = self
                    .market
                    .accept_licence_request(seller, &request, version, &Once::default())
                    .await
                    .map_err(told)?;
                walks.known.entry(chain.key).or_default().deal = Some(deal);
            }
        }
        Ok(())
    }

    async fn register(
        &self,
        walks: &mut Walks,
        chain: &'static Chain,
        step: Step,
        walk: Walk,
    ) -> Outcome<()> {
        let seller = self.manager(chain.seller)?;
        let agency = self.officer(OrganisationKind::RegistrationAgency)?;
        let contract = walk.contract.ok_or("合同应先起草")?;
        if let Step::Apply = step {
            let view = self.market.contract(seller, &contract).await?;
            let mut input = ApplicationInput::from_terms(&view.contract().terms);
            // A royalty has no fixed sum: the price of the last offer is what the seller expects.
            input.contract_value_fen = input.contract_value_fen.or(chain.price_fen());
            input.technology_amount_fen = input.technology_amount_fen.or(chain.price_fen());
            self.market
                .apply_for_registration(seller, &contract, view.contract().version, input)
                .await
                .map_err(told)?;
            return Ok(());
        }
        let view = self.market.contract(agency, &contract).await?;
        let version = view.contract().version;
        if let Stage::RegistrationRefused(reason) = chain.until {
            self.market
                .refuse_registration(
                    agency,
                    &contract,
                    version,
                    RefusalInput {
                        reason: reason.into(),
                    },
                )
                .await
                .map_err(told)?;
            return Ok(());
        }
        walks.registrations += 1;
        let application = view.contract().application.as_ref().ok_or("应先申请登记")?;
        let input = RegistrationInput {
            registration_number: format!(
                "示例登记 {}-{:04}",
                self.today.year(),
                walks.registrations
            ),
            certified_on: crate::demo::script::days_before(
                self.today,
                chain.decided_days_ago().max(0),
            )
            .to_string(),
            ..RegistrationInput::from_application(ContractKind::from(chain.mode), application)
        };
        Ok(self
            .market
            .register_contract(agency, &contract, version, input)
            .await
            .map_err(told)?)
    }

    async fn pay(
        &self,
        walks: &mut Walks,
        chain: &'static Chain,
        step: Step,
        walk: Walk,
    ) -> Outcome<()> {
        let buyer = self.second(chain.buyer)?;
        let contract = walk.contract.ok_or("合同应先起草")?;
        match step {
            Step::Pay(at) => {
                walks.payments += 1;
                let input = chain
                    .payment(at, walks.payments, &self.city, self.today)
                    .ok_or("没有这笔支付")?;
                let amount = input.amount_fen.unwrap_or_default().in_yuan();
                let said = |what: &str, number: &str| {
                    vec![
                        format!("EXAMPLE - {what}"),
                        format!("No. {number}"),
                        format!("CNY {amount}"),
                        input.paid_on.clone(),
                    ]
                };
                let vouchers = Vouchers {
                    invoice: (!input.invoice_number.is_empty())
                        .then(|| voucher("示例发票", &said("INVOICE", &input.invoice_number))),
                    receipt: Some(voucher(
                        "示例银行回单",
                        &said("BANK RECEIPT", &input.receipt_number),
                    )),
                };
                self.market
                    .record_payment(buyer, &contract, input, vouchers, &Once::default())
                    .await
                    .map_err(told)?;
            }
            Step::Check(at) => {
                let bureau = self.officer(OrganisationKind::Bureau)?;
                let payments = self.market.payments(bureau, &contract).await?;
                let view = payments.payments.get(at).ok_or("支付应先登记")?;
                let (id, version) = (&view.payment.id, view.payment.version);
                match chain.payments[at].decision {
                    Decision::Rejected(reason) => {
                        self.market
                            .reject_payment(
                                bureau,
                                id,
                                version,
                                DecisionInput {
                                    reason: reason.into(),
                                },
                            )
                            .await
                            .map_err(told)?;
                    }
                    Decision::Verified | Decision::Waiting => {
                        let reason = if view.findings.is_empty() {
                            String::new()
                        } else {
                            "已与双方核对原件，说明属实，同意核验通过。".into()
                        };
                        self.market
                            .verify_payment(bureau, id, version, DecisionInput { reason })
                            .await
                            .map_err(told)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

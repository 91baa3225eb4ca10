//! What a policy file says, as values. A parameter stands here only if the arithmetic honours it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::Fen;
use domain::money::fen::LARGEST;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;

use crate::exact::{Rounding, round, whole};
use crate::ledger::ContractKind;
use crate::rate::Scale;

/// One policy with the one programme that the engine computes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Stable identifier: `xinzhou-2020`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// The document on which it rests.
    pub document: Document,
    /// How far the document has come.
    pub status: Status,
    /// A sample of another city for comparison 对比样例, never to be paid by.
    pub comparison: bool,
    /// From 施行日期 to 有效期至, as far as known.
    pub in_force: Option<Window>,
    /// What nobody knows yet; shown as unknown, never invented.
    pub unknown: Vec<Unknown>,
    /// The programme 专项.
    pub programme: Programme,
}

/// A document 文件.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub title: String,
    /// Its day, if known.
    pub dated: Option<Date>,
    /// Where the content of the policy file was taken from.
    pub source: String,
}

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 草案: nothing may be paid by it yet.
    Draft,
    /// 已印发.
    Issued,
    /// 已失效.
    Expired,
    /// 待核实: the status is not known here.
    Unknown,
}

/// Something unknown about a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What is unknown.
    pub subject: String,
    /// What that means, and what is done meanwhile.
    pub note: String,
}

/// A subsidy programme 补助专项: its parameters, each with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Stable identifier: `technology-intake`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The clause that founds it.
    pub clause: String,
    /// What the clause says, in our words 摘要: never a quotation.
    pub summary: String,
    /// Which party to the contract is subsidised 补助对象.
    pub beneficiary: Beneficiary,
    /// Which kinds of organisation may be subsidised.
    pub beneficiary_kinds: Vec<OrganisationKind>,
    /// How the beneficiary's division code must begin (GB/T 2260); nothing when the place does not matter.
    pub beneficiary_division_prefix: Option<String>,
    /// Kinds of contract that count.
    pub contract_kinds: Vec<ContractKind>,
    /// When a contract is not registered 未登记.
    pub unregistered: Effect,
    /// When a contract is cancelled 已撤销.
    pub cancelled: Effect,
    /// When the beneficiary is of another kind or place.
    pub outside_beneficiaries: Effect,
    /// Provincial money 省级补助: the ledger does not know it.
    pub provincial_support: Unprovable,
    /// Related parties 关联方: the ledger knows only whether both parties are the same.
    pub related_party: Unprovable,
    /// Payments made before the registration.
    pub before_registration: BeforeRegistration,
    /// Payments count only when made in this time.
    pub payment_window: Option<Window>,
    /// Contracts count only when registered in this time.
    pub registration_window: Option<Window>,
    /// 起补线: a contract with less eligible money earns nothing.
    pub minimum_paid_fen: Option<Fen>,
    /// What the rate is applied to 计算基数.
    pub basis: Basis,
    /// The rate or brackets 补助比例.
    pub scale: Scale,
    /// The cap 最高限额, if there is one.
    pub cap: Option<Cap>,
    /// Who gets the money when a cap binds.
    pub allocation: Allocation,
    /// Who gets the money when the pool is too small 资金不足.
    pub shortfall: Shortfall,
    /// How a line's amount becomes whole fen: once, at the end.
    pub rounding: Rounding,
    /// Days of public notice 公示天数 before money is paid, if the document names them. No part of the arithmetic.
    pub notice_days: Option<i64>,
    /// The source of every parameter above, by its key in the file.
    pub sources: BTreeMap<&'static str, Source>,
}

/// Where a parameter comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The clause it rests on.
    pub clause: String,
    /// The open question 待确认 when the document does not settle the parameter and a default is used.
    pub question: Option<String>,
}

/// A party to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beneficiary {
    /// 受让方: who takes the technology in.
    Buyer,
    /// 出让方: who gives it.
    Seller,
}

/// What happens when a condition fails that the ledger can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The line earns nothing.
    Bar,
    /// The line is marked, the money is not touched.
    Finding,
}

/// What is said about a fact that the ledger cannot prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprovable {
    /// Every line that earns something is marked: a person must look.
    Finding,
    /// Nothing.
    Ignored,
}

/// Payments made before the contract was registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeforeRegistration {
    /// They count once the contract is registered.
    Count,
    /// They never count.
    Exclude,
}

/// A time with both ends included; an end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// What the rate is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The eligible payments.
    Paid,
    /// The smaller of the eligible payments and the technology amount 技术交易额.
    Min,
    /// Eligible payments x technology amount / contract value 合同成交额, where payments above the contract value (a royalty) count as the contract value.
    Proportional,
}

/// A cap, for the life of what it is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// What it is counted over.
    pub scope: CapScope,
    /// The amount.
    pub amount_fen: Fen,
}

/// What a cap is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapScope {
    /// 单项成果, over all its contracts and buyers.
    Achievement,
    /// 单个合同（项目）.
    Contract,
    /// 单个受益单位.
    Enterprise,
    /// 全部.
    Total,
}

/// Who gets the money when a cap binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocation {
    /// In proportion to what is outstanding, by largest remainder.
    ProRata,
    /// Whoever paid first.
    ByPaymentDate,
}

/// Who gets the money when the pool is too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// In proportion to what is due, by largest remainder.
    ProRata,
    /// Whose contract was registered first, then output order.
    Queue,
}

impl Policy {
    /// The smallest whole amount whose subsidy reaches the cap, for whoever checks payments; nothing without a cap or with
    /// brackets.
    pub fn cap_reached_at_fen(&self) -> Option<Fen> {
        self.programme
            .amounts_at_cap()
            .map(|amounts| *amounts.end())
    }

    /// Whether the policy is in force on a day; nothing when neither its first nor its last day is known.
    pub fn in_force_on(&self, day: Date) -> Option<bool> {
        self.in_force.map(|window| window.contains(day))
    }
}

impl Programme {
    /// The clause of a parameter; the programme's own clause for what is no parameter of its own.
    pub(crate) fn clause_of(&self, parameter: &str) -> &str {
        self.sources
            .get(parameter)
            .map_or(&self.clause, |source| &source.clause)
    }

    /// Amounts whose subsidy is the cap, give or take the fen that division leaves: 16,666,666.67 yuan at 3 % and 500,000 yuan.
    pub(crate) fn amounts_at_cap(&self) -> Option<RangeInclusive<Fen>> {
        let Scale::Flat(rate) = &self.scale else {
            return None;
        };
        let exactly = rate.base_of(self.cap?.amount_fen);
        if exactly > whole(LARGEST) {
            return None;
        }
        let rounded_down = round(&exactly, Rounding::Truncate);
        Some(
            rounded_down..=if exactly.is_integer() {
                rounded_down
            } else {
                Fen(rounded_down.0 + 1)
            },
        )
    }
}

impl Window {
    /// Whether a day lies inside.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

//! Who may do what: one table. Code asks it, tests walk it, docs/permissions.md is printed from it.
//! What the table does not allow is refused.

use domain::id::{OrganisationId, UserId};
use domain::people::organisation::OrganisationKind;
use domain::people::user::{Actor, Role};

use crate::kernel::error::{Error, Result};

/// What someone is to the thing at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// 任何人, signed in or not.
    Anyone,
    /// 已登录用户.
    SignedIn,
    /// 本人: the person whose thing it is.
    Oneself,
    /// 单位管理员 of the organisation that owns the thing.
    OwnerManager,
    /// Any member of the organisation that owns the thing (for a deal: the seller).
    Owner,
    /// 受让方 of the deal at hand.
    Buyer,
    /// 技术经纪人 who takes part in the deal at hand, or made the introduction.
    DealBroker,
    /// Members of organisations that list achievements.
    Lister,
    /// 企业 members.
    Enterprise,
    /// 技术转移机构 members.
    Broker,
    /// 技术合同登记机构 members.
    Agency,
    /// 科技局 members.
    Bureau,
}

impl Who {
    /// Everyone there is.
    pub const ALL: [Who; 12] = [
        Who::Anyone,
        Who::SignedIn,
        Who::Oneself,
        Who::OwnerManager,
        Who::Owner,
        Who::Buyer,
        Who::DealBroker,
        Who::Lister,
        Who::Enterprise,
        Who::Broker,
        Who::Agency,
        Who::Bureau,
    ];

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Who::Anyone => "任何人",
            Who::SignedIn => "已登录用户",
            Who::Oneself => "本人",
            Who::OwnerManager => "本单位管理员",
            Who::Owner => "本单位（卖方）成员",
            Who::Buyer => "买方成员",
            Who::DealBroker => "参与交易的经纪人",
            Who::Lister => "高校、院所、企业成员",
            Who::Enterprise => "企业成员",
            Who::Broker => "技术转移机构成员",
            Who::Agency => "登记机构成员",
            Who::Bureau => "科技局成员",
        }
    }
}

/// What can be done; the first word is the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See a published achievement, search, use the calculator.
    AchievementSeePublished,
    /// See whom to ask about an achievement, and how: a number on a public page is read by everyone's robots.
    AchievementSeeContact,
    /// See an achievement in any state, and its edit.
    AchievementSee,
    /// See the approved version of a withdrawn achievement, on which one's request, introduction, deal or contract rests.
    AchievementSeeWithdrawn,
    /// List a new achievement or import many.
    AchievementCreate,
    /// Change, submit, confirm or withdraw one's own.
    AchievementManage,
    /// Publish or return a submitted one.
    AchievementReview,
    /// See an achievement's files that are not public.
    AchievementSeeConfidential,
    /// See a published demand.
    DemandSeePublished,
    /// See a demand in any state.
    DemandSee,
    /// Enter a demand. As with licence requests, only enterprises buy.
    DemandCreate,
    /// Change, publish or withdraw one's own.
    DemandManage,
    /// See which achievements answer which demands, over all of them.
    MatchSee,
    /// Keep a search.
    SavedSearchCreate,
    /// See a saved search, or take it away.
    SavedSearchManage,
    /// See what was searched, and what in vain; nobody can see by whom.
    SearchLogSee,
    /// Start an import and see its report.
    ImportManage,
    /// Ask for an achievement.
    LicenceRequestCreate,
    /// See a licence request.
    LicenceRequestSee,
    /// Accept or decline one.
    LicenceRequestAnswer,
    /// Take one's own back.
    LicenceRequestWithdraw,
    /// Record that one brought a pair together.
    IntroductionCreate,
    /// See an introduction.
    IntroductionSee,
    /// Acknowledge an introduction, or say that it was none.
    IntroductionAnswer,
    /// Take one's own introduction back.
    IntroductionWithdraw,
    /// See a deal with its messages, offers and files.
    DealSee,
    /// Write messages and add files in a deal.
    DealSpeak,
    /// Make, withdraw and accept offers, or part.
    DealDecide,
    /// See a contract: the parties always, the bureau once it is signed, the agency once it is to decide.
    ContractSee,
    /// Draft a contract and change its text.
    ContractDraft,
    /// Confirm the text of a contract.
    ContractConfirm,
    /// Say that everything was delivered.
    ContractComplete,
    /// Give up a contract that was never signed.
    ContractCancel,
    /// Propose to end a signed contract, or answer that.
    ContractEnd,
    /// Record that a registered contract ended.
    ContractRecordEnding,
    /// Apply for registration.
    RegistrationApply,
    /// Decide an application for registration.
    RegistrationDecide,
    /// See what was paid.
    PaymentSee,
    /// See invoices and bank receipts.
    VoucherSee,
    /// Record a payment, correct it or take it back.
    PaymentRecord,
    /// Verify or reject a payment.
    PaymentVerify,
    /// See the subsidy of a contract with its arithmetic.
    SubsidySee,
    /// Export the ledger from which subsidies are computed.
    LedgerExport,
    /// See an organisation's public page.
    OrganisationSee,
    /// Add an organisation.
    OrganisationCreate,
    /// Change what an organisation says of itself.
    OrganisationManage,
    /// Ask for a change of what one's own organisation is registered as.
    OrganisationChangeAsk,
    /// See what was asked and decided.
    OrganisationChangeSee,
    /// Decide such a change, or correct an organisation.
    OrganisationChangeDecide,
    /// See, invite and stop members of one's own organisation.
    MemberManage,
    /// Add the first person of an organisation.
    MemberAppoint,
    /// See who was refused at sign-in or afterwards, and how often.
    RefusalSee,
    /// See the log.
    EventSee,
}

/// The table: action, what it is called, who may.
pub const TABLE: &[(Action, &str, &[Who])] = &[
    (
        Action::AchievementSeePublished,
        "查看已发布成果、搜索、测算补助",
        &[Who::Anyone],
    ),
    (
        Action::AchievementSeeContact,
        "查看成果的联系人和联系方式",
        &[Who::SignedIn],
    ),
    (
        Action::AchievementSee,
        "查看未发布的成果和修改稿",
        &[Who::Owner, Who::Bureau],
    ),
    (
        Action::AchievementSeeWithdrawn,
        "查看与本单位的意向、引荐、交易或合同有关的已撤回成果（最后发布的版本）",
        &[
            Who::Owner,
            Who::Buyer,
            Who::DealBroker,
            Who::Agency,
            Who::Bureau,
        ],
    ),
    (Action::AchievementCreate, "登记成果", &[Who::Lister]),
    (
        Action::AchievementManage,
        "修改、提交、确认、撤回成果或放弃修改",
        &[Who::Owner],
    ),
    (Action::AchievementReview, "审核成果", &[Who::Bureau]),
    (
        Action::AchievementSeeConfidential,
        "查看成果的非公开附件",
        &[Who::Owner, Who::Buyer, Who::DealBroker, Who::Bureau],
    ),
    (
        Action::DemandSeePublished,
        "查看已发布的技术需求",
        &[Who::Anyone],
    ),
    (
        Action::DemandSee,
        "查看未发布的技术需求",
        &[Who::Owner, Who::Bureau],
    ),
    (Action::DemandCreate, "登记技术需求", &[Who::Enterprise]),
    (
        Action::DemandManage,
        "修改、发布或撤回技术需求",
        &[Who::Owner],
    ),
    (
        Action::MatchSee,
        "查看全部供需匹配",
        &[Who::Broker, Who::Bureau],
    ),
    (Action::SavedSearchCreate, "保存检索", &[Who::SignedIn]),
    (
        Action::SavedSearchManage,
        "查看、删除保存的检索",
        &[Who::Oneself],
    ),
    (
        Action::SearchLogSee,
        "查看检索需求（不含检索人）",
        &[Who::Bureau],
    ),
    (
        Action::ImportManage,
        "批量导入成果并查看报告",
        &[Who::Owner],
    ),
    (
        Action::LicenceRequestCreate,
        "提出许可意向",
        &[Who::Enterprise],
    ),
    (
        Action::LicenceRequestSee,
        "查看许可意向",
        &[Who::Owner, Who::Buyer, Who::Bureau],
    ),
    (
        Action::LicenceRequestAnswer,
        "接受或婉拒许可意向",
        &[Who::Owner],
    ),
    (
        Action::LicenceRequestWithdraw,
        "撤回许可意向",
        &[Who::Buyer],
    ),
    (Action::IntroductionCreate, "登记引荐", &[Who::Broker]),
    (
        Action::IntroductionSee,
        "查看引荐",
        &[Who::Owner, Who::Buyer, Who::DealBroker, Who::Bureau],
    ),
    (
        Action::IntroductionAnswer,
        "确认或不予确认引荐",
        &[Who::Owner, Who::Buyer],
    ),
    (Action::IntroductionWithdraw, "撤回引荐", &[Who::DealBroker]),
    (
        Action::DealSee,
        "查看交易的留言、报价和文件",
        &[Who::Owner, Who::Buyer, Who::DealBroker],
    ),
    (
        Action::DealSpeak,
        "在交易中留言、上传文件",
        &[Who::Owner, Who::Buyer, Who::DealBroker],
    ),
    (
        Action::DealDecide,
        "在交易中报价、撤回或接受报价、结束洽谈",
        &[Who::Owner, Who::Buyer],
    ),
    (
        Action::ContractSee,
        "查看技术合同（科技局自签订起，登记机构自申请登记起）",
        &[
            Who::Owner,
            Who::Buyer,
            Who::DealBroker,
            Who::Agency,
            Who::Bureau,
        ],
    ),
    (
        Action::ContractDraft,
        "起草、修改合同正文",
        &[Who::Owner, Who::Buyer],
    ),
    (
        Action::ContractConfirm,
        "确认合同正文",
        &[Who::Owner, Who::Buyer],
    ),
    (Action::ContractComplete, "确认合同履行完毕", &[Who::Buyer]),
    (
        Action::ContractCancel,
        "放弃尚未签订的合同",
        &[Who::Owner, Who::Buyer],
    ),
    (
        Action::ContractEnd,
        "提议解除已签订的合同、答复解除提议",
        &[Who::Owner, Who::Buyer],
    ),
    (
        Action::ContractRecordEnding,
        "登记后记录合同解除",
        &[Who::Agency],
    ),
    (
        Action::RegistrationApply,
        "申请技术合同认定登记",
        &[Who::Owner],
    ),
    (
        Action::RegistrationDecide,
        "办理技术合同认定登记，查找、导出登记簿",
        &[Who::Agency],
    ),
    (
        Action::PaymentSee,
        "查看支付记录",
        &[Who::Owner, Who::Buyer, Who::DealBroker, Who::Bureau],
    ),
    (
        Action::VoucherSee,
        "查看发票和银行回单",
        &[Who::Owner, Who::Buyer, Who::Bureau],
    ),
    (Action::PaymentRecord, "登记、更正、撤回支付", &[Who::Buyer]),
    (Action::PaymentVerify, "核验或退回支付", &[Who::Bureau]),
    (
        Action::SubsidySee,
        "查看合同的补助及计算过程",
        &[Who::Owner, Who::Buyer, Who::DealBroker, Who::Bureau],
    ),
    (
        Action::LedgerExport,
        "导出补助台账",
        &[Who::Enterprise, Who::Bureau],
    ),
    (Action::OrganisationSee, "查看单位主页", &[Who::Anyone]),
    (Action::OrganisationCreate, "新增单位", &[Who::Bureau]),
    (
        Action::OrganisationManage,
        "修改单位的地址、电话和简介",
        &[Who::OwnerManager, Who::Bureau],
    ),
    (
        Action::OrganisationChangeAsk,
        "申请变更本单位登记信息",
        &[Who::OwnerManager],
    ),
    (
        Action::OrganisationChangeSee,
        "查看单位登记信息变更",
        &[Who::OwnerManager, Who::Bureau],
    ),
    (
        Action::OrganisationChangeDecide,
        "审核单位登记信息变更、更正登记信息",
        &[Who::Bureau],
    ),
    (Action::MemberManage, "管理本单位成员", &[Who::OwnerManager]),
    (
        Action::MemberAppoint,
        "为单位开通第一个账号",
        &[Who::Bureau],
    ),
    (
        Action::RefusalSee,
        "查看登录失败和被拒绝的操作",
        &[Who::OwnerManager, Who::Bureau],
    ),
    (Action::EventSee, "查看操作日志", &[Who::Bureau]),
];

/// What an actor is, to nothing in particular.
pub fn roles_of(actor: Option<&Actor>) -> Vec<Who> {
    let mut roles = vec![Who::Anyone];
    let Some(actor) = actor else { return roles };
    roles.push(Who::SignedIn);
    if actor.organisation_kind.lists_achievements() {
        roles.push(Who::Lister);
    }
    match actor.organisation_kind {
        OrganisationKind::Enterprise => roles.push(Who::Enterprise),
        OrganisationKind::TransferInstitution => roles.push(Who::Broker),
        OrganisationKind::RegistrationAgency => roles.push(Who::Agency),
        OrganisationKind::Bureau => roles.push(Who::Bureau),
        OrganisationKind::University
        | OrganisationKind::ResearchInstitute
        | OrganisationKind::CountyGovernment => {}
    }
    roles
}

/// What an actor is to a thing of one person.
pub fn roles_with(actor: Option<&Actor>, person: &UserId) -> Vec<Who> {
    let mut roles = roles_of(actor);
    if actor.is_some_and(|actor| actor.user == *person) {
        roles.push(Who::Oneself);
    }
    roles
}

/// What an actor is to a thing that an organisation owns.
pub fn roles_at(actor: Option<&Actor>, owner: &OrganisationId) -> Vec<Who> {
    let mut roles = roles_of(actor);
    if let Some(actor) = actor
        && actor.organisation == *owner
    {
        roles.push(Who::Owner);
        if actor.role == Role::Manager {
            roles.push(Who::OwnerManager);
        }
    }
    roles
}

/// What an actor is to a thing between a seller, a buyer and perhaps a broker.
pub fn roles_between(
    actor: Option<&Actor>,
    seller: &OrganisationId,
    buyer: &OrganisationId,
    broker: Option<&OrganisationId>,
) -> Vec<Who> {
    let mut roles = roles_at(actor, seller);
    if let Some(actor) = actor {
        if actor.organisation == *buyer {
            roles.push(Who::Buyer);
        }
        if broker == Some(&actor.organisation) {
            roles.push(Who::DealBroker);
        }
    }
    roles
}

/// Whether someone who is all of these may do it.
pub fn allowed(roles: &[Who], action: Action) -> bool {
    TABLE
        .iter()
        .any(|(row, _, who)| *row == action && who.iter().any(|who| roles.contains(who)))
}

/// Refuses what the table does not allow.
///
/// # Errors
/// [`Error::SignedOut`] when signing in might help, else [`Error::Forbidden`].
pub fn require(roles: &[Who], action: Action) -> Result<()> {
    if allowed(roles, action) {
        return Ok(());
    }
    if !roles.contains(&Who::SignedIn) {
        return Err(Error::SignedOut);
    }
    let name = TABLE
        .iter()
        .find(|(row, _, _)| *row == action)
        .map_or("做这件事", |(_, name, _)| name);
    Err(Error::Forbidden(name.to_owned()))
}

/// The table in Markdown, as docs/permissions.md shows it.
pub fn markdown() -> String {
    let mut page = String::from(
        "# 谁可以做什么\n\n这张表由代码中的权限表打印，未列出的一律拒绝。\n\n| 操作 | 谁可以 |\n| --- | --- |\n",
    );
    for (_, name, who) in TABLE {
        let who: Vec<&str> = who.iter().map(|who| who.label()).collect();
        page += &format!("| {name} | {} |\n", who.join("、"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_table_is_the_one_in_the_documents() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, markdown()).expect("the documents can be written");
        }
        let printed = std::fs::read_to_string(path).expect("docs/permissions.md is there");
        assert_eq!(printed, markdown(), "run the tests once with UPDATE_DOCS=1");
    }

    #[test]
    fn every_action_stands_in_the_table_once() {
        for (at, (action, _, _)) in TABLE.iter().enumerate() {
            assert!(
                TABLE
                    .iter()
                    .skip(at + 1)
                    .all(|(other, _, _)| other != action),
                "{action:?} stands twice"
            );
        }
    }
}

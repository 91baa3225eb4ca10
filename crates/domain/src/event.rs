//! The log 事件: every change is one event, chained by hash to the one before it.

use sha2::{Digest, Sha256};

use crate::id::{EventId, OrganisationId, UserId};
use crate::time::Timestamp;

/// What a change is about; the first word of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Noun {
    /// 单位.
    Organisation,
    /// A person.
    User,
    /// 科技成果.
    Achievement,
    /// 技术需求.
    Demand,
    /// An import run.
    Import,
    /// 许可意向.
    LicenceRequest,
    /// 引荐.
    Introduction,
    /// 交易.
    Deal,
    /// 技术合同.
    Contract,
    /// 支付.
    Payment,
    /// 保存的检索.
    SavedSearch,
}

impl Noun {
    /// Every noun.
    pub const ALL: [Noun; 11] = [
        Noun::Organisation,
        Noun::User,
        Noun::Achievement,
        Noun::Demand,
        Noun::Import,
        Noun::LicenceRequest,
        Noun::Introduction,
        Noun::Deal,
        Noun::Contract,
        Noun::Payment,
        Noun::SavedSearch,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Noun::Organisation => "organisation",
            Noun::User => "user",
            Noun::Achievement => "achievement",
            Noun::Demand => "demand",
            Noun::Import => "import",
            Noun::LicenceRequest => "licence_request",
            Noun::Introduction => "introduction",
            Noun::Deal => "deal",
            Noun::Contract => "contract",
            Noun::Payment => "payment",
            Noun::SavedSearch => "saved_search",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Noun::Organisation => "单位",
            Noun::User => "用户",
            Noun::Achievement => "科技成果",
            Noun::Demand => "技术需求",
            Noun::Import => "批量导入",
            Noun::LicenceRequest => "许可意向",
            Noun::Introduction => "引荐",
            Noun::Deal => "交易",
            Noun::Contract => "技术合同",
            Noun::Payment => "支付",
            Noun::SavedSearch => "保存的检索",
        }
    }
}

/// What was done, as one tells it after `已于 2026年3月5日 10:20 `; nothing for a kind that nobody notes.
pub fn deed(noun: Noun, kind: &str) -> Option<&'static str> {
    let told = match (noun, kind) {
        (Noun::Achievement, "created" | "imported") => "登记这项成果",
        (Noun::Achievement, "changed" | "edited") => "修改这项成果",
        (Noun::Achievement, "submitted") => "提交审核",
        (Noun::Achievement, "published") => "发布这项成果",
        (Noun::Achievement, "returned") => "退回修改",
        (Noun::Achievement, "confirmed") => "确认成果仍然有效",
        (Noun::Achievement, "revision_discarded") => "放弃对这项成果的修改",
        (Noun::Achievement, "withdrawn") => "撤回这项成果",
        (Noun::Demand, "created") => "登记这项需求",
        (Noun::Demand, "changed" | "edited") => "修改这项需求",
        (Noun::Demand, "published") => "发布这项需求",
        (Noun::Demand, "withdrawn") => "撤回这项需求",
        (Noun::LicenceRequest, "asked") => "提出许可意向",
        (Noun::LicenceRequest, "accepted") => "接受许可意向",
        (Noun::LicenceRequest, "declined") => "婉拒许可意向",
        (Noun::LicenceRequest, "withdrawn") => "撤回许可意向",
        (Noun::Introduction, "recorded") => "登记引荐",
        (Noun::Introduction, "acknowledged") => "确认引荐",
        (Noun::Introduction, "refused") => "不予确认引荐",
        (Noun::Introduction, "withdrawn") => "撤回引荐",
        (Noun::Deal, "opened") => "接受许可意向并开始洽谈",
        (Noun::Deal, "offer_made") => "提出新的报价",
        (Noun::Deal, "offer_withdrawn") => "撤回报价",
        (Noun::Deal, "offer_accepted") => "接受报价",
        (Noun::Deal, "broker_joined") => "确认引荐，技术经纪机构加入交易",
        (Noun::Deal, "contracted") => "确认合同，合同签订",
        (Noun::Deal, "closed") => "结束洽谈",
        (Noun::Contract, "drafted" | "redrafted") => "起草合同",
        (Noun::Contract, "edited") => "修改合同正文",
        (Noun::Contract, "confirmed") => "确认合同正文",
        (Noun::Contract, "signed") => "确认合同，合同签订",
        (Noun::Contract, "applied") => "申请认定登记",
        (Noun::Contract, "registered") => "予以认定登记",
        (Noun::Contract, "registration_refused") => "作出不予登记的决定",
        (Noun::Contract, "registration_returned") => "退回补正",
        (Noun::Contract, "completed") => "确认履行完毕",
        (Noun::Contract, "ending_proposed") => "提议解除合同",
        (Noun::Contract, "ending_agreed") => "同意解除合同",
        (Noun::Contract, "ending_refused") => "不同意解除合同",
        (Noun::Contract, "ending_withdrawn") => "撤回解除提议",
        (Noun::Contract, "cancelled") => "解除合同",
        (Noun::Payment, "recorded") => "登记这笔款项",
        (Noun::Payment, "corrected") => "更正这笔款项",
        (Noun::Payment, "withdrawn") => "撤回这笔款项",
        (Noun::Payment, "verified") => "核验通过这笔款项",
        (Noun::Payment, "rejected") => "作出核验不予通过的决定",
        (Noun::Organisation, "created") => "登记这家单位",
        (Noun::Organisation, "changed") => "更新单位信息",
        (Noun::Organisation, "change_asked") => "申请变更登记信息",
        (Noun::Organisation, "change_withdrawn") => "撤回变更申请",
        (Noun::Organisation, "change_refused") => "不予同意变更登记信息",
        (Noun::User, "added") => "开通账号",
        (Noun::User, "enabled") => "启用账号",
        (Noun::User, "disabled") => "停用账号",
        (Noun::User, "password_changed") => "修改密码",
        (Noun::User, "password_reset") => "重置密码",
        (Noun::User, "password_change_required") => "要求修改密码",
        (Noun::User, "signed_in") => "登录",
        (Noun::User, "token_issued") => "签发令牌",
        (Noun::User, "signed_out") => "结束一次登录",
        (Noun::User, "signed_out_everywhere") => "结束全部登录",
        (Noun::User, "acts_for") => "切换办理单位",
        (Noun::Import, "opened") => "上传导入文件",
        (Noun::Import, "started") => "开始导入",
        (Noun::Import, "finished") => "完成导入",
        (Noun::Import, "failed") => "导入中止",
        (Noun::SavedSearch, "created") => "保存检索",
        (Noun::SavedSearch, "deleted") => "删除检索",
        (Noun::Payment, "voucher_shared") => "发现凭证与另一笔已核验的款项相同",
        (_, "message_posted") => "留言",
        (_, "file_added") => "上传文件",
        (_, "file_removed") => "移除文件",
        (_, "file_seen") => "查看文件",
        _ => return None,
    };
    Some(told)
}

/// One entry of the log, before it has its place in the chain.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// Who; nobody when the system itself acted.
    pub actor: Option<UserId>,
    /// For which organisation the actor acted.
    pub organisation: Option<OrganisationId>,
    /// What about.
    pub noun: Noun,
    /// Which one.
    pub noun_id: String,
    /// What happened: a past participle such as `published`.
    pub kind: &'static str,
    /// What else a reader needs, as JSON.
    pub payload: serde_json::Value,
}

/// What an event says, field by field, as it enters the hash chain.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// Identifier.
    pub id: &'a str,
    /// Microseconds.
    pub at: i64,
    /// Identifier of the user, or empty.
    pub actor: &'a str,
    /// Identifier of the organisation, or empty.
    pub organisation: &'a str,
    /// Noun as stored.
    pub noun: &'a str,
    /// Identifier of the noun.
    pub noun_id: &'a str,
    /// What happened.
    pub kind: &'a str,
    /// Payload, as stored.
    pub payload: &'a str,
}

/// Hash of the event before the first one.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of an event: SHA-256 over the previous hash and every field, each with its length before it.
pub fn chain_hash(previous: &str, link: &Link<'_>) -> String {
    let mut hash = Sha256::new();
    let (seq, at) = (link.seq.to_string(), link.at.to_string());
    let fields = [
        previous,
        &seq,
        link.id,
        &at,
        link.actor,
        link.organisation,
        link.noun,
        link.noun_id,
        link.kind,
        link.payload,
    ];
    for field in fields {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field.as_bytes());
    }
    hex(&hash.finalize())
}

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [b >> 4, b & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_field_changes_the_hash() {
        let link = Link {
            seq: 1,
            id: "evt",
            at: 5,
            actor: "",
            organisation: "",
            noun: "deal",
            noun_id: "d",
            kind: "opened",
            payload: "{}",
        };
        let hash = chain_hash(GENESIS, &link);
        assert_ne!(hash, chain_hash(GENESIS, &Link { seq: 2, ..link }));
        assert_ne!(
            hash,
            chain_hash(
                GENESIS,
                &Link {
                    noun: "deald",
                    noun_id: "",
                    ..link
                }
            )
        );
        assert_ne!(hash, chain_hash(&hash, &link));
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}

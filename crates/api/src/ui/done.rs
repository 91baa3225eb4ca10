//! What was just done, as the address of the next page says it.

use axum::response::{IntoResponse, Redirect, Response};

/// What just happened, as `?done=` says it, and the sentence for people.
pub const DONE: &[(&str, &str)] = &[
    ("saved", "已保存"),
    ("created", "已保存为草稿，尚未提交审核"),
    ("submitted", "已提交审核，审核结果会出现在待办事项中"),
    (
        "revision_submitted",
        "修改已提交审核；审核通过前，其他人看到的仍是已发布的版本",
    ),
    ("published", "已发布，现在可以搜索到"),
    ("returned", "已退回并告知原因"),
    ("confirmed", "已确认仍然有效"),
    ("withdrawn", "已撤回"),
    ("discarded", "已放弃修改，已发布的版本不变"),
    ("demand_saved", "已保存为草稿，尚未发布"),
    ("demand_published", "需求已发布，所有人都可以看到"),
    (
        "demand_withdrawn",
        "需求已撤回，不再公开；需要时可以再次发布",
    ),
    (
        "search_saved",
        "检索已保存；有新发布的成果符合时，会在匹配提醒中告诉您",
    ),
    (
        "search_saved_before",
        "同样的检索您已经保存过，没有重复保存",
    ),
    ("search_deleted", "检索已删除"),
    ("seen", "已全部标为已看"),
    ("file_added", "文件已添加"),
    ("file_removed", "文件已移除，其他人不能再下载"),
    (
        "member_added",
        "成员账号已开通，请把登录名和初始密码转告本人",
    ),
    ("member_enabled", "成员已启用，可以为本单位办理"),
    ("member_disabled", "成员已停用，其在本单位的登录已全部结束"),
    (
        "organisation_created",
        "单位和首位管理员的账号已添加，请把登录名和初始密码转告本人",
    ),
    ("change_asked", "变更申请已提交，请等待科技局审核"),
    ("change_withdrawn", "变更申请已撤回"),
    ("change_approved", "已同意变更，登记信息已更新"),
    ("change_refused", "已不予同意并告知原因"),
    ("signed_out_everywhere", "全部登录和令牌已结束"),
    ("password_changed", "密码已修改，其他设备上的登录已结束"),
    ("session_ended", "该登录或令牌已结束"),
    ("signed_in", "已登录"),
    ("signed_out", "已退出登录"),
    ("switched", "已切换单位"),
    ("requested", "许可意向已提出，请等待对方答复"),
    (
        "requested_before",
        "贵单位已对这项成果提出过许可意向，正在等待答复，不必重复提出",
    ),
    ("accepted", "已接受，可以开始洽谈"),
    ("declined", "已婉拒并告知对方原因"),
    ("introduced", "引荐已记录，等待双方确认"),
    ("acknowledged", "已确认引荐"),
    ("refused", "已拒绝"),
    ("sent", "留言已发出"),
    ("offered", "报价已发出，等待对方答复"),
    ("agreed", "已接受报价，可以起草合同"),
    ("closed", "洽谈已结束"),
    ("drafted", "合同草稿已生成，请双方核对文本"),
    ("signed", "已确认合同文本"),
    ("applied", "已申请认定登记"),
    ("registered", "已认定登记"),
    ("recorded", "支付已登记，等待科技局核验"),
    ("corrected", "已更正并重新提交，等待科技局核验"),
    ("verified", "支付已核验"),
    ("rejected", "支付已退回并告知原因"),
    ("completed", "合同已办结"),
    ("cancelled", "合同已解除"),
    ("ending-proposed", "已向对方提议解除合同，等待答复"),
    ("ending-answered", "已答复解除提议"),
];

/// On to the page where the result of a write is seen.
pub fn after(path: &str, done: &str) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{joint}done={done}")).into_response()
}

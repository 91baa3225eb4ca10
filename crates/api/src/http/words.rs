//! What every operation does and who may do it, in Chinese: the page of the API shows it, and the document carries it.
//!
//! A new operation gets a line here; a test says which is missing.

use utoipa::openapi::OpenApi;

const ANYONE: &str = "任何人，无需登录";
const SIGNED_IN: &str = "登录用户";
const OWNER: &str = "成果所属单位";
const WANTING: &str = "需求所属单位";
const BUREAU: &str = "科技局";
const AGENCY: &str = "登记机构";
const PARTIES: &str = "买卖双方和参与的技术转移机构";
const SIDES: &str = "买卖双方";
const SELLER: &str = "卖方";
const BUYER: &str = "买方";
const BROKER: &str = "技术转移机构";
const MANAGERS: &str = "本单位管理员和科技局";

/// Operation, what it does, who may.
const WORDS: &[(&str, &str, &str)] = &[
    ("list_achievements", "检索已发布的成果", ANYONE),
    (
        "create_achievement",
        "登记成果（草稿）",
        "高校、科研院所和企业",
    ),
    (
        "create_import",
        "上传成果文件；开始导入前不写入任何内容",
        "高校、科研院所和企业",
    ),
    (
        "get_achievement",
        "查看一项成果",
        "已发布的任何人；未发布的所属单位和科技局；已撤回的另有与其有关的各方",
    ),
    (
        "update_achievement",
        "修改成果；已发布的内容在审核通过前不变",
        OWNER,
    ),
    (
        "list_achievement_attachments",
        "一项成果的文件",
        "与可以查看该成果的人相同；仅交易双方可见的文件另须为交易一方",
    ),
    ("add_achievement_attachment", "给成果添加文件", OWNER),
    (
        "get_achievement_attachment",
        "下载成果的文件",
        "与可以查看该文件的人相同",
    ),
    ("remove_achievement_attachment", "移除成果的文件", OWNER),
    ("confirm_achievement", "确认成果仍然有效", OWNER),
    (
        "list_demands_for_achievement",
        "一项成果可以满足的公开需求，按匹配程度排列",
        ANYONE,
    ),
    ("discard_revision", "放弃对已发布成果的修改", OWNER),
    ("create_licence_request", "对成果提出许可意向", "企业"),
    ("publish_achievement", "审核通过并发布", BUREAU),
    ("return_achievement", "退回修改并说明理由", BUREAU),
    (
        "list_similar_achievements",
        "与一项已发布成果相近的成果",
        ANYONE,
    ),
    ("submit_achievement", "提交审核", OWNER),
    ("withdraw_achievement", "撤回成果并说明理由", OWNER),
    ("list_alerts", "本人的匹配提醒，新的在前", SIGNED_IN),
    ("see_alerts", "把本人的匹配提醒全部标为已看", SIGNED_IN),
    (
        "list_vocabulary_entries",
        "词表中的条目，例如行业和学科；可按文字查找",
        ANYONE,
    ),
    ("list_contracts", "与本单位有关的合同，新的在前", SIGNED_IN),
    (
        "get_contract",
        "查看一份合同",
        "合同各方；科技局自签订起；登记机构自申请登记起",
    ),
    ("apply_for_registration", "申请认定登记", SELLER),
    ("cancel_contract", "放弃尚未签订的合同并说明理由", SIDES),
    ("complete_contract", "确认合同履行完毕", BUYER),
    ("propose_ending", "提议解除已签订的合同并说明理由", SIDES),
    (
        "agree_to_ending",
        "同意对方的解除提议；已登记的合同待登记机构记录",
        SIDES,
    ),
    (
        "record_ending",
        "登记后记录合同解除：文字 reason 和文件 document",
        AGENCY,
    ),
    ("refuse_ending", "不同意对方的解除提议并说明理由", SIDES),
    ("withdraw_ending", "撤回本方的解除提议", SIDES),
    ("get_contract_file", "下载合同的文件", "可以查看该合同的人"),
    ("list_payments", "一份合同的支付", "合同各方和科技局"),
    (
        "create_payment",
        "登记支付或退款：payment 为 JSON，invoice、receipt 为文件",
        BUYER,
    ),
    (
        "redraft_contract",
        "按现在的条款和资料重新起草正文，双方须重新确认",
        SIDES,
    ),
    ("refuse_registration", "不予登记并说明理由", AGENCY),
    ("register_contract", "予以认定登记", AGENCY),
    (
        "return_registration",
        "退回补正并说明缺少什么；卖方补正后再次申请",
        AGENCY,
    ),
    ("sign_contract", "确认看到的合同正文（以校验值为准）", SIDES),
    (
        "update_contract_text",
        "修改尚未签订的合同正文，双方须重新确认",
        SIDES,
    ),
    ("list_deals", "本单位参与的交易", SIGNED_IN),
    ("get_deal", "查看一笔交易", PARTIES),
    ("close_deal", "不签合同，结束洽谈", SIDES),
    ("create_contract", "按谈定的条款起草合同", SIDES),
    ("get_deal_file", "下载交易的文件", PARTIES),
    (
        "delete_deal_file",
        "移除本单位误传的文件，限合同签订前",
        PARTIES,
    ),
    ("create_message", "在交易中留言", PARTIES),
    ("create_offer", "报价；此前的报价失效", SIDES),
    ("accept_offer", "接受对方的报价", SIDES),
    ("withdraw_offer", "撤回本方的报价", SIDES),
    (
        "see_deal",
        "表示本单位已看过：此前的留言和报价不再是未读",
        PARTIES,
    ),
    ("list_demands", "公开的需求，最近发布的在前", ANYONE),
    ("create_demand", "登记需求（草稿）", "企业"),
    (
        "get_demand",
        "查看一项需求",
        "已发布的任何人；未发布的所属单位和科技局",
    ),
    ("update_demand", "修改需求；已发布的仍然公开", WANTING),
    (
        "list_matches_of_demand",
        "可以满足一项需求的成果，按匹配程度排列，附得分和各项依据",
        ANYONE,
    ),
    (
        "publish_demand",
        "发布草稿，或再次发布已撤回的需求",
        WANTING,
    ),
    ("withdraw_demand", "撤回需求，可以再次发布", WANTING),
    (
        "list_submitted_achievements",
        "待审核的成果和修改，等待最久的在前",
        BUREAU,
    ),
    (
        "list_payments_to_verify",
        "待核验的支付，等待最久的在前",
        BUREAU,
    ),
    ("list_events", "操作记录，新的在前", BUREAU),
    (
        "get_import",
        "导入进行到哪里：排队、进行中、完成或中止",
        "上传文件的单位",
    ),
    (
        "get_import_report",
        "未导入的行，逐行说明，CSV 文件",
        "上传文件的单位",
    ),
    ("start_import", "按表头对应的列开始导入", "上传文件的单位"),
    ("list_introductions", "与本单位有关的引荐", SIGNED_IN),
    (
        "create_introduction",
        "登记引荐：把买方引荐给一项成果",
        BROKER,
    ),
    (
        "get_introduction",
        "查看一次引荐",
        "买卖双方、引荐机构和科技局",
    ),
    ("acknowledge_introduction", "确认引荐属实", SIDES),
    ("refuse_introduction", "不予确认：双方此前已经认识", SIDES),
    ("withdraw_introduction", "撤回引荐", BROKER),
    (
        "list_licence_requests",
        "本单位的许可意向，待答复的在前",
        SIGNED_IN,
    ),
    (
        "get_licence_request",
        "查看一条许可意向",
        "买卖双方和科技局",
    ),
    (
        "accept_licence_request",
        "接受许可意向：开始洽谈，回答是交易的编号",
        SELLER,
    ),
    ("decline_licence_request", "婉拒许可意向并选择理由", SELLER),
    ("withdraw_licence_request", "撤回许可意向", BUYER),
    (
        "list_pairs",
        "公开的需求和最能满足它们的成果",
        "技术转移机构和科技局",
    ),
    (
        "list_own_achievements",
        "本单位的成果，不论状态，新的在前",
        SIGNED_IN,
    ),
    (
        "list_own_demands",
        "本单位的需求，不论状态，新的在前",
        SIGNED_IN,
    ),
    (
        "list_organisation_changes",
        "待审核的登记信息变更，等待最久的在前",
        BUREAU,
    ),
    ("get_organisation_change", "查看一项变更", MANAGERS),
    (
        "approve_organisation_change",
        "同意变更",
        "科技局，申请人本人除外",
    ),
    (
        "refuse_organisation_change",
        "不予同意变更并说明理由",
        "科技局，申请人本人除外",
    ),
    (
        "withdraw_organisation_change",
        "撤回变更申请",
        "本单位管理员",
    ),
    ("list_organisations", "单位名录", ANYONE),
    ("create_organisation", "新增单位", BUREAU),
    ("get_organisation", "查看一家单位", ANYONE),
    (
        "update_organisation",
        "修改地址、电话和简介；登记信息可原样带回，只能经审核变更",
        MANAGERS,
    ),
    (
        "list_changes_of_organisation",
        "一家单位的变更，新的在前",
        MANAGERS,
    ),
    (
        "create_organisation_change",
        "申请变更登记信息；未写的项目不变",
        "本单位管理员",
    ),
    (
        "correct_organisation",
        "更正一家单位的登记信息，原内容和理由记入操作记录",
        BUREAU,
    ),
    ("list_members", "成员名单", MANAGERS),
    (
        "create_member",
        "开通成员账号；本人首次登录须修改密码",
        "本单位管理员；首个账号由科技局开通",
    ),
    (
        "reset_member_password",
        "给成员一次性密码；其原密码和全部登录失效",
        "本单位管理员",
    ),
    (
        "list_refusals_of_organisation",
        "一家单位成员的登录失败和被拒绝的操作",
        MANAGERS,
    ),
    ("get_payment", "查看一笔支付", "合同各方和科技局"),
    (
        "update_payment",
        "更正后重新提交；未再上传的文件保留",
        BUYER,
    ),
    ("reject_payment", "核验不予通过并说明理由", BUREAU),
    ("verify_payment", "核验通过；有疑点时须说明理由", BUREAU),
    (
        "get_voucher",
        "下载凭证；查看会记入操作记录",
        "买卖双方和科技局",
    ),
    ("withdraw_payment", "撤回尚未核验的支付", BUYER),
    ("list_policies", "用于核算的政策", ANYONE),
    (
        "get_policy",
        "一项政策：每个参数及其条款，以及尚不清楚的事项",
        ANYONE,
    ),
    (
        "list_refusals",
        "近 90 天的登录失败和被拒绝的操作，最多 200 条",
        BUREAU,
    ),
    (
        "list_registrations",
        "待决定的登记申请，等待最久的在前",
        AGENCY,
    ),
    (
        "list_register",
        "本机构的登记簿：每一项决定，新的在前",
        AGENCY,
    ),
    (
        "export_register",
        "登记簿的 CSV 文件（UTF-8），含全部符合条件的决定",
        AGENCY,
    ),
    ("list_saved_searches", "本人保存的检索，新的在前", SIGNED_IN),
    (
        "create_saved_search",
        "保存检索；同样的检索只保存一次，再次保存得到原来的编号",
        SIGNED_IN,
    ),
    ("delete_saved_search", "删除保存的检索及其提醒", "本人"),
    ("get_session", "当前登录的是谁", SIGNED_IN),
    ("create_session", "登录，会话以 Cookie 返回", ANYONE),
    ("delete_session", "退出登录", SIGNED_IN),
    (
        "change_password",
        "修改本人密码；其他登录和令牌全部失效",
        SIGNED_IN,
    ),
    ("list_tokens", "本人的令牌", SIGNED_IN),
    (
        "create_token",
        "签发令牌；只能在浏览器登录后签发，令牌不能再签发令牌",
        SIGNED_IN,
    ),
    ("delete_token", "吊销令牌或结束一次登录", "本人"),
    (
        "delete_sessions",
        "结束本人的全部登录和令牌，包括当前这一个",
        SIGNED_IN,
    ),
    ("get_statistics", "公开的统计数字", ANYONE),
    (
        "list_searches",
        "检索了什么、什么落空；每十秒记录一次",
        BUREAU,
    ),
    (
        "list_entitlements",
        "合同可得的补助",
        "科技局看全部，其他单位看本单位合同",
    ),
    (
        "estimate_subsidy",
        "测算一份合同的补助，与科技局的算法相同",
        ANYONE,
    ),
    (
        "get_ledger",
        "补助台账，可用 jiqiao calculate 重新计算",
        "科技局导出全部，企业导出与本单位有关的部分",
    ),
    ("list_suggestions", "以所输入文字开头的题名和关键词", ANYONE),
    ("get_health", "进程是否存活", ANYONE),
    (
        "get_readiness",
        "能否答复请求：数据库可用，后台工作都在运行",
        ANYONE,
    ),
];

/// Puts the words into the document: what an operation does as its summary, who may before its description.
pub(crate) fn tell(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for operation in [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
        ]
        .into_iter()
        .flatten()
        {
            let id = operation.operation_id.clone().unwrap_or_default();
            let Some((_, words, who)) = WORDS.iter().find(|(known, _, _)| *known == id) else {
                continue;
            };
            let details = [operation.summary.take(), operation.description.take()];
            let details: Vec<String> = details.into_iter().flatten().collect();
            operation.summary = Some((*words).to_owned());
            operation.description = Some(format!("谁可以：{who}\n\n{}", details.join("\n\n")));
        }
    }
}

/// Who may, of an operation.
pub(crate) fn who_may(id: &str) -> &'static str {
    WORDS
        .iter()
        .find(|(known, _, _)| *known == id)
        .map_or("", |(_, _, who)| who)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_operation_has_its_words_and_no_words_are_left_over() {
        let document = crate::document();
        let operations: BTreeSet<&str> = document
            .paths
            .paths
            .values()
            .flat_map(|item| [&item.get, &item.put, &item.post, &item.delete])
            .flatten()
            .filter_map(|operation| operation.operation_id.as_deref())
            .collect();
        let told: BTreeSet<&str> = WORDS.iter().map(|(id, _, _)| *id).collect();
        assert_eq!(operations, told);
        assert_eq!(WORDS.len(), told.len(), "each once");
    }
}

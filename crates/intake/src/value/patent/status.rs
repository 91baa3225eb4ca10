//! Where a patent stands, in the words that people and the patent office use.

use domain::catalogue::achievement::PatentStatus;

use super::SaidBy;

/// Whether words beside a number speak of its status and of nothing else: the name of a patent may hold such a word too.
pub(super) fn is_status(said: &str) -> bool {
    let labels = [
        "授权公告日",
        "授权公告号",
        "授权日",
        "申请公布号",
        "专利申请号",
        "申请号",
        "申请日",
        "公开号",
        "公布号",
        "授权号",
    ];
    let fillers = [
        "实质审查",
        "审查中",
        "实施许可",
        "避重",
        "避免重复",
        "年费",
        "缴纳",
        "缴",
        "视为",
        "主动",
        "被",
        "已经",
        "已",
        "未",
        "因",
        "的",
        "专利权",
        "专利号",
        "专利",
        "发明",
        "权利",
        "权",
        "生效",
        "登记",
        "合同",
        "备案",
        "全部",
        "部分",
        "宣告",
        "法律",
        "状态",
        "为",
        "现",
        "后",
        "获",
        "公告",
        "中",
        "年",
        "月",
        "日",
        "号",
        "费",
        "人",
    ];
    let mut rest: String = said.chars().filter(|c| c.is_alphabetic()).collect();
    for label in labels {
        rest = rest.replace(label, "");
    }
    let known = LAPSED
        .iter()
        .chain(&GRANTED)
        .chain(&IN_EXAMINATION)
        .chain(&UNCLEAR);
    let mut has = false;
    for word in known {
        has |= rest.contains(word);
    }
    for word in LAPSED
        .iter()
        .chain(&GRANTED)
        .chain(&IN_EXAMINATION)
        .chain(&UNCLEAR)
        .chain(&fillers)
    {
        rest = rest.replace(word, "");
    }
    has && rest.chars().count() <= 1
}

/// Words that only say what the number is.
pub(super) fn is_label(said: &str) -> bool {
    let mut rest = said.to_owned();
    for label in [
        "发明专利",
        "实用新型专利",
        "外观设计专利",
        "国家发明专利",
        "中国发明专利",
        "实用新型",
        "外观设计",
        "专利申请号",
        "授权专利号",
        "专利号",
        "申请号",
        "专利",
        "发明",
        "授权",
        "已",
        "中国",
        "国家",
        "号",
        "的",
        "等",
        "共",
        "其中",
        "项",
    ] {
        rest = rest.replace(label, "");
    }
    rest.chars().all(|c| !c.is_alphanumeric())
}

/// Entries that leave open where the patent stands: something was asked for, suspended, restored or undone in part.
const UNCLEAR: [&str; 26] = [
    "恢复",
    "复审",
    "部分无效",
    "滞纳",
    "请求",
    "中止",
    "异议",
    "诉讼",
    "纠纷",
    "即将",
    "将到期",
    "拟",
    "预计",
    "未失效",
    "未终止",
    "未到期",
    "未过期",
    "未驳回",
    "未撤回",
    "未放弃",
    "未届满",
    "没有失效",
    "非失效",
    "不有效",
    "未生效",
    "不详",
];
pub(super) const LAPSED: [&str; 20] = [
    "失效",
    "无效",
    "终止",
    "届满",
    "期满",
    "到期",
    "过期",
    "放弃",
    "撤回",
    "驳回",
    "视撤",
    "视放",
    "无权",
    "丧失",
    "撤销",
    "lapsed",
    "expired",
    "rejected",
    "withdrawn",
    "invalid",
];
const NOT_YET: [&str; 17] = [
    "未授权",
    "未获授权",
    "未获权",
    "待授权",
    "等待授权",
    "尚未授权",
    "没有授权",
    "没授权",
    "未下证",
    "待下证",
    "授权前",
    "授权中",
    "授权通知",
    "未经授权",
    "办理登记",
    "未授予",
    "拟授权",
];
const GRANTED: [&str; 12] = [
    "授权", "有效", "维持", "有权", "获权", "下证", "转移", "转让", "质押", "许可", "granted",
    "valid",
];
const IN_EXAMINATION: [&str; 14] = [
    "审中", "在审", "实审", "审查", "初审", "待审", "受理", "公开", "公布", "申请", "提交",
    "pending", "filed", "审核",
];

/// Reads where a patent stands, in plain words and in those of the patent office: an entry of a transfer, a pledge or a
/// licence says that it was granted.
///
/// # Errors
/// When the text is none of the known words, or leaves it open.
pub(crate) fn parse_status(text: &str) -> Result<PatentStatus, String> {
    let plain: String = domain::text::half_width(&domain::text::visible(text))
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let unread = Err(format!(
        "看不懂专利状态“{}”：请填“授权”、“审中”或“失效”",
        text.trim()
    ));
    if says(&UNCLEAR) || (plain.contains("重复授权") && !plain.contains("放弃")) {
        unread
    } else if says(&LAPSED) {
        Ok(PatentStatus::Lapsed)
    } else if says(&NOT_YET) {
        Ok(PatentStatus::Pending)
    } else if plain.contains("申请权") && !plain.contains("专利权") {
        // The right in an application was transferred: nothing is granted yet.
        Ok(PatentStatus::Pending)
    } else if says(&GRANTED) {
        Ok(PatentStatus::Granted)
    } else if says(&IN_EXAMINATION) {
        Ok(PatentStatus::Pending)
    } else {
        unread
    }
}

/// What the status in a column makes of the status beside the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreed {
    /// Both say the same, or only the column says anything.
    Yes,
    /// The column is followed, and whoever sent the list should look at it.
    Doubtful,
    /// One of them is wrong, and which one nobody can tell.
    No,
}

/// Holds the status in a column against what the number says by itself. A patent that was granted or applied for may
/// have lapsed since; everything else that differs cannot both be right.
pub(crate) fn agree(column: PatentStatus, number: PatentStatus, by: SaidBy) -> Agreed {
    match by {
        SaidBy::Nothing => Agreed::Yes,
        _ if column == number => Agreed::Yes,
        SaidBy::Zl if column == PatentStatus::Lapsed => Agreed::Yes,
        SaidBy::Zl => Agreed::Doubtful,
        SaidBy::Words if column == PatentStatus::Lapsed => Agreed::Doubtful,
        SaidBy::Words => Agreed::No,
    }
}

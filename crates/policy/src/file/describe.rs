//! The parameters of a programme in words, for people who decide and people who ask.

use ::domain::time::chinese_day;
use serde::Serialize;

use super::programme::{
    Allocation, Basis, BeforeRegistration, Beneficiary, CapScope, Effect, Programme, Shortfall,
    Status, Unprovable, Window,
};
use crate::exact::Rounding;

/// Every parameter that a programme may give: its key in the file and its Chinese name.
pub(super) const PARAMETERS: [(&str, &str); 23] = [
    ("beneficiary", "补助对象"),
    ("beneficiary_kinds", "单位类型"),
    ("beneficiary_division_prefix", "所在地"),
    ("contract_kinds", "合同类型"),
    ("unregistered", "合同未登记"),
    ("cancelled", "合同已撤销"),
    ("outside_beneficiaries", "对象不符"),
    ("provincial_support", "省级补助"),
    ("related_party", "关联方"),
    ("before_registration", "登记前的支付"),
    ("payment_window", "支付时间"),
    ("registration_window", "登记时间"),
    ("minimum_paid_yuan", "起补线"),
    ("basis", "计算基数"),
    ("vat", "增值税"),
    ("stacking", "与上级政策的关系"),
    ("rate", "补助比例"),
    ("brackets", "补助比例"),
    ("cap", "最高限额"),
    ("allocation", "限额内的分配"),
    ("shortfall", "资金不足时"),
    ("rounding", "取整"),
    ("notice_days", "公示天数"),
];

/// One parameter as it is shown.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = PolicyParameter))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its key in the file.
    pub key: &'static str,
    /// Its Chinese name.
    pub label: &'static str,
    /// Its value in words.
    pub value: String,
    /// The clause it rests on.
    pub clause: String,
    /// Whether the document settles it; a default otherwise.
    pub confirmed: bool,
    /// The open question 待确认, when it is a default.
    pub question: Option<String>,
}

impl Programme {
    /// Every parameter that the file gives, in the order of the computation.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = Vec::with_capacity(self.sources.len());
        for (key, label) in PARAMETERS {
            let (Some(value), Some(source)) = (self.value_of(key), self.sources.get(key)) else {
                continue;
            };
            parameters.push(Parameter {
                key,
                label,
                value,
                clause: source.clause.clone(),
                confirmed: source.question.is_none(),
                question: source.question.clone(),
            });
        }
        parameters
    }

    fn value_of(&self, key: &str) -> Option<String> {
        Some(match key {
            "beneficiary" => match self.beneficiary {
                Beneficiary::Buyer => "受让方（买方）".into(),
                Beneficiary::Seller => "出让方（卖方）".into(),
            },
            "beneficiary_kinds" => listed(self.beneficiary_kinds.iter().map(|kind| kind.label())),
            "beneficiary_division_prefix" => format!(
                "行政区划代码以 {} 开头",
                self.beneficiary_division_prefix.as_ref()?
            ),
            "contract_kinds" => listed(self.contract_kinds.iter().map(|kind| kind.label())),
            "unregistered" => in_words(self.unregistered).into(),
            "cancelled" => in_words(self.cancelled).into(),
            "outside_beneficiaries" => in_words(self.outside_beneficiaries).into(),
            "provincial_support" => unprovable_in_words(self.provincial_support).into(),
            "related_party" => unprovable_in_words(self.related_party).into(),
            "before_registration" => match self.before_registration {
                BeforeRegistration::Count => "合同登记后一并计入".into(),
                BeforeRegistration::Exclude => "不计入".into(),
            },
            "payment_window" => self.payment_window?.in_words(),
            "registration_window" => self.registration_window?.in_words(),
            "minimum_paid_yuan" => format!(
                "合同计入的支付额不低于 {} 元",
                self.minimum_paid_fen?.in_yuan()
            ),
            "basis" => self.basis.label().into(),
            "vat" => "支付额含税计算".into(),
            "stacking" => "在上级补助之外另行补助".into(),
            "rate" | "brackets" => self.scale.to_string(),
            "cap" => {
                let cap = self.cap?;
                format!(
                    "{}累计不超过 {} 元",
                    cap.scope.label(),
                    cap.amount_fen.in_yuan()
                )
            }
            "allocation" => match self.allocation {
                Allocation::ProRata => "按尚欠补助的比例（最大余数法）".into(),
                Allocation::ByPaymentDate => "按支付日期先后".into(),
            },
            "shortfall" => match self.shortfall {
                Shortfall::ProRata => "按应拨金额的比例（最大余数法）".into(),
                Shortfall::Queue => "按合同登记先后".into(),
            },
            "rounding" => format!("{}，仅在最后取整一次", self.rounding.label()),
            "notice_days" => format!("{} 天", self.notice_days?),
            _ => return None,
        })
    }
}

impl Window {
    fn in_words(self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) => format!("{}至{}", chinese_day(from), chinese_day(to)),
            (Some(from), None) => format!("{}起", chinese_day(from)),
            (None, Some(to)) => format!("截至{}", chinese_day(to)),
            (None, None) => "不限".into(),
        }
    }
}

impl Basis {
    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Basis::Paid => "实际支付额",
            Basis::Min => "实际支付额与技术交易额中较小者",
            Basis::Proportional => {
                "实际支付额 × 技术交易额 ÷ 合同成交额（支付额超过合同成交额时按合同成交额计）"
            }
        }
    }
}

impl CapScope {
    /// The Chinese words for what the cap is counted over.
    pub fn label(self) -> &'static str {
        match self {
            CapScope::Achievement => "单项成果",
            CapScope::Contract => "单个合同",
            CapScope::Enterprise => "单个受益单位",
            CapScope::Total => "全部合同",
        }
    }
}

impl Rounding {
    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Rounding::HalfUp => "四舍五入到分",
            Rounding::Truncate => "舍去不足一分的尾数",
        }
    }
}

impl Status {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Status::Draft => "草案",
            Status::Issued => "已印发",
            Status::Expired => "已失效",
            Status::Unknown => "状态待核实",
        }
    }
}

fn in_words(effect: Effect) -> &'static str {
    match effect {
        Effect::Bar => "不予补助",
        Effect::Finding => "提示，不影响金额",
    }
}

fn unprovable_in_words(fact: Unprovable) -> &'static str {
    match fact {
        Unprovable::Finding => "需提供证明，不影响计算，逐笔提示",
        Unprovable::Ignored => "不作要求",
    }
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join("、")
}

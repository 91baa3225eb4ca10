//! Chains with a contract, before any money was recorded.

use domain::catalogue::achievement::TransferMode;
use domain::deals::party::Party;
use domain::deals::party::Side::{Buyer, Seller};

use super::{Chain, Plan, Stage};

pub(super) const CHAINS: [Chain; 5] = [
    Chain {
        key: "signed-electrode",
        buyer: "e01",
        seller: "r3",
        achievement: "CB-05-1",
        purpose: "改造浸渍和焙烧工段，生产供锻造企业使用的抗氧化石墨电极。",
        field_of_use: "石墨电极的生产和销售",
        offers_wan: &[(Buyer, 90), (Seller, 120)],
        messages: &[(Party::Buyer, "合同已签，请研究院尽快申请认定登记。")],
        asked_days_ago: 25,
        until: Stage::Signed,
        ..Chain::USUAL
    },
    Chain {
        key: "signed-trial-bean-harvester",
        buyer: "e11",
        seller: "u2",
        achievement: "NY-04-2",
        purpose: "在 2 万亩红芸豆基地先试用一个收获季，满意后付费扩大生产。",
        proposed_terms: "先使用后付费，试用一个收获季。",
        field_of_use: "红芸豆收获机组的制造和使用",
        acceptance: "收获季结束后由双方实测 5 个地块，平均损失率不高于 5% 即为合格。",
        offers_wan: &[(Buyer, 80)],
        trial_days: 120,
        messages: &[(
            Party::Seller,
            "同意先使用后付费，试用期内派两名技术员跟机。",
        )],
        asked_days_ago: 40,
        until: Stage::Signed,
        ..Chain::USUAL
    },
    Chain {
        key: "applied-magnesium",
        buyer: "e16",
        seller: "u1",
        achievement: "LM-05-1",
        purpose: "将两条横罐炼镁线改为竖罐蓄热式，年产原镁 1.5 万吨。",
        field_of_use: "原镁冶炼",
        offers_wan: &[(Seller, 340), (Buyer, 290)],
        plan: Plan::Instalments(&[(40, 20), (40, 150), (20, 360)]),
        non_technical_wan: &[("试验用还原罐一套", 45), ("现场差旅费", 5)],
        messages: &[(
            Party::Buyer,
            "还原罐一套请单独列价，便于登记时核定技术交易额。",
        )],
        asked_days_ago: 28,
        until: Stage::Applied,
        ..Chain::USUAL
    },
    Chain {
        key: "refused-sludge",
        buyer: "e12",
        seller: "r4",
        achievement: "HB-07-1",
        mode: TransferMode::Service,
        licence_kind: None,
        purpose: "污泥低温干化后与循环流化床锅炉掺烧，由研究院提供技术服务。",
        field_of_use: "污泥干化掺烧",
        offers_wan: &[(Seller, 185)],
        messages: &[(
            Party::Seller,
            "登记机构要求把干化机价款单列，我们补充清单后重新申请。",
        )],
        asked_days_ago: 64,
        until: Stage::RegistrationRefused(
            "合同价款中包含干化机主机，未分项列出非技术性款项，请补充清单后重新申请。",
        ),
        ..Chain::USUAL
    },
    Chain {
        key: "registered-flax-oil",
        buyer: "e09",
        seller: "u2",
        achievement: "SP-04-1",
        purpose: "日处理 60 吨胡麻籽的适温压榨线技术升级，保留香味并延长货架期。",
        field_of_use: "胡麻油的生产和销售",
        offers_wan: &[(Buyer, 110), (Seller, 130)],
        plan: Plan::Instalments(&[(50, 60), (50, 240)]),
        messages: &[(
            Party::Seller,
            "认定登记已办结，第一期款项请按合同约定时间支付。",
        )],
        asked_days_ago: 70,
        until: Stage::Registered,
        ..Chain::USUAL
    },
];

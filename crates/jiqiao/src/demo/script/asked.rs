//! Chains that are still requests, or ended as such.

use domain::catalogue::achievement::TransferMode;
use domain::deals::licence::LicenceKind;
use domain::deals::licence_request::DeclineReason;
use domain::deals::party::Side::Buyer;

use super::{Chain, Stage};

pub(super) const CHAINS: [Chain; 7] = [
    Chain {
        key: "asked-heat-sink",
        buyer: "e01",
        seller: "u1",
        achievement: "CB-07-1",
        licence_kind: Some(LicenceKind::Sole),
        purpose: "在二期厂房建设年产 2000 片金刚石热沉的示范线，供激光器封装客户试用。",
        proposed_terms: "希望先送样 20 片评价，评价合格后签订排他许可。",
        offers_wan: &[(Buyer, 220)],
        asked_days_ago: 2,
        ..Chain::USUAL
    },
    Chain {
        key: "asked-remote-sensing",
        buyer: "e09",
        seller: "r1",
        achievement: "NY-05-1",
        mode: TransferMode::Service,
        licence_kind: None,
        purpose: "用于核查 3.2 万亩胡麻和荞麦订单基地的实际种植面积，并预估产量。",
        offers_wan: &[(Buyer, 30)],
        asked_days_ago: 4,
        ..Chain::USUAL
    },
    Chain {
        key: "asked-wind-forecast",
        buyer: "e14",
        seller: "e17",
        achievement: "XN-03-1",
        purpose: "两座山地风电场共 148 兆瓦，希望降低功率预测考核费用。",
        proposed_terms: "先在一座风电场试用三个月，再按年付费。",
        asked_days_ago: 6,
        ..Chain::USUAL
    },
    Chain {
        key: "overdue-temple",
        buyer: "e04",
        seller: "u1",
        achievement: "WL-01-1",
        mode: TransferMode::Service,
        licence_kind: None,
        purpose: "为景区内 12 处木结构古建筑建立数字档案，并每半年复测一次。",
        proposed_terms: "希望旅游旺季前完成首轮采集。",
        offers_wan: &[(Buyer, 96)],
        asked_days_ago: 26,
        until: Stage::Overdue,
        ..Chain::USUAL
    },
    Chain {
        key: "overdue-oats",
        buyer: "e10",
        seller: "u2",
        achievement: "NY-01-2",
        purpose: "在马铃薯轮作地推广莜麦新品种 5000 亩，自繁良种供合作社使用。",
        asked_days_ago: 15,
        until: Stage::Overdue,
        ..Chain::USUAL
    },
    Chain {
        key: "declined-forge-line",
        buyer: "e18",
        seller: "u1",
        achievement: "DZ-01-1",
        licence_kind: Some(LicenceKind::Exclusive),
        purpose: "希望独占许可后作为本公司软件产品向全省锻造企业销售。",
        offers_wan: &[(Buyer, 45)],
        asked_days_ago: 34,
        until: Stage::Declined(
            DeclineReason::LicensedExclusively,
            "该软件已许可多家企业使用，只接受普通许可，欢迎按普通许可重新提出。",
        ),
        ..Chain::USUAL
    },
    Chain {
        key: "retracted-twin",
        buyer: "e13",
        seller: "u1",
        achievement: "DZ-07-1",
        purpose: "用于集气站群调度推演，原计划与选煤厂系统共用平台。",
        asked_days_ago: 21,
        until: Stage::Retracted,
        ..Chain::USUAL
    },
];

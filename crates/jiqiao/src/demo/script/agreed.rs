//! Chains with a deal: under negotiation, lost, agreed, drafted, half signed.

use domain::catalogue::achievement::TransferMode;
use domain::deals::deal::CloseReason;
use domain::deals::licence::LicenceKind;
use domain::deals::party::Party;
use domain::deals::party::Side::{Buyer, Seller};

use super::{Chain, Introduced, Plan, Stage};

pub(super) const CHAINS: [Chain; 7] = [
    Chain {
        key: "negotiating-hard-carbon",
        buyer: "e01",
        seller: "u1",
        achievement: "CB-04-1",
        licence_kind: Some(LicenceKind::Sole),
        purpose: "二期新建年产 2000 吨钠离子电池硬碳负极产线，原料为本地无烟煤。",
        proposed_terms: "排他许可 5 年，首年提供驻厂调试。",
        field_of_use: "钠离子电池负极材料的生产和销售",
        offers_wan: &[(Buyer, 240), (Seller, 320), (Buyer, 280)],
        plan: Plan::Instalments(&[(40, 15), (40, 180), (20, 365)]),
        messages: &[
            (
                Party::Seller,
                "感谢关注。中试线批次数据可以到校查看，请先确认保密约定。",
            ),
            (
                Party::Buyer,
                "保密没有问题。我们关心首次库仑效率在放大后的波动，能否提供最近 10 批的数据？",
            ),
            (
                Party::Seller,
                "最近 10 批首次库仑效率在 85.2% 至 86.4% 之间，报告已发到联系邮箱。",
            ),
            (
                Party::Buyer,
                "数据符合预期。价格上希望按年产量分档，先报 280 万元，请考虑。",
            ),
        ],
        asked_days_ago: 24,
        until: Stage::Negotiating,
        ..Chain::USUAL
    },
    Chain {
        key: "negotiating-normalising",
        buyer: "e02",
        seller: "r3",
        achievement: "ZB-03-1",
        introduced: Some(Introduced {
            by: "t1",
            note: "示例法兰锻造有限公司正为 6 台正火炉寻找节能改造，先进材料研究院有同类台车炉业绩，已电话介绍双方负责人。",
        }),
        purpose: "6 台台车式正火炉节能改造，降低天然气消耗并稳定力学性能。",
        field_of_use: "法兰锻件热处理",
        offers_wan: &[(Seller, 145)],
        messages: &[
            (
                Party::Broker,
                "双方已确认引荐。建议先选 1 台炉做 7 天对比测试，再谈整体改造。",
            ),
            (Party::Buyer, "同意先测一台，测试期间产品仍要保证交货。"),
        ],
        asked_days_ago: 16,
        until: Stage::Negotiating,
        ..Chain::USUAL
    },
    Chain {
        key: "lost-harvester",
        buyer: "e06",
        seller: "r1",
        achievement: "YC-02-1",
        mode: TransferMode::Assignment,
        licence_kind: None,
        purpose: "受让采挖机技术，由合作农机厂生产，供县内黄芪种植户使用。",
        field_of_use: "根茎类药材采挖机械",
        offers_wan: &[(Buyer, 45), (Seller, 95)],
        messages: &[
            (
                Party::Seller,
                "95 万元含全套图纸和一年技术支持，低于此价难以通过单位审批。",
            ),
            (Party::Buyer, "今年收购资金紧张，暂时无法承担。"),
        ],
        asked_days_ago: 58,
        until: Stage::Lost(
            CloseReason::Funds,
            "买方今年收购资金紧张，双方同意明年再议。",
        ),
        ..Chain::USUAL
    },
    Chain {
        key: "agreed-potato",
        buyer: "e10",
        seller: "r1",
        achievement: "NY-02-2",
        mode: TransferMode::Service,
        licence_kind: None,
        purpose: "在 8000 亩订单基地推广黑膜垄作技术，由研究院全程指导。",
        field_of_use: "马铃薯订单基地",
        acceptance: "收获前由双方各抽取 10 个样方测产，平均亩产比对照增加 15% 以上即为合格。",
        offers_wan: &[(Buyer, 26), (Seller, 32)],
        plan: Plan::Instalments(&[(50, 20), (50, 200)]),
        messages: &[
            (Party::Buyer, "32 万元可以接受，请安排播种前培训两场。"),
            (Party::Seller, "可以，培训安排在清明前后。"),
        ],
        asked_days_ago: 18,
        until: Stage::Agreed,
        ..Chain::USUAL
    },
    Chain {
        key: "agreed-inspection",
        buyer: "e15",
        seller: "e20",
        achievement: "DZ-02-1",
        purpose: "两条压铸线末端外观检测，替代 8 名目检工。",
        field_of_use: "铝合金压铸件表面检测",
        offers_wan: &[(Seller, 88), (Buyer, 78)],
        plan: Plan::Instalments(&[(30, 15), (60, 90), (10, 365)]),
        messages: &[(Party::Seller, "78 万元可以接受，漏检率按合同考核。")],
        asked_days_ago: 20,
        until: Stage::Agreed,
        ..Chain::USUAL
    },
    Chain {
        key: "drafted-oat-rice",
        buyer: "e08",
        seller: "u2",
        achievement: "SP-01-1",
        purpose: "新建年产 3000 吨莜麦速煮米生产线，供应学校食堂和商超。",
        field_of_use: "莜麦方便食品的生产和销售",
        offers_wan: &[(Buyer, 80), (Seller, 110), (Buyer, 98)],
        plan: Plan::InitialFeeAndRoyalty {
            rate_ppm: 15_000,
            base: "合同产品的净销售额",
        },
        messages: &[(
            Party::Seller,
            "入门费 98 万元加 1.5% 提成，我校同意，请起草合同。",
        )],
        asked_days_ago: 22,
        until: Stage::Drafted,
        ..Chain::USUAL
    },
    Chain {
        key: "half-signed-casting",
        buyer: "e15",
        seller: "u1",
        achievement: "LM-02-1",
        purpose: "为一体化压铸车间提供工艺包，生产汽车后地板。",
        field_of_use: "汽车结构件压铸",
        offers_wan: &[(Seller, 560), (Buyer, 480)],
        plan: Plan::Instalments(&[(30, 20), (40, 120), (30, 300)]),
        messages: &[(Party::Buyer, "法务已审核完毕，等待总经理确认。")],
        asked_days_ago: 27,
        until: Stage::SignedByOne(Seller),
        ..Chain::USUAL
    },
];

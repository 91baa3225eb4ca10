//! Registered chains with payments: recorded, verified, rejected, refunded, at the cap, and outside the city.

use domain::deals::licence::LicenceKind;
use domain::deals::party::Party;
use domain::deals::party::Side::{Buyer, Seller};
use domain::money::fen::Fen;
use domain::money::payment::PaymentKind;

use super::Decision::{Rejected, Verified, Waiting};
use super::{Chain, Introduced, Paid, Plan, Stage, payment};

pub(super) const CHAINS: [Chain; 10] = [
    // The plain case: 600,000 yuan paid, 18,000 yuan of subsidy.
    Chain {
        key: "paid-heat-film",
        buyer: "e17",
        seller: "u1",
        achievement: "CB-01-1",
        purpose: "用于储能变流器功率模块均热，替代进口导热片。",
        field_of_use: "储能和电力电子产品散热",
        offers_wan: &[(Buyer, 120)],
        plan: Plan::Instalments(&[(50, 40), (50, 300)]),
        messages: &[(Party::Buyer, "首期款 60 万元已付，发票和回单已上传。")],
        asked_days_ago: 150,
        until: Stage::Registered,
        payments: &[payment(600_000, 95, Verified)],
        ..Chain::USUAL
    },
    // Introduced by a broker, acknowledged by both.
    Chain {
        key: "paid-introduced-astragalus",
        buyer: "e05",
        seller: "u3",
        achievement: "YC-04-1",
        introduced: Some(Introduced {
            by: "t1",
            note: "雁门芪业计划由卖原料转向卖提取物，中医药大学的联产工艺可同时得到多糖和甲苷，已组织双方到中试车间考察。",
        }),
        licence_kind: Some(LicenceKind::Exclusive),
        purpose: "新建年处理 1200 吨黄芪的提取车间，多糖供兽药企业，甲苷供制剂企业。",
        field_of_use: "黄芪提取物的生产和销售",
        offers_wan: &[(Buyer, 150), (Seller, 190), (Buyer, 175)],
        plan: Plan::Instalments(&[(40, 30), (60, 200)]),
        messages: &[
            (
                Party::Broker,
                "考察当天双方确认了收率和溶剂回收指标，建议以 175 万元为基础谈分期。",
            ),
            (Party::Seller, "同意 175 万元，独占许可限于本省。"),
            (Party::Buyer, "同意，首期 40% 在签约后一个月内支付。"),
        ],
        asked_days_ago: 200,
        until: Stage::Registered,
        payments: &[
            payment(700_000, 140, Verified),
            payment(1_050_000, 8, Waiting),
        ],
        ..Chain::USUAL
    },
    // Two buyers of one achievement: 20,000,000 yuan at 3 % would be 600,000, the cap of one achievement is 500,000.
    Chain {
        key: "cap-first-buyer",
        buyer: "e07",
        seller: "u4",
        achievement: "MT-05-1",
        purpose: "在坑口建设年产 10 万吨费托蜡装置，利用集团自产低阶煤制合成气。",
        field_of_use: "费托合成高熔点蜡的生产",
        offers_wan: &[(Seller, 1200)],
        plan: Plan::Instalments(&[(50, 40), (50, 120)]),
        messages: &[(
            Party::Seller,
            "工艺包按普通许可提供，不排除再许可其他企业。",
        )],
        asked_days_ago: 260,
        until: Stage::Registered,
        payments: &[
            payment(6_000_000, 200, Verified),
            payment(6_000_000, 120, Verified),
        ],
        ..Chain::USUAL
    },
    Chain {
        key: "cap-second-buyer",
        buyer: "e12",
        seller: "u4",
        achievement: "MT-05-1",
        purpose: "利用现有甲醇装置富余合成气，建设年产 5 万吨费托蜡示范装置。",
        field_of_use: "费托合成高熔点蜡的生产",
        offers_wan: &[(Buyer, 700), (Seller, 800)],
        messages: &[(
            Party::Buyer,
            "我公司规模较小，800 万元一次付清，请提供同等的开车指导。",
        )],
        asked_days_ago: 180,
        until: Stage::Registered,
        payments: &[payment(8_000_000, 110, Verified)],
        ..Chain::USUAL
    },
    // Paid, then partly refunded.
    Chain {
        key: "refunded-microcapsule",
        buyer: "e19",
        seller: "u3",
        achievement: "SW-01-1",
        purpose: "开发二甲双胍缓释胶囊仿制药，委托许可中试工艺。",
        field_of_use: "口服缓释制剂的生产和销售",
        offers_wan: &[(Buyer, 160)],
        plan: Plan::Instalments(&[(50, 30), (50, 330)]),
        messages: &[
            (Party::Buyer, "放大批次溶出曲线未达约定，请协商处理首期款。"),
            (Party::Seller, "同意退还 40 万元，继续合作完善包衣处方。"),
        ],
        asked_days_ago: 240,
        until: Stage::Registered,
        payments: &[
            payment(800_000, 190, Verified),
            Paid {
                kind: PaymentKind::Refund,
                amount_fen: Fen(40_000_000),
                invoice_fen: Fen(40_000_000),
                days_ago: 60,
                decision: Verified,
            },
        ],
        ..Chain::USUAL
    },
    // Waits for the bureau.
    Chain {
        key: "recorded-outside-insulation",
        buyer: "e21",
        seller: "r3",
        achievement: "CB-08-1",
        purpose: "用于烟气治理陶瓷滤筒箱体保温，需要轻质耐温板材。",
        field_of_use: "环保装备保温",
        offers_wan: &[(Seller, 150)],
        asked_days_ago: 90,
        until: Stage::Registered,
        payments: &[payment(1_500_000, 20, Waiting)],
        ..Chain::USUAL
    },
    // The demonstration's enterprise account has money on the way.
    Chain {
        key: "recorded-waste-heat",
        buyer: "e01",
        seller: "u1",
        achievement: "HB-08-2",
        purpose: "回收活性炭产线空压机和循环水余热，供职工浴室和原料干燥预热。",
        field_of_use: "厂区余热利用",
        offers_wan: &[(Seller, 68), (Buyer, 60)],
        plan: Plan::Instalments(&[(60, 20), (40, 120)]),
        messages: &[
            (Party::Buyer, "首期款 36 万元已付，请开具发票。"),
            (Party::Seller, "发票已开具，请查收。"),
        ],
        asked_days_ago: 75,
        until: Stage::Registered,
        payments: &[payment(360_000, 35, Verified), payment(240_000, 3, Waiting)],
        ..Chain::USUAL
    },
    // The invoice says one amount, the bank another.
    Chain {
        key: "rejected-pump-control",
        buyer: "e13",
        seller: "u4",
        achievement: "MQ-02-1",
        purpose: "为 60 口有杆泵井换装智能排采控制柜。",
        field_of_use: "煤层气井排采",
        offers_wan: &[(Seller, 100), (Buyer, 90)],
        plan: Plan::Instalments(&[(50, 30), (50, 180)]),
        messages: &[(Party::Seller, "发票按合同金额开具，请核对付款时是否少付。")],
        asked_days_ago: 110,
        until: Stage::Registered,
        payments: &[Paid {
            kind: PaymentKind::Payment,
            amount_fen: Fen(42_000_000),
            invoice_fen: Fen(45_000_000),
            days_ago: 50,
            decision: Rejected("发票金额 45 万元与银行回单 42 万元不一致，请与卖方核对后更正。"),
        }],
        ..Chain::USUAL
    },
    // Everything paid and done; its buyer's credit code is the odd one.
    Chain {
        key: "completed-tracker",
        buyer: "e14",
        seller: "r2",
        achievement: "XN-02-1",
        purpose: "60 兆瓦山地光伏电站支架技改，提高发电量。",
        field_of_use: "山地光伏电站",
        offers_wan: &[(Buyer, 200), (Seller, 240)],
        plan: Plan::Instalments(&[(70, 30), (30, 180)]),
        non_technical_wan: &[("样机支架 20 套", 40)],
        messages: &[(Party::Buyer, "考核期发电量增益 12.6%，同意验收。")],
        asked_days_ago: 320,
        until: Stage::Completed,
        payments: &[
            payment(1_680_000, 260, Verified),
            payment(720_000, 100, Verified),
        ],
        ..Chain::USUAL
    },
    // The buyer is registered outside the city: verified, but it earns nothing.
    Chain {
        key: "outside-electrolyser",
        buyer: "e22",
        seller: "u4",
        achievement: "XN-04-1",
        purpose: "在外省风光基地建设离网制氢示范站。",
        field_of_use: "离网制氢",
        offers_wan: &[(Seller, 620)],
        plan: Plan::Instalments(&[(50, 45), (50, 300)]),
        messages: &[
            (Party::Buyer, "我公司注册地不在本市，请确认不影响合同登记。"),
            (Party::Seller, "登记由卖方办理，不受影响。"),
        ],
        asked_days_ago: 140,
        until: Stage::Registered,
        payments: &[payment(3_100_000, 70, Verified)],
        ..Chain::USUAL
    },
];

//! What the enterprises of the fictional city look for: technical demands that its catalogue can answer, and a few
//! that are drafts, withdrawn or past their deadline. Every company says that it is an example.
//!
//! What it is not: the walk. This is plain data; whoever enters it does so through the market's own use cases.

use domain::achievement::TransferMode::{
    self, Assignment, EquityContribution, JointDevelopment, Licence, Service,
};
use domain::demand::DemandInput;
use domain::money::Fen;
use jiff::ToSpan;
use jiff::civil::Date;

use super::city::CityOrganisation;

/// How far a demand has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Entered, not published.
    Draft,
    /// Published; closed when its deadline has passed.
    Published,
    /// Published and withdrawn the day after.
    Withdrawn,
}

/// A demand of the city.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The enterprise, by key (`city`).
    pub(super) buyer: &'static str,
    title: &'static str,
    description: &'static str,
    /// A field of the catalogue.
    pub(super) field: &'static str,
    maturity_min: Option<i64>,
    modes: &'static [TransferMode],
    /// In 10,000 yuan.
    budget_wan: Option<i64>,
    /// Days from today; negative when the deadline has passed.
    deadline_in_days: Option<i64>,
    /// How long ago it was entered and, unless it is a draft, published.
    pub(super) days_ago: i64,
    /// Where the demonstration leaves it.
    pub(super) standing: Standing,
}

/// Ten thousand yuan 万元, in fen.
const WAN: i64 = 1_000_000;

impl Wanted {
    /// What a demand has when nothing else is said.
    const USUAL: Self = Self {
        buyer: "",
        title: "",
        description: "",
        field: "",
        maturity_min: None,
        modes: &[],
        budget_wan: None,
        deadline_in_days: None,
        days_ago: 0,
        standing: Standing::Published,
    };

    /// The demand as its enterprise types it; it is used where the enterprise is.
    pub(super) fn input(&self, today: Date, city: &[CityOrganisation]) -> DemandInput {
        let buyer = city
            .iter()
            .find(|organisation| organisation.key == self.buyer);
        let county = buyer.and_then(|buyer| domain::county::find(&buyer.input.division_code));
        DemandInput {
            title: self.title.into(),
            description: self.description.into(),
            field: self.field.into(),
            maturity_min: self.maturity_min,
            modes: self.modes.to_vec(),
            budget_fen: self.budget_wan.map(|wan| Fen(wan * WAN)),
            county: county
                .map(|county| county.code.to_owned())
                .unwrap_or_default(),
            deadline: self
                .deadline_in_days
                .map(|days| today.saturating_add(days.days()).to_string()),
        }
    }
}

/// Every demand; at most one an enterprise.
pub(super) static DEMANDS: [Wanted; 16] = [
    Wanted {
        buyer: "e02",
        title: "风电法兰锻件表面裂纹自动检测",
        description: "法兰精加工后靠人工磁粉探伤，每班 4 人，漏检率约 3%，夜班更高。\n希望自动检测直径 2 至 5 米的环件，裂纹检出率不低于 99%，单件不超过 12 分钟，结果自动存档。现场有油雾和粉尘。",
        field: "装备制造与法兰锻造",
        maturity_min: Some(6),
        modes: &[Assignment, Licence],
        budget_wan: Some(80),
        deadline_in_days: Some(60),
        days_ago: 12,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e03",
        title: "锻造加热炉烟气余热回收用于厂区供暖",
        description: "6 台天然气加热炉，排烟温度 350 至 450 摄氏度，目前直接排放。\n希望回收余热供 2.4 万平方米厂房和宿舍冬季采暖，生产间歇时供热不中断，投资回收期不超过 3 年。",
        field: "节能环保与矿山修复",
        maturity_min: Some(7),
        modes: &[Licence, Service],
        budget_wan: Some(160),
        days_ago: 40,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e16",
        title: "替代铬酸盐的镁合金轮毂耐蚀表面处理",
        description: "现用含铬转化膜，出口客户明年起不再接受。\n需要无铬工艺，中性盐雾试验不低于 500 小时，划伤处不扩展，能在现有前处理线上改造，单只成本增加不超过 15 元。",
        field: "铝镁合金",
        maturity_min: Some(6),
        modes: &[Licence, JointDevelopment],
        budget_wan: Some(120),
        deadline_in_days: Some(90),
        days_ago: 9,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e15",
        title: "废旧轮毂和门窗铝保级再生利用",
        description: "年回收废铝 3 万吨，现在只能降级做铸造铝锭。\n希望分选、除铁和净化后仍做变形铝合金，铁含量控制在 0.25% 以下，烧损低于 2%。",
        field: "铝镁合金",
        maturity_min: Some(5),
        modes: &[Licence, JointDevelopment, EquityContribution],
        budget_wan: Some(260),
        deadline_in_days: Some(120),
        days_ago: 20,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e10",
        title: "马铃薯淀粉加工节水与蛋白回收",
        description: "每吨淀粉用水 12 吨以上，高浓度蛋白废水是环保压力最大的一股水。\n希望把用水降到 6 吨以内，蛋白回收做饲料，设备在每年 9 月开机前装好。",
        field: "食品加工",
        maturity_min: Some(7),
        modes: &[Licence, Service],
        budget_wan: Some(150),
        deadline_in_days: Some(45),
        days_ago: 6,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e08",
        title: "荞麦鲜湿面常温保鲜",
        description: "荞麦鲜湿面现在冷藏只能放 7 天，进不了商超。\n希望不加防腐剂，常温保质 60 天以上，煮后不断条、不发黏，适合日产 2 吨的小型生产线。",
        field: "食品加工",
        maturity_min: Some(6),
        modes: &[Licence],
        budget_wan: Some(30),
        deadline_in_days: Some(30),
        days_ago: 15,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e05",
        title: "坡地黄芪深根机械采挖",
        description: "仿野生黄芪根深 60 至 80 厘米，人工采挖每亩 8 个工，断根率高。\n需要适应 15 度坡地的采挖机，断根率低于 8%，每天不少于 6 亩。",
        field: "中药材黄芪",
        maturity_min: Some(7),
        modes: &[Licence, Assignment],
        budget_wan: Some(40),
        deadline_in_days: Some(75),
        days_ago: 3,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e14",
        title: "山地风机齿轮箱与叶片故障早期预警",
        description: "两座山地风电场 74 台机组，去年齿轮箱故障停机 11 次，冬季叶片覆冰靠人工巡查。\n希望提前两周以上预警齿轮箱故障，自动识别覆冰和叶片裂纹，利用现有振动数据。",
        field: "新能源与储能",
        maturity_min: Some(6),
        modes: &[Licence, Service],
        budget_wan: Some(60),
        deadline_in_days: Some(50),
        days_ago: 27,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e07",
        title: "高硫酸盐矿井水回用与结晶盐利用",
        description: "矿井水每天 9000 吨，硫酸盐 2800 毫克/升，外排不达标。\n希望回用率不低于 95%，结晶盐达到工业级可以外售，吨水直接运行成本不超过 9 元。",
        field: "节能环保与矿山修复",
        maturity_min: Some(6),
        modes: &[Licence, JointDevelopment],
        budget_wan: Some(500),
        deadline_in_days: Some(180),
        days_ago: 33,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e12",
        title: "低温甲醇洗尾气二氧化碳利用",
        description: "煤制合成气装置每小时排放浓度 85% 以上的二氧化碳 40 吨。\n寻找能与本厂绿电和氢气配套的转化技术，优先甲醇或碳酸酯路线，可以提供中试场地。",
        field: "煤炭清洁利用",
        maturity_min: Some(4),
        modes: &[JointDevelopment, EquityContribution],
        budget_wan: Some(1000),
        days_ago: 55,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e13",
        title: "集气站甲烷泄漏在线监测",
        description: "38 座无人值守集气站，目前每周人工巡检一次。\n希望不停产安装，能定位到法兰和阀门一级，最小检出 5 毫升/分钟，冬季零下 28 摄氏度正常工作。",
        field: "煤层气",
        maturity_min: Some(7),
        modes: &[Licence, Service],
        budget_wan: Some(90),
        deadline_in_days: Some(40),
        days_ago: 18,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e01",
        title: "车载功率模块用厚型石墨烯导热膜",
        description: "客户要求厚度 200 微米以上的导热膜，面内导热系数不低于 1200 W/(m·K)，弯折后不分层。\n二期厂房已预留涂布和石墨化产线，可以直接放大。",
        field: "碳基新材料",
        maturity_min: Some(6),
        modes: &[Assignment, EquityContribution],
        budget_wan: Some(200),
        deadline_in_days: Some(100),
        days_ago: 1,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e04",
        title: "景区淡旺季负荷悬殊的生活污水处理",
        description: "旺季每天 1200 吨，淡季不到 100 吨，现有设备冬季停运后很难重新启动。\n希望负荷变化 10 倍时出水稳定，低温 5 摄氏度能运行，远程值守，与周边风貌协调。",
        field: "节能环保与矿山修复",
        modes: &[Service],
        days_ago: 22,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e11",
        title: "红芸豆割晒与捡拾脱粒机械",
        description: "订单基地 4 万亩，机收炸荚损失超过 12%。\n希望损失率降到 5% 以下，适应 30 亩以下的小地块。",
        field: "杂粮与现代农业",
        maturity_min: Some(7),
        modes: &[Licence],
        budget_wan: Some(25),
        deadline_in_days: Some(-10),
        days_ago: 100,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e09",
        title: "胡麻油适温压榨与保香",
        description: "热榨香味足但出现焦糊味，冷榨出油率低。\n希望在 90 摄氏度左右压榨，保留香味，出油率不低于 34%。",
        field: "食品加工",
        days_ago: 2,
        standing: Standing::Draft,
        ..Wanted::USUAL
    },
    Wanted {
        buyer: "e19",
        title: "药片与胶囊外观在线检测",
        description: "压片线每分钟 4000 片，人工抽检发现不了个别缺角和黑点。\n希望全检，误剔率低于万分之五，符合药品生产记录要求。",
        field: "电子信息与工业互联网",
        maturity_min: Some(8),
        modes: &[Licence],
        budget_wan: Some(70),
        days_ago: 65,
        standing: Standing::Withdrawn,
        ..Wanted::USUAL
    },
];

#[cfg(test)]
mod tests {
    use domain::organisation::OrganisationKind;

    use super::*;
    use crate::demo::catalogue::{self, Standing as Offered};
    use crate::demo::city;

    const TODAY: Date = Date::constant(2026, 6, 15);

    #[test]
    fn every_demand_passes_the_checks_of_the_market_and_is_an_enterprises() {
        let city = city::organisations();
        for wanted in &DEMANDS {
            let text = wanted
                .input(TODAY, &city)
                .check()
                .unwrap_or_else(|errors| panic!("{}: {errors:?}", wanted.title));
            assert!(
                !text.county.is_empty() && !text.field.is_empty(),
                "{}",
                wanted.title
            );
            let buyer = city
                .iter()
                .find(|organisation| organisation.key == wanted.buyer)
                .expect("a company of the city");
            assert_eq!(
                buyer.input.kind,
                OrganisationKind::Enterprise,
                "{}",
                wanted.title
            );
            let published_on = TODAY.saturating_sub(wanted.days_ago.days());
            assert!(
                wanted.standing == Standing::Draft || text.overdue(published_on).is_none(),
                "{}",
                wanted.title
            );
        }
    }

    #[test]
    fn every_demand_has_something_on_offer_in_its_field_from_another_organisation() {
        let listed = catalogue::achievements(TODAY, &city::organisations());
        for wanted in &DEMANDS {
            let answers = listed.iter().filter(|one| {
                matches!(one.standing, Offered::Published { .. }) && one.seller != wanted.buyer
            });
            assert!(
                answers
                    .filter(|one| one.input.field == wanted.field)
                    .count()
                    > 0,
                "{}",
                wanted.title
            );
        }
    }

    #[test]
    fn a_dozen_are_open_and_each_other_state_occurs() {
        let city = city::organisations();
        let mut counts = [0; 4];
        for wanted in &DEMANDS {
            let overdue = wanted
                .input(TODAY, &city)
                .check()
                .expect("checked above")
                .overdue(TODAY)
                .is_some();
            counts[match wanted.standing {
                Standing::Published if overdue => 1,
                Standing::Published => 0,
                Standing::Draft => 2,
                Standing::Withdrawn => 3,
            }] += 1;
        }
        assert_eq!(counts, [13, 1, 1, 1]);
    }
}

//! Every page filled with fictional data: few, none, many, long, wrong.

use api::ui::parts::{
    Chain, ChainStep, Due, Facet, FacetGroup, Facets, FileList, FileView, Link, Marked, MatchedIn,
    Moment, Pagination, PostButton, ResultCard, Stage, StepState, Timeline, Weight,
};
use api::ui::{Layout, Person, Section};
use askama::Template;
use domain::catalogue::achievement::{
    Improvement, Listing, Maturity, Patent, PatentStatus, Price, TransferMode,
};
use domain::catalogue::patent::PatentNumber;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Role;
use domain::time::parse_day;
use domain::{Fen, FieldError, Timestamp};
use jiff::civil::Date;

mod chain;
mod demand;
mod office;
mod public;
mod searches;
mod seller;

/// Name and HTML of every page.
pub(crate) fn every() -> Vec<(String, String)> {
    let mut pages = Pages(Vec::new());
    public::add(&mut pages);
    seller::add(&mut pages);
    demand::add(&mut pages);
    searches::add(&mut pages);
    chain::add(&mut pages);
    office::add(&mut pages);
    pages.0
}

/// A page about a listing that somebody wrote to do harm.
#[allow(dead_code, reason = "only the tests look at it")]
pub(crate) fn hostile() -> (String, String) {
    let mut pages = Pages(Vec::new());
    public::add_hostile(&mut pages);
    pages.0.pop().expect("one page")
}

/// Rendered pages by name.
pub(crate) struct Pages(Vec<(String, String)>);

impl Pages {
    fn add(&mut self, name: &str, page: &impl Template) {
        self.0
            .push((name.to_owned(), page.render().expect("a page renders")));
    }
}

fn now() -> Timestamp {
    at("2026-03-05T06:05:00Z")
}

fn at(text: &str) -> Timestamp {
    serde_json::from_str(&format!("\"{text}\"")).expect("a moment")
}

fn day(text: &str) -> Date {
    parse_day(text).expect("a day")
}

fn yuan(text: &str) -> Fen {
    Fen::parse_yuan(text).expect("a sum")
}

fn due(text: &str) -> Option<Due> {
    Some(Due::new(day(text), now().day()))
}

fn wrong(field: &str, message: &str) -> FieldError {
    FieldError {
        field: field.into(),
        code: "wrong",
        message: message.into(),
    }
}

fn person(kind: OrganisationKind) -> Person {
    let organisation = match kind {
        OrganisationKind::University => "示例理工大学",
        OrganisationKind::ResearchInstitute => "示例材料研究所",
        OrganisationKind::Enterprise => "忻州示例新材料有限公司",
        OrganisationKind::TransferInstitution => "示例技术转移中心",
        OrganisationKind::RegistrationAgency => "示例技术合同登记站",
        OrganisationKind::Bureau => "示例市科技局",
        OrganisationKind::CountyGovernment => "示例县人民政府",
    };
    Person {
        name: "王示例".into(),
        organisation: organisation.into(),
        organisation_kind: kind,
        role: Role::Manager,
        waiting: 3,
    }
}

/// A page of somebody of this kind of organisation.
fn layout_of(kind: OrganisationKind, title: &str, section: Section, address: &str) -> Layout {
    Layout::new(title, section, address, now()).seen_by(person(kind))
}

const LONG_TITLE: &str = "面向高海拔寒冷地区大型风力发电机组叶片防覆冰的石墨烯改性聚氨酯超疏水复合涂层材料规模化制备关键技术及其在线健康监测与寿命预测一体化系统的研究与工程应用示范（二期）";

fn card(number: usize) -> ResultCard {
    let titles = [
        "碳化硅半绝缘衬底低缺陷生长技术",
        "煤矸石制备高强轻骨料工艺",
        LONG_TITLE,
        "杂粮低温烘干与品质保持装备",
    ];
    let summaries = [
        "用改进的物理气相传输法生长 6 英寸半绝缘碳化硅单晶，微管密度低于 0.5 个/平方厘米。",
        "以煤矸石为主要原料烧制轻骨料，吨产品能耗比现有工艺低 32%。",
        "",
        "热泵与红外联合烘干，适用于藜麦、谷子等杂粮。",
    ];
    let at_place = number % 4;
    let title = if at_place == 0 {
        Marked::new(titles[0], std::slice::from_ref(&(0..9)))
    } else {
        Marked::plain(titles[at_place])
    };
    let matched_in = if at_place == 0 {
        let text = "……本成果提出的碳化硅粉料预处理方法使晶体中的硼杂质降至……";
        let from = text.find("碳化硅").expect("it is there");
        vec![MatchedIn {
            field: "成果摘要".into(),
            excerpt: Marked::new(text, std::slice::from_ref(&(from..from + 9))),
        }]
    } else {
        Vec::new()
    };
    ResultCard {
        href: format!("/achievements/ach_01h455vb4pex5vsknk084sn0{number:02}"),
        title,
        summary: Marked::plain(summaries[at_place]),
        matched_in,
        organisation: Link::new(
            if at_place == 1 {
                "示例材料研究所"
            } else {
                "示例理工大学"
            },
            "/organisations/org_01h455vb4pex5vsknk084sn02q",
        ),
        field: ["新材料", "节能环保", "新能源", "现代农业"][at_place].into(),
        county: ["忻府区", "", "", "神池县"][at_place].into(),
        maturity: (at_place != 2).then(|| Maturity::trl(6)),
        modes: [
            vec![TransferMode::Licence, TransferMode::Assignment],
            vec![TransferMode::Licence],
            vec![],
            vec![TransferMode::JointDevelopment],
        ][at_place]
            .clone(),
        price: [
            Price::Fixed {
                amount_fen: yuan("60万"),
            },
            Price::Range {
                min_fen: yuan("20万"),
                max_fen: yuan("50万"),
            },
            Price::Negotiable,
            Price::Negotiable,
        ][at_place],
        trial_offered: at_place == 0,
        patents: [3, 1, 0, 2][at_place],
        patents_granted: [2, 1, 0, 0][at_place],
        confirmed_at: Some(at("2026-02-11T01:00:00Z")),
        tag: None,
    }
}

fn listing() -> Listing {
    Listing {
        title: "碳化硅半绝缘衬底低缺陷生长技术".into(),
        summary: "用改进的物理气相传输法生长 6 英寸半绝缘碳化硅单晶，微管密度低于 0.5 个/平方厘米，可直接用于射频器件外延。".into(),
        abstract_text: "本成果针对半绝缘碳化硅衬底缺陷密度高、批次一致性差的问题，提出粉料预处理、温场分区控制和籽晶背面保护三项改进。\n粉料在 2200 摄氏度真空下二次烧结，氮、硼杂质降至 5×10¹⁵ 个/立方厘米以下；坩埚上下温差在生长全程控制在 8 摄氏度以内。\n已在示例理工大学中试线上连续生长 42 炉，成品率由 46% 提高到 71%。".into(),
        problem: "进口半绝缘衬底价格高、交货期长；国内同类产品微管和位错多，射频器件良率低。".into(),
        improvements: vec![
            Improvement { indicator: "微管密度".into(), ours: "0.5".into(), incumbent: "2.0".into(), unit: "个/cm²".into() },
            Improvement { indicator: "成品率".into(), ours: "71".into(), incumbent: "46".into(), unit: "%".into() },
            Improvement { indicator: "单炉生长时间".into(), ours: "118".into(), incumbent: String::new(), unit: "小时".into() },
        ],
        field: "新材料".into(),
        industry: "C3985 电子专用材料制造".into(),
        subject: "43045 半导体材料".into(),
        ipc: vec!["C30B 29/36".into(), "C30B 23/00".into()],
        keywords: vec!["碳化硅".into(), "单晶生长".into(), "半绝缘衬底".into(), "射频器件".into()],
        maturity: Some(Maturity::trl(6)),
        co_owners: vec!["示例材料研究所".into()],
        co_owners_agreed: false,
        completers: vec!["李示例".into(), "赵示例".into(), "孙示例".into()],
        patents: vec![
            Patent { number: PatentNumber::parse("201710601862.3").expect("valid"), status: PatentStatus::Granted, filed_on: Some(day("2017-07-21")) },
            Patent { number: PatentNumber::parse("202010100017.X").expect("valid"), status: PatentStatus::Pending, filed_on: None },
        ],
        other_rights: "软件著作权：长晶炉温场控制软件 V2.0".into(),
        modes: vec![TransferMode::Assignment, TransferMode::Licence],
        price: Price::Fixed { amount_fen: yuan("60万") },
        trial_offered: true,
        service_achievement: true,
        contact_name: "周示例".into(),
        contact: "0350-1234567".into(),
        county: "140902".into(),
        year: Some(2025),
        institutions: vec![],
        notes: [("获奖情况".to_owned(), "示例省科技进步二等奖（2025）".to_owned())].into(),
    }
}

fn facets() -> Facets {
    let value = |label: &str, count, chosen| Facet {
        label: label.into(),
        count,
        href: "/achievements?q=碳化硅".into(),
        chosen,
    };
    Facets {
        groups: vec![
            FacetGroup {
                name: "应用领域".into(),
                values: vec![
                    value("新材料", 37, true),
                    value("节能环保", 12, false),
                    value("装备制造与自动化控制系统集成", 1_204, false),
                ],
                more: vec![value("食品加工", 2, false)],
            },
            FacetGroup {
                name: "转化方式".into(),
                values: vec![value("许可", 30, false), value("转让", 18, false)],
                more: Vec::new(),
            },
            FacetGroup {
                name: "成熟度".into(),
                values: vec![
                    value("中试及以上", 9, false),
                    value("小试及以上", 21, false),
                ],
                more: Vec::new(),
            },
            FacetGroup {
                name: "价格".into(),
                values: vec![value("50 万元以下", 11, false), value("面议", 20, false)],
                more: Vec::new(),
            },
        ],
        clear_href: "/achievements?q=碳化硅".into(),
    }
}

/// The chain as far as this stage, which is in work.
fn chain(here: Stage, current: Stage) -> Chain {
    let facts = [
        ("2026-01-05", "示例理工大学", None),
        ("2026-01-12", "忻州示例新材料有限公司", None),
        ("2026-01-28", "双方", None),
        ("2026-02-10", "双方签署", Some("100万")),
        ("2026-02-20", "示例技术合同登记站", Some("80万")),
        ("2026-03-01", "忻州示例新材料有限公司", Some("60万")),
        ("", "示例市科技局", Some("1.8万")),
    ];
    let reached = Stage::ALL
        .into_iter()
        .zip(facts)
        .filter(|(stage, _)| *stage <= current);
    let steps = reached.map(|(stage, (on, who, amount))| ChainStep {
        on: (!on.is_empty()).then(|| day(on)),
        who: who.into(),
        amount: amount.map(yuan),
        href: "/deals/dea_01h455vb4pex5vsknk084sn02q".into(),
        ..ChainStep::new(
            stage,
            if stage == current {
                StepState::Current
            } else {
                StepState::Done
            },
        )
    });
    Chain::new(here, steps.collect())
}

fn files() -> FileList {
    let file = |name: &str, kind: &str, size| FileView {
        name: name.into(),
        href: "/files/示例".into(),
        kind: kind.into(),
        size,
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".into(),
        by: "王示例".into(),
        at: now(),
        remove: (kind == "公开")
            .then(|| PostButton::new("移除", "/my/achievements/ach_1/files/att_1/remove", None)),
    };
    FileList {
        files: vec![
            file("中试报告.pdf", "公开", 5_347_737),
            file(
                "设备清单与现场照片（第三次修改稿，最终）.docx",
                "保密协议后",
                90_112,
            ),
        ],
        none: "暂无附件".into(),
    }
}

fn timeline() -> Timeline {
    let moment = |time: &str, who: &str, what: &str, note: &str| Moment {
        at: at(time),
        who: who.into(),
        what: Link::plain(what),
        note: note.into(),
    };
    Timeline {
        moments: vec![
            moment(
                "2026-02-11T01:00:00Z",
                "周示例（示例理工大学）",
                "确认仍然有效",
                "",
            ),
            moment("2026-01-05T03:20:00Z", "示例市科技局", "审核通过并发布", ""),
            moment(
                "2026-01-04T08:00:00Z",
                "示例市科技局",
                "退回修改",
                "请补充专利申请日和成熟度依据。",
            ),
            moment(
                "2026-01-03T02:00:00Z",
                "周示例（示例理工大学）",
                "提交审核",
                "",
            ),
        ],
    }
}

fn pages_on(path: &str) -> Pagination {
    Pagination {
        showing: "第 21–40 项，共 1,000 项".into(),
        previous: format!("{path}?page=1"),
        next: format!("{path}?page=3"),
    }
}

fn verb(label: &str, action: &str, weight: Weight) -> PostButton {
    PostButton::new(label, action, Some(3)).weighing(weight)
}

//! Pages of technical demands: the public list, one demand, the form, one's own.

use api::catalogue::demand::form_page::{DemandFormPage, MyDemandsPage, OwnDemand, values_of};
use api::catalogue::demand::page::{
    DemandCard, DemandPage, DemandsPage, OwnDemandVerbs, budget_words, maturity_words, mode_words,
};
use api::catalogue::search::page::ActiveFilter;
use api::ui::parts::{Facts, Pagination, Tag, Tone};
use api::ui::{Form, Section};
use domain::catalogue::demand::{DemandInput, DemandText, State};

use super::seller::tabs;
use super::*;

const TITLE: &str = "风电法兰锻件表面裂纹自动检测";

pub(crate) fn add(pages: &mut Pages) {
    add_list(pages);
    add_page(pages);
    add_form(pages);
    add_own(pages);
}

fn text() -> DemandText {
    let input = DemandInput {
        title: TITLE.into(),
        description: "法兰锻件精加工后靠人工磁粉探伤，每班 4 人，漏检率约 3%。\n希望自动检测直径 2 至 5 米的环件，裂纹检出率不低于 99%，单件不超过 12 分钟；现场有油雾和粉尘。".into(),
        field: "装备制造与法兰锻造".into(),
        maturity_min: Some(6),
        modes: vec![TransferMode::Licence, TransferMode::JointDevelopment],
        budget_fen: Some(yuan("80万")),
        county: "定襄县".into(),
        deadline: Some("2026-05-31".into()),
    };
    input.check().expect("a demand")
}

fn card(number: usize) -> DemandCard {
    let bare = number % 3 == 2;
    let text = text();
    DemandCard {
        title: Link::new(if bare { LONG_TITLE } else { TITLE }, "/demands/dem_1"),
        beginning: "法兰锻件精加工后靠人工磁粉探伤，每班 4 人，漏检率约 3%。希望自动检测直径 2 至 5 米的环件，裂纹检出率不低于 99%……"
            .into(),
        organisation: Link::new("示例法兰锻造有限公司", "/organisations/org_1"),
        field: if bare { String::new() } else { text.field.clone() },
        county: if bare { String::new() } else { "定襄县".into() },
        budget: if bare { "面议".into() } else { budget_words(&text) },
        maturity: if bare { "不限".into() } else { maturity_words(&text) },
        modes: if bare { "不限".into() } else { mode_words(&text) },
        deadline: if bare { None } else { due(if number == 0 { "2026-03-07" } else { "2026-05-31" }) },
        published_at: Some(at("2026-03-01T01:00:00Z")),
    }
}

fn add_list(pages: &mut Pages) {
    let page = DemandsPage {
        layout: layout_of(
            OrganisationKind::Enterprise,
            "技术需求",
            Section::Demands,
            "/demands",
        ),
        summary: "“新材料”有 137 项正在征集的技术需求".into(),
        filters: vec![ActiveFilter {
            label: "新材料".into(),
            remove_href: "/demands".into(),
        }],
        facets: facets(),
        cards: (0..20).map(card).collect(),
        pagination: Pagination {
            showing: String::new(),
            previous: String::new(),
            next: "/demands?after=1.dem_1".into(),
        },
        new_href: "/my/demands/new".into(),
    };
    pages.add("demands", &page);
    let none = DemandsPage {
        layout: Layout::new("技术需求", Section::Demands, "/demands", now()),
        summary: "现在没有正在征集的技术需求".into(),
        filters: vec![],
        facets: Facets::default(),
        cards: vec![],
        pagination: Pagination::default(),
        new_href: String::new(),
    };
    pages.add("demands-empty", &none);
}

fn add_page(pages: &mut Pages) {
    let text = text();
    let page = DemandPage {
        matches: Vec::new(),
        layout: Layout::new(TITLE, Section::Demands, "/demands/dem_1", now())
            .below("需求", "/demands"),
        id: "dem_01h455vb4pex5vsknk084sn02q".into(),
        tag: None,
        organisation: Link::new("示例法兰锻造有限公司", "/organisations/org_1"),
        organisation_kind: "企业".into(),
        published_at: Some(at("2026-03-01T01:00:00Z")),
        facts: Facts::new()
            .with("预算", budget_words(&text))
            .with("最低成熟度", maturity_words(&text))
            .with("转化方式", mode_words(&text))
            .with_link(
                "应用领域",
                Link::new(text.field.clone(), "/demands?field=x"),
            )
            .with("使用地", "定襄县")
            .with("截止日期", "2026年5月31日")
            .noted("还有 87 天"),
        own: None,
        search_href: "/achievements?q=x".into(),
        text,
    };
    pages.add("demand", &page);
    let own = DemandPage {
        matches: Vec::new(),
        layout: layout_of(
            OrganisationKind::Enterprise,
            TITLE,
            Section::Demands,
            "/demands/dem_1",
        )
        .below("需求", "/demands"),
        tag: Some(Tag::new(Tone::Attention, "已截止")),
        own: Some(OwnDemandVerbs {
            edit_href: "/my/demands/dem_1".into(),
            verbs: vec![verb("撤回", "/my/demands/dem_1/withdraw", Weight::Danger)],
        }),
        ..page
    };
    pages.add("demand-own", &own);
}

fn add_form(pages: &mut Pages) {
    let page = DemandFormPage {
        layout: layout_of(
            OrganisationKind::Enterprise,
            "发布技术需求",
            Section::My,
            "/my/demands/new",
        )
        .below("我的需求", "/my/demands"),
        action: "/my/demands/new".into(),
        state: None,
        form: Form::new()
            .with("title", "煤泥低温干化")
            .with("county", "140902"),
    };
    pages.add("demand-form-new", &page);
    let errors = vec![
        wrong("description", "请说明要解决的问题和要达到的指标"),
        wrong("budget_fen", "金额应为数字，例如 18000 或 1.8万"),
        wrong(
            "deadline",
            "截止日期 2026年1月31日 已过，公开的需求应截止于今天（2026年3月5日）或以后；长期有效请留空",
        ),
    ];
    let values = values_of(&text())
        .into_iter()
        .filter(|(name, _)| name != "description" && name != "budget_yuan")
        .collect();
    let wrong = DemandFormPage {
        action: "/my/demands/dem_1".into(),
        state: Some(State::Published),
        form: Form::filled(values)
            .with("budget_yuan", "很多")
            .of_version(3)
            .refused(errors),
        ..page
    };
    pages.add("demand-form-wrong", &wrong);
}

fn add_own(pages: &mut Pages) {
    let row = |title: &str, tag: Tag, deadline: &str, action: &str| OwnDemand {
        title: Link::new(title, "/demands/dem_1"),
        tag,
        deadline: if deadline.is_empty() {
            None
        } else {
            due(deadline)
        },
        published_at: (action == "withdraw").then(|| at("2026-03-01T01:00:00Z")),
        edit_href: "/my/demands/dem_1".into(),
        verbs: vec![match action {
            "withdraw" => verb("撤回", "/my/demands/dem_1/withdraw", Weight::Danger),
            _ => verb("发布", "/my/demands/dem_1/publish", Weight::Primary),
        }],
    };
    let page = MyDemandsPage {
        layout: layout_of(
            OrganisationKind::Enterprise,
            "我的需求",
            Section::My,
            "/my/demands",
        ),
        tabs: tabs(&[("全部", 4), ("草稿", 1), ("已发布", 2), ("已撤回", 1)]),
        rows: vec![
            row(TITLE, Tag::from(State::Published), "2026-05-31", "withdraw"),
            row(
                "煤泥低温干化",
                Tag::new(Tone::Attention, "已截止"),
                "2026-02-28",
                "withdraw",
            ),
            row(LONG_TITLE, Tag::from(State::Draft), "", "publish"),
            row(
                "黄芪采挖机",
                Tag::from(State::Withdrawn),
                "2026-03-06",
                "publish",
            ),
        ],
        pagination: Pagination {
            showing: "共 4 项".into(),
            ..Pagination::default()
        },
    };
    pages.add("my-demands", &page);
    pages.add(
        "my-demands-empty",
        &MyDemandsPage {
            tabs: tabs(&[("全部", 0)]),
            rows: vec![],
            pagination: Pagination::default(),
            ..page
        },
    );
}

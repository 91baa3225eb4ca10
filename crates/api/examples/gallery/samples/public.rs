//! Pages that everybody sees, and the workspace.

use api::catalogue::achievement::page::{AchievementPage, Cost, NextStep, RevisionShown};
use api::catalogue::home::page::{Figure, HomePage};
use api::catalogue::search::page::{ActiveFilter, Relaxed, ResultsPage, Save, Sort};
use api::desk::workspace::page::{WorkGroup, WorkRow, WorkspacePage};
use api::money::calculator::page::{Answer, CalculatorPage};
use api::people::session::page::{DemoAccount, SignInPage};
use api::ui::interface::page::InterfacePage;
use api::ui::message::{ConfirmPage, ErrorPage};
use api::ui::parts::{
    Choice, Explanation, Facets, FileList, Finding, Notice, Pagination, Stage, SumStep, Tag, Task,
    TaskList, Timeline, Tone,
};
use api::ui::{Form, Section};
use domain::catalogue::achievement::State;
use domain::catalogue::revision::RevisionState;

use super::*;

pub(crate) fn add(pages: &mut Pages) {
    add_home(pages);
    add_results(pages);
    add_achievement(pages);
    add_calculator(pages);
    add_workspace(pages);
    add_messages(pages);
    let layout = Layout::new("数据接口", Section::Elsewhere, "/api", now());
    pages.add("interface", &InterfacePage::new(layout));
}

fn add_home(pages: &mut Pages) {
    let figure = |label: &str, value: Option<&str>, unit: &str| Figure {
        label: label.into(),
        value: value.map(Into::into),
        unit: unit.into(),
        href: String::new(),
    };
    let page = HomePage {
        layout: Layout::new("", Section::Elsewhere, "/", now()),
        examples: [
            "碳化硅",
            "煤矸石利用",
            "余热回收",
            "杂粮加工",
            "201710601862.3",
            "废水脱盐",
        ]
        .map(|q| Link::new(q, format!("/achievements?q={q}")))
        .into(),
        figures: vec![
            figure("一年内确认有效的成果", Some("21,821"), "项"),
            figure("正在洽谈的交易", Some("46"), "宗"),
            figure("答复许可意向的中位时间", Some("3"), "天"),
            figure("已核定补助", Some("1,208.50"), "万元"),
        ],
        fields: vec![
            (Link::new("新材料", "/achievements?field=新材料"), 3_204),
            (Link::new("节能环保", "/achievements?field=节能环保"), 1_870),
        ],
        newest: (0..4).map(card).collect(),
    };
    pages.add("home", &page);
    let figures = vec![
        figure("一年内确认有效的成果", Some("0"), "项"),
        figure("答复许可意向的中位时间", None, "天"),
    ];
    pages.add(
        "home-empty",
        &HomePage {
            newest: vec![],
            fields: vec![],
            examples: vec![],
            figures,
            ..page
        },
    );
}

fn add_results(pages: &mut Pages) {
    let mut layout = Layout::new(
        "检索：碳化硅",
        Section::Achievements,
        "/achievements?q=碳化硅",
        now(),
    );
    layout.query = "碳化硅".into();
    let save = |form: Form| Save::Form {
        form,
        search: "q=碳化硅&field=新材料".into(),
    };
    let page = ResultsPage {
        last_page: None,
        meant: None,
        save: save(Form::new().with("name", "“新材料”、“许可”中与“碳化硅”有关的成果")),
        layout,
        summary: "在“新材料”中找到 1,000 项与“碳化硅”有关、可许可的成果".into(),
        relaxed: None,
        similar: vec![],
        filters: vec![ActiveFilter {
            label: "应用领域：新材料".into(),
            remove_href: "/achievements".into(),
        }],
        sorts: ["最相关", "最近确认", "价格从低到高", "成熟度从高到低"]
            .iter()
            .enumerate()
            .map(|(at, label)| Sort {
                label: (*label).into(),
                href: "/achievements?sort=x".into(),
                chosen: at == 0,
            })
            .collect(),
        facets: facets(),
        demand_href: String::new(),
        cards: (0..20).map(card).collect(),
        related: vec![],
        pagination: pages_on("/achievements"),
    };
    pages.add("results", &page);
    let relaxed = Some(Relaxed {
        text: "没有成果包含全部词语，下面列出的成果包含其中大部分。".into(),
    });
    let similar = vec![
        Link::new("碳化硅衬底", "/achievements?q=碳化硅衬底"),
        Link::new("氮化镓", "/achievements?q=氮化镓"),
    ];
    let one = ResultsPage {
        meant: None,
        save: save(Form::new().refused(vec![wrong(
            "name",
            "每人最多保存 50 个检索，您已保存 50 个。请先在“我的检索”中删除不再需要的，再保存新的",
        )])),
        summary: "找到 1 项与“碳化硅 水稻 雷达”有关的成果".into(),
        relaxed,
        similar,
        filters: vec![],
        cards: vec![card(2)],
        related: vec![card(3), card(4)],
        demand_href: "/my/demands/new?title=x".into(),
        pagination: Pagination::default(),
        ..page.clone()
    };
    pages.add("results-relaxed", &one);
    let facets = Facets {
        groups: vec![],
        clear_href: "/achievements?q=x".into(),
    };
    let none = ResultsPage {
        meant: None,
        save: Save::SignIn("/sign-in?next=/achievements%3Fq%3Dx".into()),
        summary: "没有找到与“量子永动机”有关的成果".into(),
        relaxed: None,
        facets,
        demand_href: "/my/demands/new?title=x".into(),
        cards: vec![],
        related: vec![],
        filters: page.filters.clone(),
        ..one
    };
    pages.add("results-none", &none);
}

fn add_achievement(pages: &mut Pages) {
    let layout = |kind| {
        layout_of(
            kind,
            "碳化硅半绝缘衬底低缺陷生长技术",
            Section::Achievements,
            "/achievements/ach_1",
        )
        .below("科技成果", "/achievements")
    };
    let page = AchievementPage {
        wanted: Vec::new(),
        layout: layout(OrganisationKind::Enterprise),
        id: "ach_01h455vb4pex5vsknk084sn02q".into(),
        state: State::Published,
        reason: String::new(),
        external_number: "SL-2026-008".into(),
        listing: listing(),
        today: now().day(),
        revision: None,
        county: "忻府区".into(),
        organisation: Link::new("示例理工大学", "/organisations/org_1"),
        organisation_kind: "高校".into(),
        confirmed_at: Some(at("2026-02-11T01:00:00Z")),
        stale: false,
        answer_days: Some(3),
        contact: Some(("周示例".into(), "0350-1234567".into())),
        next: NextStep::Request("/achievements/ach_1/licence-requests".into()),
        cost: Some(Cost {
            price: yuan("60万"),
            subsidy: yuan("18000"),
            net: yuan("582000"),
            href: "/calculator?paid_yuan=600000".into(),
            policy: Link::new("措施九（征求意见稿）", "/policies/xinzhou-2020"),
        }),
        files: files(),
        chain: None,
        history: Timeline::default(),
        similar: (1..4).map(card).collect(),
    };
    pages.add("achievement", &page);
    let verbs = vec![
        verb(
            "确认仍然有效",
            "/my/achievements/ach_1/confirm",
            Weight::Primary,
        ),
        verb("撤回", "/my/achievements/ach_1/withdraw", Weight::Danger),
    ];
    let own = AchievementPage {
        wanted: Vec::new(),
        layout: layout(OrganisationKind::University),
        next: NextStep::Own {
            edit_href: "/my/achievements/ach_1/edit".into(),
            verbs,
            file_form: Form::new().scoped("file").with("tier", "public"),
        },
        history: timeline(),
        stale: true,
        revision: Some(RevisionShown {
            state: RevisionState::Returned,
            reason: "请补充专利申请日。".into(),
            changes: domain::catalogue::revision::changes(
                &listing(),
                &Listing {
                    title: LONG_TITLE.into(),
                    price: Price::Negotiable,
                    ..listing()
                },
            ),
        }),
        chain: Some(super::chain(Stage::Achievement, Stage::Payments)),
        similar: vec![],
        ..page.clone()
    };
    pages.add("achievement-own", &own);
    let review = NextStep::Review {
        publish: verb("发布", "/desk/achievements/ach_1/publish", Weight::Primary),
        return_action: "/desk/achievements/ach_1/return".into(),
        return_form: Form::new().of_version(1),
    };
    let bare = Listing {
        title: LONG_TITLE.into(),
        summary: String::new(),
        abstract_text: String::new(),
        problem: String::new(),
        improvements: vec![],
        patents: vec![],
        other_rights: String::new(),
        modes: vec![],
        maturity: None,
        price: Price::Negotiable,
        ..listing()
    };
    let bare = AchievementPage {
        wanted: Vec::new(),
        layout: layout(OrganisationKind::Bureau),
        state: State::Returned,
        reason: "请补充专利申请日和成熟度依据。".into(),
        listing: bare,
        next: review,
        cost: None,
        contact: None,
        files: FileList::default(),
        ..own
    };
    pages.add("achievement-bare", &bare);
}

pub(crate) fn add_hostile(pages: &mut Pages) {
    let harm = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";
    let mut layout = Layout::new(harm, Section::Achievements, harm, now());
    layout.query = harm.into();
    let card = ResultCard {
        title: Marked::new(harm, std::slice::from_ref(&(0..8))),
        summary: Marked::plain(harm),
        field: harm.into(),
        ..card(1)
    };
    let page = ResultsPage {
        last_page: None,
        meant: None,
        layout,
        save: Save::Form {
            form: Form::new().with("name", harm),
            search: harm.into(),
        },
        summary: harm.into(),
        relaxed: Some(Relaxed { text: harm.into() }),
        similar: vec![Link::new(
            harm,
            format!("/achievements?q={}", api::ui::layout::in_query(harm)),
        )],
        filters: vec![ActiveFilter {
            label: harm.into(),
            remove_href: "/achievements".into(),
        }],
        sorts: vec![],
        facets: facets(),
        demand_href: String::new(),
        related: vec![card.clone()],
        cards: vec![card],
        pagination: Pagination::default(),
    };
    pages.add("hostile", &page);
}

fn add_calculator(pages: &mut Pages) {
    let step = |clause: &str, text: &str, amount: Option<&str>| SumStep {
        clause: clause.into(),
        text: text.into(),
        amount: amount.map(yuan),
    };
    let explanation = Explanation {
        caption: "补助计算过程".into(),
        steps: vec![
            step("措施九", "已核验的实际支付额", Some("20000000")),
            step("措施九", "实际支付额 20,000,000.00 元 × 3%", Some("600000")),
            step(
                "措施九",
                "单项成果累计补助最高 500,000.00 元，此前已补助 120,000.00 元，剩余 380,000.00 元",
                Some("380000"),
            ),
            step(
                "参数：取整",
                "四舍五入到分，只在最后取整一次",
                Some("380000"),
            ),
        ],
        total_label: "可得补助".into(),
        total: yuan("380000"),
        findings: vec![
            Finding {
                article: "措施九".into(),
                text: "需提供省级补助的证明；未提供不影响本次核算。".into(),
                bars: false,
                mend: None,
            },
            Finding {
                article: "措施九".into(),
                text: "买方注册地不在本市 14 个县（市、区），不属于补助对象。".into(),
                bars: true,
                mend: None,
            },
        ],
    };
    let form = Form::new()
        .with("policy", "xinzhou-2020")
        .with("paid_yuan", "20,000,000")
        .with("already_disbursed_yuan", "120000");
    let page = CalculatorPage {
        layout: Layout::new(
            "补助测算",
            Section::Calculator,
            "/calculator?paid_yuan=20000000&already_disbursed_yuan=120000",
            now(),
        ),
        form,
        policies: vec![
            Choice::new("xinzhou-2020", "忻州 2020（征求意见稿）"),
            Choice::new("changzhi", "长治（对照）"),
        ],
        policy: Link::new(
            "忻州市科技成果转化十二条措施（征求意见稿）第九条",
            "/policies/xinzhou-2020",
        ),
        policy_remark: "征求意见稿，正式文本以发布为准".into(),
        answer: Some(Answer {
            paid: yuan("20000000"),
            subsidy: yuan("380000"),
            net: yuan("19620000"),
            explanation,
        }),
    };
    pages.add("calculator", &page);
    let form = Form::new().with("paid_yuan", "很多").refused(vec![wrong(
        "paid_fen",
        "金额应为数字，单位元，例如 18000.00",
    )]);
    pages.add(
        "calculator-wrong",
        &CalculatorPage {
            form,
            answer: None,
            ..page.clone()
        },
    );
    pages.add(
        "calculator-empty",
        &CalculatorPage {
            form: Form::new(),
            answer: None,
            policies: vec![],
            ..page
        },
    );
}

fn add_workspace(pages: &mut Pages) {
    let task = |verb: &str, subject: &str, tag: Tag, by| Task {
        verb: verb.into(),
        subject: Link::new(subject, "/licence-requests/req_1"),
        counterpart: "忻州示例新材料有限公司".into(),
        tag,
        since: at("2026-02-24T01:00:00Z"),
        due: by,
    };
    let row = |subject: &str, tag| WorkRow {
        subject: Link::new(subject, "/deals/dea_1"),
        counterpart: "忻州示例新材料有限公司".into(),
        tag,
        at: now(),
    };
    let page = WorkspacePage {
        layout: layout_of(OrganisationKind::University, "待办事项", Section::My, "/my"),
        waits_for_me: TaskList {
            tasks: vec![
                task(
                    "答复许可意向",
                    "煤矸石制备高强轻骨料工艺",
                    Tag::new(Tone::Attention, "待答复"),
                    due("2026-03-02"),
                ),
                task(
                    "回复报价",
                    "碳化硅半绝缘衬底低缺陷生长技术",
                    Tag::new(Tone::Action, "洽谈中"),
                    due("2026-03-07"),
                ),
                task(
                    "签署合同",
                    LONG_TITLE,
                    Tag::new(Tone::Action, "待签署"),
                    due("2026-03-20"),
                ),
            ],
            none: "没有等您办理的事项。".into(),
        },
        i_wait_for: TaskList {
            tasks: vec![task(
                "等待登记机构认定",
                "杂粮低温烘干与品质保持装备",
                Tag::new(Tone::Neutral, "已申请登记"),
                None,
            )],
            none: "没有等待对方办理的事项。".into(),
        },
        groups: vec![
            WorkGroup {
                name: "本单位成果".into(),
                rows: vec![
                    row(
                        "碳化硅半绝缘衬底低缺陷生长技术",
                        Tag::from(State::Published),
                    ),
                    row("煤矸石制备高强轻骨料工艺", Tag::from(State::Returned)),
                ],
                more_href: "/my/achievements".into(),
                none: String::new(),
            },
            WorkGroup {
                name: "合同".into(),
                rows: vec![],
                more_href: String::new(),
                none: "还没有合同。洽谈达成一致后，可从交易页起草合同。".into(),
            },
        ],
        begin: vec![
            Link::new("发布科技成果", "/my/achievements/new"),
            Link::new("批量导入", "/my/import"),
        ],
    };
    let mut noticed = page.clone();
    noticed.layout = noticed
        .layout
        .noticing(Notice::new(Tone::Good, "报价已发出，对方会收到提醒。"));
    pages.add("workspace", &noticed);
    let nothing = |none: &str| TaskList {
        tasks: vec![],
        none: none.into(),
    };
    let empty = WorkspacePage {
        layout: layout_of(OrganisationKind::Enterprise, "待办事项", Section::My, "/my"),
        waits_for_me: nothing("没有等您办理的事项。"),
        i_wait_for: nothing("没有等待对方办理的事项。"),
        groups: vec![],
        begin: vec![Link::new("查找科技成果", "/achievements")],
    };
    pages.add("workspace-empty", &empty);
}

fn add_messages(pages: &mut Pages) {
    let demo = |role: &str, login: &str| DemoAccount {
        role: role.into(),
        login: login.into(),
        password: "shili-2026".into(),
    };
    let sign_in = SignInPage {
        layout: Layout::new("登录", Section::Elsewhere, "/sign-in", now()),
        form: Form::new()
            .with("login", "wang.li")
            .with("next", "/achievements/ach_1"),
        kept: Vec::new(),
        demo: vec![
            demo("高校经办人", "daxue"),
            demo("企业经办人", "qiye"),
            demo("科技局", "kejiju"),
        ],
    };
    pages.add("sign-in", &sign_in);
    let form = sign_in
        .form
        .clone()
        .refused(vec![wrong("password", "登录名或密码不对，请重新输入")]);
    pages.add(
        "sign-in-wrong",
        &SignInPage {
            form,
            demo: vec![],
            ..sign_in
        },
    );
    let layout = || Layout::new("", Section::Elsewhere, "/x", now());
    pages.add("error-404", &ErrorPage::not_found(layout()));
    pages.add(
        "error-403",
        &ErrorPage::forbidden(
            layout(),
            "只有登记机构可以作出认定登记决定。请由示例技术合同登记站办理。",
        ),
    );
    let meanwhile =
        "这项内容在您打开之后有了变化：买方（示例公司）已于 2026年3月5日 10:20 撤回报价。"
            .to_owned();
    pages.add(
        "error-409",
        &ErrorPage::stale(
            layout(),
            meanwhile,
            Link::new("查看最新内容", "/deals/dea_1"),
        ),
    );
    pages.add(
        "error-500",
        &ErrorPage::broken(layout(), "req-01h455vb4pex"),
    );
    let confirm = ConfirmPage {
        layout: layout_of(
            OrganisationKind::University,
            "撤回“碳化硅半绝缘衬底低缺陷生长技术”？",
            Section::My,
            "/my/achievements/ach_1/withdraw",
        ),
        consequences: vec![
            "撤回后不再出现在检索结果中。".into(),
            "已经开始的洽谈不受影响。".into(),
        ],
        action: "/my/achievements/ach_1/withdraw".into(),
        form: Form {
            version: Some(3),
            ..Form::new()
        },
        reason_label: "撤回原因".into(),
        verb: "撤回成果".into(),
        back: Link::new("不撤回，返回成果", "/achievements/ach_1"),
    };
    pages.add("confirm", &confirm);
}

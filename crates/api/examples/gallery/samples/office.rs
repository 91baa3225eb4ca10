//! Pages of the bureau, of an organisation and of one's account.

use api::desk::log::page::{EventRow, EventsPage};
use api::desk::queues::page::{
    DeskAchievementsPage, DeskOrganisationsPage, DeskPage, DeskPaymentsPage, DeskSubsidiesPage,
    OrganisationRow, Queue, ReviewRow,
};
use api::money::policy::page::{ParameterRow, PolicyPage, ProgrammeView};
use api::people::member::page::{
    AccountPage, MemberRow, MembersPage, MyOrganisationPage, PasswordPage, SessionRow, TokenRow,
};
use api::people::organisation::page::OrganisationPage;
use api::people::organisation_change::page::{
    ChangePart, ChangeRow, DeskChangesPage, DeskOrganisationPage, OwnChanges,
};
use api::people::refusal::page::{DeskRefusalsPage, RefusalRow, RefusalTable};
use api::ui::parts::{
    Bar, BarChart, Choice, Facts, MoneyRow, MoneyTable, Notice, Pagination, Tag, Task, TaskList,
    Tone,
};
use api::ui::{Form, Section};

use super::chain::{payment, subsidy};
use super::seller::tabs;
use super::*;
use domain::people::organisation_change::{Difference, State};

pub(crate) fn add(pages: &mut Pages) {
    add_desk(pages);
    add_queues(pages);
    add_people(pages);
    add_public(pages);
}

fn desk(title: &str, address: &str) -> Layout {
    layout_of(OrganisationKind::Bureau, title, Section::Desk, address)
}

fn mine(title: &str, address: &str) -> Layout {
    layout_of(OrganisationKind::Enterprise, title, Section::My, address)
}

fn add_desk(pages: &mut Pages) {
    let queue = |name: &str, count, overdue| Queue {
        name: Link::new(name, "/desk/achievements"),
        count,
        oldest: (count > 0).then(|| at("2026-02-20T01:00:00Z")),
        overdue,
    };
    let bar = |label: &str, value: i64| Bar {
        label: label.into(),
        value,
        shown: yuan(&value.to_string()).in_yuan(),
    };
    let page = DeskPage {
        layout: desk("业务总览", "/desk"),
        queues: vec![
            queue("成果审核", 12, 2),
            queue("支付核验", 5, 0),
            queue("补助核算", 0, 0),
        ],
        urgent: TaskList {
            tasks: vec![Task {
                verb: "审核成果".into(),
                subject: Link::new("煤矸石制备高强轻骨料工艺", "/achievements/ach_1"),
                counterpart: "示例材料研究所".into(),
                tag: Tag::new(Tone::Action, "待审核"),
                since: now(),
                due: due("2026-03-02"),
            }],
            none: String::new(),
        },
        charts: vec![BarChart {
            caption: "本年各县（市、区）技术合同实际支付".into(),
            label_heading: "县（市、区）".into(),
            value_heading: "实际支付（元）".into(),
            bars: vec![
                bar("忻府区", 8_600_000),
                bar("原平市", 3_250_000),
                bar("定襄县", 940_000),
                bar("神池县", 0),
            ],
        }],
    };
    pages.add("desk", &page);
}

fn add_queues(pages: &mut Pages) {
    let row = |id: &str, title: &str, remarks: Vec<String>| ReviewRow {
        id: id.into(),
        version: 2,
        title: Link::new(title, "/achievements/ach_1"),
        organisation: Link::new("示例理工大学", "/organisations/org_1"),
        field: "新材料".into(),
        completeness: 70,
        submitted_at: at("2026-02-20T01:00:00Z"),
        due: due("2026-03-09"),
        remarks,
    };
    let remark = "与已发布的“碳化硅单晶生长”内容相近，请核对是否重复".to_owned();
    let review = DeskAchievementsPage {
        layout: desk("成果审核", "/desk/achievements"),
        rows: vec![
            row("ach_1", "碳化硅半绝缘衬底低缺陷生长技术", vec![remark]),
            row("ach_2", LONG_TITLE, vec![]),
        ],
        pagination: pages_on("/desk/achievements"),
        failed: Some((
            "ach_2".into(),
            Form::new().scoped("ach_2").refused(vec![wrong(
                "reason",
                "请写明退回原因，例如：请补充专利申请日",
            )]),
        )),
    };
    pages.add("desk-achievements", &review);
    pages.add(
        "desk-achievements-empty",
        &DeskAchievementsPage {
            rows: vec![],
            pagination: Pagination::default(),
            failed: None,
            ..review
        },
    );
    let mut doubtful = payment(2, "待核验", Tone::Action);
    doubtful.contract = Some(Link::new(
        "“碳化硅半绝缘衬底低缺陷生长技术”技术许可合同",
        "/contracts/con_1",
    ));
    doubtful.decision_form = Some(Form::new().scoped("pay_2"));
    let mut plain = payment(1, "待核验", Tone::Action);
    plain.decided = None;
    plain.decision_form = Some(Form::new().scoped("pay_1"));
    let payments = DeskPaymentsPage {
        layout: desk("支付核验", "/desk/payments"),
        tabs: tabs(&[("待核验", 2), ("已核验", 131), ("核验未通过", 4)]),
        payments: vec![doubtful, plain],
        pagination: Pagination::default(),
    };
    pages.add("desk-payments", &payments);
    let subsidies = DeskSubsidiesPage {
        layout: desk("补助核算", "/desk/subsidies"),
        policy: Link::new(
            "忻州市技术引进补助（2020 年草案措施九）",
            "/policies/xinzhou-2020",
        ),
        lines: vec![subsidy("13000"), subsidy("-12000")],
        total_entitled: yuan("36000"),
        total_disbursed: yuan("10000"),
        total_due: yuan("1000"),
        ledger_href: "/api/v1/subsidies/ledger".into(),
    };
    pages.add("desk-subsidies", &subsidies);
    pages.add(
        "desk-subsidies-empty",
        &DeskSubsidiesPage {
            lines: vec![],
            ledger_href: String::new(),
            ..subsidies
        },
    );
    let organisation = |name: &str, confirmed| OrganisationRow {
        name: Link::new(name, "/organisations/org_1"),
        kind: "企业".into(),
        credit_code: "91140902MA00003650".into(),
        code_confirmed: confirmed,
        county: "忻府区".into(),
        members: 3,
    };
    let organisations = DeskOrganisationsPage {
        layout: desk("单位", "/desk/organisations"),
        query: "示例".into(),
        rows: vec![organisation("忻州示例新材料有限公司", false), organisation("示例机械制造有限责任公司", true)],
        pagination: Pagination::default(),
        form: Form::new().refused(vec![wrong(
            "credit_code",
            "统一社会信用代码末位通常应为 0。请核对营业执照；若证照确实如此，请勾选“已核对证照”后再提交",
        )]),
    };
    pages.add("desk-organisations", &organisations);
    let event = |seq, who: &str, organisation: &str, what, subject: Link| EventRow {
        seq,
        at: now(),
        who: who.into(),
        organisation: organisation.into(),
        what,
        noun: "技术合同",
        subject,
        record: Facts::new()
            .with("事项代码", "contract confirmed")
            .with("对象编号", "con_01h455vb4pex5vsknk084sn02q")
            .with(
                "本条哈希",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
    };
    let events = EventsPage {
        layout: desk("操作记录", "/desk/events"),
        form: Form::new().with("noun", "contract"),
        nouns: vec![
            Choice::new("contract", "技术合同"),
            Choice::new("payment", "支付"),
        ],
        rows: vec![
            event(
                1_204,
                "周示例",
                "示例理工大学",
                "确认合同正文",
                Link::new(LONG_TITLE, "/contracts/con_1"),
            ),
            event(
                1_203,
                "系统",
                "",
                "起草合同",
                Link::plain("碳化硅半绝缘衬底低缺陷生长技术"),
            ),
        ],
        pagination: pages_on("/desk/events"),
    };
    pages.add("desk-events", &events);
}

fn add_people(pages: &mut Pages) {
    let form = Form::new()
        .with("phone", "0350-5550000")
        .with("address", "忻府区示例路 1 号")
        .of_version(1);
    let identity = Form::new()
        .with("name", "忻州示例新材料有限公司")
        .with("kind", "enterprise")
        .with("credit_code", "91140902MA00003650")
        .with("division_code", "140902");
    let facts = Facts::new()
        .with("单位名称", "忻州示例新材料有限公司")
        .with("统一社会信用代码", "91140902MA00003650");
    let page = MyOrganisationPage {
        layout: mine("单位信息", "/my/organisation"),
        facts,
        form: Some(form),
        changes: OwnChanges::default(),
    };
    let changes = |open, form: Option<Form>| OwnChanges {
        open,
        form: form.map(|form| form.scoped("change")),
        decided: vec![change(State::Refused)],
    };
    let withdraw = verb(
        "撤回申请",
        "/my/organisation/changes/chg_1/withdraw",
        Weight::Danger,
    );
    pages.add(
        "my-organisation",
        &MyOrganisationPage {
            changes: changes(None, Some(identity.clone())),
            ..page.clone()
        },
    );
    pages.add(
        "my-organisation-waiting",
        &MyOrganisationPage {
            changes: changes(Some((change(State::Open), withdraw)), None),
            ..page.clone()
        },
    );
    let missing = identity.clone().refused(vec![wrong(
        "reason",
        "请写明变更原因，例如：2026年3月迁至忻府区，营业执照已换发",
    )]);
    pages.add(
        "my-organisation-wrong",
        &MyOrganisationPage {
            changes: changes(None, Some(missing)),
            ..page.clone()
        },
    );
    pages.add(
        "my-organisation-member",
        &MyOrganisationPage { form: None, ..page },
    );
    let row = |id: &str| ChangeRow {
        id: id.into(),
        version: 1,
        change: change(State::Open),
    };
    let queue = DeskChangesPage {
        layout: desk("单位登记信息变更", "/desk/changes"),
        rows: vec![row("chg_1"), row("chg_2")],
        pagination: pages_on("/desk/changes"),
        failed: Some((
            "chg_2".into(),
            Form::new()
                .refused(vec![wrong(
                    "reason",
                    "请写明不予同意的原因，例如：未附换发后的营业执照",
                )])
                .scoped("chg_2"),
        )),
    };
    pages.add("desk-changes", &queue);
    pages.add(
        "desk-changes-empty",
        &DeskChangesPage {
            rows: vec![],
            failed: None,
            ..queue
        },
    );
    let one = DeskOrganisationPage {
        layout: desk("忻州示例新材料有限公司", "/desk/organisations/org_1"),
        path: "/desk/organisations/org_1".into(),
        facts: Facts::new()
            .with("单位名称", "忻州示例新材料有限公司")
            .with("账号", "0 个"),
        public: Link::new("单位主页", "/organisations/org_1"),
        first_form: Some(Form::new().scoped("first")),
        correct_form: identity.of_version(2).scoped("change"),
        changes: vec![change(State::Approved)],
    };
    pages.add("desk-organisation", &one);
    pages.add(
        "my-password",
        &PasswordPage {
            layout: mine("设置新密码", "/my/password"),
            form: Form::new(),
        },
    );
    pages.add(
        "desk-refusals",
        &DeskRefusalsPage {
            layout: desk("登录安全", "/desk/refusals"),
            refusals: refusals(),
        },
    );
    let member = |name: &str, role: Role| MemberRow {
        name: name.into(),
        login: "wang.shili".into(),
        role: Tag::new(Tone::Neutral, role.label()),
        last_seen: (role == Role::Manager).then(now),
        verbs: vec![verb("停用", "/my/members/usr_1/remove", Weight::Danger)],
    };
    let form = Form::new().with("login", "王示例").refused(vec![wrong(
        "login",
        "登录名为 3 至 60 位小写字母、数字或 . - _ @，例如 wang.li",
    )]);
    let members = MembersPage {
        layout: mine("成员", "/my/members"),
        members: vec![
            member("王示例", Role::Manager),
            member("陈示例", Role::Member),
        ],
        form: Some(form),
        code: Some(("陈示例".into(), "h7k2-9qwd-3mzx-8f5t".into())),
        refusals: refusals(),
    };
    pages.add("my-members", &members);
    let account = AccountPage {
        layout: mine("账号与安全", "/my/account"),
        facts: Facts::new()
            .with("姓名", "王示例")
            .with("登录名", "wang.shili")
            .with("当前单位", "忻州示例新材料有限公司（单位管理员）"),
        act_for: vec![PostButton::new(
            "示例机械制造有限责任公司",
            "/my/account/organisation",
            None,
        )],
        sessions: vec![SessionRow {
            agent: "Windows 上的 Edge".into(),
            created_at: now(),
            last_seen: now(),
            here: true,
            end: PostButton::new("退出此设备", "/my/account/sessions/ses_1/end", None),
        }],
        end_all: PostButton::new(
            "结束全部登录和令牌（含本次）",
            "/my/account/sessions/end",
            None,
        )
        .weighing(Weight::Danger),
        tokens: vec![TokenRow {
            name: "校内成果库每日同步".into(),
            created_at: now(),
            last_used: None,
            revoke: PostButton::new("撤销", "/my/account/tokens/tok_1/revoke", None)
                .weighing(Weight::Danger),
        }],
        new_token: "jq_01h455vb4pex5vsknk084sn02q_示例".into(),
        token_form: Form::new().scoped("token"),
        password_form: Form::new().scoped("password"),
    };
    pages.add("my-account", &account);
}

fn change(state: State) -> ChangePart {
    let difference = Difference {
        field: "division_code",
        label: "所在地",
        before: "140105 太原市".into(),
        after: "140902 忻府区".into(),
    };
    ChangePart {
        organisation: Link::new("忻州示例新材料有限公司", "/organisations/org_1"),
        state: Tag::new(Tone::Action, state.label()),
        differences: vec![difference],
        reason: "2026年3月迁至忻府区，营业执照已换发".into(),
        evidence: "新营业执照副本，2026年3月2日核发".into(),
        asked: "王示例于 2026年3月5日 10:00 提出".into(),
        decided: if state == State::Open {
            String::new()
        } else {
            "李示例于 2026年3月6日 9:00 审核".into()
        },
        answer: if state == State::Refused {
            "未附换发后的营业执照".into()
        } else {
            String::new()
        },
    }
}

fn refusals() -> RefusalTable {
    let row = |who: &str, login: &str, what: &str, times| RefusalRow {
        who: who.into(),
        login: login.into(),
        what: what.into(),
        times,
        last_at: now(),
    };
    RefusalTable {
        rows: vec![
            row("陈示例", "chen.shili", "登录名或密码不正确", 4),
            row("没有人使用的登录名", "", "登录名或密码不正确", 120),
        ],
    }
}

fn add_public(pages: &mut Pages) {
    let page = OrganisationPage {
        layout: Layout::new(
            "示例理工大学",
            Section::Achievements,
            "/organisations/org_1",
            now(),
        )
        .below("科技成果", "/achievements"),
        kind: Tag::new(Tone::Neutral, "高校"),
        introduction: "示例理工大学设有材料、矿业、机械等学科，拥有中试线三条。".into(),
        facts: Facts::new()
            .with("所在地", "忻府区")
            .with("答复意向", "通常 3 天内")
            .with("统一社会信用代码", "12140000MB00000000"),
        published: 984,
        cards: (0..3).map(card).collect(),
        pagination: pages_on("/organisations/org_1"),
    };
    pages.add("organisation", &page);
    pages.add(
        "organisation-empty",
        &OrganisationPage {
            introduction: String::new(),
            published: 0,
            cards: vec![],
            pagination: Pagination::default(),
            ..page
        },
    );
    let parameter = |name: &str, value: &str, question: &str| ParameterRow {
        name: name.into(),
        value: value.into(),
        clause: "第九条".into(),
        question: question.into(),
    };
    let policy = PolicyPage {
        layout: Layout::new("忻州市技术引进补助（2020 年草案措施九）", Section::Policies, "/policies/xinzhou-2020", now()),
        remark: Some(Notice::new(Tone::Attention, "这是征求意见稿，正式文本以发布为准。")),
        facts: Facts::new().with("状态", "征求意见稿").with("日期", "2020年4月9日"),
        programmes: vec![ProgrammeView {
            name: "技术引进补助".into(),
            clause: "第九条".into(),
            summary: "企业引进技术成果、签订合同并实际支付的，按实际支付额的 3% 给予补助，单项成果最高 50 万元。".into(),
            parameters: vec![
                parameter("补助比例", "3%", ""),
                parameter("最高限额", "500,000.00 元，每项成果终身累计", "是按年还是终身累计，待主管部门确认"),
            ],
        }],
        unknown: vec![("省级补助比例".into(), "未取得省级政策文本，因此不核算省级金额，逐笔提示核对。".into())],
        others: vec![Link::new("长治（对照）", "/policies/changzhi")],
        file_href: "/api/v1/policies/xinzhou-2020/file".into(),
    };
    pages.add("policy", &policy);
    let table = MoneyTable {
        caption: "各合同支付".into(),
        label_heading: "合同".into(),
        columns: vec!["合同成交额".into(), "已支付".into()],
        rows: vec![MoneyRow {
            label: Link::new("示例合同", "/contracts/con_1"),
            note: String::new(),
            amounts: vec![Some(yuan("1000000")), None],
        }],
        total: Some(vec![yuan("1000000"), Fen::ZERO]),
    };
    assert!(
        table
            .render()
            .expect("a table renders")
            .contains("1,000,000.00")
    );
}

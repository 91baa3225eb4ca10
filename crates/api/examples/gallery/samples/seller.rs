//! Pages of whoever lists achievements: the form, the list, the import.

use api::catalogue::achievement::form_page::{
    AchievementFormPage, MyAchievementsPage, OwnAchievement, Tab, values_of,
};
use api::catalogue::import::page::{
    ImportColumn, ImportFinishedPage, ImportPreviewPage, ImportProblem, ImportRunningPage,
    ImportStartPage, ImportTally, PastImport,
};
use api::ui::parts::{Choice, Pagination, Progress, Tag, Tone};
use api::ui::sent::Why;
use api::ui::{Form, Section, Sent};
use domain::catalogue::achievement::State;
use domain::catalogue::revision::RevisionState;

use super::*;

pub(crate) fn add(pages: &mut Pages) {
    add_form(pages);
    add_list(pages);
    add_import(pages);
}

fn layout(title: &str, address: &str) -> Layout {
    layout_of(OrganisationKind::University, title, Section::My, address)
}

fn add_form(pages: &mut Pages) {
    let page = AchievementFormPage {
        layout: layout("发布科技成果", "/my/achievements/new"),
        action: "/my/achievements/new".into(),
        state: None,
        revision: None,
        reason: String::new(),
        form: Form::new().with("price.kind", "negotiable"),
    };
    pages.add("achievement-form-new", &page);
    let errors = vec![
        wrong("title", "成果名称最多 200 字，现有 214 字"),
        wrong("patents/0/number", "专利号校验位应为 3：201710601862.3"),
        wrong(
            "improvements/1",
            "每项对比至少要有指标名称和本成果数值，例如：导热系数，1500，W/(m·K)",
        ),
        wrong("keywords/2", "关键词最多 80 字，现有 120 字"),
        wrong("price/max_fen", "最高价不能低于最低价"),
        wrong("maturity", "请选择技术成熟度"),
    ];
    let edit = AchievementFormPage {
        layout: layout("修改科技成果", "/my/achievements/ach_1/edit")
            .below("本单位成果", "/my/achievements"),
        action: "/my/achievements/ach_1/edit".into(),
        state: Some(State::Returned),
        reason: "请补充专利申请日和成熟度依据。".into(),
        form: Form::filled(values_of(&listing(), "2025-017"))
            .of_version(3)
            .refused(errors),
        ..page
    };
    pages.add("achievement-form-wrong", &edit);
    let mut stored = listing();
    stored.title = "别人改过的名称".into();
    let typed = values_of(&listing(), "2025-017");
    let happened = "本单位李示例已于 2026年3月5日 10:20 修改这项成果".into();
    let mut sent = Sent::back("", typed, Why::Overtaken(happened));
    let form = sent.show("", Form::stored(values_of(&stored, "2025-017"), 4));
    pages.add(
        "achievement-form-overtaken",
        &AchievementFormPage { form, ..edit },
    );
}

fn add_list(pages: &mut Pages) {
    let row = |title: &str, state: State, reason: &str, stale: bool| OwnAchievement {
        title: Link::new(title, "/achievements/ach_1"),
        external_number: "2025-017".into(),
        state,
        revision: stale.then_some(RevisionState::Submitted),
        reason: reason.into(),
        completeness: 80,
        confirmed_at: Some(at("2025-01-11T01:00:00Z")),
        stale,
        edit_href: "/my/achievements/ach_1/edit".into(),
        verbs: match state {
            State::Published => vec![verb(
                "确认仍然有效",
                "/my/achievements/ach_1/confirm",
                Weight::Secondary,
            )],
            State::Draft | State::Returned => vec![verb(
                "提交审核",
                "/my/achievements/ach_1/submit",
                Weight::Primary,
            )],
            State::Submitted | State::Withdrawn => vec![],
        },
    };
    let page = MyAchievementsPage {
        layout: layout("本单位成果", "/my/achievements"),
        tabs: tabs(&[
            ("全部", 1_000),
            ("草稿", 12),
            ("待审核", 3),
            ("已退回", 1),
            ("已发布", 984),
        ]),
        rows: vec![
            row("碳化硅半绝缘衬底低缺陷生长技术", State::Published, "", true),
            row(
                "煤矸石制备高强轻骨料工艺",
                State::Returned,
                "请补充专利申请日和成熟度依据。",
                false,
            ),
            row(LONG_TITLE, State::Draft, "", false),
            row("杂粮低温烘干与品质保持装备", State::Submitted, "", false),
        ],
        pagination: pages_on("/my/achievements"),
    };
    pages.add("my-achievements", &page);
    pages.add(
        "my-achievements-empty",
        &MyAchievementsPage {
            tabs: tabs(&[("全部", 0)]),
            rows: vec![],
            pagination: Pagination::default(),
            ..page
        },
    );
}

pub(crate) fn tabs(counts: &[(&str, u64)]) -> Vec<Tab> {
    let tab = |(at, (label, count)): (usize, &(&str, u64))| Tab {
        label: (*label).into(),
        count: *count,
        href: "/x".into(),
        here: at == 0,
    };
    counts.iter().enumerate().map(tab).collect()
}

fn add_import(pages: &mut Pages) {
    let tally = ImportTally {
        rows: 1_204,
        added: 1_100,
        changed: 60,
        unchanged: 20,
        reported: 24,
        mapped: 2_310,
        noted: 41,
    };
    let past = |name: &str, tone, word: &str| PastImport {
        file: Link::new(name, "/my/import/imp_1"),
        at: now(),
        by: "周示例".into(),
        tally,
        tag: Tag::new(tone, word),
    };
    let start = ImportStartPage {
        layout: layout("批量导入", "/my/import"),
        form: Form::new(),
        templates: vec![
            Link::new("Excel 模板（.xlsx）", "/my/import/template.xlsx"),
            Link::new("CSV 模板", "/my/import/template.csv"),
        ],
        largest: "50 MB".into(),
        past: vec![
            past("成果台账2025.xlsx", Tone::Good, "已完成"),
            past("旧系统导出.csv", Tone::Danger, "已中止"),
        ],
    };
    pages.add("import-start", &start);
    let form = Form::new().refused(vec![wrong(
        "file",
        "无法识别这个文件：扩展名是 .xlsx，内容不是 Excel 工作簿。请用 Excel 另存为 .xlsx 后再上传",
    )]);
    pages.add(
        "import-start-wrong",
        &ImportStartPage {
            form,
            past: vec![],
            ..start
        },
    );
    let column = |heading: &str, samples: &[&str], target: &str| ImportColumn {
        heading: heading.into(),
        samples: samples.iter().map(|text| (*text).to_owned()).collect(),
        target: target.into(),
        found_by: if target == "note" {
            "表头和内容都不能识别".into()
        } else {
            "按表头".into()
        },
    };
    let preview = ImportPreviewPage {
        layout: layout("核对列的对应关系", "/my/import/imp_1").below("批量导入", "/my/import"),
        action: "/my/import/imp_1".into(),
        file: "成果台账2025.xlsx".into(),
        recognised: vec![
            "Excel 工作簿，工作表“成果汇总”，共 1,204 行。".into(),
            "第 3 行是表头；前两行是标题，不导入。".into(),
        ],
        columns: vec![
            column(
                "成果名称",
                &["碳化硅半绝缘衬底低缺陷生长技术", LONG_TITLE],
                "title",
            ),
            column(
                "专利号\n（没有可不填）",
                &["ZL201710601862.3", "２０１７１０６０１８６２３"],
                "patents",
            ),
            column("转让价（万元）", &["60", "面议"], "price"),
            column("序号", &["1", "2"], "ignore"),
            column("获奖情况", &["示例省科技进步二等奖", ""], "note"),
        ],
        targets: [
            "title 成果名称",
            "abstract 成果摘要",
            "patents 专利号",
            "price 价格",
            "note 附加信息",
            "ignore 不导入",
        ]
        .iter()
        .filter_map(|text| text.split_once(' '))
        .map(|(value, label)| Choice::new(value, label))
        .collect(),
        form: Form::new().with("publish_as", "draft"),
    };
    pages.add("import-preview", &preview);
    let mut running = ImportRunningPage {
        waits_behind: Some(1),
        layout: layout("正在导入", "/my/import/imp_1").below("批量导入", "/my/import"),
        file: "成果台账2025.xlsx".into(),
        progress: Progress {
            label: "正在写入".into(),
            done: 431,
            total: Some(1_204),
            unit: "行".into(),
        },
        tally: ImportTally {
            rows: 431,
            added: 402,
            changed: 20,
            unchanged: 3,
            reported: 6,
            mapped: 820,
            noted: 9,
        },
    };
    running.layout.refresh_s = Some(2);
    pages.add("import-running", &running);
    let problem = |row, column: &str, value: &str, reason: &str| ImportProblem {
        row,
        result: if column.is_empty() {
            "跳过，不是成果"
        } else {
            "未导入，请修改"
        },
        column: column.into(),
        value: value.into(),
        reason: reason.into(),
    };
    let finished = ImportFinishedPage {
        layout: layout("导入结果", "/my/import/imp_1").below("批量导入", "/my/import"),
        file: "成果台账2025.xlsx".into(),
        tally,
        failure: String::new(),
        problems: vec![
            problem(
                17,
                "专利号",
                "ZL201710601862.4",
                "专利号校验位应为 3：201710601862.3",
            ),
            problem(203, "", "合计 1,204 项", "这是合计行，不是成果"),
            problem(
                688,
                "成果名称",
                &LONG_TITLE.repeat(3),
                "成果名称最多 200 字，现有 231 字",
            ),
        ],
        report_href: "/my/import/imp_1/report.xlsx".into(),
    };
    pages.add("import-finished", &finished);
    let failure = "第 900 行以后无法读取：文件在中途结束。已导入的行不受影响，请修复后重新上传，重复的行不会再次新增。".into();
    pages.add(
        "import-failed",
        &ImportFinishedPage {
            failure,
            problems: vec![],
            report_href: String::new(),
            ..finished
        },
    );
}

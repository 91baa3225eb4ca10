//! Bulk import 批量导入: upload, check the columns, watch it run, read what became of every row.

use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalogue::achievement;
use domain::id::{ImportId, kind};
use intake::{Preview, Target};
use market::catalogue::import::{FAILED, FINISHED, ImportRun, RUNNING, Tally, WAITING};
use market::kernel::upload::Purpose;

use crate::App;
use crate::catalogue::import::page::{
    ImportColumn, ImportFinishedPage, ImportPreviewPage, ImportProblem, ImportRunningPage,
    ImportStartPage, ImportTally, PastImport,
};
use crate::ui::address::OfPath;
use crate::ui::download::saved;
use crate::ui::file_form::FileForm;
use crate::ui::member::Member;
use crate::ui::parts::{Choice, Link, Progress, Tag, Tone};
use crate::ui::routing::{Router, get};
use crate::ui::typed::Typed;
use crate::ui::upload::Multipart;
use crate::ui::{Form, Section, Sent, respond};

/// Lines of the report that the page shows; the rest is in the downloaded one.
const SHOWN: i64 = 200;
/// Values shown of each column.
const SAMPLES: usize = 3;
/// Seconds between two looks at a running import.
const REFRESH_S: u32 = 2;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

pub(crate) fn routes() -> Router<App> {
    let upload = Router::new()
        .route("/my/import", get(show_start).post(open_import))
        .layer(DefaultBodyLimit::max(
            market::catalogue::import::UPLOAD_AT_MOST + 1024 * 1024,
        ));
    Router::new()
        .route("/my/import/template.xlsx", get(get_xlsx_template))
        .route("/my/import/template.csv", get(get_csv_template))
        .route("/my/import/{id}", get(show_import).post(start_import))
        .route("/my/import/{id}/report.csv", get(get_report))
        .merge(upload)
}

async fn start_page(app: &App, member: &Member, mut sent: Sent) -> Response {
    if !member.actor.organisation_kind.lists_achievements() {
        return member
            .visitor
            .fail(market::Error::Forbidden("导入成果".into()));
    }
    let runs = match app.market.import_runs(&member.actor).await {
        Ok(runs) => runs,
        Err(error) => return member.visitor.fail(error),
    };
    let page = ImportStartPage {
        layout: member.visitor.layout("批量导入", Section::My),
        form: sent.show("", Form::new()),
        templates: vec![
            Link::new("Excel 模板（.xlsx）", "/my/import/template.xlsx"),
            Link::new("CSV 模板（.csv）", "/my/import/template.csv"),
        ],
        largest: format!(
            "{} MB",
            market::catalogue::import::UPLOAD_AT_MOST / 1024 / 1024
        ),
        past: runs.iter().map(past).collect(),
    };
    respond(sent.status(), &page)
}

fn past(run: &ImportRun) -> PastImport {
    let (tone, word) = match run.state.as_str() {
        WAITING => (Tone::Attention, "待核对"),
        RUNNING => (Tone::Action, "正在导入"),
        FAILED => (Tone::Danger, "中止"),
        _ => (Tone::Good, "已完成"),
    };
    PastImport {
        file: Link::new(run.file_name.clone(), format!("/my/import/{}", run.id)),
        at: run.started_at,
        by: String::new(),
        tally: tally(&run.tally),
        tag: Tag::new(tone, word),
    }
}

fn tally(tally: &Tally) -> ImportTally {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    ImportTally {
        rows: count(tally.rows),
        added: count(tally.created),
        changed: count(tally.updated),
        unchanged: count(tally.unchanged),
        reported: count(tally.rejected),
        mapped: count(tally.mapped),
        noted: count(tally.noted),
    }
}

async fn show_start(State(app): State<App>, member: Member) -> Response {
    start_page(&app, &member, Sent::default()).await
}

async fn open_import(State(app): State<App>, member: Member, multipart: Multipart) -> Response {
    let mut form = match FileForm::read(&app, &member, Purpose::Import, multipart).await {
        Ok(form) => form,
        Err(error) => return member.visitor.fail(error),
    };
    let opened = async {
        let upload = form.file()?;
        app.market.open_import(&member.actor, upload).await
    };
    match opened.await {
        Ok(id) => {
            form.done(&app, &member).await;
            Redirect::to(&format!("/my/import/{id}")).into_response()
        }
        Err(error) => match form.again(&app, &member, "", error).await {
            Ok(sent) => start_page(&app, &member, sent).await,
            Err(page) => *page,
        },
    }
}

async fn show_import(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Import>,
) -> Response {
    run_page(&app, &member, &id, Sent::default()).await
}

/// How far a run is: its columns wait to be confirmed, its rows are read, or what became of them.
async fn run_page(app: &App, member: &Member, id: &ImportId, sent: Sent) -> Response {
    let run = match app.market.import_run(&member.actor, id).await {
        Ok(run) => run,
        Err(error) => return member.visitor.fail(error),
    };
    match run.state.as_str() {
        WAITING => preview_page(app, member, &run, sent).await,
        RUNNING => {
            let mut page = running_page(app, member, &run);
            page.layout = sent.tell(page.layout);
            respond(sent.status(), &page)
        }
        _ => finished_page(app, member, &run, &sent).await,
    }
}

async fn preview_page(app: &App, member: &Member, run: &ImportRun, mut sent: Sent) -> Response {
    let preview = match app.market.import_preview(&member.actor, &run.id).await {
        Ok(preview) => preview,
        Err(error) => return member.visitor.fail(error),
    };
    let page = ImportPreviewPage {
        layout: member
            .visitor
            .layout("核对列", Section::My)
            .below("批量导入", "/my/import"),
        action: format!("/my/import/{}", run.id),
        file: run.file_name.clone(),
        recognised: recognised(&preview),
        columns: columns(&preview),
        targets: targets(),
        form: sent.show(
            "",
            Form::new().with("publish_as", achievement::State::Draft.as_str()),
        ),
    };
    respond(sent.status(), &page)
}

fn recognised(preview: &Preview) -> Vec<String> {
    let mut told = vec![format!("文件格式：{}", preview.format.label())];
    for sheet in preview.sheets.iter().filter(|sheet| sheet.imported) {
        let name = if sheet.sheet.is_empty() {
            String::new()
        } else {
            format!("工作表“{}”，", sheet.sheet)
        };
        told.push(format!("{name}表头在第 {} 行", sheet.heading_line));
    }
    told
}

/// The columns of every sheet that is imported, one after the other, as `columns.N` numbers them.
fn columns(preview: &Preview) -> Vec<ImportColumn> {
    let mut columns = Vec::new();
    for sheet in preview.sheets.iter().filter(|sheet| sheet.imported) {
        for (at, column) in sheet.columns.iter().enumerate() {
            columns.push(ImportColumn {
                heading: column.heading.clone(),
                samples: sheet
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(at))
                    .filter(|cell| !cell.is_empty())
                    .take(SAMPLES)
                    .cloned()
                    .collect(),
                target: column.target.name().to_owned(),
                found_by: column.found_by(),
            });
        }
    }
    columns
}

fn targets() -> Vec<Choice> {
    let fields = intake::Field::ALL.into_iter().map(Target::Field);
    fields
        .chain([Target::Note, Target::Ignore])
        .map(|target| Choice::new(target.name(), target.label()))
        .collect()
}

async fn start_import(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Import>,
    typed: Typed,
) -> Response {
    match start(&app, &member, &id, &typed).await {
        Ok(()) => Redirect::to(&format!("/my/import/{id}")).into_response(),
        Err(error) => match member.visitor.again("", typed, error) {
            Ok(sent) => run_page(&app, &member, &id, sent).await,
            Err(page) => *page,
        },
    }
}

async fn start(app: &App, member: &Member, id: &ImportId, typed: &Typed) -> market::Result<()> {
    let preview = app.market.import_preview(&member.actor, id).await?;
    let mut mapping = preview.mapping();
    let all = mapping
        .sheets
        .iter_mut()
        .flat_map(|sheet| &mut sheet.columns);
    for (at, column) in all.enumerate() {
        if let Some(target) = Target::find(typed.value(&format!("columns.{at}"))) {
            column.target = target;
        }
    }
    // Files without columns (JSON Lines) are read by their own keys.
    let mapping = (!mapping.sheets.is_empty()).then_some(mapping);
    let publish_as = achievement::State::try_from(typed.value("publish_as").to_owned())
        .unwrap_or(achievement::State::Draft);
    app.market
        .start_import(&member.actor, id, mapping, publish_as)
        .await
}

fn running_page(app: &App, member: &Member, run: &ImportRun) -> ImportRunningPage {
    let layout = member
        .visitor
        .layout("正在导入", Section::My)
        .below("批量导入", "/my/import");
    let tally = tally(&run.tally);
    ImportRunningPage {
        layout: crate::ui::Layout {
            refresh_s: Some(REFRESH_S),
            ..layout
        },
        file: run.file_name.clone(),
        waits_behind: app.market.import_waits_behind(&run.id),
        progress: Progress {
            label: "已处理".into(),
            done: tally.rows,
            total: None,
            unit: "行".into(),
        },
        tally,
    }
}

async fn finished_page(app: &App, member: &Member, run: &ImportRun, sent: &Sent) -> Response {
    let lines = match app
        .market
        .import_report(&member.actor, &run.id, 0, SHOWN)
        .await
    {
        Ok(lines) => lines,
        Err(error) => return member.visitor.fail(error),
    };
    let problem = |line: &intake::ReportLine| ImportProblem {
        row: line.line,
        result: line.kind.label(),
        column: line.column.clone(),
        value: line.value.clone(),
        reason: line.reason.clone(),
    };
    let mut page = ImportFinishedPage {
        layout: member
            .visitor
            .layout("导入结果", Section::My)
            .below("批量导入", "/my/import"),
        file: run.file_name.clone(),
        tally: tally(&run.tally),
        failure: if run.state == FINISHED {
            String::new()
        } else {
            run.error.clone()
        },
        report_href: if lines.is_empty() {
            String::new()
        } else {
            format!("/my/import/{}/report.csv", run.id)
        },
        problems: lines.iter().map(problem).collect(),
    };
    page.layout = sent.tell(page.layout);
    respond(sent.status(), &page)
}

async fn get_report(
    State(app): State<App>,
    member: Member,
    OfPath(id): OfPath<kind::Import>,
) -> Response {
    match app.market.import_report_csv(&member.actor, &id).await {
        Ok(report) => saved("导入报告.csv", CSV, report),
        Err(error) => member.visitor.fail(error),
    }
}

async fn get_xlsx_template(member: Member) -> Response {
    match intake::template_xlsx() {
        Ok(bytes) => saved("成果导入模板.xlsx", XLSX, bytes),
        Err(error) => member.visitor.fail(market::Error::Index(error.to_string())),
    }
}

async fn get_csv_template() -> Response {
    saved("成果导入模板.csv", CSV, intake::template_csv())
}

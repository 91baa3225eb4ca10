//! Importing and exporting at the operator's machine.

use std::io::{BufWriter, IsTerminal as _, Write as _};

use domain::catalogue::achievement::State;
use indicatif::{ProgressBar, ProgressStyle};
use market::{Error, Searching};

use crate::Outcome;
use crate::cli::{
    ExportArgs, ExportCommand, ExportLedgerArgs, ImportArgs, ImportCommand, ImportedState,
};
use crate::operate::told;
use crate::place;
use crate::say::{complain, say};

/// Lines of the report that are printed when no report file was named.
const SHOWN: usize = 50;

pub(crate) async fn import(command: ImportCommand) -> Outcome<()> {
    let ImportCommand::Achievements(args) = command;
    let market = place::open(&args.place, Searching::Elsewhere).await?;
    let organisation = place::organisation(&market, &args.organisation).await?;
    let state = match args.state {
        ImportedState::Draft => State::Draft,
        ImportedState::Submitted => State::Submitted,
        ImportedState::Published => State::Published,
    };
    let file = intake::File::at(&args.file);
    // A file that cannot be looked at cannot be read either; reading says why.
    for line in intake::inspect(&file)
        .map(|preview| preview.told())
        .unwrap_or_default()
    {
        say!("{line}");
    }
    let bar = progress();
    let mut report = Vec::new();
    let show = |tally: &market::catalogue::import::Tally| {
        bar.set_position(u64::try_from(tally.rows).unwrap_or_default());
    };
    let imported = market
        .import_file(&organisation, file, state, show, |line| {
            report.push(line.clone())
        })
        .await;
    bar.finish_and_clear();
    tell_report(&args, &report)?;
    market.close().await;
    let tally = imported.map_err(told)?;
    say!(
        "共 {} 行：新增 {}，更新 {}，未变 {}，未导入 {}",
        tally.rows,
        tally.created,
        tally.updated,
        tally.unchanged,
        tally.rejected
    );
    if tally.mapped + tally.noted > 0 {
        say!(
            "应用领域、行业、学科和专利分类：{} 个值已对应到词表，{} 个不在词表中，原文保留在附加信息中",
            tally.mapped,
            tally.noted
        );
    }
    bring_index_up_to_date(&args).await
}

fn progress() -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    bar.with_style(
        ProgressStyle::with_template("{spinner} 已处理 {pos} 行，用时 {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    )
}

fn tell_report(args: &ImportArgs, report: &[intake::ReportLine]) -> Outcome<()> {
    if let Some(path) = &args.report {
        std::fs::write(path, intake::report_csv(report))
            .map_err(|error| format!("报告 {} 无法写入：{error}", path.display()))?;
        return Ok(());
    }
    for line in report.iter().take(SHOWN) {
        let sheet = if line.sheet.is_empty() {
            String::new()
        } else {
            format!("{} ", line.sheet)
        };
        complain!(
            "{sheet}第 {} 行 {} {} {}：{}",
            line.line,
            line.kind.label(),
            line.column,
            line.value,
            line.reason
        );
    }
    if report.len() > SHOWN {
        complain!(
            "另有 {} 条未列出；加 --report 文件.csv 可得到完整报告",
            report.len() - SHOWN
        );
    }
    Ok(())
}

/// Indexes what was imported, unless a server that is running does so anyway.
async fn bring_index_up_to_date(args: &ImportArgs) -> Outcome<()> {
    match place::open(&args.place, Searching::Here).await {
        Ok(market) => {
            market.index_new_events().await?;
            say!("索引已更新：{} 项成果可搜索", market.searchable()?);
            market.close().await;
            Ok(())
        }
        Err(error) => match error.downcast_ref::<Error>() {
            Some(Error::IndexInUse) => {
                say!("服务正在运行，索引由它更新");
                Ok(())
            }
            _ => Err(error),
        },
    }
}

pub(crate) async fn export(command: ExportCommand) -> Outcome<()> {
    match command {
        ExportCommand::Achievements(args) => achievements(args).await,
        ExportCommand::Ledger(args) => ledger(args).await,
    }
}

async fn achievements(args: ExportArgs) -> Outcome<()> {
    let market = place::open(&args.place, Searching::Elsewhere).await?;
    let organisation = match &args.organisation {
        Some(named) => Some(place::organisation(&market, named).await?),
        None => None,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut before = String::new();
    loop {
        let page = market
            .all_achievements(organisation.as_ref(), &before, 500)
            .await?;
        let Some(last) = page.last() else { break };
        before = last.id.to_string();
        for achievement in &page {
            // The keys of the import's own format, so that an export can be imported elsewhere.
            let mut row = serde_json::to_value(&achievement.listing)?;
            row["id"] = if achievement.external_number.is_empty() {
                achievement.id.as_str()
            } else {
                &achievement.external_number
            }
            .into();
            row["state"] = achievement.state.as_str().into();
            writeln!(out, "{row}")?;
        }
    }
    out.flush()?;
    market.close().await;
    Ok(())
}

async fn ledger(args: ExportLedgerArgs) -> Outcome<()> {
    let told = args
        .as_of
        .as_deref()
        .map(domain::time::parse_day)
        .transpose()?;
    let market = place::open(&args.place, Searching::Elsewhere).await?;
    let as_of = told.unwrap_or_else(|| market.now().day());
    say!("{}", market.whole_ledger(as_of).await?);
    market.close().await;
    Ok(())
}

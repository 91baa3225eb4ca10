//! What an operator does at the machine: accounts, organisations, index, proofs, backups.

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use domain::people::organisation::{OrganisationInput, OrganisationKind};
use domain::people::user::{Role, UserInput};
use market::Searching;
use market::desk::audit::Chain;
use market::kernel::work::Once;

use crate::Outcome;
use crate::cli::{BackupArgs, OrganisationCommand, PlaceArgs, RestoreArgs, UserCommand};
use crate::place;
use crate::say::{complain, say};

pub(crate) async fn reindex(place: &PlaceArgs) -> Outcome<()> {
    let market = place::open(place, Searching::Here).await?;
    let documents = market.reindex().await?;
    say!("索引已重建：{documents} 项成果可搜索");
    market.close().await;
    Ok(())
}

/// Proves the chain of events, and the index against the database; status 1 when something does not hold.
pub(crate) async fn verify(place: &PlaceArgs) -> Outcome<ExitCode> {
    let market = place::open(place, Searching::Elsewhere).await?;
    let mut holds = match market.verify_chain().await? {
        Chain::Whole { events } => {
            say!("事件链完整：{events} 条事件");
            true
        }
        Chain::Broken { seq } => {
            say!("事件链在第 {seq} 条断开：此处的记录被改动或缺失");
            false
        }
    };
    market.close().await;
    match place::open(place, Searching::Here).await {
        Ok(market) => {
            market.index_new_events().await?;
            let report = market.verify_index().await?;
            say!(
                "已发布成果 {} 项，索引中 {} 项；索引到第 {} 条事件，共 {} 条",
                report.published,
                report.found,
                report.cursor,
                report.newest
            );
            for file in &report.damaged {
                say!("索引文件已损坏：{file}（运行 jiqiao reindex 重建）");
            }
            holds &=
                report.damaged.is_empty() && u64::try_from(report.published) == Ok(report.found);
            market.close().await;
        }
        // The server that holds the index keeps it in step itself.
        Err(error) => say!("索引未校验：{error}"),
    }
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

pub(crate) async fn organisation(command: OrganisationCommand) -> Outcome<()> {
    match command {
        OrganisationCommand::Add(args) => {
            let kind = OrganisationKind::try_from(args.kind)?;
            let market = place::open(&args.place, Searching::Elsewhere).await?;
            let input = OrganisationInput {
                name: args.name,
                kind,
                credit_code: args.credit_code,
                credit_code_confirmed: args.credit_code_confirmed,
                division_code: args.division_code,
                ..OrganisationInput::default()
            };
            say!(
                "{}",
                market
                    .create_organisation(None, input, &Once::default())
                    .await
                    .map_err(told)?
            );
            market.close().await;
        }
        OrganisationCommand::List(place) => {
            let market = place::open(&place, Searching::Elsewhere).await?;
            let mut after = String::new();
            loop {
                let page = market.organisations(&after, "", 500).await?;
                let Some(last) = page.last() else { break };
                after = last.id.to_string();
                for one in page {
                    say!(
                        "{}\t{}\t{}\t{}",
                        one.id,
                        one.described.credit_code,
                        one.described.kind.label(),
                        one.described.name
                    );
                }
            }
            market.close().await;
        }
    }
    Ok(())
}

pub(crate) async fn user(command: UserCommand) -> Outcome<()> {
    match command {
        UserCommand::Add(args) => {
            let market = place::open(&args.place, Searching::Elsewhere).await?;
            let organisation = place::organisation(&market, &args.organisation).await?;
            let input = UserInput {
                login: args.login,
                name: args.name,
                password: typed_password()?,
            };
            let role = if args.manager {
                Role::Manager
            } else {
                Role::Member
            };
            say!(
                "{}",
                market
                    .add_member_by_operator(&organisation, input, role, !args.keep_password)
                    .await
                    .map_err(told)?
            );
            market.close().await;
        }
        UserCommand::Password(args) => {
            let market = place::open(&args.place, Searching::Elsewhere).await?;
            market
                .reset_password(&args.login, &typed_password()?, !args.keep_password)
                .await
                .map_err(told)?;
            market.close().await;
        }
    }
    Ok(())
}

/// A password from standard input: flags end up in the shell's history and in the process list.
fn typed_password() -> Outcome<String> {
    complain!("请输入密码，回车结束：");
    let mut line = String::new();
    std::io::stdin().take(4096).read_to_string(&mut line)?;
    Ok(line.lines().next().unwrap_or_default().to_owned())
}

/// An error of the market with every wrong field.
pub(crate) fn told(error: market::Error) -> String {
    match error {
        market::Error::Invalid(errors) => errors
            .iter()
            .map(|wrong| format!("{}：{}", wrong.field, wrong.message))
            .collect::<Vec<_>>()
            .join("；"),
        other => other.to_string(),
    }
}

/// Copies database and files while the server may go on running. The index is left out: it rebuilds itself.
pub(crate) async fn backup(args: &BackupArgs) -> Outcome<()> {
    if args.place.database.is_some() {
        return Err("PostgreSQL 数据库请用 pg_dump 备份；数据目录中的 files 目录可直接复制（文件按内容命名，只增不改）".into());
    }
    empty_or_new(&args.target)?;
    let market = place::open(&args.place, Searching::Elsewhere).await?;
    // The database first: every file that it names was durable before it was named.
    market
        .backup_database(&args.target.join("jiqiao.sqlite"))
        .await?;
    copy_folder(&args.place.data.join("files"), &args.target.join("files"))?;
    market.close().await;
    say!("备份完成：{}", args.target.display());
    Ok(())
}

/// Copies a backup to where a server will look for it.
pub(crate) fn restore(args: &RestoreArgs) -> Outcome<()> {
    if !args.source.join("jiqiao.sqlite").is_file() {
        return Err(format!(
            "{} 不是备份目录：其中没有 jiqiao.sqlite",
            args.source.display()
        )
        .into());
    }
    empty_or_new(&args.data)?;
    std::fs::copy(
        args.source.join("jiqiao.sqlite"),
        args.data.join("jiqiao.sqlite"),
    )?;
    copy_folder(&args.source.join("files"), &args.data.join("files"))?;
    say!("已恢复到 {}；索引在启动时自动重建", args.data.display());
    Ok(())
}

fn empty_or_new(folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    if std::fs::read_dir(folder)?.next().is_some() {
        return Err(format!("{} 不是空目录，为避免覆盖已停止", folder.display()).into());
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

//! The program: serves the market, and does an operator's work at the machine.

mod calculate;
mod cli;
mod demo;
mod evaluate;
mod operate;
mod place;
mod read_voucher;
mod say;
mod serve;
mod transfer;

use std::process::ExitCode;

use crate::say::complain;
use clap::Parser;
use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            complain!("错误：{error}");
            ExitCode::from(1)
        }
    }
}

/// Everything that can end the program early, as one sentence for the operator.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn run(cli: Cli) -> Outcome<ExitCode> {
    // These read files and compute: they need neither a market nor a runtime.
    match cli.command {
        Command::Calculate(args) => return Ok(calculate::run(&args.policy, &args.ledger)),
        Command::Evaluate(args) => return evaluate::run(&args),
        Command::ReadVoucher(args) => return Ok(read_voucher::run(&args.file)),
        _ => {}
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::serve(args).await?,
            Command::Demo(args) => demo::run(args).await?,
            Command::Import(command) => transfer::import(command).await?,
            Command::Export(command) => transfer::export(command).await?,
            Command::Reindex(place) => operate::reindex(&place).await?,
            Command::Verify(place) => return operate::verify(&place).await,
            Command::Organisation(command) => operate::organisation(command).await?,
            Command::User(command) => operate::user(command).await?,
            Command::Backup(args) => operate::backup(&args).await?,
            Command::Restore(args) => operate::restore(&args)?,
            Command::Calculate(_) | Command::Evaluate(_) | Command::ReadVoucher(_) => {}
        }
        Ok(ExitCode::SUCCESS)
    });
    // A merge of the index that is under way is given up: its files are removed later, and nothing of it is committed.
    runtime.shutdown_background();
    ended
}

fn start_log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("JIQIAO_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn,sqlx=warn"));
    // Standard output belongs to results.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}

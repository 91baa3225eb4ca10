//! Every command and flag, with its environment name; docs/operations.md lists them all (a test compares).

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;

/// 技桥：科技成果转化平台
#[derive(Parser)]
#[command(name = "jiqiao", version, about, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program does.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// 启动服务
    Serve(ServeArgs),
    /// 启动一个虚构城市的演示服务，并打印各角色账号
    Demo(DemoArgs),
    /// 导入数据
    #[command(subcommand)]
    Import(ImportCommand),
    /// 导出数据
    #[command(subcommand)]
    Export(ExportCommand),
    /// 重建搜索索引
    Reindex(PlaceArgs),
    /// 校验事件链与索引
    Verify(PlaceArgs),
    /// 按政策文件和台账计算补助（JSON 输出）
    Calculate(CalculateArgs),
    /// 读取电子发票或银行电子回单（JSON 输出）
    ReadVoucher(ReadVoucherArgs),
    /// 用文档、查询和评判数据评估搜索质量（JSON 输出）
    Evaluate(EvaluateArgs),
    /// 备份整个数据目录（服务运行时也可以）
    Backup(BackupArgs),
    /// 从备份恢复到一个空目录
    Restore(RestoreArgs),
    /// 管理单位
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// 管理账号
    #[command(subcommand)]
    User(UserCommand),
}

/// Where the market lives.
#[derive(Args, Clone)]
pub(crate) struct PlaceArgs {
    /// 数据目录：数据库、索引和文件都在其中
    #[arg(long, env = "JIQIAO_DATA", default_value = "jiqiao-data")]
    pub(crate) data: PathBuf,
    /// 数据库地址，例如 postgres://…；不填则使用数据目录中的 SQLite
    #[arg(long, env = "JIQIAO_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 补助政策文件；不填则使用内置的忻州 2020 年办法
    #[arg(long, env = "JIQIAO_POLICY")]
    pub(crate) policy: Option<PathBuf>,
    /// 词典目录：其中的 words.txt（分词）和 synonyms.txt（同义词）加在内置词之上；换词典会重建索引
    #[arg(long, env = "JIQIAO_DICTIONARY")]
    pub(crate) dictionary: Option<PathBuf>,
}

/// How to serve.
#[derive(Args)]
pub(crate) struct ServeArgs {
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// 监听地址
    #[arg(long, env = "JIQIAO_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// 站点经 HTTPS 提供（登录 Cookie 只在 HTTPS 下发送）
    #[arg(long, env = "JIQIAO_SECURE")]
    pub(crate) secure: bool,
    /// At the edge.
    #[command(flatten)]
    pub(crate) edge: EdgeArgs,
    /// 同一检索词有多少人检索过，才会写入检索需求、用作检索建议
    #[arg(long, env = "JIQIAO_SEARCH_PEOPLE", default_value_t = market::catalogue::search_log::LEAST_PEOPLE, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub(crate) search_people: u32,
}

/// Who may ask, and how often.
#[derive(Args)]
pub(crate) struct EdgeArgs {
    /// 反向代理的地址或网段，例如 127.0.0.1 或 10.0.0.0/8；只有从这些地址来的 X-Forwarded-For、Forwarded 才采信
    #[arg(long, env = "JIQIAO_TRUSTED_PROXY", value_delimiter = ',', value_parser = network)]
    pub(crate) trusted_proxy: Vec<IpNet>,
    /// 每个未登录的来源每秒可以请求多少个页面（一次检索按 5 个计；登录用户为 10 倍）；0 为不限
    #[arg(long, env = "JIQIAO_REQUESTS_PER_SECOND", default_value_t = 50, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) requests_per_second: u32,
}

/// `10.0.0.0/8`, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<std::net::IpAddr>().ok().map(IpNet::from);
    text.parse()
        .ok()
        .or_else(address)
        .ok_or_else(|| "应为 IP 地址或网段，例如 127.0.0.1 或 10.0.0.0/8".to_owned())
}

/// How to demonstrate.
#[derive(Args)]
pub(crate) struct DemoArgs {
    /// 数据目录；不填则使用临时目录，结束时删除
    #[arg(long, env = "JIQIAO_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// 演示数据文件夹：其中的 organisations.toml、demands.toml 和 achievements/*.toml；不填则使用内置的虚构城市
    #[arg(long, env = "JIQIAO_CATALOGUE")]
    pub(crate) catalogue: Option<PathBuf>,
    /// 数据库地址；不填则使用数据目录中的 SQLite
    #[arg(long, env = "JIQIAO_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 监听地址
    #[arg(long, env = "JIQIAO_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// At the edge.
    #[command(flatten)]
    pub(crate) edge: EdgeArgs,
}

/// What to import.
#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    /// 导入科技成果（.jsonl、.csv、.xlsx、.xls）
    Achievements(ImportArgs),
}

/// What imported listings become.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ImportedState {
    /// 草稿
    Draft,
    /// 待审核
    Submitted,
    /// 已发布：资料已在别处审核过
    Published,
}

/// One file to import.
#[derive(Args)]
pub(crate) struct ImportArgs {
    /// 要导入的文件
    pub(crate) file: PathBuf,
    /// 成果所属单位：单位编号（org_…）或统一社会信用代码
    #[arg(long)]
    pub(crate) organisation: String,
    /// 导入后的状态
    #[arg(long, value_enum, default_value = "published")]
    pub(crate) state: ImportedState,
    /// 把未导入、跳过和已导入但需留意的行写入这个报告文件（CSV）
    #[arg(long)]
    pub(crate) report: Option<PathBuf>,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What to export.
#[derive(Subcommand)]
pub(crate) enum ExportCommand {
    /// 导出科技成果（JSON Lines）
    Achievements(ExportArgs),
    /// 导出全市补助台账（JSON），可用 calculate 复核
    Ledger(ExportLedgerArgs),
}

/// Which achievements to export.
#[derive(Args)]
pub(crate) struct ExportArgs {
    /// 只导出这个单位的成果
    #[arg(long)]
    pub(crate) organisation: Option<String>,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Up to when to export the ledger.
#[derive(Args)]
pub(crate) struct ExportLedgerArgs {
    /// 截止日期，例如 2026-12-31；不填则为今天
    #[arg(long)]
    pub(crate) as_of: Option<String>,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What to calculate.
#[derive(Args)]
pub(crate) struct CalculateArgs {
    /// 政策文件（TOML）
    #[arg(long)]
    pub(crate) policy: PathBuf,
    /// 台账文件（JSON）
    #[arg(long)]
    pub(crate) ledger: PathBuf,
}

/// Which voucher to read.
#[derive(Args)]
pub(crate) struct ReadVoucherArgs {
    /// 电子发票（.xml、.ofd、.pdf）或带结构化附件的银行电子回单（.ofd、.pdf）
    pub(crate) file: PathBuf,
}

/// What to evaluate.
#[derive(Args)]
pub(crate) struct EvaluateArgs {
    /// 文档（JSON Lines，与导入格式相同）
    #[arg(long)]
    pub(crate) documents: PathBuf,
    /// 查询（JSON Lines）
    #[arg(long)]
    pub(crate) queries: PathBuf,
    /// 评判（制表符分隔：qid 0 docid grade）
    #[arg(long)]
    pub(crate) judgments: PathBuf,
    /// 只在每个查询的已评判文档中排序
    #[arg(long)]
    pub(crate) judged_only: bool,
    /// 达到这个等级才算相关
    #[arg(long, default_value_t = 1)]
    pub(crate) relevant_from: i64,
    /// 把每个查询的前 100 个结果写入这个文件
    #[arg(long)]
    pub(crate) run: Option<PathBuf>,
    /// 词典目录：其中的 words.txt（分词）和 synonyms.txt（同义词）加在内置词之上
    #[arg(long)]
    pub(crate) dictionary: Option<PathBuf>,
}

/// Where to back up to.
#[derive(Args)]
pub(crate) struct BackupArgs {
    /// 备份写入的目录（须不存在或为空）
    pub(crate) target: PathBuf,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// What to restore.
#[derive(Args)]
pub(crate) struct RestoreArgs {
    /// 备份目录
    pub(crate) source: PathBuf,
    /// 恢复到的数据目录（须不存在或为空）
    #[arg(long, env = "JIQIAO_DATA", default_value = "jiqiao-data")]
    pub(crate) data: PathBuf,
}

/// Work on organisations.
#[derive(Subcommand)]
pub(crate) enum OrganisationCommand {
    /// 新增单位
    Add(AddOrganisationArgs),
    /// 列出单位
    List(PlaceArgs),
}

/// A new organisation.
#[derive(Args)]
pub(crate) struct AddOrganisationArgs {
    /// 单位名称
    #[arg(long)]
    pub(crate) name: String,
    /// 类型：university、research_institute、enterprise、transfer_institution、registration_agency、bureau、county_government
    #[arg(long)]
    pub(crate) kind: String,
    /// 统一社会信用代码
    #[arg(long)]
    pub(crate) credit_code: String,
    /// 信用代码末位不符，但已核对证照
    #[arg(long)]
    pub(crate) credit_code_confirmed: bool,
    /// 所在行政区划代码，例如忻府区 140902
    #[arg(long)]
    pub(crate) division_code: String,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Work on accounts.
#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// 为单位开通账号；密码从标准输入读取
    Add(AddUserArgs),
    /// 重设密码；新密码从标准输入读取
    Password(PasswordArgs),
}

/// A new account.
#[derive(Args)]
pub(crate) struct AddUserArgs {
    /// 登录名
    #[arg(long)]
    pub(crate) login: String,
    /// 姓名
    #[arg(long)]
    pub(crate) name: String,
    /// 所属单位：单位编号（org_…）或统一社会信用代码
    #[arg(long)]
    pub(crate) organisation: String,
    /// 设为单位管理员
    #[arg(long)]
    pub(crate) manager: bool,
    /// 密码由本人当场输入，不要求首次登录时修改
    #[arg(long)]
    pub(crate) keep_password: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Whose password.
#[derive(Args)]
pub(crate) struct PasswordArgs {
    /// 登录名
    #[arg(long)]
    pub(crate) login: String,
    /// 密码由本人当场输入，不要求下次登录时修改
    #[arg(long)]
    pub(crate) keep_password: bool,
    /// Where.
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_and_flag_is_documented() {
        let page = include_str!("../../../docs/operations.md");
        let mut missing = Vec::new();
        let mut open = vec![Cli::command()];
        while let Some(command) = open.pop() {
            for flag in command
                .get_arguments()
                .filter_map(clap::Arg::get_long)
                .filter(|flag| !matches!(*flag, "help" | "version"))
            {
                if !page.contains(&format!("`--{flag}`")) {
                    missing.push(format!("{} --{flag}", command.get_name()));
                }
            }
            for sub in command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help")
            {
                if !page.contains(&format!("`{}`", sub.get_name()))
                    && !page.contains(&format!(" {}`", sub.get_name()))
                {
                    missing.push(sub.get_name().to_owned());
                }
                open.push(sub.clone());
            }
        }
        assert!(missing.is_empty(), "not in docs/operations.md: {missing:?}");
    }
}

//! `jiqiao demo`: builds the fictional city through the market's own use cases, prints its accounts and serves it.

use std::path::Path;

use api::people::session::page::DemoAccount;
use domain::Timestamp;
use market::{Market, Searching};

use super::city::{self, PASSWORD};
use super::{walk, written};
use crate::Outcome;
use crate::cli::{DemoArgs, PlaceArgs};
use crate::say::{complain, say};
use crate::{place, serve};

pub(crate) async fn run(args: DemoArgs) -> Outcome<()> {
    // First of all: what is wrong in it is told before anything is built.
    let files = match &args.catalogue {
        Some(folder) => written::folder(folder)?,
        None => written::embedded(),
    };
    let written = written::read(&files)?;
    written.check(Timestamp::now().day())?;
    let listener = serve::bind(args.listen).await?;
    let temporary = tempfile::tempdir()?;
    let data = args
        .data
        .clone()
        .unwrap_or_else(|| temporary.path().to_owned());
    let place = PlaceArgs {
        data,
        database: args.database,
        policy: None,
        dictionary: None,
    };
    let market = place::open(&place, Searching::Here).await?;
    if market.last_event().await? == 0 {
        complain!("正在建立虚构城市……");
        let built = walk::build(&market, &written).await?;
        if built.left_out > 0 {
            complain!(
                "有 {} 笔示例交易未演示：演示数据中没有它们的单位或成果",
                built.left_out
            );
        }
        market.index_new_events().await?;
    }
    let accounts = city::accounts(&written.organisations);
    tell(&market, &place.data, listener.local_addr()?, &accounts)?;
    let accounts = accounts.into_iter().map(|(role, login)| DemoAccount {
        role: role.into(),
        login,
        password: PASSWORD.into(),
    });
    serve::run(listener, market, args.edge, false, accounts.collect()).await
}

fn tell(
    market: &Market,
    data: &Path,
    address: std::net::SocketAddr,
    accounts: &[(&str, String)],
) -> Outcome<()> {
    say!("技桥演示已启动：http://{address}");
    say!(
        "城市、单位、人员和成果都是虚构的；可搜索成果 {} 项；数据目录 {}",
        market.searchable()?,
        data.display()
    );
    say!("各角色账号（密码都是 {PASSWORD}）：");
    for (role, login) in accounts {
        say!("  {login:<12} {role}");
    }
    say!("按 Ctrl-C 结束");
    Ok(())
}

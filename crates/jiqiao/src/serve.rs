//! Serving: the readers of the log beside the server, a clean stop on SIGTERM and Ctrl-C.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use api::App;
use api::http::client::Edge;
use api::people::session::page::DemoAccount;
use market::kernel::duty::Duty;
use market::{Market, Searching};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

use crate::Outcome;
use crate::cli::{EdgeArgs, ServeArgs};
use crate::place;
use crate::say::say;

/// Requests under way get so long to finish; a half-sent one must not hold the stop.
const DRAIN_AT_MOST: Duration = Duration::from_secs(10);

pub(crate) async fn serve(args: ServeArgs) -> Outcome<()> {
    // The address first: a port that is taken should not cost a look at the whole data directory.
    let listener = bind(args.listen).await?;
    let market = place::open(&args.place, Searching::Here).await?;
    market.tell_searches_of(args.search_people);
    let address = listener.local_addr()?;
    say!("技桥已启动：http://{address}");
    run(listener, market, args.edge, args.secure, Vec::new()).await
}

pub(crate) async fn bind(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| format!("无法监听 {address}：{error}。请用 --listen 换一个地址").into())
}

/// Serves until the process is told to stop.
pub(crate) async fn run(
    listener: TcpListener,
    market: Market,
    edge: EdgeArgs,
    secure: bool,
    demo: Vec<DemoAccount>,
) -> Outcome<()> {
    let mut duties = JoinSet::new();
    for duty in Duty::ALL {
        let market = market.clone();
        duties.spawn(async move { market.keep(duty).await });
    }
    let edge = Arc::new(Edge::new(edge.trusted_proxy, edge.requests_per_second));
    let app = App {
        market: market.clone(),
        secure,
        edge,
        demo: demo.into(),
    };
    let service = api::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(
        axum::serve(listener, service)
            .with_graceful_shutdown(async move { drop(stopped.await) })
            .into_future(),
    );
    told_to_stop().await?;
    tracing::info!("stopping");
    drop(stop);
    if tokio::time::timeout(DRAIN_AT_MOST, server).await.is_err() {
        tracing::warn!("some requests were still open and were cut off");
    }
    // Ended, they have given back what they had not written yet.
    duties.shutdown().await;
    if let Err(error) = market.write_search_log().await {
        tracing::warn!(%error, "the last searches could not be written down");
    }
    market.close().await;
    Ok(())
}

async fn told_to_stop() -> Outcome<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    Ok(())
}

//! Serving: the readers of the log beside the server, a clean stop on SIGTERM and Ctrl-C.

use std::net::SocketAddr;
use std::time::Duration;

use api::App;
use api::pages::sign_in::DemoAccount;
use market::{Market, Searching};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::Outcome;
use crate::cli::ServeArgs;
use crate::place;
use crate::say::say;

/// Requests under way get so long to finish; a half-sent one must not hold the stop.
const DRAIN_AT_MOST: Duration = Duration::from_secs(10);

pub(crate) async fn serve(args: ServeArgs) -> Outcome<()> {
    // The address first: a port that is taken should not cost a look at the whole data directory.
    let listener = bind(args.listen).await?;
    let market = place::open(&args.place, Searching::Here).await?;
    let address = listener.local_addr()?;
    say!("技桥已启动：http://{address}");
    run(listener, market, args.secure, Vec::new()).await
}

pub(crate) async fn bind(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| format!("无法监听 {address}：{error}。请用 --listen 换一个地址").into())
}

/// Serves until the process is told to stop.
pub(crate) async fn run(listener: TcpListener, market: Market, secure: bool, demo: Vec<DemoAccount>) -> Outcome<()> {
    let indexer = tokio::spawn({
        let market = market.clone();
        async move { market.run_indexer().await }
    });
    let alerts = tokio::spawn({
        let market = market.clone();
        async move { market.run_alerts().await }
    });
    let imports = tokio::spawn({
        let market = market.clone();
        async move { market.resume_imports().await }
    });
    let searches = tokio::spawn({
        let market = market.clone();
        async move { market.run_search_log().await }
    });
    let service =
        api::router(App { market: market.clone(), secure, demo: demo.into() }).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(async move { drop(stopped.await) }).into_future());
    told_to_stop().await?;
    tracing::info!("stopping");
    drop(stop);
    if tokio::time::timeout(DRAIN_AT_MOST, server).await.is_err() {
        tracing::warn!("some requests were still open and were cut off");
    }
    imports.abort();
    alerts.abort();
    indexer.abort();
    searches.abort();
    // Ended, it has given back what it had not written yet.
    drop(searches.await);
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

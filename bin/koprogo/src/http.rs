//! The listener: as many connections as there is room for, none that dawdles, and a way out that cuts nobody off.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use api::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_service::Service;

/// Each costs some tens of kilobytes. Beyond, new ones wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 4096;
/// From the first byte of a request to the last of its headers; also how long an idle connection is kept.
const HEADERS_TIME_MAX: Duration = Duration::from_secs(30);
const STREAMS_PER_CONNECTION_MAX: u32 = 100;
/// After a failed accept, so that a lack of file descriptors does not become a busy loop.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `leaving` is over, then lets every connection finish the request it is in.
pub async fn serve(listener: TcpListener, surface: Router, leaving: impl Future<Output = ()>) {
    // What the API calls the peer's address comes from here.
    let mut services = surface.into_make_service_with_connect_info::<SocketAddr>();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let connections = GracefulShutdown::new();
    let protocol = protocol();
    tokio::pin!(leaving);
    loop {
        let (place, stream, peer) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut leaving => break,
        };
        let Ok(service) = services.call(peer).await;
        let connection = protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = connections.watch(connection.into_owned());
        tokio::spawn(async move {
            // Clients break off all the time; the access line of the request has said what there is to say.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    connections.shutdown().await;
}

fn protocol() -> Builder<TokioExecutor> {
    let mut protocol = Builder::new(TokioExecutor::new());
    protocol.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_TIME_MAX);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEADERS_TIME_MAX)
        .max_concurrent_streams(STREAMS_PER_CONNECTION_MAX);
    protocol
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (OwnedSemaphorePermit, TcpStream, SocketAddr) {
    loop {
        // The semaphore is never closed, so there is always a place in the end.
        let Ok(place) = places.clone().acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole; waiting to fill a packet only delays them.
                let _ = stream.set_nodelay(true);
                return (place, stream, peer);
            }
            Err(error) => {
                tracing::warn!(error = %error, "connection not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

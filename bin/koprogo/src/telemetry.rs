//! Logs, metrics and traces of this process. Logs go to standard error: standard output belongs to results.

use std::io::{self, BufWriter, IsTerminal};
use std::net::SocketAddr;
use std::time::Duration;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{Layer, Registry};
use url::Url;

use crate::config::{LogFormat, Telemetry as Settings};
use crate::vitals;

/// Lines waiting for a slow reader. Beyond it lines are lost rather than requests delayed.
const LOG_LINES_MAX: usize = 16_384;
const LOG_BYTES: usize = 64 * 1024;
const SECONDS: [f64; 14] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("telemetry.log_filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("logging is already set up: {0}")]
    Logging(#[from] TryInitError),
    #[error("server.ops_listen {address} cannot be used ({source}); choose another address, or `off`")]
    Metrics { address: SocketAddr, source: BuildError },
    #[error("telemetry.otlp_endpoint: {0}")]
    Traces(#[from] ExporterBuildError),
}

/// Keep it until the very end: dropping it writes what is still waiting.
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
    _log_writer: WorkerGuard,
}

type Boxed = Box<dyn Layer<Registry> + Send + Sync>;

/// To be called inside the runtime, which then answers on `ops_listen`.
pub fn start(settings: &Settings, ops_listen: Option<SocketAddr>) -> Result<Telemetry, Error> {
    if let Some(address) = ops_listen {
        metrics(address).map_err(|source| Error::Metrics { address, source })?;
        tokio::spawn(vitals::tend());
    }
    let filter: Targets = settings.log_filter.parse()?;
    let (logs, log_writer) = logs(settings.log_format);
    let traces = settings.otlp_endpoint.as_ref().map(traces).transpose()?;
    let mut layers: Vec<Boxed> = vec![logs.with_filter(filter.clone()).boxed()];
    if let Some(provider) = &traces {
        let spans = tracing_opentelemetry::layer().with_tracer(provider.tracer("koprogo"));
        layers.push(spans.with_filter(filter).boxed());
    }
    tracing_subscriber::registry().with(layers).try_init()?;
    Ok(Telemetry { traces, _log_writer: log_writer })
}

/// Without a listener nothing is recorded at all: nobody would ever read it.
fn metrics(address: SocketAddr) -> Result<(), BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .with_http_listener(address)
        .install()
}

fn logs(format: LogFormat) -> (Boxed, WorkerGuard) {
    let builder = NonBlockingBuilder::default().buffered_lines_limit(LOG_LINES_MAX).lossy(true);
    // Flushed as soon as no line waits: under load many lines leave in one call, and otherwise each at once.
    let (writer, guard) =
        builder.thread_name("logs").finish(BufWriter::with_capacity(LOG_BYTES, io::stderr()));
    let layer = match format {
        LogFormat::Json => tracing_subscriber::fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_writer(writer)
            .boxed(),
        LogFormat::Pretty => tracing_subscriber::fmt::layer()
            .compact()
            .with_target(false)
            .with_ansi(io::stderr().is_terminal())
            .with_writer(writer)
            .boxed(),
    };
    (layer, guard)
}

fn traces(endpoint: &Url) -> Result<SdkTracerProvider, ExporterBuildError> {
    // Given in code the address is used as it is; this path is what every collector listens on.
    let address = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(address)
        .with_timeout(Duration::from_secs(5))
        .build()?;
    let resource = Resource::builder().with_service_name("koprogo").build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(traces) = &self.traces
            && let Err(error) = traces.shutdown_with_timeout(Duration::from_secs(5))
        {
            // The log is about to close as well; the last words go straight out.
            eprintln!("the last traces could not be sent: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use opentelemetry::trace::Tracer;

    use super::*;

    #[test]
    fn spans_reach_the_collector_at_the_latest_when_the_process_ends() {
        let collector = TcpListener::bind("127.0.0.1:0").expect("any port");
        let endpoint = format!("http://{}/otlp", collector.local_addr().expect("address"));
        let received = std::thread::spawn(move || {
            let (mut stream, _) = collector.accept().expect("a connection");
            let mut start = [0; 256];
            let length = stream.read(&mut start).expect("a request");
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").expect("an answer");
            String::from_utf8_lossy(&start[..length]).into_owned()
        });
        let provider = traces(&endpoint.parse().expect("address")).expect("exporter");
        provider.tracer("test").in_span("request", |_| {});
        provider.shutdown_with_timeout(Duration::from_secs(5)).expect("sent");
        let request = received.join().expect("collector");
        assert!(request.starts_with("POST /otlp/v1/traces HTTP/1.1\r\n"), "{request}");
    }
}

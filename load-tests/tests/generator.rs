//! The generator against a server whose answers are known: what it counts must be what happened.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use load_tests::http::Error;
use load_tests::load::{self, Crowd};
use load_tests::operations::Operations;
use load_tests::people::Person;
use load_tests::record::{Record, ms};
use load_tests::report::{Conditions, Cpu, PhaseReport, Report, ServerReport, Watched};
use load_tests::scenario::{Phase, Threshold};
use tokio::net::TcpListener;

const OPERATIONS: &str = "[quick]\nmethod='GET'\npath='/quick'\nexpect=[200]\n\
                          [slow]\nmethod='GET'\npath='/slow'\nexpect=[200]\n\
                          [once]\nmethod='GET'\npath='/once'\nexpect=[200]\n\
                          [refused]\nmethod='GET'\npath='/refused'\nexpect=[200]\n";
const SLOW: Duration = Duration::from_millis(20);
const STALL: Duration = Duration::from_millis(400);

/// `/quick` at once, `/slow` after 20 ms, `/once` stalls for the first request, `/refused` 429.
async fn stub() -> Result<(SocketAddr, Arc<AtomicU64>), Error> {
    let (asked, stalled) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let counted = asked.clone();
    let quick = async move || {
        counted.fetch_add(1, Ordering::Relaxed);
    };
    let once = async move || {
        if !stalled.swap(true, Ordering::Relaxed) {
            tokio::time::sleep(STALL).await;
        }
    };
    let router = Router::new()
        .route("/quick", get(quick))
        .route("/slow", get(async || tokio::time::sleep(SLOW).await))
        .route("/once", get(once))
        .route("/refused", get(async || StatusCode::TOO_MANY_REQUESTS));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    // On threads of its own, as the product is a program of its own.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let listener = listener.into_std();
        if let (Ok(runtime), Ok(listener)) = (runtime, listener) {
            runtime.block_on(async {
                if let Ok(listener) = TcpListener::from_std(listener) {
                    drop(axum::serve(listener, router).await);
                }
            });
        }
    });
    Ok((address, asked))
}

fn crowd(server: SocketAddr) -> Result<Crowd, Error> {
    let people = vec![Arc::new(Person::invented("firm", Vec::new()))];
    let operations = Operations::parse(OPERATIONS)?;
    Ok(Crowd { server: server.into(), people, operations, numbers: Rc::new(Cell::new(0)) })
}

fn phase(text: &str) -> Result<Phase, Error> {
    Ok(toml::from_str(text)?)
}

#[tokio::test]
async fn an_open_load_asks_as_often_as_it_is_told() -> Result<(), Error> {
    let (server, asked) = stub().await?;
    let text = "name='p'\nseconds=1.0\n[[load]]\nname='l'\nconnections=4\nrate=500\nmix={quick=1}";
    let records = load::run(&crowd(server)?, &phase(text)?, |_, _| {}).await?;
    assert_eq!(records[0].requests() + records[0].unsent, 500);
    assert!(records[0].requests() >= 495, "{} sent", records[0].requests());
    assert_eq!(asked.load(Ordering::Relaxed), records[0].requests());
    assert_eq!(records[0].successes(), records[0].requests());
    Ok(())
}

#[tokio::test]
async fn a_stall_is_counted_by_every_request_that_was_due_meanwhile() -> Result<(), Error> {
    let (server, _) = stub().await?;
    let text = "name='p'\nseconds=1.0\n[[load]]\nname='l'\nconnections=1\nrate=100\nmix={once=1}";
    let records = load::run(&crowd(server)?, &phase(text)?, |_, _| {}).await?;
    // One request stalled for 400 ms; some forty were due behind it, and waited 200 ms in the middle. Counted from when they were sent, all of
    // them would have been answered at once and the median of the upper two fifths would be a millisecond.
    let latency = records[0].latency()?;
    let (p70, most) = (ms(&latency, 0.7), ms(&latency, 1.0));
    assert!(p70 > 50.0 && (350.0..1_000.0).contains(&most), "P70 {p70} ms, at most {most} ms");
    Ok(())
}

#[tokio::test]
async fn a_closed_load_asks_again_when_it_was_answered() -> Result<(), Error> {
    let (server, _) = stub().await?;
    let text = "name='p'\nseconds=1.0\n[[load]]\nname='l'\nconnections=4\nmix={slow=1}";
    let records = load::run(&crowd(server)?, &phase(text)?, |_, _| {}).await?;
    // At most 50 a second on each of four connections; a busy machine answers later, never earlier.
    let (requests, p50) = (records[0].requests(), ms(&records[0].latency()?, 0.5));
    assert!((40..=204).contains(&requests), "{requests}");
    assert!(p50 >= 19.9, "{p50}");
    Ok(())
}

#[tokio::test]
async fn what_was_not_expected_is_no_success_and_thresholds_say_so() -> Result<(), Error> {
    let (server, _) = stub().await?;
    let text = "name='p'\nseconds=0.5\n[[load]]\nname='l'\nconnections=2\nrate=200\nmix={refused=1,quick=1}";
    let records = load::run(&crowd(server)?, &phase(text)?, |_, _| {}).await?;
    let mut report = report(&records)?;
    report.judge(&thresholds(
        "[[t]]\nfigure='success'\nmin=1.0\n[[t]]\nfigure='success'\nload='l'\nmin=0.2\nmax=0.8\n\
         [[t]]\nfigure='p99_ms'\nagainst='p'\nmax=1.0\n[[t]]\nfigure='cpu_per_thousand'\nmax=9.9\n\
         [[t]]\nfigure='p50_ms'\nload='nobody'\nmax=1000000",
    )?);
    let kept: Vec<bool> = report.thresholds.iter().map(|judged| judged.kept).collect();
    // Half of it was refused; a figure is once itself; 5 s for 100 requests are 50 for 1,000; of a load that there is not nothing is known.
    assert_eq!(kept, [false, true, true, false, false], "{:?}", report.thresholds);
    assert!(report.thresholds[0].what.contains("success ≥ 1"), "{:?}", report.thresholds[0]);
    let page = load_tests::page::html(&report);
    assert!(page.contains("✗ failed") && page.contains("429") && page.matches("<svg").count() == 4);
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_gone_fails_every_request() -> Result<(), Error> {
    let closed = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let text = "name='p'\nseconds=0.2\n[[load]]\nname='l'\nconnections=1\nrate=50\nmix={quick=1}";
    let records = load::run(&crowd(closed)?, &phase(text)?, |_, _| {}).await?;
    assert!(records[0].requests() > 0);
    assert_eq!(records[0].successes(), 0);
    Ok(())
}

fn thresholds(text: &str) -> Result<Vec<Threshold>, Error> {
    #[derive(serde::Deserialize)]
    struct List {
        t: Vec<Threshold>,
    }
    Ok(toml::from_str::<List>(text)?.t)
}

fn report(records: &[Record]) -> Result<Report, Error> {
    let spent = Cpu { server: 3.0, postgres: 2.0, front: 0.0 };
    let watched = Watched { cpu_seconds: vec![spent], ..Watched::default() };
    Ok(Report {
        scenario: "stub".to_owned(),
        about: "A server whose answers are known".to_owned(),
        copros: 0,
        began_at: "2026-01-01T00:00:00Z".to_owned(),
        conditions: Conditions {
            pinned: false,
            memory_cap_mib: None,
            sessions: 1,
            settings: Default::default(),
            foreign_load: 0.0,
        },
        phases: vec![PhaseReport::of("p", 0.5, records, spent, watched)?],
        server: ServerReport {
            ready_ms: 0.0,
            resident_mib: 0.0,
            resident_peak_mib: 0.0,
            postgres_pss_mib: 0.0,
        },
        statements_per_request: 0.0,
        statements: Vec::new(),
        thresholds: Vec::new(),
    })
}

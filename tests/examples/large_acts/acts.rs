//! The start, the import, the call for funds.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tests::{Client, Firm, list, text};

use crate::copro::{Copro, file};
use crate::process::Process;
use crate::{Stage, judge};

const START_MS: f64 = 300.0;
const IMPORT_S: f64 = 3.0;
const POSTINGS_MS: f64 = 300.0;
const LETTERS_S: f64 = 10.0;
/// On a machine that others use as well.
const PATIENCE: Duration = Duration::from_secs(300);

/// Waits until `/health/ready` answers 200; asked every millisecond, without a client that would first warm up.
pub fn until_ready(process: &mut Process, address: &str) {
    let ready = || -> Option<bool> {
        let mut stream = TcpStream::connect(address).ok()?;
        stream
            .write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .ok()?;
        let mut start = [0; 12];
        stream.read_exact(&mut start).ok()?;
        Some(start.ends_with(b"200"))
    };
    while ready() != Some(true) {
        assert!(!process.has_ended(), "it does not start: {}", process.log());
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub async fn start(stage: &Stage, times: usize) -> bool {
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for _ in 0..times.max(1) {
        let before = stage.postgres.cpu();
        let begun = Instant::now();
        let mut process = stage.place.start("serve", None);
        until_ready(&mut process, &stage.place.listen);
        walls.push(begun.elapsed().as_secs_f64() * 1000.0);
        cpus.push(process.cpu().as_secs_f64() * 1000.0);
        println!(
            "ready after {:.0} ms; CPU {:.0} ms, of PostgreSQL {:.0} ms; {:.1} MiB",
            walls[walls.len() - 1],
            cpus[cpus.len() - 1],
            (stage.postgres.cpu() - before).as_secs_f64() * 1000.0,
            process.mib("VmRSS"),
        );
    }
    walls.sort_by(f64::total_cmp);
    judge("start to ready, median", walls[walls.len() / 2], START_MS, "ms")
}

/// Both processes, ready.
pub struct Running {
    pub serve: Process,
    pub work: Process,
    pub firm: Firm,
}

impl Running {
    pub async fn new(stage: &Stage, worker_core: Option<usize>) -> Running {
        let mut serve = stage.place.start("serve", None);
        until_ready(&mut serve, &stage.place.listen);
        let work = stage.place.start("work", worker_core);
        let firm = Firm::sign_up_at(&Client::at(stage.place.url())).await;
        Running { serve, work, firm }
    }
}

pub async fn import(stage: &Stage, sizes: &[usize]) -> bool {
    let mut met = true;
    for rows in sizes {
        // Of each size the memory is that of processes which have never seen a larger one.
        let running = Running::new(stage, None).await;
        let copro = Copro::draft(&running.firm, *rows).await;
        let content = file(*rows);
        let rest = [running.serve.mib("VmHWM"), running.work.mib("VmHWM")];
        let cpu = || [running.serve.cpu(), running.work.cpu(), stage.postgres.cpu()];
        let (begun, mut last, mut stages) = (Instant::now(), cpu(), Vec::new());
        let mut done = |what: &'static str, since: Instant| {
            let now = cpu();
            let spent: Vec<f64> =
                now.iter().zip(last).map(|(now, last)| (*now - last).as_secs_f64()).collect();
            last = now;
            stages.push((what, since.elapsed().as_secs_f64(), spent));
            Instant::now()
        };
        let import = copro.upload(&content).await;
        let at = done("upload", begun);
        copro.check(&import).await;
        let at = done("dry run", at);
        copro.commit(&import).await;
        done("commit", at);
        let whole = begun.elapsed().as_secs_f64();
        println!("{rows} rows, {:.1} MiB of file", content.len() as f64 / 1_048_576.0);
        for (what, seconds, cpu) in stages {
            let [serve, work, postgres] = cpu[..] else { continue };
            println!(
                "  {what:<8} {seconds:>5.2} s; CPU serve {serve:.2}, work {work:.2}, PostgreSQL {postgres:.2} s"
            );
        }
        let grown = [running.serve.mib("VmHWM") - rest[0], running.work.mib("VmHWM") - rest[1]];
        println!(
            "  most memory: serve {:.1} MiB (+{:.1}), work {:.1} MiB (+{:.1})",
            running.serve.mib("VmHWM"),
            grown[0],
            running.work.mib("VmHWM"),
            grown[1]
        );
        if *rows == 10_000 {
            met &= judge("import of 10 000 lots and owners", whole, IMPORT_S, "s");
        }
    }
    met
}

pub async fn call(stage: &Stage, owners: usize) -> bool {
    let running = Running::new(stage, Some(0)).await;
    let copro = Copro::active(&running.firm, owners).await;
    // The first of a process pays for what is computed once, fonts and the words of four languages; it is another copro's.
    let small = Copro::active(&running.firm, 4).await;
    delivered(&small, &text(&small.call().await, "id")).await;
    let (work, postgres) = (running.work.cpu(), stage.postgres.cpu());
    running.work.forget_peak();
    let begun = Instant::now();
    let call = copro.call().await;
    let issued = begun.elapsed();
    let (ms, statements) = running.serve.access_line("POST /v1/copros/{copro}/calls\"");
    let posting = (stage.postgres.cpu() - postgres).as_secs_f64() * 1000.0;
    println!(
        "{owners} owners: {statements} statements, {ms:.0} ms in the server, PostgreSQL {posting:.0} ms of CPU (with letters begun)"
    );
    let met = judge("call issued, over HTTP", issued.as_secs_f64() * 1000.0, POSTINGS_MS, "ms");
    let written = delivered(&copro, &text(&call, "id")).await;
    let (letters, all) = (written.duration_since(begun).as_secs_f64(), begun.elapsed().as_secs_f64());
    let cpu = (running.work.cpu() - work).as_secs_f64();
    println!(
        "letters {letters:.1} s, mails {all:.1} s; the worker's one core {cpu:.2} s, PostgreSQL {:.2} s of CPU; the worker's most memory {:.1} MiB",
        (stage.postgres.cpu() - postgres).as_secs_f64(),
        running.work.mib("VmHWM"),
    );
    judge("letters and mails, CPU of the worker", cpu, LETTERS_S, "s") && met
}

/// Waits for all letters and mails; when the last letter was there.
async fn delivered(copro: &Copro, call: &str) -> Instant {
    let path = copro.at("/calls");
    let (mut written, deadline) = (None, Instant::now() + PATIENCE);
    loop {
        let calls = copro.client.get(&path, 200).await;
        let row = list(&calls, "items").iter().find(|row| row["id"] == call).expect("the call");
        if row["documents_ready"] == row["owners"] {
            written.get_or_insert_with(Instant::now);
            if row["mails_sent"] == row["mails_total"] {
                break;
            }
        }
        assert!(Instant::now() < deadline, "no end after {} s: {row}", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    written.expect("letters come before mails")
}

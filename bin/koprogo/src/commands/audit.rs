//! `koprogo audit verify`: computes the audit log again, from the rows, and says where it is not as it was written.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use audit::{Anchors, Scope};
use cluster::Cluster;
use files::FileStore;
use secrecy::ExposeSecret;
use store::audit::{Auditor, Report, VerifyError};
use tokio::task::spawn_blocking;

use super::dev;
use crate::cli::Failure;
use crate::config::{self, Auditing, Sources};
use crate::process;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Verify every entry, chain and anchor
    Verify(Options),
}

#[derive(clap::Args)]
pub struct Options {
    /// Only the log of this copro, by slug or id
    #[arg(long, value_name = "COPRO")]
    tenant: Option<String>,
    /// Look at the database alone: a chain that was made anew from some point on is not noticed
    #[arg(long)]
    without_anchors: bool,
    /// Where `koprogo dev` keeps its database, where no other is named by database.audit_url or database.migrate_url
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(mut sources: Sources, command: Command) -> Result<(), Failure> {
    let Command::Verify(options) = command;
    let begun = Instant::now();
    let (url, settings, _running) = subject(&mut sources, &options.data).await?;
    let keys = settings.auth.keys().ok();
    let files = match (&settings.files, options.without_anchors) {
        (Some(files), false) => Some(FileStore::open(&process::place(files)).map_err(Failure::stopped)?),
        (None, false) => {
            return Err(Failure::Usage(vec![
                "files.dir or files.s3 is missing, and the anchors lie there; set it, or add --without-anchors".to_owned(),
            ]));
        }
        (_, true) => None,
    };
    // Files first: whatever an anchor names was in the database before, and so is in what is read of it after.
    let mut anchors = Anchors::new(keys.as_ref());
    if let Some(files) = &files {
        read_anchors(files, &mut anchors, u64::MAX).await.map_err(Failure::stopped)?;
    }
    let tenant = options.tenant.as_deref();
    let look = async |auditor: &mut Auditor<'_>| verify(auditor, tenant, files.as_ref(), anchors).await;
    let report = Auditor::at_address(&url, look).await.map_err(Failure::stopped)?;
    let signed = keys.is_some();
    let plain = !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    let text = page(&report, files.is_some(), signed, begun.elapsed(), plain);
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)?;
    if report.findings.is_empty() { Ok(()) } else { Err(Failure::Reported) }
}

/// The address, the settings, and the private server to keep running while it is looked at.
pub(super) async fn subject(
    sources: &mut Sources,
    data: &Path,
) -> Result<(String, Auditing, Option<Cluster>), Failure> {
    let settings = config::load_audit(sources)?;
    let dir = data.join("postgres");
    if let Ok(url) = settings.database.audit_url() {
        return Ok((url.expose_secret().to_owned(), settings, None));
    }
    if !dir.exists() {
        return Err(Failure::Usage(vec![format!(
            "there is nothing to verify: {} holds no database; run bin/dev first, name its --data, or set database.audit_url or \
             database.migrate_url",
            data.display()
        )]));
    }
    sources.arranged =
        vec![("auth.secret", dev::secret_of(data)?), ("files.dir", data.join("files").display().to_string())];
    let start = move || Cluster::start(&dir, &cluster::Options::default());
    let cluster = spawn_blocking(start).await.map_err(Failure::stopped)?.map_err(Failure::stopped)?;
    let url = cluster.url("koprogo_owner", "koprogo").map_err(Failure::stopped)?;
    Ok((url, config::load_audit(sources)?, Some(cluster)))
}

/// The files after those read before, up to number `last`.
async fn read_anchors(
    files: &FileStore,
    anchors: &mut Anchors<'_>,
    last: u64,
) -> Result<(), files::FileError> {
    let known = anchors.number();
    for number in files.anchor_numbers().await?.into_iter().filter(|n| (known + 1..=last).contains(n)) {
        anchors.file(number, &files.anchor(number).await?);
    }
    Ok(())
}

async fn verify(
    auditor: &mut Auditor<'_>,
    tenant: Option<&str>,
    files: Option<&FileStore>,
    mut anchors: Anchors<'_>,
) -> Result<Report, VerifyError> {
    auditor.require_sight().await?;
    let only: Option<Scope> = match tenant {
        Some(tenant) => Some(auditor.tenant(tenant).await?),
        None => None,
    };
    let kept = auditor.last_anchor().await?.filter(|_| files.is_some());
    if let (Some(files), Some((number, _))) = (files, &kept) {
        // Written between the two looks.
        let last = u64::try_from(*number).unwrap_or(0);
        let unreadable = |error: files::FileError| VerifyError::Anchors(error.to_string());
        read_anchors(files, &mut anchors, last).await.map_err(unreadable)?;
    }
    let (count, ends, findings) =
        anchors.finish(kept.as_ref().map(|(number, hash)| (*number, hash.as_slice())));
    let mut report = auditor.verify(only, ends).await?;
    report.anchors = count;
    report.findings.splice(0..0, findings);
    Ok(report)
}

pub(super) fn many(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// The name people use, and the id for whoever looks it up.
fn title(report: &Report, scope: Scope) -> String {
    match report.names.get(&scope) {
        Some(name) => format!("{scope}, {name}"),
        None => scope.to_string(),
    }
}

fn page(report: &Report, with_anchors: bool, signed: bool, took: Duration, plain: bool) -> String {
    let paint = |code: &str, text: &str| {
        if plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
    };
    let signatures = if signed { "" } else { "; signatures not checked: auth.secret is not set" };
    let anchors = if with_anchors {
        let (anchors, chains) = (many(report.anchors, "anchor"), many(report.anchored as u64, "chain"));
        format!("{anchors} outside the database, for {chains}{signatures}")
    } else {
        "not looked at: a chain made anew from some point on is not noticed".to_owned()
    };
    let mut text = format!("\n  {}\n\n", paint("1", "KoproGo audit log"));
    let lines = [
        (
            "chains",
            format!("{}, {}", many(report.tenants as u64, "copro"), many(report.firms as u64, "firm")),
        ),
        ("entries", report.entries.to_string()),
        ("blanked rows", report.blanked.to_string()),
        ("tables", format!("{} counted against what the log tells of them", report.tables)),
        ("anchors", anchors),
    ];
    for (name, value) in lines {
        let _ = writeln!(text, "  {}  {value}", paint("2", &format!("{name:<12}")));
    }
    let mut above = None;
    for finding in &report.findings {
        // Found in one chain, said under one name.
        if above != Some(finding.scope) {
            let name = finding.scope.map_or_else(|| "the anchors".to_owned(), |scope| title(report, scope));
            let _ = writeln!(text, "\n  {} {name}", paint("1;31", "✗"));
            above = Some(finding.scope);
        }
        let place = finding.seq.map(|seq| format!("number {seq}: ")).unwrap_or_default();
        let _ = writeln!(text, "      {place}{}", finding.what);
    }
    let verdict = match report.findings.len() {
        0 => paint("1;32", "✓ everything is as it was written"),
        n => paint("1;31", &many(n as u64, "finding")),
    };
    let _ = writeln!(text, "\n  {verdict}, in {:.2} s\n", took.as_secs_f64());
    text
}

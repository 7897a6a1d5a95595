//! `koprogo doctor`: the whole catalogue audit on any database, as a table.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cluster::Cluster;
use secrecy::ExposeSecret;
use store::doctor::{self, Finding, State, Subject};
use tokio::task::spawn_blocking;

use crate::cli::Failure;
use crate::config::{self, Sources};

/// Objects shown of one rule; a schema without any guard would otherwise fill screens.
const SHOWN_MAX: usize = 12;

#[derive(clap::Args)]
pub struct Options {
    /// The database to examine, as any login that may read its catalogue [default: database.url, else that of --data]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Where `koprogo dev` keeps its database
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(sources: &Sources, options: Options) -> Result<(), Failure> {
    let begun = Instant::now();
    let (url, _running) = subject(sources, options).await?;
    let report = doctor::examine_address(&url).await.map_err(|error| match error {
        doctor::DatabaseError::Configuration(why) => {
            Failure::Usage(vec![format!("the database address is no postgres:// address: {why}")])
        }
        error => Failure::stopped(format!("the database cannot be examined: {error}")),
    })?;
    let plain = !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
    let text = page(&report.subject, &report.findings, begun.elapsed(), &Paint { plain });
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)?;
    let healthy = report.findings.iter().all(|finding| finding.violations().is_empty());
    if healthy { Ok(()) } else { Err(Failure::Reported) }
}

/// The address, and the private server to keep running while it is examined when it did not run before.
async fn subject(sources: &Sources, options: Options) -> Result<(String, Option<Cluster>), Failure> {
    if let Some(url) = options.database_url {
        return Ok((url, None));
    }
    if let Some(url) = config::load_database(sources)?.url {
        return Ok((url.expose_secret().to_owned(), None));
    }
    let dir = options.data.join("postgres");
    if !dir.exists() {
        return Err(Failure::Usage(vec![nothing_there(&options.data)]));
    }
    let start = move || Cluster::start(&dir, &cluster::Options::default());
    let cluster = spawn_blocking(start).await.map_err(Failure::stopped)?.map_err(Failure::stopped)?;
    let url = cluster.url("koprogo_app", "koprogo").map_err(Failure::stopped)?;
    Ok((url, Some(cluster)))
}

fn nothing_there(data: &Path) -> String {
    format!(
        "there is no database to examine: {} holds none; run bin/dev first, or name one with --database-url",
        data.display()
    )
}

struct Paint {
    plain: bool,
}

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
    }
    fn dim(&self, text: &str) -> String {
        self.with("2", text)
    }
    fn state(&self, state: &State) -> String {
        match state {
            State::Kept => self.with("32", "✓ kept   "),
            State::Broken(_) => self.with("1;31", "✗ broken "),
            State::Skipped(_) => self.with("33", "– skipped"),
        }
    }
}

fn page(subject: &Subject, findings: &[Finding], took: Duration, paint: &Paint) -> String {
    let width = findings.iter().map(|finding| finding.rule.title.chars().count()).max().unwrap_or(0);
    let at = format!("{} as {}, PostgreSQL {}", subject.database, subject.login, subject.version);
    let heading = format!("{:<4}  {:<width$}  {:<9}  violations", "rule", "what", "state");
    let mut text = format!("\n  {}  {at}\n\n  {}\n", paint.with("1", "KoproGo doctor"), paint.dim(&heading));
    for finding in findings {
        let number = finding.violations().len().to_string();
        let shown = if matches!(finding.state, State::Skipped(_)) { "–" } else { &number };
        let title = format!("{:<width$}", finding.rule.title);
        let _ =
            writeln!(text, "  {:<4}  {title}  {}  {shown:>10}", finding.rule.id, paint.state(&finding.state));
        text.push_str(&details(finding, paint));
    }
    let _ = writeln!(text, "\n  {}\n", summary(findings, took, paint));
    text
}

/// What breaks a rule, and what that means.
fn details(finding: &Finding, paint: &Paint) -> String {
    let line = |text: &str| format!("        {text}\n");
    match &finding.state {
        State::Kept => String::new(),
        State::Skipped(why) => line(&paint.dim(why)),
        State::Broken(objects) => {
            let mut lines: String = objects.iter().take(SHOWN_MAX).map(|object| line(object)).collect();
            if objects.len() > SHOWN_MAX {
                lines.push_str(&line(&format!("and {} more", objects.len() - SHOWN_MAX)));
            }
            lines.push_str(&line(&paint.dim(&format!("because {}", finding.rule.because))));
            lines
        }
    }
}

fn summary(findings: &[Finding], took: Duration, paint: &Paint) -> String {
    let count = |wanted: fn(&State) -> bool| findings.iter().filter(|finding| wanted(&finding.state)).count();
    let broken = count(|state| matches!(state, State::Broken(_)));
    let skipped = count(|state| matches!(state, State::Skipped(_)));
    let objects: usize = findings.iter().map(|finding| finding.violations().len()).sum();
    let verdict = match broken {
        0 => paint.with("1;32", "0 violations"),
        _ => paint.with("1;31", &format!("{objects} violation{}", if objects == 1 { "" } else { "s" })),
    };
    let kept = findings.len() - broken - skipped;
    format!(
        "{verdict}: {} rules, {kept} kept, {broken} broken, {skipped} skipped, in {:.2} s",
        findings.len(),
        took.as_secs_f64()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_aligned_and_names_what_is_broken() {
        let states = [
            State::Kept,
            State::Broken(vec!["tenant.lots".to_owned()]),
            State::Skipped("no rights".to_owned()),
        ];
        let findings: Vec<Finding> =
            doctor::rules().zip(states).map(|(rule, state)| Finding { rule, state }).collect();
        let subject =
            Subject { database: "koprogo".into(), login: "koprogo_app".into(), version: "15.20".into() };
        let text = page(&subject, &findings, Duration::from_millis(120), &Paint { plain: true });
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("  R")).collect();
        assert_eq!(rows.len(), 3);
        let state_at = |row: &str| row.chars().position(|c| "✓✗–".contains(c));
        assert!(rows.iter().all(|row| state_at(row) == state_at(rows[0])), "{text}");
        assert!(text.contains("        tenant.lots\n        because "), "{text}");
        assert!(text.contains("1 violation: 3 rules, 1 kept, 1 broken, 1 skipped, in 0.12 s"), "{text}");
        assert!(!text.contains('\x1b'));
    }
}

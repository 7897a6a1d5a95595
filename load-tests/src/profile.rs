//! In which functions server and database spend their time, as the kernel samples it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use inferno::collapse::Collapse;
use inferno::collapse::perf::Folder;
use inferno::flamegraph;

use crate::compare::Way;
use crate::http::Error;
use crate::machine::Family;
use crate::stand::home;

const SECONDS: f64 = 8.0;
const SHOWN: usize = 40;
/// Stacks by the tables that unwinding needs anyway: neither program keeps frame pointers.
const STACKS: [&str; 2] = ["--call-graph", "dwarf,16384"];
/// Parts of all samples, in percent: what is narrower is not drawn.
const NARROWEST: f64 = 0.25;
const CARRIERS: [&str; 10] = [
    "core::",
    "std::",
    "alloc::",
    "tokio::runtime",
    "tokio::task",
    "tracing::instrument",
    "futures_util::",
    "__rust",
    "[unknown]",
    "F as ",
];

/// Samples while the way is asked, draws it, and adds up by function and by crate what the server did.
pub async fn of(server: Family, way: &Way, postgres: Family, drawn: &Path) -> Result<String, Error> {
    let stacks = sampled(way, postgres, [server.members(), postgres.members()].concat(), &STACKS).await?;
    draw(&stacks, drawn)?;
    let flat = sampled(way, postgres, vec![server.0], &[]).await?;
    let mut report = Command::new("perf");
    report.args(["report", "--stdio", "--no-children", "--sort", "symbol", "--input"]).arg(&flat);
    let output = report.stderr(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let symbols: Vec<(f64, &str)> = text.lines().filter_map(symbol).collect();
    Ok(added_up(&symbols))
}

/// Where perf wrote what these processes did.
async fn sampled(way: &Way, postgres: Family, pids: Vec<u32>, more: &[&str]) -> Result<PathBuf, Error> {
    let file = home().join("perf.data");
    let pids: Vec<String> = pids.iter().map(u32::to_string).collect();
    let mut perf = Command::new("perf");
    perf.args(["record", "--quiet", "--freq", "499", "--pid", &pids.join(",")]).args(more);
    perf.arg("--output").arg(&file).args(["--", "sleep", &format!("{SECONDS:.0}")]);
    let sampling = perf.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut sampling = sampling.map_err(|error| format!("perf: {error}; install linux-perf"))?;
    way.slice(postgres, SECONDS).await?;
    sampling.wait()?;
    Ok(file)
}

/// The stacks as flames: as wide as the time that was spent, calls upon callers.
fn draw(stacks: &Path, drawn: &Path) -> Result<(), Error> {
    let mut script = Command::new("perf");
    script.args(["script", "--no-inline", "--input"]).arg(stacks);
    let mut script = script.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let said = BufReader::new(script.stdout.take().ok_or("perf says nothing")?);
    let mut folded = Vec::new();
    Folder::default().collapse(said, &mut folded)?;
    script.wait()?;
    let folded = String::from_utf8_lossy(&folded);
    let lines: Vec<String> = folded.lines().filter_map(readable).collect();
    if let Some(parent) = drawn.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut options = flamegraph::Options::default();
    options.title = "A page of the portfolio: server and PostgreSQL on one core".to_owned();
    options.count_name = "samples".to_owned();
    options.min_width = NARROWEST;
    options.deterministic = true;
    options.font_type = "system-ui, sans-serif".to_owned();
    flamegraph::from_lines(&mut options, lines.iter().map(String::as_str), File::create(drawn)?)?;
    Ok(())
}

/// Without what carries every call of an asynchronous program and says nothing about it.
fn readable(line: &str) -> Option<String> {
    let (stack, count) = line.rsplit_once(' ')?;
    let frames = stack.split(';').enumerate().map(|(place, frame)| (place, spoken(frame)));
    let mut kept: Vec<String> = Vec::new();
    for (place, frame) in frames {
        let carries = CARRIERS.iter().any(|carrier| frame.starts_with(carrier));
        // A generic function that calls itself through another type is one.
        if place == 0 || (!carries && kept.last() != Some(&frame)) {
            kept.push(frame);
        }
    }
    Some(format!("{} {count}", kept.join(";")))
}

/// `<axum::Router<S> as tower::Service<R>>::call::{{closure}}` is `axum::Router::call`.
fn spoken(frame: &str) -> String {
    let plain = frame.trim_start_matches(['<', '&']);
    let owner = plain[..plain.find([' ', '<', '>']).unwrap_or(plain.len())].trim_end_matches(':');
    let method = frame.starts_with('<').then(|| frame.rsplit_once(">::")).flatten();
    let whole = method.map_or(owner.to_owned(), |(_, method)| format!("{owner}::{method}"));
    whole.replace("::{{closure}}", "")
}

/// `  3.21%  [.] sqlx_core::…`
fn symbol(line: &str) -> Option<(f64, &str)> {
    let (share, rest) = line.trim().split_once('%')?;
    // perf fills columns that it knows nothing for.
    let name = rest.trim_end_matches([' ', '-']).trim();
    (name.starts_with('[')).then_some((share.parse().ok()?, name))
}

fn owner(symbol: &str) -> &str {
    let (kind, name) = symbol.split_once("] ").unwrap_or(("[.", symbol));
    if kind == "[k" {
        return "the kernel";
    }
    let name = name.trim_start_matches(['<', '&', '(']);
    let name = name.strip_prefix("dyn ").unwrap_or(name);
    match name.split_once("::") {
        Some((owner, _)) => owner,
        None => "C libraries",
    }
}

fn added_up(symbols: &[(f64, &str)]) -> String {
    let mut owners: BTreeMap<&str, f64> = BTreeMap::new();
    for (share, symbol) in symbols {
        *owners.entry(owner(symbol)).or_default() += share;
    }
    let mut owners: Vec<(&str, f64)> = owners.into_iter().collect();
    owners.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut text = "Where the server's time goes, by crate:\n".to_owned();
    for (owner, share) in owners.iter().take(SHOWN) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{share:6.2} %  {owner}");
    }
    text.push_str("\nand by function:\n");
    for (share, symbol) in symbols.iter().take(SHOWN) {
        let _ = writeln!(text, "{share:6.2} %  {symbol}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_are_told_without_what_carries_them() {
        let line = "koprogo;std::thread;<axum::Router as tower::Service<R>>::call;axum::Router;store::ask 7";
        assert_eq!(readable(line).as_deref(), Some("koprogo;axum::Router::call;axum::Router;store::ask 7"));
        assert_eq!(readable("nothing"), None);
    }

    #[test]
    fn functions_belong_to_crates() {
        let lines = [
            "  12.50%  [k] _raw_spin_lock",
            "   3.00%  [.] <sqlx_core::pool::Pool as core::clone::Clone>::clone",
            "# x",
            "   1.00%  [.] malloc",
        ];
        let symbols: Vec<_> = lines.into_iter().filter_map(symbol).collect();
        let owners: Vec<&str> = symbols.iter().map(|(_, name)| owner(name)).collect();
        assert_eq!(owners, ["the kernel", "sqlx_core", "C libraries"]);
        assert!(added_up(&symbols).contains(" 12.50 %  the kernel"));
    }
}

//! In which functions the server spends its time, as the kernel samples it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::{Command, Stdio};

use crate::compare::Way;
use crate::http::Error;
use crate::machine::Family;
use crate::stand::home;

const SECONDS: f64 = 8.0;
const SHOWN: usize = 40;

/// Samples while the way is asked, and adds up by function and by crate.
pub async fn of(server: Family, way: &Way, postgres: Family) -> Result<String, Error> {
    let file = home().join("perf.data");
    let mut perf = Command::new("perf");
    perf.args(["record", "--quiet", "--freq", "999", "--output"]).arg(&file);
    perf.args(["--pid", &server.0.to_string(), "--", "sleep", &format!("{SECONDS:.0}")]);
    let mut sampling = perf.stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
    way.slice(postgres, SECONDS).await?;
    sampling.wait()?;
    let mut report = Command::new("perf");
    report.args(["report", "--stdio", "--no-children", "--sort", "symbol", "--input"]).arg(&file);
    let output = report.stderr(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let symbols: Vec<(f64, &str)> = text.lines().filter_map(symbol).collect();
    Ok(added_up(&symbols))
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

//! `koprogo checksums`: what a database holds, as sums that two of them are compared by. Restores and moves are judged with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use store::checksums::{ChecksumError, Of, Part, Summing, Sums};

use super::audit::{many, subject};
use crate::cli::Failure;
use crate::config::Sources;

/// Differences that are named; the others are counted.
const NAMED_MAX: usize = 20;
const HEAD: &str = "koprogo checksums 1";

#[derive(clap::Args)]
pub struct Options {
    /// Only what the audit log is told of: stays the same for as long as nobody writes, whatever else goes on
    #[arg(long, conflicts_with = "against")]
    told: bool,
    /// Write the sums into this file instead of printing them
    #[arg(long, value_name = "FILE", conflicts_with = "against")]
    to: Option<PathBuf>,
    /// Compare the database with sums written before; exit code 1 when they differ
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The database has gone on since FILE (made with --told): its chains must hold those of FILE, and what has not moved must be equal
    #[arg(long, requires = "against")]
    later: bool,
    /// Only the copros and firms whose chain has gone on since FILE, and what is nobody's: the last comparison of a move, which is short
    #[arg(long, value_name = "FILE", conflicts_with_all = ["against", "told"])]
    since: Option<PathBuf>,
    /// Leave out tables whose name begins so (`jobs.`), as often as needed
    #[arg(long, value_name = "PREFIX")]
    without: Vec<String>,
    /// Where `koprogo dev` keeps its database, where no other is named by database.audit_url or database.migrate_url
    #[arg(long, value_name = "DIR", default_value = ".koprogo")]
    data: PathBuf,
}

pub async fn run(mut sources: Sources, options: Options) -> Result<(), Failure> {
    let (url, _, _running) = subject(&mut sources, &options.data).await?;
    let before = options.against.as_deref().map(read).transpose()?;
    let since = options.since.as_deref().map(read).transpose()?;
    let of = match &before {
        Some(before) => before.of,
        None if options.told => Of::WhatTheLogTells,
        None => Of::Everything,
    };
    if options.later && of == Of::Everything {
        return Err(Failure::Usage(vec!["--later wants sums made with --told".to_owned()]));
    }
    let look = async |summing: &mut Summing<'_>| {
        let only = match (&before, &since) {
            (Some(before), _) => before.only.clone(),
            (None, Some(since)) => Some(moved(&since.sums, &summing.chains().await?)),
            (None, None) => None,
        };
        let mut sums = summing.sums(of, only.as_deref()).await?;
        let keep = |(table, _): &Part| !options.without.iter().any(|prefix| table.starts_with(prefix));
        sums.parts.retain(|part, _| keep(part));
        let now = Written { of, only, sums };
        let Some(mut before) = before else { return Ok((now, None)) };
        before.sums.parts.retain(|part, _| keep(part));
        let found = match options.later {
            true => later(summing, &before.sums, &now.sums).await?,
            false => exact(&before.sums, &now.sums),
        };
        Ok((now, Some(found)))
    };
    let (now, found) = Summing::at_address(&url, look).await.map_err(Failure::stopped)?;
    match found {
        None => print(&text(&now), options.to.as_deref()),
        Some(found) => verdict(&found),
    }
}

/// Sums as they stand in a file: of what, and of whom, unless of everybody.
struct Written {
    of: Of,
    only: Option<Vec<String>>,
    sums: Sums,
}

/// Whose chain ends elsewhere than it did, or is new.
fn moved(before: &Sums, now: &BTreeMap<(String, String), Row>) -> Vec<String> {
    now.iter()
        .filter(|(key, end)| before.chains.get(*key) != Some(*end))
        .map(|((_, id), _)| id.clone())
        .collect()
}

fn print(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(path) => {
            fs::write(path, text).map_err(|error| Failure::stopped(format!("{}: {error}", path.display())))
        }
        None => {
            let mut output = io::stdout().lock();
            output.write_all(text.as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)
        }
    }
}

/// What was compared, and what differs.
#[derive(Default)]
struct Comparison {
    rows: i64,
    parts: u64,
    chains: u64,
    moved_on: u64,
    differences: Vec<String>,
}

fn verdict(found: &Comparison) -> Result<(), Failure> {
    let moved = match found.moved_on {
        0 => String::new(),
        n => format!(" ({n} of them have gone on since, and hold what they held)"),
    };
    println!(
        "{} rows in {}, {}{moved}: {}",
        found.rows,
        many(found.parts, "part"),
        many(found.chains, "chain"),
        match found.differences.len() {
            0 => "identical".to_owned(),
            n => many(n as u64, "difference"),
        }
    );
    for difference in found.differences.iter().take(NAMED_MAX) {
        println!("  {difference}");
    }
    if found.differences.len() > NAMED_MAX {
        println!("  … and {} more", found.differences.len() - NAMED_MAX);
    }
    if found.differences.is_empty() { Ok(()) } else { Err(Failure::Reported) }
}

type Row = (i64, String);

fn differ(what: &str, before: &BTreeMap<Part, Row>, now: &BTreeMap<Part, Row>, into: &mut Vec<String>) {
    let keys = before.keys().chain(now.keys().filter(|key| !before.contains_key(*key)));
    for key in keys {
        let (was, is) = (before.get(key), now.get(key));
        if was != is {
            let told =
                |row: Option<&Row>| row.map_or_else(|| "nothing".to_owned(), |(n, sum)| format!("{n} {sum}"));
            into.push(format!("{what}{} {}: {} before, {} now", key.0, key.1, told(was), told(is)));
        }
    }
}

fn exact(before: &Sums, now: &Sums) -> Comparison {
    let mut found = counted(now);
    differ("", &before.parts, &now.parts, &mut found.differences);
    differ("chain of ", &before.chains, &now.chains, &mut found.differences);
    found
}

fn counted(sums: &Sums) -> Comparison {
    Comparison {
        rows: sums.parts.values().map(|(rows, _)| rows).sum(),
        parts: sums.parts.len() as u64,
        chains: sums.chains.len() as u64,
        ..Comparison::default()
    }
}

/// Each chain of before is the beginning of that of now; where it ends as it did, the rows are the same.
async fn later(summing: &mut Summing<'_>, before: &Sums, now: &Sums) -> Result<Comparison, ChecksumError> {
    let mut found = counted(before);
    let mut at_rest: Vec<(&str, &str)> = Vec::new();
    for ((kind, id), (seq, hash)) in &before.chains {
        match now.chains.get(&(kind.clone(), id.clone())) {
            Some((end, last)) if end == seq && last == hash => at_rest.push((kind, id)),
            _ if *seq > 0 && summing.link(kind, id, *seq).await?.as_ref() != Some(hash) => {
                found.differences.push(format!("chain of {kind} {id}: number {seq} is another or gone"));
            }
            _ => found.moved_on += 1,
        }
    }
    for (kind, id) in at_rest {
        let of = |sums: &Sums| {
            let mine = sums.parts.iter().filter(|((table, scope), _)| scope == id && table.starts_with(kind));
            mine.map(|(part, row)| (part.clone(), row.clone())).collect::<BTreeMap<_, _>>()
        };
        differ("", &of(before), &of(now), &mut found.differences);
    }
    Ok(found)
}

/// One line for each part: fields between tabs, in order, so that `diff` compares them as well.
fn text(written: &Written) -> String {
    let of = match (written.of, &written.only) {
        (Of::WhatTheLogTells, _) => "told",
        (Of::Everything, None) => "everything",
        (Of::Everything, Some(_)) => "moved",
    };
    let mut text = format!("{HEAD} {of}\n");
    for id in written.only.iter().flatten() {
        let _ = writeln!(text, "moved\t-\t{id}\t0\t-");
    }
    for (kind, rows) in [("part", &written.sums.parts), ("chain", &written.sums.chains)] {
        for ((a, b), (number, sum)) in rows {
            let _ = writeln!(text, "{kind}\t{a}\t{b}\t{number}\t{sum}");
        }
    }
    text
}

fn read(path: &Path) -> Result<Written, Failure> {
    let wrong = |why: &str| Failure::Usage(vec![format!("{}: {why}", path.display())]);
    let text = fs::read_to_string(path).map_err(|error| wrong(&error.to_string()))?;
    let mut lines = text.lines();
    let (of, mut only) = match lines.next().and_then(|head| head.strip_prefix(HEAD)).map(str::trim) {
        Some("everything") => (Of::Everything, None),
        Some("moved") => (Of::Everything, Some(Vec::new())),
        Some("told") => (Of::WhatTheLogTells, None),
        _ => return Err(wrong("this is no file of `koprogo checksums`, or one of another release")),
    };
    let mut sums = Sums::default();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[kind, a, b, number, sum] = fields.as_slice() else {
            return Err(wrong("a line has not five fields; the file is damaged"));
        };
        let number = number.parse().map_err(|_| wrong("a count is no number; the file is damaged"))?;
        match (kind, &mut only) {
            ("moved", Some(only)) => only.push(b.to_owned()),
            ("part", _) => drop(sums.parts.insert((a.to_owned(), b.to_owned()), (number, sum.to_owned()))),
            _ => drop(sums.chains.insert((a.to_owned(), b.to_owned()), (number, sum.to_owned()))),
        }
    }
    Ok(Written { of, only, sums })
}

//! `koprogo check-config`: what is in force, where it comes from, and what is wrong with it.

use std::io::{self, Write};

use crate::cli::Failure;
use crate::config::{self, Config, Faults, Row, Sources, variable};

/// Longer values would push the meaning off a usual screen.
const SHOWN_CHARACTERS_MAX: usize = 40;

pub fn run(sources: &Sources) -> Result<(), Failure> {
    let (rows, config) = config::check(sources);
    let mut output = io::stdout().lock();
    output.write_all(table(&rows).as_bytes()).and_then(|()| output.flush()).map_err(Failure::stopped)?;
    let faults = faults(config);
    if faults.is_empty() {
        return Ok(());
    }
    eprintln!();
    for fault in &faults {
        eprintln!("✗ {fault}");
    }
    Err(Failure::Reported)
}

fn faults(config: Result<Config, Faults>) -> Vec<String> {
    let needed = config.and_then(|config| {
        config.database.url()?;
        config.auth.keys().map(|_| ())
    });
    needed.err().map(|faults| faults.0).unwrap_or_default()
}

/// One block per section; a key, its value, its origin, its meaning.
fn table(rows: &[Row]) -> String {
    let lines: Vec<[String; 4]> = rows.iter().map(line).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let (keys, values, origins) = (width(0), width(1), width(2));
    let mut text =
        format!("[server] listen is also the variable {}, and so on.\n", variable("server.listen"));
    let mut section = "";
    for (row, [key, value, origin, meaning]) in rows.iter().zip(&lines) {
        let (this, _) = split(row.path);
        if this != section {
            section = this;
            text.push_str(&format!("\n[{section}]\n"));
        }
        text.push_str(&format!("{key:keys$}  {value:values$}  {origin:origins$}  {meaning}\n"));
    }
    text
}

fn line(row: &Row) -> [String; 4] {
    let cut = |text: &str| match text.char_indices().nth(SHOWN_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    [split(row.path).1.to_owned(), cut(&row.shown), cut(&row.origin), row.purpose.to_owned()]
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}

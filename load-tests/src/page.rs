//! The report for people: a few lines for the terminal, and a page.

mod journey;

use std::fmt::Write;

pub use journey::journey_html;

use crate::plot::{HALF, Line, Scale, WHOLE, nines, plot};
use crate::report::{Cpu, Judged, Moment, PhaseReport, Report, Statement};

/// Of a statement, until one asks for the rest.
const STATEMENT_SHOWN: usize = 110;

/// The figures that matter, as text.
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\n{} · {} copros · {}", report.scenario, report.copros, report.about);
    for phase in &report.phases {
        let all = &phase.all;
        let _ = writeln!(
            text,
            "{:10} {:8.0} req/s  p50 {:.1}  p90 {:.1}  p99 {:.1}  p99.9 {:.1} ms  success {:.2} %",
            named(phase),
            all.per_second,
            all.p50_ms,
            all.p90_ms,
            all.p99_ms,
            all.p999_ms,
            all.success * 100.0
        );
        let _ = writeln!(
            text,
            "           CPU seconds per 1,000: {} = {:.3}",
            shares(phase, " + "),
            phase.cpu.total()
        );
        if let Some(growth) = phase.growth_mib_hour() {
            let _ =
                writeln!(text, "           memory of the server: {growth:+.1} MiB an hour, once it is warm");
        }
        for load in &phase.loads {
            for (name, figures) in &load.operations {
                let _ = writeln!(
                    text,
                    "  {:10} {:16} {:8.0} req/s  p50 {:.1}  p99 {:.1} ms  {:?}",
                    load.name, name, figures.per_second, figures.p50_ms, figures.p99_ms, figures.statuses
                );
            }
        }
    }
    if let Some((throughput, p99)) = ratio(report) {
        let _ = writeln!(text, "through TLS: {throughput:.2} of the throughput, P99 × {p99:.2}");
    }
    let server = &report.server;
    let _ = writeln!(
        text,
        "memory: server {:.0} MiB (peak {:.0}), database {:.0} MiB · ready after {:.0} ms · {:.1} statements per request",
        server.resident_mib,
        server.resident_peak_mib,
        server.postgres_pss_mib,
        server.ready_ms,
        report.statements_per_request
    );
    let conditions = &report.conditions;
    let pinned =
        if conditions.pinned { "one core for server and database" } else { "NOT kept apart: too few cores" };
    let capped = conditions
        .memory_cap_mib
        .map_or("memory not capped".to_owned(), |mib| format!("capped at {mib} MiB"));
    let _ = writeln!(
        text,
        "{pinned}, {capped}; other programs used {:.2} cores meanwhile",
        conditions.foreign_load
    );
    for judged in &report.thresholds {
        let mark = if judged.kept { "kept  " } else { "FAILED" };
        let _ = writeln!(text, "{mark} {} (is {:.3})", judged.what, judged.is);
    }
    text
}

fn named(phase: &PhaseReport) -> String {
    if phase.tls { format!("{}, TLS", phase.name) } else { phase.name.clone() }
}

/// Processor seconds for a thousand requests, by whose they are.
fn shares(phase: &PhaseReport, between: &str) -> String {
    let mut shares = format!("server {:.3}{between}PostgreSQL {:.3}", phase.cpu.server, phase.cpu.postgres);
    if phase.tls {
        let _ = write!(shares, "{between}Traefik {:.3}", phase.cpu.front);
    }
    shares
}

/// The last phase through TLS as parts of the same one without: throughput and P99.
fn ratio(report: &Report) -> Option<(f64, f64)> {
    let locked = report.phase(None, true)?;
    let open = report.phase(Some(&locked.name), false)?;
    Some((locked.all.per_second / open.all.per_second, locked.all.p99_ms / open.all.p99_ms))
}

/// With blanks between thousands.
fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// As many digits as say something.
fn short(figure: f64) -> String {
    match figure.abs() {
        size if size.is_nan() => "not measured".to_owned(),
        size if size >= 1_000.0 => grouped(figure),
        size if size >= 100.0 || size == 0.0 || figure == 1.0 => format!("{figure:.0}"),
        size if size >= 10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.3}"),
    }
}

fn conditions(report: &Report) -> String {
    let conditions = &report.conditions;
    let pinned = if conditions.pinned {
        "Server and PostgreSQL on one core, what asks on the other"
    } else {
        "NOT kept apart: too few cores"
    };
    let capped = conditions
        .memory_cap_mib
        .map_or("memory not capped".to_owned(), |mib| format!("together capped at {mib} MiB of memory"));
    format!(
        "{pinned}; {capped}; {} sessions; other programs used {:.2} cores meanwhile",
        conditions.sessions, conditions.foreign_load
    )
}

/// One page with everything in it.
pub fn html(report: &Report) -> String {
    let judged = report.thresholds.iter().map(|judged| (judged.what.as_str(), judged.is, judged.kept));
    let parts = [
        head(report),
        thresholds(judged),
        report.phases.iter().map(phase).collect(),
        statements(report),
        foot(report),
    ];
    document(&report.scenario, &parts.concat())
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{} · load test</title><style>{}</style><main>{body}</main></html>\n",
        escaped(title),
        include_str!("page.css"),
    )
}

fn tile(figure: &str, name: &str) -> String {
    format!("<div class=\"tile\"><b>{figure}</b><span>{name}</span></div>")
}

fn head(report: &Report) -> String {
    let mut tiles = String::new();
    if let Some(phase) = report.phases.last() {
        let all = &phase.all;
        let figures = [
            (grouped(all.per_second), "requests a second"),
            (format!("{:.1} ms", all.p50_ms), "P50"),
            (format!("{:.1} ms", all.p99_ms), "P99"),
            (format!("{:.2} %", all.success * 100.0), "success"),
            (format!("{:.3} s", phase.cpu.total()), "CPU per 1,000 requests"),
            (format!("{:.0} MiB", report.server.resident_peak_mib), "server, at its peak"),
            (format!("{:.0} MiB", report.server.postgres_pss_mib), "PostgreSQL"),
            (format!("{:.1}", report.statements_per_request), "statements per request"),
            (format!("{:.0} ms", report.server.ready_ms), "from start to ready"),
        ];
        tiles.extend(figures.map(|(figure, name)| tile(&figure, name)));
        if let Some((throughput, p99)) = ratio(report) {
            tiles.push_str(&tile(
                &format!("× {throughput:.2}"),
                &format!("throughput through TLS; P99 × {p99:.2}"),
            ));
        } else if let Some(growth) = phase.growth_mib_hour() {
            tiles.push_str(&tile(&format!("{growth:+.1} MiB"), "memory of the server, an hour"));
        } else {
            tiles.push_str(&tile(&format!("{:.2}", report.conditions.foreign_load), "cores used by others"));
        }
    }
    format!(
        "<h1>{}</h1><p class=\"about\">{} · {} copros · {}</p>{}<div class=\"tiles\">{tiles}</div>",
        escaped(&report.scenario),
        escaped(&report.about),
        grouped(report.copros as f64),
        report.began_at.replace('T', " ").trim_end_matches('Z'),
        verdict(&report.thresholds),
    )
}

fn verdict(thresholds: &[Judged]) -> String {
    let failed = thresholds.iter().filter(|judged| !judged.kept).count();
    match (thresholds.len(), failed) {
        (0, _) => String::new(),
        (1, 0) => "<p class=\"verdict kept\">✓ The threshold is kept</p>".to_owned(),
        (all, 0) => format!("<p class=\"verdict kept\">✓ All {all} thresholds are kept</p>"),
        (all, failed) => format!("<p class=\"verdict lost\">✗ {failed} of {all} thresholds failed</p>"),
    }
}

fn thresholds<'a>(judged: impl Iterator<Item = (&'a str, f64, bool)>) -> String {
    let rows: String = judged
        .map(|(what, is, kept)| {
            let (class, mark) = if kept { ("good", "✓ kept") } else { ("bad", "✗ failed") };
            format!(
                "<tr><td>{}</td><td>{}</td><td class=\"{class}\">{mark}</td></tr>",
                escaped(what),
                short(is)
            )
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<h2>Thresholds</h2><div class=\"card wide\"><table><tr><th>What must hold</th><th>is</th><th></th></tr>{rows}</table></div>"
    )
}

fn phase(phase: &PhaseReport) -> String {
    let distribution = phase.loads.iter().map(|load| Line {
        name: escaped(&load.name),
        points: load.quantiles.iter().map(|(share, ms)| (nines(*share), *ms)).collect(),
        area: false,
    });
    let over_time = |figure: fn(&Moment) -> f64, area: bool| -> Vec<Line> {
        let lines = phase.loads.iter().map(|load| Line {
            name: escaped(&load.name),
            points: load
                .timeline
                .iter()
                .enumerate()
                .map(|(n, moment)| (n as f64 + 0.5, figure(moment)))
                .collect(),
            area,
        });
        lines.collect()
    };
    let count = phase.loads.iter().map(|load| load.timeline.len()).max().unwrap_or(0);
    let seconds = Scale::seconds(count);
    let split = |name: &str, of: fn(&Cpu) -> f64| Line {
        name: name.to_owned(),
        points: phase
            .cpu_seconds
            .iter()
            .enumerate()
            .map(|(n, cpu)| (n as f64 + 0.5, of(cpu) * 100.0))
            .collect(),
        area: true,
    };
    let processors =
        [split("server and PostgreSQL", |cpu| cpu.total()), split("server alone", |cpu| cpu.server)];
    let plots = [
        (
            "Latency: how many were answered within",
            plot(HALF, "ms", &Scale::nines(), &distribution.collect::<Vec<_>>()),
        ),
        (
            "Throughput",
            plot(
                HALF,
                "requests in each second",
                &seconds,
                &over_time(|moment| moment.requests as f64, true),
            ),
        ),
        ("P99 of each second", plot(HALF, "ms", &seconds, &over_time(|moment| moment.p99_ms, false))),
        ("Processor", plot(HALF, "% of a core", &seconds, &processors)),
    ];
    let plots =
        plots.map(|(title, plot)| format!("<div class=\"card\"><h3>{title}</h3>{plot}</div>")).concat();
    format!(
        "<h2>{} · {:.0} s</h2><p class=\"about\">CPU seconds for a thousand requests: {}</p><div class=\"plots\">{plots}</div>{}{}",
        escaped(&named(phase)),
        phase.seconds,
        shares(phase, ", "),
        memory(phase, &seconds),
        operations(phase)
    )
}

/// What the server holds, and the line that says by how much it grows. Nothing of a phase too short to say.
fn memory(phase: &PhaseReport, seconds: &Scale) -> String {
    let (Some(growth), Some((from, mean))) = (phase.growth_mib_hour(), phase.warm_memory()) else {
        return String::new();
    };
    let at = |(n, mib): (usize, &f64)| (n as f64 + 0.5, *mib);
    let held = Line {
        name: "resident".to_owned(),
        points: phase.resident_mib.iter().enumerate().map(at).collect(),
        area: true,
    };
    let (first, last) = (from as f64, phase.resident_mib.len() as f64);
    let half = growth / 3_600.0 * (last - first) / 2.0;
    let slope = Line {
        name: format!("{growth:+.1} MiB an hour, once it is warm"),
        points: vec![(first, mean - half), (last, mean + half)],
        area: false,
    };
    let plot = plot(WHOLE, "MiB", seconds, &[held, slope]);
    format!("<div class=\"card\" style=\"margin-top:12px\"><h3>Memory of the server</h3>{plot}</div>")
}

fn operations(phase: &PhaseReport) -> String {
    let mut rows = String::new();
    for load in &phase.loads {
        for (name, figures) in &load.operations {
            let statuses: Vec<String> =
                figures.statuses.iter().map(|(status, count)| format!("{status}: {count}")).collect();
            let class = if figures.success < 1.0 { "bad" } else { "good" };
            let _ = write!(
                rows,
                "<tr><td>{} · {}</td><td>{}</td><td>{}</td><td>{:.1}</td><td>{:.1}</td><td>{:.1}</td><td>{:.1}</td>\
                 <td class=\"{class}\">{:.2} %</td><td>{}</td></tr>",
                escaped(&load.name),
                escaped(name),
                grouped(figures.requests as f64),
                grouped(figures.per_second),
                figures.p50_ms,
                figures.p90_ms,
                figures.p99_ms,
                figures.p999_ms,
                figures.success * 100.0,
                statuses.join(", ")
            );
        }
    }
    format!(
        "<div class=\"card wide\" style=\"margin-top:12px\"><table><tr><th>Operation</th><th>requests</th><th>req/s</th><th>P50 ms</th>\
         <th>P90</th><th>P99</th><th>P99.9</th><th>success</th><th>answers</th></tr>{rows}</table></div>"
    )
}

fn statements(report: &Report) -> String {
    let cost = |statement: &Statement| statement.per_request * statement.mean_us;
    let most = report.statements.iter().map(cost).fold(1e-9, f64::max);
    let row = |statement: &Statement| {
        let start: String = statement.text.chars().take(STATEMENT_SHOWN).collect();
        let text = if start.len() < statement.text.len() {
            format!("<details><summary>{}…</summary>{}</details>", escaped(&start), escaped(&statement.text))
        } else {
            escaped(&statement.text)
        };
        format!(
            "<tr><td class=\"text\">{text}</td><td class=\"bars\"><i class=\"c0\" style=\"width:{:.1}%\"></i></td>\
             <td>{:.0}</td><td>{:.2}</td><td>{:.0}</td></tr>",
            cost(statement) / most * 100.0,
            cost(statement),
            statement.per_request,
            statement.mean_us
        )
    };
    let rows: String = report.statements.iter().map(row).collect();
    format!(
        "<h2>Statements, those that cost most first</h2><div class=\"card wide\"><table>\
         <tr><th>Statement</th><th></th><th>µs of a request</th><th>times</th><th>mean µs</th></tr>{rows}</table></div>"
    )
}

fn foot(report: &Report) -> String {
    format!("<footer>{}</footer>", escaped(&conditions(report)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_others_is_text() {
        assert_eq!(escaped("a < \"b\" & c"), "a &lt; &quot;b&quot; &amp; c");
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(grouped(1_234_567.0), "1\u{202f}234\u{202f}567");
        assert_eq!([short(1.0), short(0.1514), short(14.5), short(622.3)], ["1", "0.151", "14.5", "622"]);
        assert_eq!(short(f64::NAN), "not measured");
    }
}

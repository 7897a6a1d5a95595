//! The report for people: a few lines for the terminal, and a page.

use std::fmt::Write;

use crate::plot::{Line, Scale, nines, plot};
use crate::report::{Cpu, Judged, Moment, PhaseReport, Report, Statement};

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
            phase.name,
            all.per_second,
            all.p50_ms,
            all.p90_ms,
            all.p99_ms,
            all.p999_ms,
            all.success * 100.0
        );
        let _ = writeln!(
            text,
            "           CPU seconds per 1,000: server {:.3} + database {:.3} = {:.3}",
            phase.cpu.server,
            phase.cpu.postgres,
            phase.cpu.total()
        );
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
    let body: String =
        [head(report), thresholds(report), report.phases.iter().map(phase).collect(), statements(report)]
            .concat();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{} · load test</title><style>{}</style><main>{body}{}</main></html>\n",
        escaped(&report.scenario),
        include_str!("page.css"),
        foot(report)
    )
}

fn head(report: &Report) -> String {
    let mut tiles = String::new();
    if let Some(phase) = report.phases.last() {
        let all = &phase.all;
        let figures = [
            (format!("{:.0}", all.per_second), "requests a second"),
            (format!("{:.1} ms", all.p50_ms), "P50"),
            (format!("{:.1} ms", all.p99_ms), "P99"),
            (format!("{:.2} %", all.success * 100.0), "success"),
            (format!("{:.3} s", phase.cpu.total()), "CPU per 1,000 requests"),
            (format!("{:.0} MiB", report.server.resident_peak_mib), "server, at its peak"),
            (format!("{:.0} MiB", report.server.postgres_pss_mib), "PostgreSQL"),
            (format!("{:.1}", report.statements_per_request), "statements per request"),
            (format!("{:.0} ms", report.server.ready_ms), "from start to ready"),
        ];
        for (figure, name) in figures {
            let _ = write!(tiles, "<div class=\"tile\"><b>{figure}</b><span>{name}</span></div>");
        }
    }
    format!(
        "<h1>{}</h1><p class=\"about\">{} · {} copros · {}</p><div class=\"tiles\">{tiles}</div>",
        escaped(&report.scenario),
        escaped(&report.about),
        report.copros,
        report.began_at
    )
}

fn thresholds(report: &Report) -> String {
    if report.thresholds.is_empty() {
        return String::new();
    }
    let row = |judged: &Judged| {
        let (class, mark) = if judged.kept { ("good", "✓ kept") } else { ("bad", "✗ failed") };
        format!(
            "<tr><td>{}</td><td>{:.3}</td><td class=\"{class}\">{mark}</td></tr>",
            escaped(&judged.what),
            judged.is
        )
    };
    let rows: String = report.thresholds.iter().map(row).collect();
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
            plot("ms", &Scale::nines(), &distribution.collect::<Vec<_>>()),
        ),
        (
            "Throughput",
            plot("requests in each second", &seconds, &over_time(|moment| moment.requests as f64, true)),
        ),
        ("P99 of each second", plot("ms", &seconds, &over_time(|moment| moment.p99_ms, false))),
        ("Processor", plot("% of a core", &seconds, &processors)),
    ];
    let plots =
        plots.map(|(title, plot)| format!("<div class=\"card\"><h3>{title}</h3>{plot}</div>")).concat();
    format!(
        "<h2>{} · {:.0} s · CPU per 1,000: server {:.3}, PostgreSQL {:.3}</h2><div class=\"plots\">{plots}</div>{}",
        escaped(&phase.name),
        phase.seconds,
        phase.cpu.server,
        phase.cpu.postgres,
        operations(phase)
    )
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
                "<tr><td>{} · {}</td><td>{}</td><td>{:.0}</td><td>{:.1}</td><td>{:.1}</td><td>{:.1}</td><td>{:.1}</td>\
                 <td class=\"{class}\">{:.2} %</td><td>{}</td></tr>",
                escaped(&load.name),
                escaped(name),
                figures.requests,
                figures.per_second,
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
    let row = |statement: &Statement| {
        format!(
            "<tr><td class=\"text\">{}</td><td>{:.2}</td><td>{:.1}</td></tr>",
            escaped(&statement.text),
            statement.per_request,
            statement.mean_us
        )
    };
    let rows: String = report.statements.iter().map(row).collect();
    format!(
        "<h2>Statements, those that cost most first</h2><div class=\"card wide\"><table>\
         <tr><th>Statement</th><th>per request</th><th>mean µs</th></tr>{rows}</table></div>"
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
}

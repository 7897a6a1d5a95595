//! The page of a journey.

use super::{document, escaped, grouped, thresholds, tile};
use crate::journey::{Step, Told};

/// What a journey found: a bar for each step, of who worked.
pub fn journey_html(told: &Told) -> String {
    let longest = told.steps.iter().map(|step| step.seconds).fold(0.0, f64::max);
    let rows: String = told.steps.iter().map(|step| step_row(step, longest)).collect();
    let judged = told.limits.iter().map(|(what, is, kept)| (what.as_str(), *is, *kept));
    let whole: f64 = told.steps.iter().map(|step| step.seconds).sum();
    let mut tiles = tile(&format!("{whole:.2} s"), "from the first step to the last");
    for (of, name) in [
        (told.steps.iter().map(|step| step.cpu_server).sum::<f64>(), "CPU of the server"),
        (told.steps.iter().map(|step| step.cpu_worker).sum(), "CPU of the worker"),
        (told.steps.iter().map(|step| step.cpu_postgres).sum(), "CPU of PostgreSQL"),
        (told.steps.iter().map(|step| step.worker_growth_mib).fold(0.0, f64::max), ""),
    ] {
        tiles.push_str(&match name {
            "" => tile(&format!("{of:.0} MiB"), "more in the worker, at most"),
            name => tile(&format!("{of:.2} s"), name),
        });
    }
    let pinned = if told.pinned {
        "everything on one core, what asks on the other"
    } else {
        "NOT kept apart: too few cores"
    };
    let body = format!(
        "<h1>{}</h1><p class=\"about\">{} · {} lots · {pinned}</p><div class=\"tiles\">{tiles}</div>{}\
         <h2>Step by step</h2><div class=\"card wide\"><table><tr><th>Step</th><th></th><th>took</th><th>server</th><th>worker</th>\
         <th>PostgreSQL</th><th>worker grew</th></tr>{rows}</table>\
         <p class=\"legend\"><span>CPU of</span><span><i class=\"c0\"></i>server</span><span><i class=\"c1\"></i>worker</span>\
         <span><i class=\"c2\"></i>PostgreSQL</span></p></div>",
        escaped(&told.name),
        escaped(&told.about),
        grouped(told.size as f64),
        thresholds(judged),
    );
    document(&told.name, &body)
}

fn step_row(step: &Step, longest: f64) -> String {
    let bar = |number: usize, seconds: f64| {
        format!("<i class=\"c{number}\" style=\"width:{:.1}%\"></i>", seconds / longest.max(1e-9) * 100.0)
    };
    format!(
        "<tr><td>{}</td><td class=\"bars\">{}{}{}</td><td>{:.2} s</td><td>{:.2}</td><td>{:.2}</td><td>{:.2}</td><td>{:.1} MiB</td></tr>",
        escaped(&step.name),
        bar(0, step.cpu_server),
        bar(1, step.cpu_worker),
        bar(2, step.cpu_postgres),
        step.seconds,
        step.cpu_server,
        step.cpu_worker,
        step.cpu_postgres,
        step.worker_growth_mib,
    )
}

//! What docs/scaling.md shows: its tables between two marks each, its pictures beside it. All of it follows from three files below growth/.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::cells::{self, Outcome, PLACINGS, Placing};
use super::data::Given;
use super::picture::{Axis, Picture, Series, figure, thousands};
use super::steps::{self, Demand, LIMITS, Limit};
use crate::http::Error;

const PAGE: &str = "../docs/scaling.md";
const PICTURES: &str = "../docs/scaling";
/// The steps that are told: the roadmap's ceilings, and what lies beyond.
const STEPS: [u64; 8] = [100, 1_500, 5_000, 15_000, 50_000, 100_000, 250_000, 1_000_000];
/// Cells are filled to so much of what they carry: a firm that grows finds room.
const FILLED_BP: u64 = 8_000;
const COLUMNS_YEARS: f64 = 1.0;
/// The cells of the simulation: what the roadmap's largest cluster was designed for.
const CELL: u64 = 50_000;
const SIMULATED: cells::Plan = cells::Plan { from: 50_000, to: 1_000_000, years: 10, ceiling: CELL, seed: 1 };

/// Writes what is not current, or with `check` only says what that is.
pub fn draw(folder: &Path, check: bool) -> Result<Vec<String>, Error> {
    let given = Given::read(folder)?;
    let page = folder.join(PAGE);
    let text = fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let mut made = vec![(page, filled(&text, &tables(&given))?)];
    for (name, svg) in pictures(&given) {
        made.push((folder.join(PICTURES).join(name), svg));
    }
    let mut stale = Vec::new();
    for (file, text) in made {
        if fs::read_to_string(&file).ok().as_deref() == Some(&text) {
            continue;
        }
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if !check {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&file, text)?;
        }
        stale.push(name);
    }
    Ok(stale)
}

/// The page with each table in its place: between `<!-- name -->` and `<!-- end -->`.
fn filled(page: &str, tables: &[(&str, String)]) -> Result<String, Error> {
    let mut text = page.to_owned();
    for (name, table) in tables {
        let mark = format!("<!-- {name} -->\n");
        let begins =
            text.find(&mark).ok_or_else(|| format!("docs/scaling.md has no <!-- {name} -->"))? + mark.len();
        let length = text[begins..]
            .find("<!-- end -->")
            .ok_or_else(|| format!("docs/scaling.md: <!-- {name} --> has no <!-- end -->"))?;
        text.replace_range(begins..begins + length, table);
    }
    Ok(text)
}

fn tables(given: &Given) -> Vec<(&'static str, String)> {
    vec![
        ("summary", summary(given)),
        ("held", held(given)),
        ("taken", taken(given)),
        ("demand", demands(given)),
        ("limits", limits(given)),
        ("costs", costs(given)),
        ("cells", simulated()),
    ]
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

fn euros(cents: i64) -> String {
    if cents % 100 == 0 || cents >= 100_000 {
        return format!("{} €", thousands(cents / 100));
    }
    format!("{}.{:02} €", thousands(cents / 100), cents % 100)
}

/// Thousandths of a cent as cents.
fn cents(millicents: i64) -> String {
    format!("{} ct", figure(millicents as f64 / 1_000.0))
}

fn share(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

fn gib(size: f64) -> String {
    if size >= 1_024.0 { format!("{} TiB", figure(size / 1_024.0)) } else { format!("{} GiB", figure(size)) }
}

fn summary(given: &Given) -> String {
    let rows = STEPS.map(|copros| {
        let years = given.usage.years_kept;
        let single = steps::cheapest_single(given, copros, years);
        let cells = steps::cheapest_cells(given, copros, years, FILLED_BP);
        let chosen = match (single, cells) {
            (Some(single), Some(cells)) => Some(if single.1.cents <= cells.1.cents { single } else { cells }),
            (single, cells) => single.or(cells),
        };
        let Some((host, cost)) = chosen else {
            return vec![thousands(copros as i64), "nothing carries it".to_owned()];
        };
        let what =
            if cost.cells > 1 { format!("{} cells of {}", cost.cells, host.name) } else { host.name.clone() };
        let (limit, at) = steps::first_limit(given, host, years);
        let next = format!(
            "{}, at {}{}",
            limit.name(),
            thousands(rounded(at) as i64),
            if cost.cells > 1 { " a cell" } else { "" }
        );
        vec![
            thousands(copros as i64),
            what,
            euros(cost.cents),
            cents(cost.per_copro_millicents),
            format!("{:.1} %", cost.margin_bp as f64 / 100.0),
            next,
        ]
    });
    table(&["copros", "carried by", "a month", "a copro", "left of the price", "what ends first there"], rows)
}

/// Two leading figures are all that a forecast is good for.
fn rounded(copros: u64) -> u64 {
    let step = 10u64.pow(copros.max(1).ilog10().saturating_sub(1));
    copros / step * step
}

fn held(given: &Given) -> String {
    let rows = given.taken.held.iter().map(|held| {
        vec![
            held.name.clone(),
            held.unit.clone(),
            figure(held.foretold),
            figure(held.found),
            format!("{:+.1} %", held.apart_percent),
        ]
    });
    table(&["", "", "foretold", "found", "apart"], rows)
}

/// What each size took.
fn taken(given: &Given) -> String {
    let sizes = &given.taken.sizes;
    let of = |name: &str, unit: &str, of: &dyn Fn(&super::measure::Measured) -> f64| {
        let mut row = vec![name.to_owned(), unit.to_owned()];
        row.extend(sizes.iter().map(|size| figure(of(size))));
        row
    };
    let mut rows = vec![
        of("database", "MiB", &|size| size.bytes as f64 / f64::from(1 << 20)),
        of("for a copro", "KiB", &|size| size.bytes as f64 / 1_024.0 / size.copros as f64),
        of("in memory for a copro at work", "KiB", &|size| size.hot_bytes as f64 / 1_024.0),
    ];
    for name in sizes[0].operations.keys() {
        let asked = |size: &super::measure::Measured| size.operations.get(name).copied().unwrap_or_default();
        let spent =
            |size: &super::measure::Measured| size.cpu_us.get(name).copied().unwrap_or_default().total();
        rows.push(of(&format!("`{name}`"), "pages a request", &|size| asked(size).pages));
        rows.push(of("", "µs of a core", &spent));
        if name == super::measure::WRITE {
            rows.push(of("", "bytes of WAL", &|size| asked(size).wal));
            rows.push(of("", "pages written", &|size| asked(size).dirtied));
            rows.push(of("", "bytes of audit log", &|size| asked(size).audit));
        }
    }
    let names: Vec<String> = sizes.iter().map(|size| thousands(size.copros as i64)).collect();
    let mut head = vec!["", ""];
    head.extend(names.iter().map(String::as_str));
    table(&head, rows)
}

fn demands(given: &Given) -> String {
    let rows = STEPS.map(|copros| {
        let (first, last) = (
            steps::demand(given, copros, COLUMNS_YEARS),
            steps::demand(given, copros, given.usage.years_kept),
        );
        vec![
            thousands(copros as i64),
            figure(first.peak_per_second),
            format!("{} + {}", figure(first.server_cores), figure(first.postgres_cores)),
            gib(first.hot_gib),
            format!("{} / {}", gib(first.database_gib), gib(last.database_gib)),
            format!("{} / {}", gib(first.documents_gib), gib(last.documents_gib)),
            thousands(first.connections as i64),
            format!("{} to {}", gib(first.wal_gib_day), gib(first.wal_gib_day_most)),
            gib(last.backup_gib),
            hours(last.restore_hours),
        ]
    });
    table(
        &[
            "copros",
            "requests/s at peak",
            "cores: server + PostgreSQL",
            "hot in memory",
            "database, 1 / 7 years",
            "documents, 1 / 7 years",
            "connections",
            "WAL a day",
            "backup",
            "restore",
        ],
        rows,
    )
}

fn hours(hours: f64) -> String {
    if hours < 1.0 {
        format!("{} min", figure((hours * 60.0).ceil()))
    } else {
        format!("{} h", figure(hours))
    }
}

fn limits(given: &Given) -> String {
    let rows = given.prices.hosts.iter().map(|host| {
        let last = given.usage.years_kept;
        let mut row = vec![format!("**{}**: {}", host.name, host.about), euros(host.cost_cents)];
        row.extend(LIMITS.map(|limit| {
            let most = |years: f64| thousands(rounded(steps::carries(given, host, years, limit)) as i64);
            match limit {
                Limit::Processor | Limit::Memory => most(last),
                Limit::Disk | Limit::Restore => format!("{} / {}", most(COLUMNS_YEARS), most(last)),
            }
        }));
        row.push(steps::first_limit(given, host, last).0.name().to_owned());
        row
    });
    table(
        &[
            "machine",
            "a month",
            "processor",
            "memory",
            "disk, 1 / 7 years",
            "restore in 4 h, 1 / 7 years",
            "first",
        ],
        rows,
    )
}

fn costs(given: &Given) -> String {
    let years = given.usage.years_kept;
    let rows = STEPS.into_iter().filter(|copros| *copros >= 15_000).flat_map(|copros| {
        given.prices.hosts.iter().filter(|host| host.copies > 1).map(move |host| {
            let holds = steps::first_limit(given, host, years).1 * FILLED_BP / 10_000;
            let cost = steps::cost(given, host, copros, years, copros.div_ceil(holds.max(1)));
            vec![
                thousands(copros as i64),
                format!("{} × {}", cost.cells, host.name),
                euros(cost.cents),
                cents(cost.per_copro_millicents),
                share(1.0 / cost.cells as f64),
            ]
        })
    });
    table(&["copros", "cells", "a month", "a copro", "of all copros on one cell"], rows)
}

fn named(placing: Placing) -> &'static str {
    match placing {
        Placing::Hash => "hash of the firm over all cells",
        Placing::Split => "ranges of the hash, a full cell is split",
        Placing::Emptiest => "emptiest cell, for good",
        Placing::EmptiestAndMoves => "emptiest cell, full cells are relieved",
    }
}

fn outcomes() -> Vec<(Placing, Outcome)> {
    PLACINGS.map(|placing| (placing, cells::simulate(&SIMULATED, placing))).into()
}

fn simulated() -> String {
    let rows = outcomes().into_iter().map(|(placing, outcome)| {
        vec![
            named(placing).to_owned(),
            outcome.cells.to_string(),
            format!("{:.2}", outcome.balance),
            thousands(outcome.firms_moved_year as i64),
            thousands(outcome.copros_moved_year as i64),
            format!("{:.1} %", outcome.worst_year * 100.0),
            format!("{:.1} %", outcome.lost_with_a_cell * 100.0),
            outcome.over.to_string(),
        ]
    });
    table(
        &[
            "where a firm goes",
            "cells",
            "largest ÷ mean",
            "firms moved a year",
            "copros moved a year",
            "of all, in the worst year",
            "of all copros on the largest cell",
            "times over the ceiling",
        ],
        rows,
    )
}

fn pictures(given: &Given) -> Vec<(&'static str, String)> {
    vec![
        ("forecast.svg", forecast_picture(given)),
        ("cost.svg", cost_picture(given)),
        ("limits.svg", limits_picture(given)),
        ("disk.svg", disk_picture(given)),
        ("cores.svg", cores_picture(given)),
        ("cells.svg", cells_picture()),
    ]
}

fn forecast_picture(given: &Given) -> String {
    let bars: Vec<(String, f64)> =
        given.taken.held.iter().map(|held| (held.name.clone(), held.apart_percent)).collect();
    let found = given.taken.sizes.last().map_or(0, |size| size.copros);
    let from: Vec<String> =
        given.taken.sizes.iter().take(2).map(|size| thousands(size.copros as i64)).collect();
    let under = format!(
        "foretold from {} copros, found at {}; percent of what was found",
        from.join(" and "),
        thousands(found as i64)
    );
    Picture::new("Forecast and measurement", &under, 120.0 + 20.0 * bars.len() as f64)
        .apart(&bars, super::forecast::APART_MAX)
        .end()
}

/// Figures of the x axis: eight for each tenfold.
fn along(from: u64, to: u64) -> Vec<u64> {
    let tenth = 10f64.powf(0.125);
    let mut found = Vec::new();
    let mut at = from as f64;
    while at < to as f64 * 1.001 {
        found.push(at.round() as u64);
        at *= tenth;
    }
    found
}

const COPROS: Axis = Axis { from: 100.0, to: 1_000_000.0, logarithmic: true };

fn line(name: &str, color: usize, points: Vec<(f64, f64)>) -> Series {
    Series { name: name.to_owned(), points, color, dashed: false, dots: false }
}

fn cost_picture(given: &Given) -> String {
    let years = given.usage.years_kept;
    let all = along(100, 1_000_000);
    let cost = |found: Option<(&super::data::Host, steps::Cost)>| {
        found.map(|(_, cost)| cost.per_copro_millicents as f64 / 1_000.0)
    };
    let single = all
        .iter()
        .filter_map(|copros| Some((*copros as f64, cost(steps::cheapest_single(given, *copros, years))?)));
    let cells = all.iter().filter_map(|copros| {
        Some((*copros as f64, cost(steps::cheapest_cells(given, *copros, years, FILLED_BP))?))
    });
    let price = given.prices.list_price_cents as f64;
    let series = [
        line("one primary", 0, single.collect()),
        line("cells", 1, cells.collect()),
        Series { dashed: true, ..line("what it pays", 2, vec![(100.0, price), (1e6, price)]) },
    ];
    let axis = Axis { from: 0.1, to: 10_000.0, logarithmic: true };
    Picture::new(
        "What a copro costs a month",
        "cents, with seven years of books; the cheapest machine that carries them all",
        360.0,
    )
    .lines(COPROS, axis, "copros", &series)
    .end()
}

fn limits_picture(given: &Given) -> String {
    let hosts = &given.prices.hosts;
    let names: Vec<String> = hosts.iter().map(|host| host.name.clone()).collect();
    let dots = LIMITS.map(|limit| {
        let points = hosts.iter().enumerate().map(|(row, host)| {
            (steps::carries(given, host, given.usage.years_kept, limit) as f64, row as f64)
        });
        let color = LIMITS.iter().position(|other| *other == limit).unwrap_or(0);
        Series { dots: true, ..line(limit.name(), color, points.collect()) }
    });
    let goals: Vec<Option<f64>> =
        hosts.iter().map(|host| host.ceiling.map(|ceiling| ceiling as f64)).collect();
    let axis = Axis { from: 100.0, to: 10_000_000.0, logarithmic: true };
    let under = "how many copros until each limit, with seven years of books; dashed: the roadmap's ceiling";
    Picture::new("What ends first", under, 120.0 + 44.0 * names.len() as f64)
        .rows(axis, "copros", &names, &dots, &goals)
        .end()
}

fn of_demand(given: &Given, years: f64, of: impl Fn(&Demand) -> f64) -> Vec<(f64, f64)> {
    along(100, 1_000_000)
        .into_iter()
        .map(|copros| (copros as f64, of(&steps::demand(given, copros, years))))
        .collect()
}

fn disk_picture(given: &Given) -> String {
    let years = given.usage.years_kept;
    let measured = given.taken.sizes.iter();
    let points = measured.map(|size| (size.copros as f64, size.bytes as f64 / (1u64 << 30) as f64));
    let series = [
        line("documents, 7 y", 3, of_demand(given, years, |demand| demand.documents_gib)),
        line("database, 7 y", 1, of_demand(given, years, |demand| demand.database_gib)),
        line("database, 1 y", 0, of_demand(given, COLUMNS_YEARS, |demand| demand.database_gib)),
        line("hot in memory", 2, of_demand(given, years, |demand| demand.hot_gib)),
        Series { dots: true, ..line("measured", 4, points.collect()) },
    ];
    let axis = Axis { from: 0.001, to: 1_000_000.0, logarithmic: true };
    Picture::new("Disk and memory", "GiB; documents lie in object storage from phase 3 on", 360.0)
        .lines(COPROS, axis, "copros", &series)
        .end()
}

fn cores_picture(given: &Given) -> String {
    let writes = |demand: &Demand| demand.write_cores;
    let series = [
        line("PostgreSQL", 0, of_demand(given, 1.0, |demand| demand.postgres_cores)),
        line("its writes", 1, of_demand(given, 1.0, writes)),
        line("server", 2, of_demand(given, 1.0, |demand| demand.server_cores)),
    ];
    let axis = Axis { from: 0.0001, to: 100.0, logarithmic: true };
    let under = "cores in the busiest minute; what replicas could take over lies between the first line and the second";
    Picture::new("Processors", under, 340.0).lines(COPROS, axis, "copros", &series).end()
}

fn cells_picture() -> String {
    let outcomes = outcomes();
    let names: Vec<String> = ["hash", "split", "emptiest", "relieved"].map(str::to_owned).into();
    let row = |of: fn(&Outcome) -> f64| -> Vec<(f64, f64)> {
        outcomes.iter().enumerate().map(|(row, (_, outcome))| (of(outcome), row as f64)).collect()
    };
    let dots = [
        Series {
            dots: true,
            ..line("largest cell beside the mean", 0, row(|outcome| outcome.balance * 100.0))
        },
        Series {
            dots: true,
            ..line("moved in the worst year", 1, row(|outcome| outcome.worst_year * 100.0))
        },
        Series {
            dots: true,
            ..line("lost with the largest cell", 4, row(|outcome| outcome.lost_with_a_cell * 100.0))
        },
    ];
    let axis = Axis { from: 0.0, to: 200.0, logarithmic: false };
    let under = "50,000 copros grow to a million in ten years, cells of 50,000; percent";
    Picture::new("Firms over cells", under, 300.0).rows(axis, "percent", &names, &dots, &[]).end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_and_its_pictures_are_what_the_model_says() {
        let stale = draw(Path::new(env!("CARGO_MANIFEST_DIR")), true).expect("what is kept");
        assert!(stale.is_empty(), "run `load-tests/forecast draw`: {stale:?}");
    }

    /// Told on the page as not explained; neither enters the model.
    const ASTRAY: [&str; 2] = ["lots: pages", "session: pages"];

    #[test]
    fn what_is_kept_held_but_for_what_the_page_says() {
        let given = Given::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("what is kept");
        let (astray, kept): (Vec<_>, Vec<_>) =
            given.taken.held.into_iter().partition(|held| ASTRAY.contains(&held.name.as_str()));
        assert!(super::super::forecast::is_kept(&kept), "{kept:#?}");
        assert!(!super::super::forecast::is_kept(&astray), "the page says less than was found: {astray:#?}");
    }

    #[test]
    fn a_page_without_its_marks_is_refused() {
        let tables = [("cells", "| x |\n".to_owned())];
        assert!(filled("no mark", &tables).is_err());
        assert!(filled("<!-- cells -->\nno end", &tables).is_err());
        let page = filled("a\n<!-- cells -->\nold\n<!-- end -->\nb", &tables).expect("a page");
        assert_eq!(page, "a\n<!-- cells -->\n| x |\n<!-- end -->\nb");
    }

    #[test]
    fn money_is_told_in_euros_and_cents() {
        assert_eq!([euros(500), euros(1_234), euros(445_208)], ["5 €", "12.34 €", "4,452 €"]);
        assert_eq!([cents(5_000), cents(540), cents(33)], ["5 ct", "0.54 ct", "0.033 ct"]);
    }
}

//! Plots as inline SVG: no script, no font, no other file.

use std::fmt::Write;

/// As wide as on the page, so that text is as large as it says.
pub const HALF: f64 = 480.0;
pub const WHOLE: f64 = 1_000.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;
/// Lines across, with a figure each.
const TICKS: usize = 5;

/// One line of a plot.
pub struct Line {
    pub name: String,
    pub points: Vec<(f64, f64)>,
    /// Filled down to the axis.
    pub area: bool,
}

/// What stands along the lower edge: where, and what.
pub struct Scale {
    pub from: f64,
    pub to: f64,
    pub labels: Vec<(f64, String)>,
}

impl Scale {
    /// Seconds from 0 on.
    pub fn seconds(count: usize) -> Scale {
        let to = count.max(2) as f64;
        let step = (to / 10.0).ceil();
        let labels = (0..).map(|n| f64::from(n) * step).take_while(|at| *at <= to);
        Scale { from: 0.0, to, labels: labels.map(|at| (at, format!("{at:.0} s"))).collect() }
    }

    /// Parts of all requests, so that each further nine takes the same room.
    pub fn nines() -> Scale {
        let named = [(0.5, "50 %"), (0.9, "90 %"), (0.99, "99 %"), (0.999, "99.9 %"), (0.9999, "99.99 %")];
        let labels = named.map(|(share, name)| (nines(share), name.to_owned()));
        Scale { from: 0.0, to: nines(0.9999), labels: labels.to_vec() }
    }
}

/// How many nines a share has.
pub fn nines(share: f64) -> f64 {
    -(1.0 - share.min(0.9999)).log10()
}

/// The next larger figure that reads well.
fn round_up(most: f64) -> f64 {
    let power = 10f64.powf(most.max(1e-6).log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|round| *round >= most)
        .unwrap_or(most)
}

pub fn plot(width: f64, unit: &str, scale: &Scale, lines: &[Line]) -> String {
    let most = lines.iter().flat_map(|line| &line.points).map(|(_, y)| *y).fold(0.0, f64::max);
    let top = round_up(most);
    let x = |at: f64| LEFT + (at - scale.from) / (scale.to - scale.from) * (width - LEFT - RIGHT);
    let y = |at: f64| HEIGHT - BOTTOM - at / top * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(r#"<svg viewBox="0 0 {width} {HEIGHT}" role="img" aria-label="{unit}">"#);
    // Writing to a string cannot fail, here and below.
    for n in 0..=TICKS {
        let at = top * n as f64 / TICKS as f64;
        let (label, line) = (figure(at, top), y(at));
        let _ = write!(svg, r#"<path class="grid" d="M{LEFT} {line:.1}H{}"/>"#, width - RIGHT);
        let _ =
            write!(svg, r#"<text x="{}" y="{:.1}" text-anchor="end">{label}</text>"#, LEFT - 8.0, line + 4.0);
    }
    for (at, label) in &scale.labels {
        let _ = write!(
            svg,
            r#"<text x="{:.1}" y="{}" text-anchor="middle">{label}</text>"#,
            x(*at),
            HEIGHT - BOTTOM + 18.0
        );
    }
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.points.is_empty()) {
        let points: Vec<String> =
            line.points.iter().map(|(at, value)| format!("{:.1} {:.1}", x(*at), y(*value))).collect();
        let path = points.join("L");
        if line.area {
            let (first, last) = (x(line.points[0].0), line.points.last().map_or(LEFT, |(at, _)| x(*at)));
            let floor = y(0.0);
            let _ = write!(
                svg,
                r#"<path class="area c{number}" d="M{first:.1} {floor:.1}L{path}L{last:.1} {floor:.1}Z"/>"#
            );
        }
        let _ = write!(svg, r#"<path class="line c{number}" d="M{path}"/>"#);
    }
    svg.push_str("</svg>");
    legend(&mut svg, unit, lines);
    svg
}

fn legend(into: &mut String, unit: &str, lines: &[Line]) {
    let _ = write!(into, r#"<p class="legend"><span>{unit}</span>"#);
    for (number, line) in lines.iter().enumerate() {
        let _ = write!(into, r#"<span><i class="c{number}"></i>{}</span>"#, line.name);
    }
    into.push_str("</p>");
}

/// All figures of one axis alike: as many digits as its steps need.
fn figure(value: f64, top: f64) -> String {
    let digits = |step: f64| if step.fract() < 1e-9 { 0 } else { 1 };
    match top {
        _ if value == 0.0 => "0".to_owned(),
        top if top >= 1_000.0 => format!("{:.*}k", digits(top / 5_000.0), value / 1_000.0),
        top if top >= 1.0 => format!("{value:.*}", digits(top / TICKS as f64)),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nines_are_equally_far_apart() {
        assert!((nines(0.99) - 2.0 * nines(0.9)).abs() < 1e-9);
        assert!((nines(1.0) - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_plot_stays_within_its_frame() {
        let line = Line { name: "a".to_owned(), points: vec![(0.0, 0.0), (10.0, 37.0)], area: true };
        let svg = plot(HALF, "ms", &Scale::seconds(10), &[line]);
        assert!(svg.starts_with("<svg") && svg.contains("M48.0 176.0"), "{svg}");
        assert_eq!(round_up(37.0), 50.0);
        assert_eq!(round_up(0.021), 0.025);
        assert_eq!([figure(400.0, 2_000.0), figure(2.0, 10.0), figure(0.5, 2.5)], ["0.4k", "2", "0.5"]);
    }
}

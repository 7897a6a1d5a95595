//! Pictures for a page of text: SVG files that stand alone, in light and in dark, without script or font.

use std::fmt::Write;

pub const WIDTH: f64 = 860.0;
const LEFT: f64 = 72.0;
const RIGHT: f64 = 148.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = 44.0;
const STYLE: &str = "<style>
:root{--ink:#1c2330;--soft:#667085;--paper:#fff;--line:#e9e6de;--c0:#2f5fd0;--c1:#d9822b;--c2:#1f9d8a;--c3:#a044b4;--c4:#b42318}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaf0;--soft:#98a2b3;--paper:#151922;--line:#2c3340;--c0:#7aa2ff;--c1:#f2a65a;--c2:#4fd1c5;--c3:#d28be6;--c4:#ff7a6b}}
text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}
.title{font-size:16px;font-weight:650;fill:var(--ink)}.name{fill:var(--ink)}.on{fill:var(--paper)}
.paper{fill:var(--paper)}.grid{stroke:var(--line);fill:none}.goal{stroke:var(--soft);stroke-dasharray:4 4;fill:none}
.line{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}.dash{stroke-dasharray:6 5}
.s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}
.f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}
.band{opacity:.1}</style>";

/// A drawing with its heading.
pub struct Picture {
    svg: String,
    height: f64,
}

/// Along which figures lie; on a logarithmic one each tenfold takes the same room.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    pub from: f64,
    pub to: f64,
    pub logarithmic: bool,
}

impl Axis {
    /// 0 at the beginning, 1 at the end.
    pub fn part(&self, at: f64) -> f64 {
        if self.logarithmic {
            (at.max(self.from) / self.from).ln() / (self.to / self.from).ln()
        } else {
            (at - self.from) / (self.to - self.from)
        }
    }

    /// Where a figure is written: at each tenfold, or at five places.
    fn ticks(&self) -> Vec<f64> {
        if self.logarithmic {
            let (first, last) = (self.from.log10().ceil() as i32, self.to.log10().floor() as i32);
            (first..=last).map(|power| 10f64.powi(power)).collect()
        } else {
            (0..=4).map(|n| self.from + (self.to - self.from) * f64::from(n) / 4.0).collect()
        }
    }
}

/// One line or a row of points.
pub struct Series {
    pub name: String,
    pub points: Vec<(f64, f64)>,
    pub color: usize,
    pub dashed: bool,
    /// Points with a ring, and no line.
    pub dots: bool,
}

/// A figure as people write it: 1.5 million, 15,000, 0.42.
pub fn figure(value: f64) -> String {
    let size = value.abs();
    if size >= 1e6 {
        let millions = format!("{:.1}", value / 1e6);
        return format!("{} M", millions.trim_end_matches(".0"));
    }
    if size >= 100.0 {
        return thousands(value.round() as i64);
    }
    let digits = if size >= 10.0 {
        1
    } else if size >= 0.1 || size == 0.0 {
        2
    } else {
        3
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// 15000 → 15,000.
pub fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

impl Picture {
    pub fn new(title: &str, under: &str, height: f64) -> Picture {
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">{STYLE}"#
        );
        // Writing to a string cannot fail, here and below.
        let _ = write!(svg, r#"<rect class="paper" width="{WIDTH}" height="{height}" rx="10"/>"#);
        let _ = write!(
            svg,
            r#"<text class="title" x="20" y="28">{title}</text><text x="20" y="46">{under}</text>"#
        );
        Picture { svg, height }
    }

    pub fn end(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    fn floor(&self) -> f64 {
        self.height - BOTTOM
    }

    fn text(&mut self, (x, y): (f64, f64), anchor: &str, class: &str, text: &str) {
        let _ = write!(
            self.svg,
            r#"<text class="{class}" x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{text}</text>"#
        );
    }

    fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.svg, r#"<path class="{class}" d="{path}"/>"#);
    }

    fn dot(&mut self, color: usize, (x, y): (f64, f64)) {
        let _ = write!(
            self.svg,
            r#"<circle class="f{color}" cx="{x:.1}" cy="{y:.1}" r="5" stroke="var(--paper)" stroke-width="1.5"/>"#
        );
    }

    fn x(at: f64, axis: &Axis) -> f64 {
        LEFT + axis.part(at) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, at: f64, axis: &Axis) -> f64 {
        self.floor() - axis.part(at) * (self.floor() - TOP - 8.0)
    }

    /// Lines over a field with both axes; each line's name stands at its end.
    pub fn lines(mut self, x: Axis, y: Axis, below: &str, series: &[Series]) -> Picture {
        for at in y.ticks() {
            let line = self.y(at, &y);
            self.path("grid", &format!("M{LEFT} {line:.1}H{}", WIDTH - RIGHT));
            self.text((LEFT - 10.0, line + 4.0), "end", "", &figure(at));
        }
        for at in x.ticks() {
            let floor = self.floor();
            self.text((Self::x(at, &x), floor + 18.0), "middle", "", &figure(at));
        }
        self.text((WIDTH - RIGHT, self.height - 8.0), "end", "", below);
        let mut taken: Vec<f64> = Vec::new();
        for one in series {
            let place = |at: &(f64, f64)| (Self::x(at.0, &x), self.y(at.1, &y));
            let places: Vec<(f64, f64)> = one.points.iter().map(place).collect();
            let Some(&(_, last)) = places.last() else { continue };
            if one.dots {
                for at in places {
                    self.dot(one.color, at);
                }
            } else {
                let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
                let dash = if one.dashed { " dash" } else { "" };
                self.path(&format!("line s{}{dash}", one.color), &format!("M{}", path.join("L")));
            }
            self.named(one, last, &mut taken);
        }
        self
    }

    /// At the end of its line, moved away from the names that stand there.
    fn named(&mut self, one: &Series, at: f64, taken: &mut Vec<f64>) {
        let mut at = at;
        while let Some(near) = taken.iter().find(|other| (*other - at).abs() < 15.0) {
            at = near + 15.0;
        }
        taken.push(at);
        let x = WIDTH - RIGHT + 10.0;
        let _ = write!(
            self.svg,
            r#"<rect class="f{}" x="{x}" y="{:.1}" width="8" height="8" rx="2"/>"#,
            one.color,
            at - 4.0
        );
        self.text((x + 14.0, at + 4.0), "start", "name", &one.name);
    }

    /// Rows with a name each, and dots along one axis; `goals` is a mark in each row.
    pub fn rows(
        mut self,
        x: Axis,
        below: &str,
        names: &[String],
        dots: &[Series],
        goals: &[Option<f64>],
    ) -> Picture {
        let (left, step) = (LEFT + 78.0, (self.floor() - TOP - 22.0) / names.len().max(1) as f64);
        let place = |at: f64| left + x.part(at) * (WIDTH - left - 40.0);
        let middle = |row: usize| TOP + 22.0 + step * (row as f64 + 0.5);
        for at in x.ticks() {
            let floor = self.floor();
            self.path("grid", &format!("M{:.1} {}V{floor}", place(at), TOP + 22.0));
            self.text((place(at), floor + 18.0), "middle", "", &figure(at));
        }
        self.text((WIDTH - 40.0, self.height - 8.0), "end", "", below);
        for (row, name) in names.iter().enumerate() {
            self.text((left - 14.0, middle(row) + 4.0), "end", "name", name);
            self.path("grid", &format!("M{left} {:.1}H{}", middle(row), WIDTH - 40.0));
            if let Some(goal) = goals.get(row).copied().flatten() {
                let (at, y) = (place(goal), middle(row));
                self.path("goal", &format!("M{at:.1} {:.1}V{:.1}", y - step * 0.4, y + step * 0.4));
            }
        }
        let mut legend = left;
        for one in dots {
            let _ = write!(
                self.svg,
                r#"<rect class="f{}" x="{legend:.1}" y="{}" width="9" height="9" rx="2"/>"#,
                one.color,
                TOP - 3.0
            );
            self.text((legend + 15.0, TOP + 6.0), "start", "", &one.name);
            legend += 34.0 + one.name.chars().count() as f64 * 6.6;
            // A point of a row: where, and in which row.
            for (at, row) in &one.points {
                self.dot(one.color, (place(*at), middle(*row as usize)));
            }
        }
        self
    }

    /// How far each figure is away, as bars to both sides of nothing, in a band that is allowed.
    pub fn apart(mut self, bars: &[(String, f64)], allowed: f64) -> Picture {
        let (left, right) = (270.0, WIDTH - 60.0);
        let most = bars.iter().map(|(_, apart)| apart.abs()).fold(allowed * 1.15, f64::max);
        let place = |at: f64| left + (at / most + 1.0) / 2.0 * (right - left);
        let step = (self.floor() - TOP) / bars.len().max(1) as f64;
        let (floor, band) = (self.floor(), place(allowed) - place(-allowed));
        let _ = write!(
            self.svg,
            r#"<rect class="f2 band" x="{:.1}" y="{TOP}" width="{band:.1}" height="{:.1}"/>"#,
            place(-allowed),
            floor - TOP
        );
        for at in [-allowed, 0.0, allowed] {
            self.path(if at == 0.0 { "grid" } else { "goal" }, &format!("M{:.1} {TOP}V{floor}", place(at)));
            self.text((place(at), floor + 18.0), "middle", "", &format!("{at:+.0} %"));
        }
        for (row, (name, apart)) in bars.iter().enumerate() {
            let y = TOP + step * (row as f64 + 0.5);
            self.text((left - 14.0, y + 4.0), "end", "name", name);
            let (from, to) = (place(apart.min(0.0)), place(apart.max(0.0)));
            let color = if apart.abs() <= allowed { 0 } else { 4 };
            let _ = write!(
                self.svg,
                r#"<rect class="f{color}" x="{from:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="2"/>"#,
                y - step * 0.32,
                (to - from).max(1.5),
                step * 0.64
            );
            let (at, anchor) = if *apart < 0.0 { (from - 6.0, "end") } else { (to + 6.0, "start") };
            self.text((at, y + 4.0), anchor, "", &format!("{apart:+.1}"));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_people_write_them() {
        let written = [1_500_000.0, 1e6, 15_000.0, 150.0, 42.5, 0.42, 0.0042, 5.0, 0.0].map(figure);
        assert_eq!(written, ["1.5 M", "1 M", "15,000", "150", "42.5", "0.42", "0.004", "5", "0"]);
        assert_eq!([thousands(-1_234_567), thousands(999), thousands(1_000)], ["-1,234,567", "999", "1,000"]);
    }

    #[test]
    fn a_tenfold_takes_the_same_room_anywhere() {
        let axis = Axis { from: 10.0, to: 1_000_000.0, logarithmic: true };
        assert!((axis.part(100.0) - 0.2).abs() < 1e-9 && (axis.part(1e6) - 1.0).abs() < 1e-9);
        assert_eq!(axis.ticks().len(), 6);
    }

    #[test]
    fn names_of_lines_do_not_stand_on_each_other() {
        let line = |name: &str| Series {
            name: name.to_owned(),
            points: vec![(0.0, 1.0), (1.0, 1.0)],
            color: 0,
            dashed: false,
            dots: false,
        };
        let axis = Axis { from: 0.0, to: 1.0, logarithmic: false };
        let svg = Picture::new("t", "u", 300.0).lines(axis, axis, "", &[line("a"), line("b")]).end();
        let places: Vec<&str> = svg.split("text-anchor=\"start\"").collect();
        assert_eq!(places.len(), 3);
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"));
    }
}

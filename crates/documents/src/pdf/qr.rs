//! The payment code (EPC069-12) as a vector drawing.
//!
//! The outline of the dark area is drawn as one path: squares side by side would show hairlines
//! between them in many PDF viewers, and confuse cameras.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use qrcode::{EcLevel, QrCode};

use super::PdfError;

/// White modules around the code, required by the standard.
const QUIET_ZONE: i32 = 4;

type Point = (i32, i32);

/// An SVG drawing of the code, one unit per module, quiet zone included.
pub(super) fn svg(payload: &str) -> Result<String, PdfError> {
    // Level M is what the European Payments Council prescribes.
    let code = QrCode::with_error_correction_level(payload, EcLevel::M)
        .map_err(|_| PdfError::Facts("the payment code has too much text"))?;
    let width = i32::try_from(code.width()).unwrap_or_default();
    let colors = code.to_colors();
    let dark = |x: i32, y: i32| {
        let inside = (0..width).contains(&x) && (0..width).contains(&y);
        inside && usize::try_from(y * width + x).is_ok_and(|i| colors[i] == qrcode::Color::Dark)
    };
    let side = width + 2 * QUIET_ZONE;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{min} {min} {side} {side}"><path fill="#000" d="{path}"/></svg>"##,
        min = -QUIET_ZONE,
        path = outline(width, dark),
    ))
}

/// Every edge between dark and light, walked with the dark on the right, closed into loops.
fn outline(width: i32, dark: impl Fn(i32, i32) -> bool) -> String {
    let mut edges: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for y in 0..width {
        for x in (0..width).filter(|x| dark(*x, y)) {
            let sides = [
                (dark(x, y - 1), (x, y), (x + 1, y)),
                (dark(x + 1, y), (x + 1, y), (x + 1, y + 1)),
                (dark(x, y + 1), (x + 1, y + 1), (x, y + 1)),
                (dark(x - 1, y), (x, y + 1), (x, y)),
            ];
            for (_, from, to) in sides.into_iter().filter(|(neighbour, ..)| !neighbour) {
                edges.entry(from).or_default().push(to);
            }
        }
    }
    let mut path = String::new();
    while let Some((&start, _)) = edges.first_key_value() {
        let corners = walk(start, &mut edges);
        let _ = write!(path, "M{} {}", start.0, start.1);
        for (x, y) in corners {
            let _ = write!(path, "L{x} {y}");
        }
        path.push('Z');
    }
    path
}

/// Follows one loop, taking its edges away, and gives its corners.
fn walk(start: Point, edges: &mut BTreeMap<Point, Vec<Point>>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    let mut before = start;
    let mut here = start;
    while let Some(next) = take(here, edges) {
        let straight = (next.0 - here.0, next.1 - here.1) == (here.0 - before.0, here.1 - before.1);
        if !straight && here != start {
            corners.push(here);
        }
        (before, here) = (here, next);
        if here == start {
            break;
        }
    }
    corners
}

fn take(from: Point, edges: &mut BTreeMap<Point, Vec<Point>>) -> Option<Point> {
    let ends = edges.get_mut(&from)?;
    let end = ends.pop();
    if ends.is_empty() {
        edges.remove(&from);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_squares_touching_at_a_corner_give_closed_loops() {
        let path = outline(2, |x, y| x == y && (0..2).contains(&x));
        assert_eq!(path.matches('M').count(), path.matches('Z').count());
        assert_eq!(path.matches('L').count() + path.matches('M').count(), 8);
    }

    #[test]
    fn a_long_side_is_one_line() {
        assert_eq!(outline(3, |x, y| (0..3).contains(&x) && y == 0), "M0 0L3 0L3 1L0 1Z");
    }

    #[test]
    fn too_much_text_is_refused() {
        assert!(svg(&"x".repeat(5000)).is_err());
    }
}

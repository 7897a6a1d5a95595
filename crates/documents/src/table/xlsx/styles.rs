//! Which cell formats of a workbook show a date: the only thing about looks that changes a value.

use std::collections::HashSet;

use quick_xml::events::Event;

use super::super::TableError;
use super::super::formats::{is_builtin_date, is_date_format};
use super::super::package::Package;
use super::super::xml::{Xml, attribute};

/// Excel itself stops at 65 490 cell formats.
const MAX_FORMATS: usize = 65_536;

/// For every cell format, in the order cells refer to them, whether it shows a date.
pub(super) fn dates(package: &mut Package<'_>, part: &str) -> Result<Vec<bool>, TableError> {
    let mut xml = Xml::new(package.part(part)?);
    let mut custom: HashSet<u32> = HashSet::new();
    let mut known: HashSet<u32> = HashSet::new();
    let mut dates = Vec::new();
    let mut in_cell_formats = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "numFmt" if known.len() < MAX_FORMATS => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    known.insert(id);
                    if attribute(&start, "formatCode").is_some_and(|code| is_date_format(&code)) {
                        custom.insert(id);
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats && dates.len() < MAX_FORMATS => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    dates.push(custom.contains(&id) || (!known.contains(&id) && is_builtin_date(id)));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            Event::Eof => return Ok(dates),
            _ => {}
        }
    }
}

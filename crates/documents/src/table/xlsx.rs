//! XLSX: the cells of the first sheet that holds something, as text.

mod cells;
mod styles;

use quick_xml::events::Event;

use super::builder::Builder;
use super::package::Package;
use super::xml::{Xml, attribute};
use super::{Table, TableError};
use cells::Context;

/// More shared strings than this do not fit 20 000 rows of any real table.
const MAX_STRINGS: usize = 1_000_000;
/// The most sheets looked at.
const MAX_SHEETS: usize = 64;

/// A sheet as the workbook lists it.
struct Sheet {
    relation: String,
    hidden: bool,
}

/// A part that another part names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Table, TableError> {
    let root = relations(package, "")?;
    let workbook = root.into_iter().find(|r| r.kind.ends_with("/officeDocument"));
    let workbook = workbook.map_or_else(|| "xl/workbook.xml".to_owned(), |r| r.target);
    let related = relations(package, &workbook)?;
    let target = |kind: &str| related.iter().find(|r| r.kind.ends_with(kind)).map(|r| r.target.clone());
    let (sheets, epoch_1904) = sheets(package, &workbook)?;
    let context = Context {
        strings: target("/sharedStrings").map_or(Ok(vec![]), |part| shared_strings(package, &part))?,
        dates: target("/styles").map_or(Ok(vec![]), |part| styles::dates(package, &part))?,
        epoch_1904,
    };
    for sheet in sheets {
        let Some(relation) = related.iter().find(|r| r.id == sheet.relation) else { continue };
        if !relation.kind.ends_with("/worksheet") {
            continue;
        }
        let mut builder = Builder::default();
        cells::read(package, &relation.target, &context, &mut builder)?;
        if !builder.is_empty() {
            return builder.finish();
        }
    }
    Err(TableError::Empty)
}

/// The relations of a part, their targets as names of parts. None is not an error.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, TableError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    if !package.has(&list) {
        return Ok(vec![]);
    }
    let mut xml = Xml::new(package.part(&list)?);
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                let (Some(id), Some(kind), Some(target)) =
                    (attribute(&start, "Id"), attribute(&start, "Type"), attribute(&start, "Target"))
                else {
                    continue;
                };
                relations.push(Relation { id, kind, target: resolve(folder, &target) });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// A target is relative to the folder of the part that names it, or starts with a slash.
fn resolve(folder: &str, target: &str) -> String {
    let joined = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut path: Vec<&str> = Vec::new();
    for step in joined.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The sheets, visible ones first, and whether dates count from 1904.
fn sheets(package: &mut Package<'_>, workbook: &str) -> Result<(Vec<Sheet>, bool), TableError> {
    let mut xml = Xml::new(package.part(workbook)?);
    let mut sheets = Vec::new();
    let mut epoch_1904 = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "workbookPr" => {
                    epoch_1904 = attribute(&start, "date1904").is_some_and(|v| v == "1" || v == "true");
                }
                "sheet" if sheets.len() < MAX_SHEETS => {
                    let hidden = attribute(&start, "state").is_some_and(|state| state != "visible");
                    let relation = attribute(&start, "id").unwrap_or_default();
                    sheets.push(Sheet { relation, hidden });
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    sheets.sort_by_key(|sheet| sheet.hidden);
    Ok((sheets, epoch_1904))
}

fn shared_strings(package: &mut Package<'_>, part: &str) -> Result<Vec<String>, TableError> {
    let mut xml = Xml::new(package.part(part)?);
    let mut strings = Vec::new();
    loop {
        let is_string = match xml.next()? {
            Event::Start(start) => start.local_name().as_ref() == "si",
            Event::Eof => return Ok(strings),
            _ => false,
        };
        if is_string {
            if strings.len() == MAX_STRINGS {
                return Err(TableError::Bomb);
            }
            // Phonetic readings are another text for the same word.
            strings.push(xml.text(&["rPh"])?);
        }
    }
}

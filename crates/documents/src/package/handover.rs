//! The texts of a handover package: its index for people, its description for programs, and tables as CSV.

use domain::{Cents, Language};
use serde_json::Value;
use time::Date;

use crate::mail::html::escape;
use crate::messages::{Arg, long_date, number, text};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1f1d}\
    h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}\
    th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d9e0dc;vertical-align:top}td.n{text-align:right}";

/// What a package is about.
pub struct HandoverFacts {
    pub language: Language,
    pub copro: String,
    pub address: Vec<String>,
    pub company_number: Option<String>,
    pub from_firm: String,
    /// Absent when the firm keeps the copro and takes a copy.
    pub successor: Option<Successor>,
    pub made_on: Date,
    /// Message id (without prefix) and amount.
    pub totals: Vec<(&'static str, i64)>,
    pub tables: Vec<TableFacts>,
    pub statements: usize,
    pub files: usize,
}

/// The firm that takes the copro over, and the day of the assembly that chose it.
pub struct Successor {
    pub firm: String,
    pub decided_on: Date,
}

/// A table of the package and how much it holds.
pub struct TableFacts {
    pub name: &'static str,
    pub rows: u64,
}

/// A table for the description: name and columns.
pub struct TableText {
    pub name: &'static str,
    pub columns: &'static [&'static str],
}

/// A file of the package and what rests on it.
pub struct VoucherLink {
    pub path: String,
    pub name: String,
    pub rests_on: Vec<String>,
}

fn say(language: Language, id: &str) -> String {
    text(language, &format!("handover-{id}"), &[])
}

/// Who gave it to whom, and of which moment it is.
fn intro(facts: &HandoverFacts) -> String {
    let language = facts.language;
    let mut args: Vec<(&'static str, Arg)> =
        vec![("from", facts.from_firm.as_str().into()), ("made", long_date(language, facts.made_on).into())];
    let Some(successor) = &facts.successor else { return text(language, "handover-export-intro", &args) };
    args.push(("to", successor.firm.as_str().into()));
    args.push(("decided", long_date(language, successor.decided_on).into()));
    text(language, "handover-intro", &args)
}

/// The page one opens first. Links lead to the other files of the package; nothing is loaded from elsewhere.
pub fn index(facts: &HandoverFacts, vouchers: &[VoucherLink]) -> String {
    let language = facts.language;
    let say = |id: &str| escape(&say(language, id)).into_owned();
    let title =
        escape(&text(language, "handover-title", &[("copro", facts.copro.as_str().into())])).into_owned();
    let intro = escape(&intro(facts)).into_owned();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><h1>{title}</h1>\n<p>{}</p>\n<p>{intro}</p>\n",
        escape(&facts.address.join(", ")),
    );
    if facts.successor.is_some() {
        out.push_str(&format!("<p>{}</p>\n", say("law")));
    }
    if let Some(company_number) = &facts.company_number {
        let line = text(language, "doc-company-number", &[("number", company_number.as_str().into())]);
        out.push_str(&format!("<p>{}</p>\n", escape(&line)));
    }
    out.push_str(&format!("<h2>{}</h2>\n<table>\n", say("totals")));
    for (id, cents) in &facts.totals {
        let amount = Cents(*cents).format(language);
        out.push_str(&format!(
            "<tr><td>{}</td><td class=\"n\">{}</td></tr>\n",
            say(&format!("total-{id}")),
            escape(&amount)
        ));
    }
    out.push_str(&format!("</table>\n<h2>{}</h2>\n<table>\n", say("tables")));
    for table in &facts.tables {
        let name = table.name;
        let rows = number(language, i64::try_from(table.rows).unwrap_or(i64::MAX));
        out.push_str(&format!(
            "<tr><td>{}</td><td><a href=\"data/{name}.csv\">CSV</a> · <a href=\"data/{name}.json\">JSON</a></td>\
             <td class=\"n\">{rows}</td></tr>\n",
            say(&format!("table-{}", name.replace('_', "-"))),
        ));
    }
    let count = |id: &'static str, count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        escape(&text(language, id, &[("count", count.into())])).into_owned()
    };
    out.push_str(&format!(
        "</table>\n<h2>{}</h2>\n<p>{}</p>\n<h2>{}</h2>\n<p>{}</p>\n<table>\n",
        say("statements"),
        count("handover-statements-where", facts.statements),
        say("vouchers"),
        count("handover-vouchers-where", facts.files),
    ));
    for link in vouchers {
        let (path, name) = (escape(&link.path), escape(&link.name));
        let rests = escape(&link.rests_on.join(", ")).into_owned();
        out.push_str(&format!("<tr><td><a href=\"{path}\">{name}</a></td><td>{rests}</td></tr>\n"));
    }
    out.push_str(&format!(
        "</table>\n<h2>{}</h2>\n<p>{}</p>\n</body></html>\n",
        say("checks"),
        say("checks-how")
    ));
    out
}

/// The description of the formats, with every file and column.
pub fn readme(language: Language, tables: &[TableText], left_out: &[(&str, &str)]) -> String {
    let say = |id: &str| say(language, id);
    let mut out = format!("# {}\n\n{}\n\n{}\n\n", say("readme"), say("readme-formats"), say("readme-ledger"));
    for table in tables {
        let title = say(&format!("table-{}", table.name.replace('_', "-")));
        out.push_str(&format!(
            "## data/{0}.csv, data/{0}.json\n\n{title}: {1}\n\n",
            table.name,
            table.columns.join(", ")
        ));
    }
    for (title, id) in [("audit.ndjson", "readme-audit"), ("manifest.json", "readme-manifest")] {
        out.push_str(&format!("## {title}\n\n{}\n\n", say(id)));
    }
    out.push_str(&format!("## {}\n\n", say("readme-left-out")));
    for (name, why) in left_out {
        out.push_str(&format!("- {name}: {why}\n"));
    }
    out
}

/// The first line of a CSV file.
pub fn csv_head(columns: &[&str]) -> Vec<u8> {
    written(columns.iter().copied())
}

/// One row out of its JSON object, in the order of the columns. Absent values are empty; lists and objects stand as JSON.
pub fn csv_row(columns: &[&str], row: &Value) -> Vec<u8> {
    let cells = columns.iter().map(|column| match row.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    });
    written(cells)
}

/// RFC 4180: commas, CRLF, quotes where needed.
fn written<T: AsRef<[u8]>>(cells: impl Iterator<Item = T>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail; a failing row would show as a shorter file in the tests.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

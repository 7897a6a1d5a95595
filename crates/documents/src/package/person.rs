//! What is kept about one person, as a page for that person.

use domain::Language;

use crate::mail::html::escape;
use crate::messages::text;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1a1f1d}\
    h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}\
    th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d9e0dc;vertical-align:top}";

/// A page about one person.
pub struct PersonPage {
    pub language: Language,
    pub name: String,
    pub copro: String,
    pub sections: Vec<Section>,
}

/// A list of rows under a heading; the heading is a message id without its prefix.
pub struct Section {
    pub id: &'static str,
    pub rows: Vec<Vec<String>>,
}

pub fn page(facts: &PersonPage) -> String {
    let language = facts.language;
    let args = [("name", facts.name.as_str().into()), ("copro", facts.copro.as_str().into())];
    let title = escape(&text(language, "privacy-export-title", &args)).into_owned();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n",
        escape(&text(language, "privacy-export-intro", &[])),
        escape(&text(language, "privacy-export-your-rights", &[])),
    );
    for section in &facts.sections {
        let heading = text(language, &format!("privacy-export-{}", section.id), &[]);
        out.push_str(&format!("<h2>{}</h2>\n", escape(&heading)));
        if section.rows.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", escape(&text(language, "privacy-export-nothing", &[]))));
            continue;
        }
        out.push_str("<table>\n");
        for row in &section.rows {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
            out.push_str(&format!("<tr>{cells}</tr>\n"));
        }
        out.push_str("</table>\n");
    }
    out.push_str("</body></html>\n");
    out
}

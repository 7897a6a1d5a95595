//! The HTML body: one column, inline styles, readable in light and dark and without images.

use std::borrow::Cow;

use domain::Language;

const PAGE: &str = "margin:0;padding:24px 12px;background:#eef2ef;color:#1a1f1d;\
    font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:1.55";
const CARD: &str = "max-width:560px;margin:0 auto;padding:32px 32px 24px;background:#ffffff;border-radius:12px;\
    border-top:4px solid #1f4d3f";
const PARAGRAPH: &str = "margin:0 0 16px";
const NOTE: &str = "margin:0 0 16px;font-size:14px;color:#5c6762";
const CODE: &str = "margin:8px 0 24px;padding:18px 12px;background:#f1f5f2;border-radius:8px;text-align:center;\
    font-family:ui-monospace,Menlo,Consolas,monospace;font-size:32px;font-weight:600;letter-spacing:8px;color:#1f4d3f";
const LINK: &str = "display:inline-block;padding:12px 20px;background:#1f4d3f;color:#ffffff;border-radius:8px;\
    text-decoration:none;font-weight:600";
const PANEL: &str = "width:100%;margin:8px 0 24px;border-collapse:separate;border-spacing:0;background:#f1f5f2;\
    border-radius:8px";
const NAME: &str =
    "padding:10px 16px;font-size:14px;font-weight:400;text-align:left;vertical-align:baseline;color:#5c6762";
const VALUE: &str = "padding:10px 16px;text-align:right;vertical-align:baseline;font-weight:600";
const FIRST_VALUE: &str = "padding:14px 16px 10px;text-align:right;vertical-align:baseline;font-weight:600;\
    font-size:24px;color:#1f4d3f;white-space:nowrap";
const FOOTER: &str = "max-width:560px;margin:16px auto 0;font-size:12px;text-align:center;color:#5c6762";

/// Mail programs that know dark mode read this; the others keep the light colours above.
const DARK: &str = "@media (prefers-color-scheme:dark){\
    .page{background:#0f1412!important;color:#e6ece9!important}\
    .card{background:#18201c!important;border-top-color:#5fae93!important}\
    .soft{background:#212b26!important}\
    .quiet{color:#a3b0aa!important}\
    .strong{color:#8fd3bb!important}}";

/// A mail body being written.
pub(super) struct Html {
    out: String,
}

impl Html {
    pub(super) fn new(language: Language, title: &str) -> Self {
        let title = escape(title);
        let out = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
             <title>{title}</title>\n<style>{DARK}</style>\n</head>\n\
             <body class=\"page\" style=\"{PAGE}\">\n<div class=\"card\" style=\"{CARD}\">\n"
        );
        Self { out }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.push(&format!("<p style=\"{PARAGRAPH}\">{}</p>\n", escape(text)));
    }

    pub(super) fn note(&mut self, text: &str) {
        self.push(&format!("<p class=\"quiet\" style=\"{NOTE}\">{}</p>\n", escape(text)));
    }

    pub(super) fn link(&mut self, label: &str, address: &str) {
        self.push(&format!(
            "<p style=\"{PARAGRAPH}\"><a href=\"{}\" style=\"{LINK}\">{}</a></p>\n",
            escape(address),
            escape(label)
        ));
    }

    pub(super) fn code(&mut self, code: &str) {
        self.push(&format!("<p class=\"soft strong\" style=\"{CODE}\">{}</p>\n", escape(code)));
    }

    /// Names and values; the first value is the one that matters.
    pub(super) fn panel(&mut self, rows: &[(String, String)]) {
        self.push(&format!("<table class=\"soft\" style=\"{PANEL}\">\n"));
        for (index, (name, value)) in rows.iter().enumerate() {
            let (class, style) = if index == 0 { ("strong", FIRST_VALUE) } else { ("value", VALUE) };
            self.push(&format!(
                "<tr><th scope=\"row\" class=\"quiet\" style=\"{NAME}\">{}</th>\
                 <td class=\"{class}\" style=\"{style}\">{}</td></tr>\n",
                escape(name),
                escape(value)
            ));
        }
        self.push("</table>\n");
    }

    pub(super) fn finish(mut self, footer: &str) -> String {
        let footer = escape(footer).into_owned();
        self.push(&format!("</div>\n<p class=\"quiet\" style=\"{FOOTER}\">{footer}</p>\n</body>\n</html>\n"));
        self.out
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }
}

/// Text that HTML cannot mistake for markup, neither between tags nor in a quoted attribute.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

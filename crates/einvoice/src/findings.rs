//! What a validator has against an invoice.

use std::fmt;

use en16931::{Severity, ValidationReport};
use en16931_formats::report::Entry;
use serde::{Deserialize, Serialize};

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// As the authority names it: `BR-CO-15`, `PEPPOL-EN16931-R010`; `KOPROGO-…` for a limit of our own.
    pub rule: String,
    /// The business term: `BG-25[2]/BT-151` is the VAT category of the third line.
    pub field: String,
    /// The authority's wording, and what was expected and found where figures disagree.
    pub message: String,
}

impl Finding {
    pub(crate) fn own(rule: &str, field: impl Into<String>, message: &str) -> Self {
        Self { rule: rule.to_owned(), field: field.into(), message: message.to_owned() }
    }

    fn of(finding: &en16931::Finding) -> Self {
        let mut message = finding.message.clone();
        if let Some(detail) = &finding.detail {
            message.push_str(&format!(" Expected {}, found {}.", detail.expected, detail.actual));
        }
        if let Some(hint) = &finding.hint {
            message.push_str(&format!(" {hint}"));
        }
        Self { rule: finding.rule.clone(), field: finding.path.to_string(), message }
    }

    /// What the syntax could not carry is a finding as well: the customer would not see it.
    fn of_entry(entry: &Entry) -> Self {
        Self {
            rule: entry.rule.clone().unwrap_or_else(|| format!("syntax-{}", entry.kind)),
            field: entry.term.clone().unwrap_or_else(|| entry.path.clone()),
            message: entry.message.clone(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.rule, self.field, self.message)
    }
}

/// Everything a validator has against one invoice; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub fn list(&self) -> &[Finding] {
        &self.0
    }

    pub fn has(&self, rule: &str) -> bool {
        self.0.iter().any(|finding| finding.rule == rule)
    }

    pub(crate) fn one(finding: Finding) -> Self {
        Self(vec![finding])
    }

    /// Information is no finding.
    pub(crate) fn of_report(report: &ValidationReport) -> Result<(), Self> {
        let grave = report.findings().iter().filter(|f| f.severity != Severity::Info);
        Self::unless_none(grave.map(Finding::of).collect())
    }

    pub(crate) fn all(report: &ValidationReport) -> Self {
        Self(report.findings().iter().map(Finding::of).collect())
    }

    /// What a writer derives because the syntax wants it is no finding.
    pub(crate) fn of_entries(entries: &[Entry]) -> Result<(), Self> {
        let grave = entries.iter().filter(|entry| entry.level() != Severity::Info);
        Self::unless_none(grave.map(Finding::of_entry).collect())
    }

    fn unless_none(list: Vec<Finding>) -> Result<(), Self> {
        if list.is_empty() { Ok(()) } else { Err(Self(list)) }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Finding::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Findings {}

//! The matrix on paper: what an answer counts as, how lines are written, read and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use tests::{Answer, workspace};

use super::{Cell, Operation, ROLES, policy};
use crate::isolation::matrix::stage::Where;

const FILE: &str = "tests/data/matrix.txt";

/// What an answer says about the caller's right to ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Carried out, or refused for a reason that only somebody let in is told.
    LetIn,
    /// Inside something visible, without the permission.
    Forbidden,
    /// It does not exist, as far as this caller can tell.
    Absent,
    NotSignedIn,
    /// Let in, if the firm paid.
    Restricted,
    /// Let in, once the password has been confirmed or a second factor set up.
    AfterProof,
    Other(String),
}

impl Verdict {
    pub fn of(answer: &Answer) -> Verdict {
        let code = || answer.json()["code"].as_str().unwrap_or_default().to_owned();
        match answer.status {
            200..300 | 400 | 409 | 410 | 422 => Verdict::LetIn,
            401 if code() == "not-signed-in" => Verdict::NotSignedIn,
            401 => Verdict::LetIn,
            403 => match code().as_str() {
                "forbidden" => Verdict::Forbidden,
                "confirmation-required" | "second-factor-required" => Verdict::AfterProof,
                other => Verdict::Other(other.to_owned()),
            },
            404 if code() == "not-found" => Verdict::Absent,
            // No payment provider is connected in tests.
            503 if code() == "payments-off" => Verdict::LetIn,
            402 => Verdict::Restricted,
            status => Verdict::Other(format!("{} {status} {}", answer.label, answer.text())),
        }
    }

    pub fn letter(&self) -> char {
        match self {
            Verdict::LetIn => '+',
            Verdict::Forbidden => 'f',
            Verdict::Absent => '-',
            Verdict::NotSignedIn => 'a',
            Verdict::Restricted => 'r',
            Verdict::AfterProof => 'p',
            Verdict::Other(_) => '?',
        }
    }
}

/// The groups of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What the handler's signature asks for.
    pub asks: String,
    pub groups: Vec<String>,
}

impl Line {
    fn empty(asks: String) -> Line {
        let mut groups = vec![".".repeat(ROLES.len()); Where::ALL.len()];
        groups.push(".".repeat(3));
        Line { asks, groups }
    }

    fn set(&mut self, (group, place): (usize, usize), letter: char) {
        let mut letters: Vec<char> = self.groups[group].chars().collect();
        letters[place] = letter;
        self.groups[group] = letters.into_iter().collect();
    }

    /// Whether a fixed word of one path is a parameter of another: `/expenses/preview` is also `/expenses/{expense}`.
    pub fn is_segment_of_another<'a>(path: &str, all: impl Iterator<Item = &'a String>) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        all.filter(|other| other.as_str() != path).any(|other| {
            let theirs: Vec<&str> = other.split('/').collect();
            theirs.len() == parts.len()
                && theirs.iter().zip(&parts).all(|(theirs, mine)| theirs == mine || theirs.starts_with('{'))
        })
    }
}

pub(super) fn lines(operations: &[Operation], cells: &[Cell]) -> BTreeMap<String, Line> {
    let asked = policy::asked_by_handlers();
    let line = |operation: &Operation| {
        let asks = asked.get(&operation.name());
        let asks = asks.unwrap_or_else(|| panic!("no handler of {} was found", operation.name()));
        (operation.name(), Line::empty(asks.clone()))
    };
    let mut lines: BTreeMap<String, Line> = operations.iter().map(line).collect();
    for cell in cells {
        if let Verdict::Other(what) = &cell.verdict {
            panic!("{} at {:?}: {what}", cell.operation, cell.place);
        }
        lines.entry(cell.operation.clone()).and_modify(|line| line.set(cell.place, cell.verdict.letter()));
    }
    lines
}

const HEAD: &str = "\
# Who may call what, and where. Read and compared by tests/it/isolation/matrix; reviewed like code.
#
# One line per operation, with what its handler asks for: a permission, a person (signed-in), a person who has just typed their password
# (confirmed), or nothing (open). Rights are compared with tenants/rbac/policy.csv by the test. The first four groups have one place per role, in this order:
#   firm_admin gestionnaire comptable assistant council_member auditor co_owner occupant
# own      the copro in which the role is held, or any of the firm in which it is held
# other    another copro of the same firm
# former   a copro that was the firm's until another syndic was voted; roles held in the copro itself stay
# foreign  a copro, or a firm, of somebody else
# outside  not signed in; a session that has expired; tokens where they do not belong
#
#   + let in (a refusal about the request itself counts)   f forbidden   - absent, to the byte like what never was
#   a not signed in   p let in after a proof of identity   . does not apply
#
";

fn written(lines: &BTreeMap<String, Line>) -> String {
    let width = lines.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut text = HEAD.to_owned();
    let _ = writeln!(
        text,
        "# {:<w$}  {:<16}  own       other     former    foreign   outside",
        "operation",
        "asks for",
        w = width - 2
    );
    for (name, line) in lines {
        let _ = writeln!(text, "{name:<width$}  {:<16}  {}", line.asks, line.groups.join("  "));
    }
    text
}

fn read(text: &str) -> BTreeMap<String, Line> {
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let one = |row: &str| {
        let words: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(words.len(), 3 + Where::ALL.len() + 1, "{FILE}: {row}");
        let groups = words[3..].iter().map(|group| (*group).to_owned()).collect();
        (format!("{} {}", words[0], words[1]), Line { asks: words[2].to_owned(), groups })
    };
    rows.map(one).collect()
}

/// Panics with the lines that are not as reviewed.
pub(super) fn compare(found: &BTreeMap<String, Line>) {
    let path = workspace().join(FILE);
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        fs::write(&path, written(found)).expect("the matrix is written");
    }
    let expected = read(&fs::read_to_string(&path).unwrap_or_default());
    let mut wrong = Vec::new();
    for name in expected.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        match (expected.get(name), found.get(name)) {
            (Some(expected), Some(found)) if expected == found => {}
            (Some(expected), Some(found)) => wrong.push(format!(
                "{name}\n  reviewed  {} {}\n  found     {} {}",
                expected.asks,
                expected.groups.join("  "),
                found.asks,
                found.groups.join("  ")
            )),
            (None, _) => wrong.push(format!("{name} is not in {FILE}")),
            (_, None) => wrong.push(format!("{name} is in {FILE} and not in the document")),
        }
    }
    assert!(wrong.is_empty(), "{} operations are not as reviewed:\n{}", wrong.len(), wrong.join("\n"));
}

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

struct ByHand<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for ByHand<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let adds =
            ["route", "route_service", "nest", "nest_service"].contains(&call.method.to_string().as_str());
        if adds {
            self.0.insert(match call.args.first() {
                Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. })) => path.value(),
                _ => "a path that is no plain text".to_owned(),
            });
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

/// Paths given to a router by method call.
pub fn routes_by_hand(source: &str, found: &mut BTreeSet<String>) {
    ByHand(found).visit_file(&syn::parse_file(source).expect("a source file parses"));
}

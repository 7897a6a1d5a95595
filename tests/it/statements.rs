//! Every statement that the store sends: the texts of `crates/store`, and the roles they are sent with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use tests::workspace;

/// A statement, the file it stands in (below `crates/store/src`), and the roles it may run with.
pub struct Statement {
    pub file: String,
    pub text: String,
    pub roles: &'static [&'static str],
}

pub fn all() -> Vec<Statement> {
    let root = workspace().join("crates/store/src");
    let mut all = Vec::new();
    for path in sources(&root) {
        let text = fs::read_to_string(&path).expect("a source file");
        let file = syn::parse_file(&text).expect("a source file parses");
        let mut found = Texts { macros: macros(&file), found: Vec::new() };
        found.visit_file(&file);
        let name = path.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
        let roles = role_of(&path);
        all.extend(found.found.into_iter().map(|text| Statement { file: name.clone(), text, roles }));
    }
    all
}

/// As many nulls as the statement has parameters, to EXECUTE it with.
pub fn nulls(statement: &str) -> String {
    let highest = (1..=30).rev().find(|n| statement.contains(&format!("${n}"))).unwrap_or(0);
    if highest == 0 { String::new() } else { format!("({})", vec!["NULL"; highest].join(", ")) }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The texts given to `sqlx::query*`, wherever they stand: literals, and what `concat!` makes of literals and the file's own macros.
struct Texts {
    macros: BTreeMap<String, String>,
    found: Vec<String>,
}

impl Texts {
    fn keep(&mut self, text: String) {
        let first = text.split_whitespace().next().unwrap_or_default();
        // A verb alone is the name of a right.
        if matches!(first, "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "WITH") && text.trim() != first {
            self.found.push(text);
        }
    }

    fn spelled_out(&self, found: &syn::Macro) -> Option<String> {
        let name = found.path.get_ident()?.to_string();
        let own = self.macros.get(&name);
        (name == "concat" || own.is_some()).then(|| {
            format!("{}{}", own.map_or("", String::as_str), joined(found.tokens.clone(), &self.macros))
        })
    }
}

impl<'ast> Visit<'ast> for Texts {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.keep(literal.value());
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        if let Some(text) = self.spelled_out(found) {
            self.keep(text);
        }
    }
}

/// The macros of a file that stand for a text.
fn macros(file: &syn::File) -> BTreeMap<String, String> {
    let own = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(item) => item.ident.as_ref().map(|name| (name, &item.mac.tokens)),
        _ => None,
    });
    own.map(|(name, body)| (name.to_string(), joined(body.clone(), &BTreeMap::new()))).collect()
}

/// The literals among tokens, one after the other; a macro of the file counts as its text.
fn joined(tokens: TokenStream, macros: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => text.push_str(&joined(group.stream(), macros)),
            TokenTree::Ident(name) => text.push_str(macros.get(&name.to_string()).map_or("", String::as_str)),
            TokenTree::Literal(literal) => {
                if let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    text.push_str(&literal.value());
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
    text
}

/// Sees every copro: for verifying what was written down, and for the clock of a development server.
pub const OWNER: &str = "koprogo_owner";

/// The role a statement runs with, by the file it stands in. `None`: the login itself.
fn role_of(path: &Path) -> &'static [&'static str] {
    let path = path.to_string_lossy();
    match () {
        () if path.contains("/tenant/") => &["koprogo_tenant"],
        () if ["billing/archive.rs", "billing/clock.rs"].iter().any(|name| path.ends_with(name)) => &[OWNER],
        () if path.ends_with("billing/calls.rs") => &["koprogo_app"],
        () if path.ends_with("billing/inbox.rs") => &["koprogo_worker", "koprogo_app"],
        () if path.contains("/billing/") => &["koprogo_firm", "koprogo_worker"],
        // Leaving touches the copro, both firms, the account and the queue, each in its own scope.
        () if path.contains("/leaving/") => {
            &["koprogo_tenant", "koprogo_firm", "koprogo_identity", "koprogo_worker", "koprogo_app"]
        }
        () if path.ends_with("audit/read.rs") => &["koprogo_tenant", "koprogo_firm"],
        () if path.ends_with("audit/anchor.rs") => &["koprogo_worker"],
        () if path.ends_with("audit/verify.rs") || path.ends_with("src/checksums.rs") => &[OWNER],
        () if path.contains("/src/vault/") => &[OWNER],
        () if path.ends_with("idempotency.rs") => &["koprogo_tenant", "koprogo_firm", "koprogo_identity"],
        () if path.ends_with("ops/looking.rs") => &["koprogo_support"],
        // Told by replicas, read by operators.
        () if path.ends_with("ops/capacity.rs") => &["koprogo_ops", "koprogo_worker"],
        () if path.contains("/src/admit") => &["koprogo_app"],
        () if path.contains("/ops/") => &["koprogo_ops", "koprogo_support"],
        () if ["firm.rs", "members.rs", "api_keys.rs"].iter().any(|name| path.ends_with(name)) => {
            &["koprogo_firm"]
        }
        // Opened by whoever holds the link, accepted on their account, written in the firm or the copro that invites.
        () if path.ends_with("invitations.rs") => {
            &["koprogo_firm", "koprogo_tenant", "koprogo_identity", "koprogo_app"]
        }
        // A key's last use is noted in its firm.
        () if path.ends_with("resolve.rs") => &["koprogo_app", "koprogo_firm"],
        () if path.contains("/src/identity/") => &["koprogo_identity", "koprogo_app"],
        () if path.ends_with("jobs.rs") => &["koprogo_worker", "koprogo_tenant"],
        () if path.ends_with("tx.rs") => &["koprogo_tenant"],
        () => &["koprogo_app"],
    }
}

//! The second opinion: what the handlers ask for, read from their signatures, and what `tenants/rbac/policy.csv` grants, against what was
//! found. Neither goes through the code that decides.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::TokenTree;
use syn::visit::Visit;
use tests::workspace;

use super::sheet::{Line, sources};
use super::stage::{FIRM_ROLES, Where};
use super::{ROLES, sees};

const SIGNED_IN: &str = "signed-in";
const CONFIRMED: &str = "confirmed";
const OPEN: &str = "open";

/// Who may ask and still finds nothing, and why.
const FINDS_NOTHING: &[(&str, &str)] = &[
    ("POST /v1/firms/{firm}/transfers/acceptance", "nobody has sent this firm the secret of a transfer"),
    ("POST /v1/firms/{firm}/transfers/refusal", "nobody has sent this firm the secret of a transfer"),
    ("GET /v1/firms/{firm}/handovers/{handover}/package", "no copro of this firm has left by a transfer"),
    ("GET /v1/firms/{firm}/exports/{export}/package", "this firm has asked for no package yet"),
    ("GET /v1/firms/{firm}/billing/invoices/{invoice}", "the platform has asked this firm for nothing yet"),
    (
        "GET /v1/firms/{firm}/billing/invoices/{invoice}/file",
        "the platform has asked this firm for nothing yet",
    ),
    ("DELETE /v1/firms/{firm}/billing/methods/{method}", "nobody has said how this firm pays"),
    (
        "GET /v1/copros/{copro}/own/{owner}/statement",
        "an administrator may ask for their own account and is no owner",
    ),
];

/// Compares every cell of a role with the policy; gives their number.
pub fn check(lines: &BTreeMap<String, Line>) -> usize {
    let granted = granted();
    let (mut checked, mut wrong) = (0, Vec::new());
    for (name, line) in lines {
        for place in Where::ALL {
            for (role, letter) in
                line.groups[place as usize].chars().enumerate().filter(|(_, letter)| *letter != '.')
            {
                let expected = expected(&granted, name, line, role, place);
                if !expected.contains(letter) {
                    wrong.push(format!(
                        "{name} as {} at {place:?}: {letter}, the policy says {expected}",
                        ROLES[role]
                    ));
                }
                checked += 1;
            }
        }
        let outside = if line.asks == OPEN { "+-" } else { "a" };
        if !line.groups[Where::ALL.len()].chars().all(|letter| outside.contains(letter)) {
            wrong.push(format!("{name} ({}) from outside: {}", line.asks, line.groups[Where::ALL.len()]));
        }
    }
    assert!(wrong.is_empty(), "{} cells are not what the policy says:\n{}", wrong.len(), wrong.join("\n"));
    checked
}

/// The letters that a cell may hold.
fn expected(
    granted: &BTreeSet<(String, String)>,
    name: &str,
    line: &Line,
    role: usize,
    place: Where,
) -> &'static str {
    match line.asks.as_str() {
        // About oneself: there, or, where the path names something one does not have, absent.
        SIGNED_IN | OPEN
            if name.contains('{') || name.ends_with("/preview") || name.ends_with("/acceptance") =>
        {
            "+-"
        }
        // A development server has one; the one that is looked at here is none.
        OPEN if name.ends_with(" /v1/dev/clock") => "-",
        SIGNED_IN | OPEN => "+",
        // Signing in counts as confirmed for ten minutes; what one does not have is absent.
        CONFIRMED => "+-",
        _ if !sees(role, place, name.contains("/v1/firms/")) => "-",
        asks if !granted.contains(&(ROLES[role].to_owned(), asks.to_owned())) => "f",
        _ if FINDS_NOTHING.iter().any(|(operation, _)| *operation == name) => {
            // Whoever is an owner does find their account.
            if role >= FIRM_ROLES { "+" } else { "-" }
        }
        _ => "+p",
    }
}

/// Roles and what they are granted.
fn granted() -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(workspace().join("tenants/rbac/policy.csv")).expect("the policy");
    let rows = text.lines().filter_map(|row| row.strip_prefix("p, r:"));
    let granted: BTreeSet<_> = rows
        .filter_map(|row| row.split_once(", "))
        .map(|(role, op)| (role.to_owned(), op.trim().to_owned()))
        .collect();
    assert!(granted.len() > 100, "{} grants", granted.len());
    granted
}

/// By operation, as it is called in the document.
pub fn asked_by_handlers() -> BTreeMap<String, String> {
    let mut handlers = Handlers::default();
    for path in sources(&workspace().join("crates/api/src/routes")) {
        let text = fs::read_to_string(path).expect("a source file");
        handlers.visit_file(&syn::parse_file(&text).expect("a source file parses"));
    }
    handlers.0
}

#[derive(Default)]
struct Handlers(BTreeMap<String, String>);

impl<'ast> Visit<'ast> for Handlers {
    fn visit_item_fn(&mut self, handler: &'ast syn::ItemFn) {
        for attribute in &handler.attrs {
            if let syn::Meta::List(list) = &attribute.meta
                && list.path.segments.last().is_some_and(|segment| segment.ident == "path")
            {
                let mut asks = Asks(OPEN.to_owned());
                asks.visit_signature(&handler.sig);
                self.0.insert(operation(list.tokens.clone()), asks.0);
            }
        }
    }
}

/// `get, path = "/v1/charts", …` is `GET /v1/charts`.
fn operation(tokens: proc_macro2::TokenStream) -> String {
    let mut tokens = tokens.into_iter();
    let method = tokens.next().map(|token| token.to_string().to_uppercase()).unwrap_or_default();
    tokens.find(|token| matches!(token, TokenTree::Ident(ident) if ident == "path"));
    let path = tokens.nth(1).map(|token| token.to_string()).unwrap_or_default();
    format!("{method} {}", path.trim_matches('"'))
}

struct Asks(String);

impl<'ast> Visit<'ast> for Asks {
    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        match segment.ident.to_string().as_str() {
            // A permission asks for more, wherever it stands in the signature.
            "SignedIn" | "OnlyLooks" | "Confirmed" if self.0.contains('.') => {}
            "SignedIn" | "OnlyLooks" => self.0 = SIGNED_IN.to_owned(),
            "Confirmed" => self.0 = CONFIRMED.to_owned(),
            "Tenant" | "Firm" | "Glimpse" => {
                if let Some(permission) = permission(&segment.arguments) {
                    self.0 = permission;
                }
            }
            _ => syn::visit::visit_path_segment(self, segment),
        }
    }
}

/// `<may::FirmAuditRead>` is `firm_audit.read`.
fn permission(arguments: &syn::PathArguments) -> Option<String> {
    let syn::PathArguments::AngleBracketed(arguments) = arguments else { return None };
    let Some(syn::GenericArgument::Type(syn::Type::Path(named))) = arguments.args.last() else {
        return None;
    };
    let mut words: Vec<String> = Vec::new();
    for letter in named.path.segments.last()?.ident.to_string().chars() {
        match words.last_mut() {
            Some(word) if letter.is_lowercase() => word.push(letter),
            _ => words.push(letter.to_lowercase().to_string()),
        }
    }
    let act = words.pop()?;
    Some(format!("{}.{act}", words.join("_")))
}

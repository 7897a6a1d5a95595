//! The shape of the workspace, held as data: which crate may use which, and who owns what. A new edge is a visible, reviewed line here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection};
use tests::{run, workspace};

use crate::statements::{self, OWNER, Statement};

/// What each crate may use of ours.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("audit", &["access"]),
    ("billing", &["domain"]),
    ("access", &["domain"]),
    ("files", &["domain"]),
    ("documents", &["billing", "domain"]),
    ("einvoice", &["billing", "documents", "domain"]),
    ("store", &["access", "audit", "billing", "domain"]),
    ("api", &["access", "billing", "documents", "domain", "files", "payments", "store"]),
    (
        "worker",
        &["access", "audit", "billing", "documents", "domain", "einvoice", "files", "payments", "store"],
    ),
    ("demo", &["access", "domain", "files", "store"]),
    ("cluster", &[]),
    ("payments", &["domain", "stripe-fake"]),
    ("stripe-fake", &[]),
    (
        "koprogo",
        &[
            "access",
            "api",
            "audit",
            "billing",
            "cluster",
            "demo",
            "domain",
            "files",
            "payments",
            "store",
            "stripe-fake",
            "worker",
        ],
    ),
    // Looks from outside, and sees to what it looks at.
    ("load-tests", &["access", "cluster", "store"]),
    (
        "tests",
        &[
            "access",
            "api",
            "audit",
            "billing",
            "cluster",
            "domain",
            "files",
            "load-tests",
            "payments",
            "store",
            "stripe-fake",
            "worker",
        ],
    ),
];

/// Crates of others that only their owners may list (the tests look from outside and may do as they need).
const OWNERS: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("async-stripe", &["payments"]),
    ("async-stripe-core", &["payments"]),
    ("async-stripe-shared", &["payments"]),
    ("axum", &["api", "stripe-fake"]),
    ("axum-extra", &["api"]),
    ("tower-http", &["api"]),
    ("utoipa-axum", &["api"]),
    ("casbin", &["access"]),
    ("governor", &["access"]),
    ("deadpool-redis", &["access"]),
    ("redis", &["access"]),
    ("argon2", &["access"]),
    ("typst", &["documents"]),
    ("fluent-bundle", &["documents"]),
    ("csv", &["documents", "demo"]),
    ("en16931", &["einvoice"]),
    ("en16931-formats", &["einvoice"]),
    ("object_store", &["files"]),
    ("lettre", &["worker"]),
    ("clap", &["koprogo"]),
    ("webauthn-rs", &["access"]),
    ("totp-rs", &["access"]),
    ("sketches-ddsketch", &["api"]),
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(workspace())
        .output()
        .expect("cargo metadata");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn manifests() -> Vec<PathBuf> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages.map(|package| package["manifest_path"].as_str().expect("a path").into()).collect()
}

/// What each crate lists, for whichever purpose: what only its tests use is there to be used by more.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let listed = package["dependencies"].as_array().expect("dependencies").iter();
            let names = listed.map(|dependency| dependency["name"].as_str().expect("a name").to_owned());
            (package["name"].as_str().expect("a name").to_owned(), names.collect())
        })
        .collect()
}

#[test]
fn crates_use_each_other_as_the_table_says() {
    let ours: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    let found = dependencies();
    assert_eq!(
        found.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        ours,
        "the crates of the workspace"
    );
    for (name, allowed) in EDGES {
        let used: BTreeSet<&str> =
            found[*name].iter().map(String::as_str).filter(|used| ours.contains(used)).collect();
        assert_eq!(used, allowed.iter().copied().collect(), "what {name} uses");
    }
}

#[test]
fn what_has_an_owner_is_listed_by_nobody_else() {
    for (name, used) in
        dependencies().iter().filter(|(name, _)| !["tests", "load-tests"].contains(&name.as_str()))
    {
        for (theirs, owners) in OWNERS {
            assert!(!used.contains(*theirs) || owners.contains(&name.as_str()), "{name} lists {theirs}");
        }
    }
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

/// The words of a source file, wherever they stand but in comments and texts.
fn words(stream: TokenStream, found: &mut BTreeSet<String>) {
    for token in stream {
        match token {
            TokenTree::Ident(word) => drop(found.insert(word.to_string())),
            TokenTree::Group(group) => words(group.stream(), found),
            _ => {}
        }
    }
}

#[test]
fn no_statement_is_built_at_run_time_and_no_code_is_unsafe() {
    let mut files = 0;
    for folder in ["crates", "bin"] {
        for path in sources(&workspace().join(folder)) {
            let text = fs::read_to_string(&path).expect("a source file");
            let mut found = BTreeSet::new();
            words(text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display())), &mut found);
            for banned in ["AssertSqlSafe", "unsafe", "unsafe_code"] {
                assert!(!found.contains(banned), "{} contains {banned}", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 100, "only {files} files");
}

#[test]
fn every_crate_is_linted_by_the_rules_of_the_workspace() {
    let root = fs::read_to_string(workspace().join("Cargo.toml")).expect("Cargo.toml");
    assert!(root.contains("unsafe_code = \"forbid\"") && root.contains("too_many_lines = \"deny\""));
    for manifest in manifests() {
        let text = fs::read_to_string(&manifest).expect("a manifest");
        assert!(text.contains("[lints]\nworkspace = true"), "{} sets rules of its own", manifest.display());
    }
}

#[test]
fn every_statement_of_the_store_prepares_with_the_rights_of_its_scope() {
    run(async |world| {
        let mut app = world.databases.app().await;
        let mut operator = world.databases.operator().await;
        let mut owner = world.databases.owner().await;
        let mut tried = 0;
        let mut refused = Vec::new();
        for Statement { file, text, roles } in statements::all() {
            tried += 1;
            let mut refusals = Vec::new();
            for role in roles {
                let login = match *role {
                    OWNER => &mut owner,
                    "koprogo_ops" | "koprogo_support" => &mut operator,
                    _ => &mut app,
                };
                refusals.extend(refusal(login, role, &text).await);
            }
            if refusals.len() == roles.len() {
                refused.push(format!("{file}: {text}\n{refusals:?}"));
            }
        }
        assert!(refused.is_empty(), "{} of {tried}:\n{}", refused.len(), refused.join("\n"));
        assert!(tried > 120, "only {tried} statements found");
    });
}

/// Preparing checks names and types; planning (EXPLAIN of the prepared statement) checks rights as well.
async fn refusal(app: &mut sqlx::PgConnection, role: &str, statement: &str) -> Option<String> {
    let mut transaction = app.begin().await.expect("a transaction");
    let mut outcome = Ok(Default::default());
    let entered = "SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true), set_config('app.firm_id', $2, true)";
    sqlx::query(entered)
        .bind(role)
        .bind(uuid::Uuid::nil().to_string())
        .execute(&mut *transaction)
        .await
        .expect("the role is taken");
    for step in [format!("PREPARE tried AS {statement}"), generic_plan(statement)] {
        if outcome.is_ok() {
            outcome = sqlx::raw_sql(AssertSqlSafe(step)).execute(&mut *transaction).await;
        }
    }
    transaction.rollback().await.expect("a rollback");
    // A prepared statement outlives the transaction it was made in.
    let _ = sqlx::raw_sql("DEALLOCATE tried").execute(&mut *app).await;
    outcome.err().map(|error| format!("{role}: {error}"))
}

/// Rights are checked when a plan starts to run; EXPLAIN starts it and stops there. Parameters are null: no row is looked for.
fn generic_plan(statement: &str) -> String {
    format!(
        "SET LOCAL plan_cache_mode = force_generic_plan; EXPLAIN EXECUTE tried{}",
        statements::nulls(statement)
    )
}

/// `UPDATE_OPENAPI=1 cargo test -p tests openapi` writes the file anew; so does `koprogo openapi > docs/openapi.json`.
#[test]
fn the_openapi_document_is_the_one_checked_in() {
    let path = workspace().join("docs/openapi.json");
    let generated = format!("{}\n", api::openapi().to_pretty_json().expect("JSON"));
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&path, &generated).expect("docs/openapi.json is written");
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        checked_in == generated,
        "docs/openapi.json is old; run UPDATE_OPENAPI=1 cargo test -p tests openapi and review the change"
    );
}

/// Likewise `UPDATE_OPENAPI=1 cargo test -p tests openapi`, or `koprogo openapi --operator`.
#[test]
fn the_operators_openapi_document_is_the_one_checked_in() {
    let path = workspace().join("docs/openapi-operator.json");
    let generated = format!("{}\n", api::operator::document().to_pretty_json().expect("JSON"));
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&path, &generated).expect("docs/openapi-operator.json is written");
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == generated,
        "docs/openapi-operator.json is old; run UPDATE_OPENAPI=1 cargo test -p tests openapi and review the change"
    );
}

/// The two surfaces share bodies, problems and languages. What knows a caller, a firm or a copro is not shared: not by name, and the
/// types of their states keep handlers of one from being mounted on the other.
#[test]
fn neither_surface_reaches_into_the_other() {
    let api = workspace().join("crates/api/src");
    for path in sources(&api) {
        let text = fs::read_to_string(&path).expect("a source file");
        let mut found = BTreeSet::new();
        words(text.parse().expect("a source file parses"), &mut found);
        if path.starts_with(api.join("operator")) {
            for theirs in ["App", "Tenant", "Firm", "SignedIn", "TenantScope", "FirmScope", "IdentityScope"] {
                assert!(!found.contains(theirs), "{} names {theirs}", path.display());
            }
            for (line, theirs) in
                text.lines().flat_map(|line| [(line, "crate::routes"), (line, "crate::app")])
            {
                assert!(!line.contains(theirs), "{}: {line}", path.display());
            }
        } else {
            for theirs in ["Ops", "OpsStore", "OpsScope", "SupportScope", "OnDuty"] {
                assert!(!found.contains(theirs), "{} names {theirs}", path.display());
            }
        }
    }
}

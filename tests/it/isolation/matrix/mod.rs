//! Who may call what, and where: every operation of the API document, as every role, in one's own copro, in another of the same firm, in
//! one that has left for another firm and in one that was never the firm's; and as nobody, with a session that has expired, and with a
//! token in the wrong place. What each cell must say is in `tests/data/matrix.txt`, one reviewed line per operation, and what a reviewer
//! would look for is asked of the file itself: whether it grants what `tenants/rbac/policy.csv` grants, and nothing else.
//!
//! `UPDATE_MATRIX=1 cargo test -p tests --test it -- matrix` writes the file anew; review the difference like code.

pub mod policy;
pub mod sheet;
mod stage;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tests::{Answer, Client, Furnished, World, run};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Operation, operations};
use sheet::{Line, Verdict};
use stage::{Stage, Where};

const TIME_MAX: Duration = Duration::from_secs(300);

/// In the order of the places of a group.
const ROLES: [&str; 8] = [
    "firm_admin",
    "gestionnaire",
    "comptable",
    "assistant",
    "council_member",
    "auditor",
    "co_owner",
    "occupant",
];

/// Where a cell is: the group of the line and the place in it.
type Place = (usize, usize);

/// One answer, and where an absent thing looked different from one that never was.
struct Cell {
    operation: String,
    place: Place,
    verdict: Verdict,
    difference: Option<String>,
}

#[test]
fn every_cell_of_the_matrix_is_as_reviewed() {
    run(async |world| {
        let begun = Instant::now();
        let stage = Arc::new(stage::build(world).await);
        let operations = Arc::new(in_order(operations(world).await));
        let mut walks = JoinSet::new();
        for role in 0..ROLES.len() {
            for place in Where::ALL {
                let (stage, operations) = (stage.clone(), operations.clone());
                walks.spawn(async move { as_role(world, &stage, &operations, role, place).await });
            }
        }
        for outsider in 0..3 {
            let (stage, operations) = (stage.clone(), operations.clone());
            walks.spawn(async move { from_outside(world, &stage, &operations, outsider).await });
        }
        let cells: Vec<Cell> = walks.join_all().await.into_iter().flatten().collect();
        let told: Vec<&String> = cells.iter().filter_map(|cell| cell.difference.as_ref()).collect();
        assert!(told.is_empty(), "what is somebody else's differs from what is nobody's:\n{told:#?}");
        let found = sheet::lines(&operations, &cells);
        sheet::compare(&found);
        let checked = policy::check(&found);
        let took = begun.elapsed();
        println!(
            "matrix: {} operations, {} cells, {checked} of them as the policy says, in {:.1} s",
            operations.len(),
            cells.len(),
            took.as_secs_f64()
        );
        assert!(took < TIME_MAX, "{took:?}");
    });
}

/// What takes something away comes last, so that every operation finds what it is about.
pub fn in_order(mut operations: Vec<Operation>) -> Vec<Operation> {
    const ENDS: [&str; 6] = ["/closing", "/erasure", "/revocation", "/refusal", "/end", "/acceptance"];
    operations.sort_by_key(|operation| {
        let ends = ENDS.iter().any(|end| operation.path.ends_with(end));
        (ends || operation.method == reqwest::Method::DELETE, operation.path.ends_with("/session"))
    });
    operations
}

/// All operations, by somebody with this role, at this place.
async fn as_role(
    world: &'static World,
    stage: &Stage,
    operations: &[Operation],
    role: usize,
    place: Where,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    let actor = stage.actor(role);
    let there = stage.scene(role, place);
    // The first request of a session is counted by address as well, and says so.
    actor.get("/v1/session", 200).await;
    for operation in operations {
        let scope = match operation.params().first() {
            Some(&"copro") => there.furnished.building.slug.clone(),
            Some(&"firm") if matches!(place, Where::Own | Where::Foreign) => there.firm.clone(),
            Some(&"firm") => continue,
            _ if place == Where::Own => String::new(),
            _ => continue,
        };
        let client = match scope.is_empty() {
            // Operations on one's own account may end it.
            true => stage.double(world, role).await,
            false => actor.clone(),
        };
        let ids = &there.furnished.ids;
        let answer = ask(operation, &client, &scope, ids, &there.furnished).await;
        let verdict = Verdict::of(&answer);
        let mut difference = None;
        if verdict == Verdict::Absent && !scope.is_empty() {
            let seen = sees(role, place, operation.params()[0] == "firm");
            let (scope, ids) =
                if seen { (scope, unknown(ids)) } else { (Uuid::now_v7().to_string(), ids.clone()) };
            let nowhere = ask(operation, &client, &scope, &ids, &there.furnished).await;
            difference = differs(operation, &answer, &nowhere);
        }
        cells.push(Cell { operation: operation.name(), place: (place as usize, role), verdict, difference });
    }
    cells
}

/// Whether the copro or firm is there at all for this role. If it is, what is absent is something in it.
fn sees(role: usize, place: Where, is_firm: bool) -> bool {
    match place {
        Where::Own => role < stage::FIRM_ROLES || !is_firm,
        Where::Other => role < stage::FIRM_ROLES,
        Where::Former => role >= stage::FIRM_ROLES,
        Where::Foreign => false,
    }
}

/// The same kinds of ids, of things that never were.
fn unknown(ids: &BTreeMap<&'static str, String>) -> BTreeMap<&'static str, String> {
    let words = ["role", "kind"];
    let other =
        |name: &str, id: &String| if words.contains(&name) { id.clone() } else { Uuid::now_v7().to_string() };
    ids.iter().map(|(name, id)| (*name, other(name, id))).collect()
}

/// As nobody, with an expired session, and with tokens out of place; all in a copro that the account manages.
async fn from_outside(
    world: &'static World,
    stage: &Stage,
    operations: &[Operation],
    outsider: usize,
) -> Vec<Cell> {
    let there = stage.scene(0, Where::Own);
    let clients = match outsider {
        0 => vec![world.site.anonymous()],
        1 => vec![stage.expired(world).await],
        _ => stage.misplaced(world).await,
    };
    let mut cells = Vec::new();
    for operation in operations {
        let scope = match operation.params().first() {
            Some(&"firm") => &there.firm,
            _ => &there.furnished.building.slug,
        };
        let mut verdicts = BTreeSet::new();
        for client in &clients {
            let answer = ask(operation, client, scope, &there.furnished.ids, &there.furnished).await;
            verdicts.insert(Verdict::of(&answer));
        }
        let verdict = match verdicts.len() {
            1 => verdicts.pop_first().expect("one"),
            _ => Verdict::Other(format!("{verdicts:?}")),
        };
        let place = (Where::ALL.len(), outsider);
        cells.push(Cell { operation: operation.name(), place, verdict, difference: None });
    }
    cells
}

async fn ask(
    operation: &Operation,
    client: &Client,
    scope: &str,
    ids: &BTreeMap<&'static str, String>,
    furnished: &Furnished,
) -> Answer {
    operation.request(client, &operation.filled(scope, ids), furnished).send().await
}

/// Status, headers and body, to the byte, but for the request's own id and the date.
fn differs(operation: &Operation, theirs: &Answer, nowhere: &Answer) -> Option<String> {
    let bytes = |answer: &Answer| {
        let id = answer.header("x-request-id").to_owned();
        String::from_utf8_lossy(&answer.body).replace(&id, "<id>")
    };
    let same = theirs.visible() == nowhere.visible() && bytes(theirs) == bytes(nowhere);
    (!same).then(|| format!("{}: {:?} or {:?}", operation.name(), theirs.visible(), nowhere.visible()))
}

/// The other direction: what the document does not list is not served, for whichever method.
#[test]
fn methods_that_the_document_does_not_list_are_refused() {
    run(async |world| {
        let (firm, own) = super::settled(world).await;
        let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let all = operations(world).await;
        for operation in &all {
            methods.entry(operation.path.clone()).or_default().insert(operation.method.to_string());
        }
        let mut tried = 0;
        for operation in &all {
            let listed = &methods[&operation.path];
            let is_firm = operation.params().first() == Some(&"firm");
            let path = operation.filled(if is_firm { &firm.id } else { &own.building.slug }, &own.ids);
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().filter(|m| !listed.contains(**m)) {
                let method: reqwest::Method = method.parse().expect("a method");
                let refused = firm.client.request(method, &path).send().await;
                let served = Line::is_segment_of_another(&operation.path, methods.keys());
                if !served {
                    refused.problem(405, "method-not-allowed");
                }
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried}");
    });
}

/// Routes are added with `routes!`, which puts them into the document; whatever is added in another way is listed here.
#[test]
fn no_route_is_added_beside_the_document() {
    const BESIDE: [&str; 4] = ["/openapi.json", "/health/live", "/health/ready", "/health/status"];
    let mut found = BTreeSet::new();
    for path in sheet::sources(&tests::workspace().join("crates/api/src")) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        sheet::routes_by_hand(&text, &mut found);
    }
    assert_eq!(found, BESIDE.map(str::to_owned).into(), "put it into the document with routes!");
}

//! What is wrong with a plan.

use std::collections::BTreeSet;

use serde_json::Value;

use super::exceptions;

/// Schemas whose tables grow with the number of firms and copros.
const GROWING: &[&str] = &["tenant", "firm", "identity", "jobs", "billing", "quota", "ops"];

/// A node and all below it.
fn nodes(plan: &Value) -> Vec<&Value> {
    let mut found = vec![plan];
    for child in plan["Plans"].as_array().into_iter().flatten() {
        found.extend(nodes(child));
    }
    found
}

fn word<'a>(node: &'a Value, name: &str) -> &'a str {
    node[name].as_str().unwrap_or_default()
}

fn table(node: &Value) -> Option<String> {
    let name = node["Relation Name"].as_str()?;
    Some(format!("{}.{name}", word(node, "Schema")))
}

/// The tables a plan looks into or writes.
pub fn tables(plan: &Value) -> Vec<String> {
    nodes(plan).into_iter().filter_map(table).collect()
}

/// Rows that are read without the scope choosing them. `scoped`: sent inside a copro or a firm, where no door is needed any more.
pub fn findings(plan: &Value, scoped: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for node in nodes(plan) {
        let (Some(table), schema) = (table(node), word(node, "Schema")) else { continue };
        match word(node, "Node Type") {
            "Seq Scan" if GROWING.contains(&schema) && !exceptions::ONE_ROW.contains(&table.as_str()) => {
                found.insert(format!("all of {table}"));
            }
            "Index Scan" | "Index Only Scan" => found.extend(unscoped(node, &table, scoped)),
            "Bitmap Heap Scan" => {
                let indexes =
                    nodes(node).into_iter().filter(|below| word(below, "Node Type") == "Bitmap Index Scan");
                found.extend(indexes.filter_map(|index| unscoped(index, &table, scoped)));
            }
            _ => {}
        }
    }
    found
}

/// An index that is not asked for one copro or one firm.
fn unscoped(scan: &Value, table: &str, scoped: bool) -> Option<String> {
    let columns: &[&str] = match table.split_once('.')?.0 {
        "tenant" => &["tenant_id"],
        // A copro's own row there is the copro's as much as the firm's.
        "firm" => &["firm_id", "tenant_id"],
        _ => return None,
    };
    let condition = word(scan, "Index Cond");
    let asked = columns.iter().any(|column| {
        condition.match_indices(column).any(|(at, _)| {
            let before = condition[..at].chars().next_back();
            before.is_some_and(|c| "(.".contains(c)) && condition[at + column.len()..].starts_with(" = ")
        })
    });
    let index = word(scan, "Index Name");
    let known = format!("{}.{index}", table.split('.').next()?);
    let door = exceptions::DOORS.iter().any(|(name, _)| *name == known);
    (!asked && (scoped || !door)).then(|| format!("{table} through {index}"))
}

/// A page is read from where it begins, in the order of an index: neither skipped to nor cut out of the whole list.
pub fn paging(plan: &Value, statement: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if statement.split_whitespace().any(|word| word == "OFFSET") {
        found.insert("rows are skipped".to_owned());
    }
    let limit = statement.trim_end().rsplit_once("LIMIT $").map_or("", |(_, number)| number);
    if limit.is_empty() || !limit.chars().all(|c| c.is_ascii_digit()) {
        return found;
    }
    if is_sorted(plan) {
        found.insert("a page out of a sorted list".to_owned());
    }
    if nodes(plan).into_iter().any(|node| holds_cursor(word(node, "Filter"))) {
        found.insert("a cursor that no index is asked by".to_owned());
    }
    found
}

/// Down from the top, as long as there is one way.
fn is_sorted(plan: &Value) -> bool {
    match word(plan, "Node Type") {
        "Sort" | "Incremental Sort" => true,
        "Limit" | "Result" | "Subquery Scan" | "Unique" | "LockRows" | "Aggregate" => {
            let children = plan["Plans"].as_array().into_iter().flatten();
            children.filter(|child| word(child, "Parent Relationship") != "InitPlan").any(is_sorted)
        }
        _ => false,
    }
}

fn holds_cursor(filter: &str) -> bool {
    let keys = ["id", "seq", "number"];
    let compared = |key: &str| [" < $", " > $"].iter().any(|sign| filter.contains(&format!("{key}{sign}")));
    filter.contains("ROW(") || keys.into_iter().any(compared)
}

//! Objects of one kind in the order they were made, and lists of them as Stripe pages them: newest first.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::problem::Problem;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Table {
    rows: BTreeMap<u64, Value>,
    places: HashMap<String, u64>,
    next: u64,
}

impl Table {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn insert(&mut self, id: &str, object: Value) {
        let place = *self.places.entry(id.to_owned()).or_insert(self.next);
        self.next = self.next.max(place + 1);
        self.rows.insert(place, object);
    }

    pub fn get(&self, id: &str) -> Option<&Value> {
        self.rows.get(self.places.get(id)?)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Value> {
        self.rows.get_mut(self.places.get(id)?)
    }

    pub fn remove(&mut self, id: &str) -> Option<Value> {
        self.rows.remove(&self.places.remove(id)?)
    }

    pub fn remove_oldest(&mut self) {
        if let Some((_, object)) = self.rows.pop_first() {
            self.places.remove(object["id"].as_str().unwrap_or_default());
        }
    }

    pub fn newest_first(&self) -> impl Iterator<Item = &Value> {
        self.rows.values().rev()
    }

    pub fn page(
        &self,
        what: &str,
        url: &str,
        asked: &Page,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Value, Problem> {
        let limit = asked.limit.unwrap_or(10);
        if !(1..=100).contains(&limit) {
            return Err(Problem::invalid("Invalid limit: it is at least 1 and at most 100.")
                .param("limit")
                .unbegun());
        }
        let place = |cursor: &Option<String>, param: &str| match cursor {
            None => Ok(None),
            Some(id) => {
                self.places.get(id).copied().map(Some).ok_or_else(|| Problem::no_such(what, id, param))
            }
        };
        let below = place(&asked.starting_after, "starting_after")?;
        let above = place(&asked.ending_before, "ending_before")?;
        let (data, has_more) = match (below, above) {
            (Some(_), Some(_)) => {
                let message = "You may only specify one of these parameters: ending_before, starting_after.";
                return Err(Problem::invalid(message).unbegun());
            }
            (None, Some(above)) => {
                let (mut data, more) = first(limit, self.rows.range(above + 1..).map(|(_, row)| row), wanted);
                data.reverse();
                (data, more)
            }
            (below, None) => {
                let rows = self.rows.range(..below.unwrap_or(u64::MAX)).rev().map(|(_, row)| row);
                first(limit, rows, wanted)
            }
        };
        Ok(json!({ "object": "list", "url": url, "has_more": has_more, "data": data }))
    }
}

fn first<'a>(
    limit: usize,
    rows: impl Iterator<Item = &'a Value>,
    wanted: impl Fn(&Value) -> bool,
) -> (Vec<Value>, bool) {
    let mut data: Vec<Value> = rows.filter(|row| wanted(row)).take(limit + 1).cloned().collect();
    let has_more = data.len() > limit;
    data.truncate(limit);
    (data, has_more)
}

/// Where a page begins and how long it is.
#[derive(Debug, Default)]
pub struct Page {
    pub limit: Option<usize>,
    pub starting_after: Option<String>,
    pub ending_before: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    gt: Option<i64>,
    gte: Option<i64>,
    lt: Option<i64>,
    lte: Option<i64>,
}

impl Range {
    pub fn holds(&self, moment: &Value) -> bool {
        let moment = moment.as_i64().unwrap_or_default();
        self.gt.is_none_or(|edge| moment > edge)
            && self.gte.is_none_or(|edge| moment >= edge)
            && self.lt.is_none_or(|edge| moment < edge)
            && self.lte.is_none_or(|edge| moment <= edge)
    }
}

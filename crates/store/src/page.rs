use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use time::Date;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::tenant::ledger::parse_date;

/// A cursor is the last row's sort key: a name and an id.
const CURSOR_BYTES_MAX: usize = 500;

/// One page of a list. `next_cursor` continues it; absent at the end.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next_cursor: Option<String>,
}

/// Where a list starts and how long a page is.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Entries per page, 1 to 200; 50 unless given.
    #[param(minimum = 1, maximum = 200)]
    #[serde(default, deserialize_with = "page_limit")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[param(max_length = 500)]
    #[serde(default, deserialize_with = "page_cursor")]
    pub cursor: Option<String>,
    /// Only entries whose name or code contains this text.
    pub q: Option<String>,
}

impl PageQuery {
    pub const LIMIT_DEFAULT: u32 = 50;
    pub const LIMIT_MAX: u32 = 200;

    pub fn limit(&self) -> i64 {
        i64::from(self.limit.unwrap_or(Self::LIMIT_DEFAULT).clamp(1, Self::LIMIT_MAX))
    }

    /// One row more than the page shows, to know whether another page follows.
    pub(crate) fn fetch(&self) -> i64 {
        self.limit() + 1
    }

    /// The two parts of the last row's sort key. A cursor that was not made here starts the list over.
    pub(crate) fn after(&self) -> Option<(String, String)> {
        let (first, second) = self.cursor.as_deref()?.rsplit_once('~')?;
        Some((first.to_owned(), second.to_owned()))
    }

    // Where the page begins, as a bound that every row of the list lies behind when there is no cursor. A condition that is there only with
    // a cursor (`$2 IS NULL OR …`) is no condition an index can be asked by: the plan that serves both reads the list from its beginning.

    /// A list by name.
    pub(crate) fn after_name(&self) -> (String, Uuid) {
        let key = |(name, id): (String, String)| Some((name, Uuid::parse_str(&id).ok()?));
        self.after().and_then(key).unwrap_or((String::new(), Uuid::nil()))
    }

    /// A list by number or place.
    pub(crate) fn after_place(&self) -> (i32, Uuid) {
        let key = |(place, id): (String, String)| Some((place.parse().ok()?, Uuid::parse_str(&id).ok()?));
        self.after().and_then(key).unwrap_or((i32::MIN, Uuid::nil()))
    }

    /// A list of the newest by date. No row is of the last day of time.
    pub(crate) fn before_day(&self) -> (Date, Uuid) {
        let key = |(day, id): (String, String)| Some((parse_date(&day)?, Uuid::parse_str(&id).ok()?));
        self.after().and_then(key).unwrap_or((Date::MAX, Uuid::max()))
    }

    /// A list of the newest by id.
    pub(crate) fn before_id(&self) -> Uuid {
        self.after().and_then(|(_, id)| Uuid::parse_str(&id).ok()).unwrap_or(Uuid::max())
    }

    /// A pattern for `ILIKE` that takes the text literally. Asked for as `CASE WHEN $1 IS NULL THEN true ELSE … END`: of `$1 IS NULL OR …`
    /// the planner expects one row in seventy, and then gathers and sorts the whole list for one page.
    pub(crate) fn pattern(&self) -> Option<String> {
        let text = self.q.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let literal: String = text
            .chars()
            .take(100)
            .flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] })
            .collect();
        Some(format!("%{literal}%"))
    }
}

/// A longer page than there is would silently be another page than was asked for: refused, with the range. Query strings hold texts.
pub(crate) fn page_limit<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<u32>, D::Error> {
    let Some(text) = Option::<String>::deserialize(reader)? else { return Ok(None) };
    match text.parse() {
        Ok(limit @ 1..=PageQuery::LIMIT_MAX) => Ok(Some(limit)),
        _ => Err(D::Error::custom(format!("limit must be 1 to {}", PageQuery::LIMIT_MAX))),
    }
}

pub(crate) fn page_cursor<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<String>, D::Error> {
    let cursor = Option::<String>::deserialize(reader)?;
    if cursor.as_ref().is_some_and(|cursor| cursor.len() > CURSOR_BYTES_MAX) {
        return Err(D::Error::custom("cursor must be the next_cursor of the page before"));
    }
    Ok(cursor)
}

impl<T> Page<T> {
    /// Cuts the row too many off, and makes the cursor out of the last row shown.
    pub(crate) fn cut(mut rows: Vec<T>, query: &PageQuery, key: impl Fn(&T) -> (String, String)) -> Page<T> {
        let limit = usize::try_from(query.limit()).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor =
            rows.last().filter(|_| more).map(key).map(|(first, second)| format!("{first}~{second}"));
        Page { items: rows, next_cursor }
    }

    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next_cursor: self.next_cursor }
    }
}

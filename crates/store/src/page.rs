use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
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

    /// A pattern for `ILIKE` that takes the text literally.
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

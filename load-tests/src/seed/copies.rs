//! Copies of the one firm there is: its rows are read once as text, and written again for every copy with other ids.
//!
//! An id of a copy is the model's with its time moved back by as many hours as the copy has a number, and its last bits changed: ids stay in the
//! order in which things were made, no two are the same because the model was made in less than an hour, and the same seed gives the same.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{StreamExt, future};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{Error, Plan};

/// Written to the database at a time.
const PORTION: usize = 1 << 20;
/// Connections that write; one core is the other end of one.
const WRITERS: usize = 2;
const HOUR_MS: u64 = 3_600_000;
const ID_LENGTH: usize = 36;
/// The audit log is a chain of hashes over ids, so a copy cannot have the model's; it begins with the copy's first own act. What a request was
/// answered is nobody's but its sender's.
const NOT_COPIED: &str = "relname LIKE 'audit\\_%' OR relname = 'idempotency'";
/// Beside everything in the schemas of firms and copros.
const ALSO: &str = "'identity.users', 'quota.firm_plans'";

#[derive(Clone, Copy, Debug)]
pub enum Progress {
    Model { copros: usize, of: usize },
    Copying { rows: u64, of: u64 },
    Settling,
}

/// The rows of one table, and where they differ from copy to copy.
struct Rows {
    /// `schema.table (columns)`.
    into: String,
    text: Vec<u8>,
    marks: Vec<(usize, Mark)>,
    count: u64,
}

enum Mark {
    Id(u128),
    /// Here a copy writes `-` and its number.
    Number,
}

/// Writes the copies of all tables and says how many rows there were.
pub async fn copy(owner_url: &str, plan: &Plan, told: &mut impl FnMut(Progress)) -> Result<u64, Error> {
    let mut owner = PgConnection::connect(owner_url).await?;
    let names = names(&mut owner).await?;
    let mut tables = Vec::new();
    for into in layout(&mut owner).await? {
        let text = read(&mut owner, &into).await?;
        tables.push(Rows::marked(into, text, &names));
    }
    tables.retain(|table| table.count > 0);
    tables.sort_by_key(|table| std::cmp::Reverse(table.text.len()));
    let copies = plan.firms().saturating_sub(1) as u64;
    let of = tables.iter().map(|table| table.count).sum::<u64>() * copies;
    let (written, next) = (AtomicU64::new(0), AtomicUsize::new(0));
    let writers = (0..WRITERS).map(|_| writer(owner_url, &tables, copies, plan.seed, &next, &written));
    let mut writing = std::pin::pin!(future::try_join_all(writers));
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            ended = &mut writing => break ended.map(drop)?,
            _ = clock.tick() => told(Progress::Copying { rows: written.load(Ordering::Relaxed), of }),
        }
    }
    told(Progress::Copying { rows: of, of });
    Ok(of)
}

/// Takes table after table until none is left.
async fn writer(
    url: &str,
    tables: &[Rows],
    copies: u64,
    seed: u64,
    next: &AtomicUsize,
    written: &AtomicU64,
) -> Result<(), Error> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::query("SET session_replication_role = replica").execute(&mut connection).await?;
    while let Some(table) = tables.get(next.fetch_add(1, Ordering::Relaxed)) {
        let statement = format!("COPY {} FROM STDIN", table.into);
        let mut sink = connection.copy_in_raw(&statement).await?;
        let mut portion = Vec::with_capacity(PORTION + 4096);
        // The oldest first, as they would have come.
        for number in (1..=copies).rev() {
            table.write(number, seed, &mut portion);
            written.fetch_add(table.count, Ordering::Relaxed);
            if portion.len() >= PORTION {
                sink.send(portion.as_slice()).await?;
                portion.clear();
            }
        }
        sink.send(portion.as_slice()).await?;
        sink.finish().await?;
    }
    Ok(())
}

/// Every table whose rows a firm or its copros have, with its columns.
async fn layout(owner: &mut PgConnection) -> Result<Vec<String>, Error> {
    let statement = format!(
        "SELECT format('%I.%I (%s)', n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND (n.nspname IN ('tenant', 'firm') OR n.nspname || '.' || c.relname IN ({ALSO})) AND NOT ({NOT_COPIED})
          GROUP BY n.nspname, c.relname ORDER BY 1"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(statement)).fetch_all(owner).await?)
}

/// Whole columns that are unique beyond one firm without being an id, and the firm's name: a copy adds its number.
async fn names(owner: &mut PgConnection) -> Result<BTreeSet<String>, Error> {
    let found = sqlx::query_scalar(
        "SELECT slug FROM firm.copros UNION SELECT email FROM identity.users UNION SELECT name FROM firm.firms",
    );
    Ok(found.fetch_all(owner).await?.into_iter().collect())
}

async fn read(owner: &mut PgConnection, into: &str) -> Result<Vec<u8>, Error> {
    let (table, columns) = into.split_once(' ').ok_or("a table has columns")?;
    let columns = columns.trim_start_matches('(').trim_end_matches(')');
    let statement = format!("COPY (SELECT {columns} FROM {table}) TO STDOUT");
    let mut text = Vec::new();
    let mut stream = owner.copy_out_raw(&statement).await?;
    while let Some(part) = stream.next().await {
        text.extend_from_slice(&part?);
    }
    Ok(text)
}

impl Rows {
    fn marked(into: String, text: Vec<u8>, names: &BTreeSet<String>) -> Rows {
        let mut marks = Vec::new();
        let mut begins = 0;
        while begins < text.len() {
            let length = text[begins..].iter().position(|byte| matches!(byte, b'\t' | b'\n'));
            let ends = length.map_or(text.len(), |length| begins + length);
            mark(&text, begins, ends, names, &mut marks);
            begins = ends + 1;
        }
        let count = text.iter().filter(|&&byte| byte == b'\n').count() as u64;
        Rows { into, text, marks, count }
    }

    fn write(&self, number: u64, seed: u64, out: &mut Vec<u8>) {
        let mut from = 0;
        for (at, mark) in &self.marks {
            out.extend_from_slice(&self.text[from..*at]);
            from = *at;
            match mark {
                Mark::Id(id) => {
                    let moved = uuid::Uuid::from_u128(moved(*id, number, seed));
                    out.extend_from_slice(moved.as_hyphenated().encode_lower(&mut [0; ID_LENGTH]).as_bytes());
                    from += ID_LENGTH;
                }
                Mark::Number => out.extend_from_slice(format!("-{number}").as_bytes()),
            }
        }
        out.extend_from_slice(&self.text[from..]);
    }
}

/// Notes what one column has that a copy must change: ids wherever they stand, also inside keys and JSON.
fn mark(text: &[u8], begins: usize, ends: usize, names: &BTreeSet<String>, marks: &mut Vec<(usize, Mark)>) {
    let column = &text[begins..ends];
    if let Some(name) = std::str::from_utf8(column).ok().filter(|name| names.contains(*name)) {
        // An address gets its number before the at sign.
        marks.push((begins + name.find('@').unwrap_or(name.len()), Mark::Number));
        return;
    }
    let mut at = 0;
    while at + ID_LENGTH <= column.len() {
        match id(&column[at..at + ID_LENGTH]) {
            Some(id) => {
                marks.push((begins + at, Mark::Id(id)));
                at += ID_LENGTH;
            }
            None => at += 1,
        }
    }
}

fn id(text: &[u8]) -> Option<u128> {
    // The dashes first: most text is refused by one look.
    if text[8] != b'-' || text[13] != b'-' {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    uuid::Uuid::try_parse(text).ok().map(|id| id.as_u128())
}

fn moved(id: u128, number: u64, seed: u64) -> u128 {
    let (time, rest) = ((id >> 80) as u64, id & ((1 << 80) - 1));
    let moved = time.wrapping_sub(number.wrapping_mul(HOUR_MS)) & 0xffff_ffff_ffff;
    let noise = fastrand::Rng::with_seed(seed ^ number.rotate_left(32)).u32(..);
    (u128::from(moved) << 80) | (rest ^ u128::from(noise))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

    #[test]
    fn ids_are_changed_wherever_they_stand_and_names_get_a_number() {
        let text = format!("{ID}\ttilleuls-x7\t{{\"of\": \"{ID}\"}}\tplain\nlot:{ID}\ta@b.example\t\\N\tx\n");
        let names = ["tilleuls-x7", "a@b.example"].map(str::to_owned).into();
        let rows = Rows::marked("t (a)".to_owned(), text.clone().into_bytes(), &names);
        assert_eq!((rows.count, rows.marks.len()), (2, 5));
        let mut out = Vec::new();
        rows.write(3, 1, &mut out);
        let copy = String::from_utf8(out).expect("text");
        let other = uuid::Uuid::from_u128(moved(uuid::Uuid::parse_str(ID).expect("an id").as_u128(), 3, 1))
            .to_string();
        let meant = text.replace(ID, &other).replace("tilleuls-x7", "tilleuls-x7-3").replace("a@b", "a-3@b");
        assert_eq!(copy, meant);
        assert_ne!(other, ID);
    }

    #[test]
    fn the_same_seed_gives_the_same_ids_in_the_order_of_the_model() {
        let model: u128 = uuid::Uuid::parse_str(ID).expect("an id").as_u128();
        assert_eq!(moved(model, 5, 1), moved(model, 5, 1));
        assert_ne!(moved(model, 5, 1), moved(model, 5, 2));
        assert!(moved(model, 2, 1) < moved(model, 1, 1) && moved(model, 1, 1) < model);
        assert!(moved(model, 7, 1) < moved(model + (1 << 40), 7, 1));
        let version = uuid::Uuid::from_u128(moved(model, 9, 1)).get_version_num();
        assert_eq!(version, 7);
    }
}

//! What PostgreSQL answered, read without copying what need not be kept.

use bytes::Bytes;
use postgres_protocol::message::backend::Header;
use postgres_protocol::types;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::Column;
use super::line::Fault;

/// PostgreSQL counts from here.
const EPOCH: Date = time::macros::date!(2000 - 01 - 01);
/// Tag and length.
const HEADER: usize = 5;

type Outcome<T> = std::result::Result<T, sqlx::Error>;

/// The rows of every step of a group.
pub struct Reply {
    /// Bodies of rows, and of which step each is.
    rows: Vec<(usize, Bytes)>,
}

impl Reply {
    /// Reads all messages up to the end of a group of `steps`.
    pub(super) fn read(mut sent: Bytes, steps: usize) -> Outcome<Reply> {
        let mut rows = Vec::new();
        let mut step = 0;
        while let Some(header) = Header::parse(&sent).map_err(sqlx::Error::Io)? {
            let message = sent.split_to(length(header).min(sent.len()));
            match header.tag() {
                b'D' => rows.push((step, message.slice(HEADER + 2..))),
                b'C' => step += 1,
                b'E' => return Err(Fault::read(&message).into()),
                _ => {}
            }
        }
        if step != steps {
            return Err(protocol(format!("{step} answers to {steps} statements")));
        }
        Ok(Reply { rows })
    }

    /// The first row of a step, as it came.
    pub(crate) fn raw(&self, step: usize) -> Option<&Bytes> {
        self.rows.iter().find(|(of, _)| *of == step).map(|(_, row)| row)
    }

    pub(crate) fn rows<R: WireRow>(&self, step: usize) -> Outcome<Vec<R>> {
        self.rows.iter().filter(|(of, _)| *of == step).map(|(_, row)| read_row(row)).collect()
    }
}

/// Whole length of a message. A header that says otherwise was refused when it was parsed.
pub(super) fn length(header: Header) -> usize {
    usize::try_from(header.len()).unwrap_or(0) + 1
}

pub(crate) fn read_row<R: WireRow>(row: &[u8]) -> Outcome<R> {
    R::read(&mut Fields(row))
}

/// The fields of a row that have not been read yet.
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn of(row: &'a [u8]) -> Fields<'a> {
        Fields(row)
    }

    /// The next field is NULL, or there is none.
    pub(crate) fn is_null(&self) -> bool {
        self.0.first_chunk::<4>().is_none_or(|length| i32::from_be_bytes(*length) < 0)
    }

    pub(crate) fn next<T: FromField>(&mut self) -> Outcome<T> {
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or_else(short)?;
        match usize::try_from(i32::from_be_bytes(*length)) {
            // -1: NULL.
            Err(_) => {
                self.0 = rest;
                T::read(None)
            }
            Ok(length) => {
                let (field, rest) = rest.split_at_checked(length).ok_or_else(short)?;
                self.0 = rest;
                T::read(Some(field))
            }
        }
    }
}

/// A row, read in the order of its columns.
pub(crate) trait WireRow: Sized {
    /// Several lists where rows are made of rows.
    const COLUMNS: &'static [&'static [Column]];
    fn read(fields: &mut Fields<'_>) -> Outcome<Self>;
}

/// Makes a struct a row: its fields, in the order of the columns of the statements that are read into it.
macro_rules! wire_row {
    ($row:ty { $($field:ident: $type:ty),* $(,)? }) => {
        impl $crate::wire::WireRow for $row {
            const COLUMNS: &'static [&'static [$crate::wire::Column]] = &[&[$($crate::wire::Column {
                name: stringify!($field),
                types: <$type as $crate::wire::FromField>::TYPES,
            }),*]];
            fn read(fields: &mut $crate::wire::Fields<'_>) -> std::result::Result<Self, sqlx::Error> {
                Ok(Self { $($field: fields.next::<$type>()?),* })
            }
        }
    };
}
pub(crate) use wire_row;

/// A value of a column, in PostgreSQL's binary format.
pub(crate) trait FromField: Sized {
    /// The numbers of the types that it is read from (`pg_type.oid`).
    const TYPES: &'static [u32];
    fn read(field: Option<&[u8]>) -> Outcome<Self>;
}

/// Nothing is read of it.
impl WireRow for () {
    const COLUMNS: &'static [&'static [Column]] = &[];
    fn read(_: &mut Fields<'_>) -> Outcome<()> {
        Ok(())
    }
}

impl<T: FromField> FromField for Option<T> {
    const TYPES: &'static [u32] = T::TYPES;
    fn read(field: Option<&[u8]>) -> Outcome<Self> {
        field.map(|field| T::read(Some(field))).transpose()
    }
}

macro_rules! from_field {
    ($type:ty, $oids:expr, |$field:ident| $read:expr) => {
        impl FromField for $type {
            const TYPES: &'static [u32] = &$oids;
            fn read(field: Option<&[u8]>) -> Outcome<Self> {
                let $field = field.ok_or_else(|| protocol("NULL where there is none".to_owned()))?;
                $read.map_err(|error: Box<dyn std::error::Error + Send + Sync>| sqlx::Error::Decode(error))
            }
        }
    };
}

from_field!(bool, [16], |field| types::bool_from_sql(field));
from_field!(i64, [20], |field| types::int8_from_sql(field));
from_field!(i16, [21], |field| types::int2_from_sql(field));
from_field!(i32, [23], |field| types::int4_from_sql(field));
// text, bpchar, varchar
from_field!(String, [25, 1042, 1043], |field| types::text_from_sql(field).map(str::to_owned));
from_field!(Uuid, [2950], |field| types::uuid_from_sql(field).map(Uuid::from_bytes));
from_field!(Date, [1082], |field| types::date_from_sql(field)
    .and_then(|days| EPOCH.checked_add(Duration::days(days.into())).ok_or_else(|| "no such day".into())));
from_field!(OffsetDateTime, [1184], |field| types::timestamp_from_sql(field).and_then(|micros| EPOCH
    .midnight()
    .assume_utc()
    .checked_add(Duration::microseconds(micros))
    .ok_or_else(|| "no such moment".into())));
from_field!(Vec<String>, [1009], |field| elements(field, |one| types::text_from_sql(one).map(str::to_owned)));
from_field!(Vec<Uuid>, [2951], |field| elements(field, |one| types::uuid_from_sql(one)
    .map(Uuid::from_bytes)));

type Read<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn elements<T>(field: &[u8], read: impl Fn(&[u8]) -> Read<T>) -> Read<Vec<T>> {
    use postgres_protocol::types::ArrayValues;
    let array = types::array_from_sql(field)?;
    let mut values: ArrayValues<'_> = array.values();
    let mut all = Vec::new();
    while let Some(value) = fallible_iterator::FallibleIterator::next(&mut values)? {
        all.push(read(value.ok_or("NULL in an array")?)?);
    }
    Ok(all)
}

/// Days since PostgreSQL's epoch.
pub(super) fn days(date: Date) -> i32 {
    date.to_julian_day() - EPOCH.to_julian_day()
}

fn short() -> sqlx::Error {
    protocol("a row is shorter than its columns".to_owned())
}

pub(super) fn protocol(fault: String) -> sqlx::Error {
    sqlx::Error::Protocol(fault)
}

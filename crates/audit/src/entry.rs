//! What an entry is, and what it hashes to.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Scope;

/// SHA-256.
pub type Hash = [u8; 32];

/// Names the way fields are put together; a change of it would be another number.
const FORMAT: &[u8] = b"koprogo-audit-1";

/// What one statement did to one table, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    /// Microseconds since 1970, UTC.
    pub at_micros: i64,
    pub actor: String,
    pub action: String,
    pub request_id: String,
    pub object: String,
    pub verb: String,
    pub count: i32,
    /// Texts of JSON, exactly as hashed.
    pub rows: Vec<String>,
    pub content_hash: Vec<u8>,
}

/// One place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub seq: i64,
    pub entry_id: Uuid,
    pub prev: Vec<u8>,
    pub hash: Vec<u8>,
}

/// The hash that a blanked row left. In the one way in which the database writes it: another spelling of the same would be a change that
/// no hash shows.
pub fn erased(row: &str) -> Option<Hash> {
    let digits = row.strip_prefix("{\"erased\": \"")?.strip_suffix("\"}")?;
    unhex(digits).filter(|hash| hex(hash) == digits)
}

/// Of a row as it stands, or as it stood before it was blanked.
pub fn row_hash(row: &str) -> Hash {
    erased(row).unwrap_or_else(|| Sha256::digest(row).into())
}

pub fn content_hash(rows: &[String]) -> Hash {
    let hasher = rows.iter().fold(Sha256::new(), |hasher, row| hasher.chain_update(row_hash(row)));
    hasher.finalize().into()
}

/// What the link at `seq` must be, given the one before.
pub fn link_hash(scope: Scope, seq: i64, prev: &[u8], entry: &Entry) -> Hash {
    let (at, count) = (entry.at_micros.to_string(), entry.count.to_string());
    let (scope_id, seq, id) = (scope.id.to_string(), seq.to_string(), entry.id.to_string());
    let fields: [&[u8]; 14] = [
        FORMAT,
        scope.kind.as_str().as_bytes(),
        scope_id.as_bytes(),
        seq.as_bytes(),
        prev,
        id.as_bytes(),
        at.as_bytes(),
        entry.actor.as_bytes(),
        entry.action.as_bytes(),
        entry.request_id.as_bytes(),
        entry.object.as_bytes(),
        entry.verb.as_bytes(),
        count.as_bytes(),
        &entry.content_hash,
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        // A length that does not fit would be four gigabytes of text.
        hasher.update(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().into()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<Hash> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut hash = Hash::default();
    for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blanked_row_keeps_the_hash_of_what_it_was() {
        let row = r#"{"id": "7", "salt": "x", "after": {"name": "Lierre"}, "before": null}"#.to_owned();
        let blanked = format!(r#"{{"erased": "{}"}}"#, hex(&row_hash(&row)));
        assert_eq!(content_hash(&[row.clone(), "b".into()]), content_hash(&[blanked, "b".into()]));
        assert_ne!(content_hash(&[row]), content_hash(&["other".into()]));
    }

    #[test]
    fn what_only_looks_blanked_is_hashed_as_it_stands() {
        let digits = hex(&row_hash("a row"));
        let others = [
            "{\"erased\": \"ab\"}".to_owned(),
            "{\"erased\": 3}".to_owned(),
            format!("{{\"erased\": \"{digits}\", \"id\": 1}}"),
            format!("{{\"erased\": \"{digits}\"}} "),
            format!("{{\"erased\":\"{digits}\"}}"),
            format!("{{\"erased\": \"{}\"}}", digits.to_uppercase()),
        ];
        for row in others {
            assert_eq!(row_hash(&row), <Hash>::from(Sha256::digest(&row)), "{row}");
        }
    }
}

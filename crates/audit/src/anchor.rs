//! The ends of chains, written down where the database cannot reach: small files that are only ever added, each signed and each naming the
//! hash of the one before.

use std::collections::BTreeMap;

use access::Keys;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::entry::{Hash, hex, unhex};
use crate::{Finding, Kind, Scope};

/// Where each chain ended, anchor by anchor.
pub type Ends = BTreeMap<Scope, Vec<(i64, Hash)>>;

/// The purpose of the key that signs.
const PURPOSE: &str = "audit anchors";

/// Where one chain ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub kind: Kind,
    pub id: Uuid,
    pub seq: i64,
    /// Hexadecimal, as everything in an anchor.
    pub hash: String,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub number: u64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// SHA-256 of the file before, zeros for the first.
    pub previous: String,
    pub ends: Vec<End>,
    /// HMAC-SHA256 of the anchor without this field.
    pub signature: String,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AnchorError {
    #[error("it is no anchor")]
    Unreadable,
    #[error("its signature is not ours")]
    Forged,
}

impl Anchor {
    /// Signs the ends of chains, as the file after the one with hash `previous`.
    pub fn sign(keys: &Keys, number: u64, at: OffsetDateTime, previous: &Hash, ends: Vec<End>) -> Anchor {
        let mut anchor = Anchor { number, at, previous: hex(previous), ends, signature: String::new() };
        anchor.signature = hex(&keys.sign(PURPOSE, &[&anchor.unsigned()]));
        anchor
    }

    pub fn parse(content: &[u8]) -> Result<Anchor, AnchorError> {
        serde_json::from_slice(content).map_err(|_| AnchorError::Unreadable)
    }

    pub fn verify(&self, keys: &Keys) -> Result<(), AnchorError> {
        let signature = unhex(&self.signature).ok_or(AnchorError::Forged)?;
        if keys.verify(PURPOSE, &[&self.unsigned()], &signature) { Ok(()) } else { Err(AnchorError::Forged) }
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub fn hash_of(content: &[u8]) -> Hash {
        Sha256::digest(content).into()
    }

    fn unsigned(&self) -> Vec<u8> {
        Anchor { signature: String::new(), ..self.clone() }.to_bytes()
    }
}

/// All files in order, on the way.
pub struct Anchors<'a> {
    /// Without keys, signatures are not checked.
    keys: Option<&'a Keys>,
    number: u64,
    hash: Hash,
    last: Option<Anchor>,
    ends: Ends,
    findings: Vec<Finding>,
}

impl<'a> Anchors<'a> {
    pub fn new(keys: Option<&'a Keys>) -> Anchors<'a> {
        let ends = BTreeMap::new();
        Anchors { keys, number: 0, hash: Hash::default(), last: None, ends, findings: Vec::new() }
    }

    /// The last file handed in.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next file, by the number in its name.
    pub fn file(&mut self, number: u64, content: &[u8]) {
        if number != self.number + 1 {
            self.note(format!("number {} is missing before {number}", self.number + 1));
        }
        match Anchor::parse(content) {
            Err(error) => self.note(format!("{number}: {error}")),
            Ok(anchor) => {
                if anchor.number != number {
                    self.note(format!("{number} calls itself {}", anchor.number));
                }
                if unhex(&anchor.previous) != Some(self.hash) {
                    self.note(format!("{number} does not follow on the file before it"));
                }
                for end in &anchor.ends {
                    let scope = Scope { kind: end.kind, id: end.id };
                    let hash = unhex(&end.hash).unwrap_or_default();
                    self.ends.entry(scope).or_default().push((end.seq, hash));
                }
                self.last = Some(anchor);
            }
        }
        self.number = number;
        self.hash = Anchor::hash_of(content);
    }

    /// Ends by chain, and what is wrong with the files themselves. Each file vouches for all before it, so that only the last has to bear
    /// a signature of today's secrets. `kept`: the last file by number and hash, as the database remembers it.
    pub fn finish(mut self, kept: Option<(i64, &[u8])>) -> (u64, Ends, Vec<Finding>) {
        if let (Some(keys), Some(last)) = (self.keys, &self.last)
            && let Err(error) = last.verify(keys)
        {
            let number = last.number;
            self.note(format!("{number}: {error}"));
        }
        match kept.map(|(number, hash)| (u64::try_from(number).unwrap_or(0), hash)) {
            Some((number, _)) if number > self.number => {
                self.note(format!("the files end at {}, and should reach {number}", self.number));
            }
            Some((number, hash)) if number > 0 && number == self.number && hash != self.hash => {
                self.note(format!("{number} is not the file that was written"));
            }
            _ => {}
        }
        (self.number, self.ends, self.findings)
    }

    fn note(&mut self, what: String) {
        self.findings.push(Finding { scope: None, seq: None, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(letter: &str) -> Keys {
        Keys::new(&letter.repeat(32).into(), None).expect("long enough")
    }

    fn files(count: u64) -> Vec<Vec<u8>> {
        let mut hash = Hash::default();
        let one = |number| {
            let end = End { kind: Kind::Firm, id: Uuid::nil(), seq: 1, hash: hex(&Hash::default()) };
            let file =
                Anchor::sign(&keys("k"), number, OffsetDateTime::UNIX_EPOCH, &hash, vec![end]).to_bytes();
            hash = Anchor::hash_of(&file);
            file
        };
        (1..=count).map(one).collect()
    }

    fn findings(files: &[Vec<u8>], keys: &Keys, kept: Option<(i64, &[u8])>) -> usize {
        let mut anchors = Anchors::new(Some(keys));
        files.iter().zip(1..).for_each(|(file, number)| anchors.file(number, file));
        anchors.finish(kept).2.len()
    }

    #[test]
    fn a_series_holds_together() {
        let good = files(3);
        let last = Anchor::hash_of(&good[2]);
        assert_eq!(findings(&good, &keys("k"), Some((3, &last))), 0);
        assert_eq!(findings(&good, &keys("other"), None), 1, "another secret signed the last one");
        assert_eq!(findings(&good[..2], &keys("k"), Some((3, &last))), 1, "the last file is gone");
        let mut swapped = good.clone();
        swapped.swap(0, 1);
        assert!(findings(&swapped, &keys("k"), None) > 0);
        for place in 0..3 {
            let mut edited = good.clone();
            edited[place] = String::from_utf8(edited[place].clone())
                .expect("text")
                .replace("\"seq\":1", "\"seq\":2")
                .into();
            assert!(findings(&edited, &keys("k"), Some((3, &last))) > 0, "file {place}");
        }
    }
}

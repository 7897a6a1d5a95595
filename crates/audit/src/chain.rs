//! Goes along one chain, link by link.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use uuid::Uuid;

use crate::entry::{Entry, Hash, Link, content_hash, erased, link_hash};
use crate::{Finding, Scope};

/// Findings told per chain: after a cut everything is wrong, and saying so a million times helps nobody.
const FINDINGS_MAX: usize = 20;
const ERASED_FROM: &str = "audit_entries";

/// What an erasure says it blanked.
#[derive(Deserialize)]
struct Note {
    entry: Uuid,
    rows: Vec<usize>,
}

/// What a row says about how many rows its table holds.
#[derive(Deserialize)]
struct Sides {
    #[serde(default)]
    before: Option<serde_json::Value>,
    #[serde(default)]
    after: Option<serde_json::Value>,
}

/// What an entry says now, to find out from elsewhere what it said before.
fn reads(entry: &Entry) -> String {
    let Entry { actor, action, object, verb, count, .. } = entry;
    format!("it now reads: {actor}, {action}, {verb} of {count} in {object}")
}

/// A chain on the way. Hand in every link in order, then [`ChainCheck::finish`].
pub struct ChainCheck {
    scope: Scope,
    seq: i64,
    hash: Vec<u8>,
    /// Points written down outside, in order, not reached yet.
    anchored: std::iter::Peekable<std::vec::IntoIter<(i64, Hash)>>,
    blanked: BTreeMap<(Uuid, usize), i64>,
    answered: BTreeSet<(Uuid, usize)>,
    rows: BTreeMap<String, i64>,
    findings: Vec<Finding>,
    more: usize,
}

/// What a chain says when one has reached its end.
pub struct Checked {
    pub entries: i64,
    pub blanked: usize,
    /// Rows that each table must hold now: what was inserted less what was deleted.
    pub rows: BTreeMap<String, i64>,
    pub findings: Vec<Finding>,
}

impl ChainCheck {
    /// `anchored`: the ends of this chain that anchors have written down.
    pub fn new(scope: Scope, mut anchored: Vec<(i64, Hash)>) -> ChainCheck {
        anchored.sort_unstable();
        anchored.dedup();
        ChainCheck {
            scope,
            seq: 0,
            hash: vec![0; 32],
            anchored: anchored.into_iter().peekable(),
            blanked: BTreeMap::new(),
            answered: BTreeSet::new(),
            rows: BTreeMap::new(),
            findings: Vec::new(),
            more: 0,
        }
    }

    /// The next link by its number, with the entry it names if that exists.
    pub fn link(&mut self, link: &Link, entry: Option<&Entry>) {
        if link.seq != self.seq + 1 {
            let what = match link.seq - self.seq - 1 {
                1 => format!("number {} is missing", self.seq + 1),
                n => format!("numbers {} to {} are missing ({n})", self.seq + 1, link.seq - 1),
            };
            self.note(Some(link.seq), what);
        }
        if link.prev != self.hash {
            self.note(Some(link.seq), "does not follow on what stands before it".to_owned());
        }
        match entry {
            None => self.note(Some(link.seq), format!("its entry {} is gone", link.entry_id)),
            Some(entry) => self.entry(link, entry),
        }
        while let Some((_, hash)) = self.anchored.next_if(|(seq, _)| *seq <= link.seq) {
            // Several anchors of one number would all have to be right; a number that was skipped is a finding already.
            if hash.as_slice() != link.hash {
                self.note(Some(link.seq), "is not what was written down outside the database".to_owned());
            }
        }
        self.seq = link.seq;
        self.hash.clone_from(&link.hash);
    }

    fn entry(&mut self, link: &Link, entry: &Entry) {
        if content_hash(&entry.rows).as_slice() != entry.content_hash {
            self.note(
                Some(link.seq),
                format!("the rows of entry {} were changed; {}", entry.id, reads(entry)),
            );
        }
        if link_hash(self.scope, link.seq, &link.prev, entry).as_slice() != link.hash {
            self.note(
                Some(link.seq),
                format!("entry {} or its place was changed; {}", entry.id, reads(entry)),
            );
        }
        for (place, _) in entry.rows.iter().enumerate().filter(|(_, row)| erased(row).is_some()) {
            self.blanked.insert((entry.id, place + 1), link.seq);
        }
        match entry.verb.as_str() {
            "erase" if entry.object == ERASED_FROM => self.erasure(entry),
            "insert" => self.counts(&entry.object, i64::from(entry.count)),
            "delete" => self.counts(&entry.object, -i64::from(entry.count)),
            _ => self.moved(entry),
        }
    }

    fn erasure(&mut self, entry: &Entry) {
        for note in entry.rows.iter().filter_map(|row| serde_json::from_str::<Note>(row).ok()) {
            self.answered.extend(note.rows.into_iter().map(|row| (note.entry, row)));
        }
    }

    /// A row whose key changed, or that moved to another scope, has one side only.
    fn moved(&mut self, entry: &Entry) {
        let one_sided = |row: &&String| row.contains("\"before\": null") || row.contains("\"after\": null");
        for row in entry.rows.iter().filter(one_sided) {
            let Ok(sides) = serde_json::from_str::<Sides>(row) else { continue };
            self.counts(&entry.object, i64::from(sides.after.is_some()) - i64::from(sides.before.is_some()));
        }
    }

    fn counts(&mut self, table: &str, more: i64) {
        match self.rows.get_mut(table) {
            Some(rows) => *rows += more,
            None => drop(self.rows.insert(table.to_owned(), more)),
        }
    }

    fn note(&mut self, seq: Option<i64>, what: String) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { scope: Some(self.scope), seq, what });
        } else {
            self.more += 1;
        }
    }

    /// `head`: where the database says that the chain ends. `loose`: entries that no link names.
    pub fn finish(mut self, head: Option<(i64, &[u8])>, loose: &[Uuid]) -> Checked {
        match head {
            None if self.seq > 0 => self.note(None, "the end of its chain is not kept any more".to_owned()),
            Some((seq, _)) if seq != self.seq => {
                self.note(Some(self.seq), format!("the chain ends here, and should end at {seq}"));
            }
            Some((seq, hash)) if seq > 0 && hash != self.hash => {
                self.note(Some(seq), "the end of the chain is another one".to_owned());
            }
            _ => {}
        }
        let beyond: Vec<i64> = self.anchored.by_ref().map(|(seq, _)| seq).collect();
        if let Some(last) = beyond.last() {
            let what =
                format!("the chain ends at {}, but {last} was written down outside the database", self.seq);
            self.note(Some(self.seq), what);
        }
        for id in loose {
            self.note(None, format!("entry {id} stands in no chain"));
        }
        let unanswered: BTreeSet<i64> = self
            .blanked
            .iter()
            .filter(|(row, _)| !self.answered.contains(row))
            .map(|(_, seq)| *seq)
            .collect();
        for seq in unanswered {
            self.note(Some(seq), "was blanked, and no erasure answers for it".to_owned());
        }
        if self.more > 0 {
            let what = format!("and {} findings more", self.more);
            self.findings.push(Finding { scope: Some(self.scope), seq: None, what });
        }
        Checked { entries: self.seq, blanked: self.blanked.len(), rows: self.rows, findings: self.findings }
    }
}

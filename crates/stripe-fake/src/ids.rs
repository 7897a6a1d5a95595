//! Ids that look like Stripe's and are the same in every run.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

#[derive(Debug, Serialize, Deserialize)]
pub struct Ids {
    seed: u64,
    made: u64,
}

impl Ids {
    pub fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    pub fn next(&mut self, prefix: &str) -> String {
        format!("{prefix}_{}", self.letters(24))
    }

    /// At most 32: a hash has no more.
    pub fn letters(&mut self, count: usize) -> String {
        self.made += 1;
        let hash = Sha256::new()
            .chain_update(self.seed.to_be_bytes())
            .chain_update(self.made.to_be_bytes())
            .finalize();
        hash.iter().take(count).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
    }
}

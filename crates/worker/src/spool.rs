//! An archive written to a temporary file by a thread of its own: compressing is work, and the pieces wait in a short queue, so that whoever
//! reads the database never runs ahead of the disk.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use documents::package::Package;
use sha2::{Digest, Sha256};
use store::leaving::transfers::BuiltPackage;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::JobError;

/// Pieces under way at a time; one is a batch of rows, a letter or a voucher.
const QUEUE: usize = 4;

enum Piece {
    Begin(String, bool),
    Write(Vec<u8>),
}

/// An archive being written.
pub struct Spool {
    pieces: mpsc::Sender<Piece>,
    writer: JoinHandle<Result<Spooled, JobError>>,
}

/// A complete archive in a temporary file without a name: gone when the file is closed.
pub struct Spooled {
    pub file: File,
    pub size_bytes: u64,
    pub sha256: [u8; 32],
}

impl Spooled {
    /// As it will lie in the file store under this build.
    pub fn built(&self, build: Uuid) -> BuiltPackage {
        let size_bytes = i64::try_from(self.size_bytes).unwrap_or(i64::MAX);
        BuiltPackage { build, size_bytes, sha256: self.sha256 }
    }
}

fn failed(error: impl std::fmt::Display) -> JobError {
    JobError::Spool(error.to_string())
}

impl Spool {
    pub fn open() -> Spool {
        let (pieces, mut queue) = mpsc::channel(QUEUE);
        let writer = tokio::task::spawn_blocking(move || {
            let mut package = Package::new(tempfile::tempfile().map_err(failed)?);
            while let Some(piece) = queue.blocking_recv() {
                match piece {
                    Piece::Begin(path, packed) => package.begin(&path, packed).map_err(failed)?,
                    Piece::Write(bytes) => package.write(&bytes).map_err(failed)?,
                }
            }
            measured(package.finish().map_err(failed)?)
        });
        Spool { pieces, writer }
    }

    /// Begins a file.
    pub async fn begin(&self, path: impl Into<String>, packed: bool) -> Result<(), JobError> {
        self.send(Piece::Begin(path.into(), packed)).await
    }

    /// A piece of the file that was begun last.
    pub async fn write(&self, bytes: Vec<u8>) -> Result<(), JobError> {
        self.send(Piece::Write(bytes)).await
    }

    async fn send(&self, piece: Piece) -> Result<(), JobError> {
        // The writer only ends early when it failed; `finish` tells how.
        self.pieces.send(piece).await.map_err(|_| failed("the archive cannot be written"))
    }

    pub async fn finish(self) -> Result<Spooled, JobError> {
        drop(self.pieces);
        self.writer.await.map_err(failed)?
    }
}

/// Size and checksum, read back from the file: the archive is written with jumps.
fn measured(mut file: File) -> Result<Spooled, JobError> {
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut sum = Sha256::new();
    let mut size_bytes = 0;
    let mut block = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut block).map_err(failed)?;
        if read == 0 {
            break;
        }
        sum.update(&block[..read]);
        size_bytes += u64::try_from(read).unwrap_or_default();
    }
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(Spooled { file, size_bytes, sha256: sum.finalize().into() })
}

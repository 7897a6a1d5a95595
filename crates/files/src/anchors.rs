//! Anchors of the audit log: small files beside the tenants', numbered from 1, that are only ever added. What is written once is never
//! written again: the store itself is asked to refuse it.

use bytes::Bytes;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};

use crate::{FileError, FileStore};

const FOLDER: &str = "anchors";
/// Files of one folder, so that none grows without end.
const FOLDER_FILES: u64 = 1000;

/// What became of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Now,
    /// A file of this number is there already, and stays as it is.
    Before,
}

impl FileStore {
    pub async fn anchor_add(&self, number: u64, content: Bytes) -> Result<Added, FileError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.objects.put_opts(&path(number), PutPayload::from_bytes(content), options).await {
            Ok(_) => Ok(Added::Now),
            Err(object_store::Error::AlreadyExists { .. }) => Ok(Added::Before),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn anchor(&self, number: u64) -> Result<Bytes, FileError> {
        let found = self.objects.get(&path(number)).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => FileError::Missing,
            error => FileError::Store(error),
        })?;
        Ok(found.bytes().await?)
    }

    /// The numbers of all anchors, in order.
    pub async fn anchor_numbers(&self) -> Result<Vec<u64>, FileError> {
        let top = self.objects.list_with_delimiter(Some(&Path::from(FOLDER))).await?;
        let mut numbers = Vec::new();
        for folder in top.common_prefixes {
            let listed = self.objects.list_with_delimiter(Some(&folder)).await?;
            let named = listed.objects.iter().filter_map(|object| object.location.filename());
            numbers.extend(named.filter_map(|name| name.strip_suffix(".json")?.parse::<u64>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }
}

fn path(number: u64) -> Path {
    Path::from(format!("{FOLDER}/{:09}/{number:012}.json", number / FOLDER_FILES))
}

#[cfg(test)]
mod tests {
    use crate::Place;

    use super::*;

    #[tokio::test]
    async fn an_anchor_is_written_once() {
        let directory = std::env::temp_dir().join(format!("files-test-anchors-{}", std::process::id()));
        let store = FileStore::open(&Place::Directory(directory.clone())).expect("opens");
        assert_eq!(store.anchor_numbers().await.expect("an empty list"), Vec::<u64>::new());
        for number in [1, 2, 1001] {
            assert_eq!(
                store.anchor_add(number, Bytes::from_static(b"first")).await.expect("writes"),
                Added::Now
            );
        }
        assert_eq!(store.anchor_add(2, Bytes::from_static(b"second")).await.expect("refuses"), Added::Before);
        assert_eq!(store.anchor(2).await.expect("reads"), "first");
        assert_eq!(store.anchor_numbers().await.expect("a list"), vec![1, 2, 1001]);
        assert!(matches!(store.anchor(3).await, Err(FileError::Missing)));
        std::fs::remove_dir_all(directory).expect("cleans up");
    }
}

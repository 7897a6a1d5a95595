//! The secret that a development server signs and seals with: drawn once, kept beside its database.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use access::token::Token;

use crate::cli::Failure;

/// Only its owner may read it; whoever can, can sign in as anybody.
const MODE: u32 = 0o600;

pub fn of(data: &Path) -> Result<String, Failure> {
    let path = data.join("auth.secret");
    let failed = |error: std::io::Error| Failure::Stopped(format!("{}: {error}", path.display()));
    match fs::read_to_string(&path) {
        Ok(secret) => Ok(secret.trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = Token::draw();
            create(&path).and_then(|mut file| file.write_all(secret.expose().as_bytes())).map_err(failed)?;
            Ok(secret.expose().to_owned())
        }
        Err(error) => Err(failed(error)),
    }
}

fn create(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(MODE).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_drawn_once_and_only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("koprogo-secret-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a directory");
        let drawn = of(&dir).expect("a secret");
        assert!(drawn.len() >= 32);
        assert_eq!(of(&dir).expect("the same"), drawn);
        let mode = fs::metadata(dir.join("auth.secret")).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, MODE);
        fs::remove_dir_all(dir).expect("clean up");
    }
}

//! Embeds every message file the server needs, so that a new area is one new file and no list.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const LANGUAGES: [&str; 4] = ["fr", "nl", "de", "en"];

fn main() {
    // Asked for when it runs: a build folder that was copied must not bring the path of another working copy along.
    let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let messages = Path::new(&here).join("../../messages");
    let mut list = String::from("pub(super) const FILES: &[(Language, &str)] = &[\n");
    for language in LANGUAGES {
        let folder = messages.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in server_files(&folder) {
            println!("cargo::rerun-if-changed={}", file.display());
            let variant = format!("{}{}", language[..1].to_uppercase(), &language[1..]);
            let path = file.canonicalize().unwrap_or(file);
            let _ =
                writeln!(list, "    (Language::{variant}, include_str!({:?})),", path.display().to_string());
        }
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("message_files.rs");
    if let Err(error) = fs::write(&out, list) {
        panic!("cannot write {}: {error}", out.display());
    }
}

/// The `.ftl` files of a language except those only the browser reads (`web*.ftl`), in a fixed order.
fn server_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "ftl"))
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("web")))
        .collect();
    files.sort();
    files
}

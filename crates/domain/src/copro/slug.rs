//! The short name of a copro in addresses.

use crate::text;

const MAX_SLUG_CHARS: usize = 40;

/// A slug to start from: `Résidence de l'Étoile` gives `residence-de-l-etoile`. Lower-case ASCII letters,
/// digits and single dashes, 1 to 40 characters, never a UUID (addresses accept either). The caller adds
/// a number when it is taken.
pub fn slug_base(name: &str) -> String {
    let folded = text::fold(name);
    let words: Vec<String> = folded
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let mut slug = words.join("-");
    slug.truncate(MAX_SLUG_CHARS);
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        return "copro".to_owned();
    }
    if uuid::Uuid::parse_str(&slug).is_ok() {
        slug.insert_str(0, "c-");
    }
    slug
}

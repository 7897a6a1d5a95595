//! Secrets that somebody could guess. Asked only of a server that others reach: whoever tries the product out on their own machine may call
//! their secret what they like.

use std::collections::BTreeSet;

use url::Url;

/// Below, a password can be tried out by whoever has a copy of its hash.
const PASSWORD_CHARACTERS_MIN: usize = 16;
/// Sixteen random hexadecimal digits have ten different ones on average; fewer than six in a thousand tries.
const DIFFERENT_CHARACTERS_MIN: usize = 6;
/// What people type, and what examples hold. Six letters at least: random text holds a shorter word now and then.
const WORDS: [&str; 14] = [
    "change",
    "example",
    "replace",
    "password",
    "passwort",
    "secret",
    "default",
    "insert",
    "placeholder",
    "koprogo",
    "123456",
    "abcdef",
    "qwerty",
    "azerty",
];

const REMEDY: &str = "draw another one, for example with `openssl rand -hex 32`";

/// One sentence for each weak one of these settings.
pub fn faults(secrets: &[(&str, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut logins: Vec<(&str, Url)> = Vec::new();
    for (path, text) in secrets {
        let url = Url::parse(text).ok().filter(|_| path.ends_with("url"));
        let why = match (&url, path.starts_with("database.")) {
            (Some(url), true) => database_weakness(url),
            (Some(url), false) => password(url).and_then(|password| example(&password)),
            (None, _) if path.starts_with("auth.") => weakness(text),
            (None, _) => example(text),
        };
        let what = if url.is_some() { "the password in " } else { "" };
        faults.extend(why.map(|why| format!("{what}{path} {why}; {REMEDY}")));
        if let Some(url) = url.filter(|_| path.starts_with("database.")) {
            faults.extend(shared(path, &url, &logins));
            logins.push((path, url));
        }
    }
    faults
}

/// The roles are kept apart by what they log in with.
fn shared(path: &str, url: &Url, others: &[(&str, Url)]) -> Option<String> {
    let same =
        |(_, other): &&(&str, Url)| url.username() != other.username() && url.password() == other.password();
    let (other, _) = others.iter().filter(|_| url.password().is_some()).find(same)?;
    Some(format!("the password in {path} is that in {other}, for another role; {REMEDY}"))
}

/// Why the secret is a weak one, as the rest of a sentence that begins with its name.
fn weakness(secret: &str) -> Option<String> {
    let different = secret.chars().collect::<BTreeSet<char>>().len();
    let few = different < DIFFERENT_CHARACTERS_MIN || repeats(secret.as_bytes());
    example(secret).or_else(|| few.then(|| "repeats the same few characters".to_owned()))
}

/// Of secrets that others chose, nothing more can be asked.
fn example(secret: &str) -> Option<String> {
    let lower = secret.to_lowercase();
    let word = WORDS.into_iter().find(|word| lower.contains(word))?;
    Some(format!("looks like an example: it holds \"{word}\""))
}

/// The whole is one piece again and again.
fn repeats(bytes: &[u8]) -> bool {
    (1..=bytes.len() / 2).any(|piece| bytes.iter().zip(&bytes[piece..]).all(|(one, other)| one == other))
}

fn database_weakness(url: &Url) -> Option<String> {
    let asks =
        |key: &str| url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
    // By a socket, or by a certificate, the server knows who it is without a password.
    let otherwise = asks("sslcert").is_some() || asks("host").is_some_and(|host| host.starts_with('/'));
    match password(url) {
        Some(password) if password.chars().count() < PASSWORD_CHARACTERS_MIN => Some(format!(
            "must have at least {PASSWORD_CHARACTERS_MIN} characters; it has {}",
            password.chars().count()
        )),
        Some(password) => weakness(&password),
        None if otherwise => None,
        None => Some("is missing".to_owned()),
    }
}

fn password(url: &Url) -> Option<String> {
    let encoded = url.password()?;
    Some(percent_encoding::percent_decode_str(encoded).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRONG: [&str; 3] = [
        "Qm2vN8xk0TfYb7LzR4wJc1HsVd9GpXae",
        "f3c09a71be5d24861f7b",
        "kzIV0u3Jf1mW+T9qkB6yHqXn3o1Zp5rLw8cVtD2eAaGgRr7M",
    ];

    fn why(path: &str, text: &str) -> String {
        let found = faults(&[(path, text.to_owned())]);
        found.first().map(|fault| fault.replace(&format!("; {REMEDY}"), "")).unwrap_or_default()
    }

    #[test]
    fn what_random_tools_draw_is_strong() {
        for drawn in STRONG {
            assert_eq!(why("auth.secret", drawn), "", "{drawn}");
        }
    }

    #[test]
    fn what_people_type_is_weak() {
        let example = |word: &str| format!("auth.secret looks like an example: it holds \"{word}\"");
        assert_eq!(why("auth.secret", "CHANGE_ME_before_use_0"), example("change"));
        assert_eq!(why("auth.secret", "this-is-my-secret-key-2026"), example("secret"));
        for repeated in ["aaaaaaaaaaaaaaaaaaaa", "ababcababcababcababc", "Zk3vQ8xwZk3vQ8xwZk3v"] {
            let sentence = "auth.secret repeats the same few characters";
            assert_eq!(why("auth.secret", repeated), sentence, "{repeated}");
        }
        assert!(why("payments.webhook_secrets", "whsec_replace_me").contains("\"replace\""));
        assert_eq!(why("mail.smtp_url", "smtps://koprogo:x7@mail.example:465"), "", "chosen by others");
        assert!(why("mail.smtp_url", "smtps://koprogo:password1@mail.example").contains("\"password\""));
    }

    #[test]
    fn a_database_asks_for_a_password_unless_it_knows_otherwise() {
        let why = |url: &str| why("database.url", url).replace("the password in database.url ", "");
        assert_eq!(why("postgres://koprogo_app@db/koprogo"), "is missing");
        assert_eq!(why("postgres://koprogo_app@db/koprogo?sslcert=/run/app.pem"), "");
        assert_eq!(why("postgres://koprogo_app@localhost/koprogo?host=/run/postgresql"), "");
        assert_eq!(
            why("postgres://koprogo_app:hush@db/koprogo"),
            "must have at least 16 characters; it has 4"
        );
        assert_eq!(why("postgres://koprogo_app:p%40Zk3vQ8xwLm1n7Ty@db/koprogo"), "");
    }

    #[test]
    fn two_roles_do_not_share_a_password() {
        let url = |role: &str| format!("postgres://{role}:{}@db/koprogo", STRONG[0]);
        let of = |owner: &str| {
            faults(&[("database.url", url("koprogo_app")), ("database.migrate_url", url(owner))])
        };
        assert_eq!(of("koprogo_app"), Vec::<String>::new());
        let sentence = "the password in database.migrate_url is that in database.url, for another role";
        assert_eq!(of("koprogo_owner"), [format!("{sentence}; {REMEDY}")]);
    }
}

//! Which passwords are refused.
//!
//! Length does the work (no rules about digits and signs, which only breed `Password123!`); beyond that only what
//! a guesser tries first is refused: well-known passwords, patterns, and the person's own e-mail address.

/// Fewest characters accepted.
pub const CHARS_MIN: usize = 12;
/// Most characters accepted; a bound on what is hashed, far beyond what people type.
pub const CHARS_MAX: usize = 128;

/// Well-known passwords of at least [`CHARS_MIN`] characters, one a line, in lower case.
const COMMON: &str = include_str!("common.txt");

/// Runs of neighbouring keys and characters, forwards; a password that is only a piece of one is a pattern.
const RUNS: [&str; 4] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
];

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFlaw {
    #[error("the password has fewer than {CHARS_MIN} characters")]
    TooShort,
    #[error("the password has more than {CHARS_MAX} characters")]
    TooLong,
    #[error("the password is among those tried first")]
    Common,
    #[error("the password is the e-mail address")]
    LikeEmail,
}

impl PasswordFlaw {
    /// Stable id, for the message in the person's language.
    pub const fn code(self) -> &'static str {
        match self {
            PasswordFlaw::TooShort => "password-too-short",
            PasswordFlaw::TooLong => "password-too-long",
            PasswordFlaw::Common => "password-common",
            PasswordFlaw::LikeEmail => "password-like-email",
        }
    }
}

/// Checks a new password. Never applied at sign-in: rules change, old passwords must still open the door.
pub fn check(password: &str, email: &str) -> Result<(), PasswordFlaw> {
    // Bounded, so that a body of a megabyte is not walked through several times.
    let chars = password.chars().take(CHARS_MAX + 1).count();
    if chars < CHARS_MIN {
        return Err(PasswordFlaw::TooShort);
    }
    if chars > CHARS_MAX {
        return Err(PasswordFlaw::TooLong);
    }
    let lower = password.to_lowercase();
    if is_like_email(&lower, &email.trim().to_lowercase()) {
        return Err(PasswordFlaw::LikeEmail);
    }
    if is_common(&lower) || is_pattern(&lower) {
        return Err(PasswordFlaw::Common);
    }
    Ok(())
}

fn is_like_email(password: &str, email: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    !email.is_empty() && (password == email || password == local)
}

fn is_common(password: &str) -> bool {
    COMMON.lines().any(|line| line == password)
}

/// A short unit repeated (`abcabcabcabc`), or a piece of a run of keys in either direction.
fn is_pattern(password: &str) -> bool {
    let chars: Vec<char> = password.chars().collect();
    let repeats = (1..=4).any(|unit| chars.iter().zip(&chars[unit..]).all(|(a, b)| a == b));
    let reversed: String = chars.iter().rev().collect();
    repeats || RUNS.iter().any(|run| run.contains(password) || run.contains(&reversed))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: &str = "marie.dupont.gerance@syndic.example";

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(check("élève-ïntérê", EMAIL), Ok(()));
        assert_eq!(check("onze-carac!", EMAIL), Err(PasswordFlaw::TooShort));
        assert_eq!(check("", EMAIL), Err(PasswordFlaw::TooShort));
        let long: String = (0..128).map(|i| char::from(b'a' + (i * i % 23) as u8)).collect();
        assert_eq!(check(&long, EMAIL), Ok(()));
        assert_eq!(check(&(long + "x"), EMAIL), Err(PasswordFlaw::TooLong));
    }

    #[test]
    fn what_is_tried_first_is_refused_in_any_case() {
        for bad in [
            "motdepasse123",
            "MotDePasse123",
            "PASSWORD1234",
            "111111111111",
            "abcabcabcabc",
            "123412341234",
            "9876543210987",
            "Qwertyuiopas",
            "azertyuiopqs",
        ] {
            assert_eq!(check(bad, EMAIL), Err(PasswordFlaw::Common), "{bad}");
        }
    }

    #[test]
    fn the_own_address_is_refused_whole_or_in_its_first_part() {
        assert_eq!(check("Marie.Dupont.Gerance@syndic.example", EMAIL), Err(PasswordFlaw::LikeEmail));
        assert_eq!(check("marie.dupont.gerance", EMAIL), Err(PasswordFlaw::LikeEmail));
        assert_eq!(check("marie.dupont.gerance-2", EMAIL), Ok(()));
        assert_eq!(check("quatre mots au hasard", ""), Ok(()));
    }

    #[test]
    fn the_list_is_small_sorted_and_holds_nothing_that_length_refuses_anyway() {
        let lines: Vec<&str> = COMMON.lines().collect();
        assert!(lines.len() <= 200 && lines.is_sorted());
        for line in lines {
            assert!(line.chars().count() >= CHARS_MIN && line == line.to_lowercase(), "{line}");
        }
    }
}

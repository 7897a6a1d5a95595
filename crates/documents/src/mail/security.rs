//! Mails about a person's own account: the way back in, and news of what guards it.

use domain::Language;
use serde::{Deserialize, Serialize};

use super::{Letter, Mail};
use crate::messages::{Arg, text};

/// A link that leads to a new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordReset {
    pub language: Language,
    pub link: String,
    pub minutes: u32,
}

/// Something about the account has changed, or somebody tried: its owner is told wherever it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecurityNews {
    PasswordChanged,
    TotpAdded,
    TotpRemoved,
    PasskeyAdded {
        name: String,
    },
    PasskeyRemoved,
    RecoveryCodesRenewed,
    RecoveryCodeUsed {
        left: u32,
    },
    /// A refresh token came a second time: one of two programs holds a copy.
    RefreshTokenReused,
}

impl SecurityNews {
    fn id(&self) -> &'static str {
        match self {
            SecurityNews::PasswordChanged => "password-changed",
            SecurityNews::TotpAdded => "totp-added",
            SecurityNews::TotpRemoved => "totp-removed",
            SecurityNews::PasskeyAdded { .. } => "passkey-added",
            SecurityNews::PasskeyRemoved => "passkey-removed",
            SecurityNews::RecoveryCodesRenewed => "recovery-renewed",
            SecurityNews::RecoveryCodeUsed { .. } => "recovery-used",
            SecurityNews::RefreshTokenReused => "refresh-reused",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            SecurityNews::PasskeyAdded { name } => vec![("name", name.as_str().into())],
            SecurityNews::RecoveryCodeUsed { left } => vec![("left", i64::from(*left).into())],
            _ => Vec::new(),
        }
    }
}

pub fn password_reset(facts: &PasswordReset) -> Mail {
    let language = facts.language;
    let say = |id: &str| text(language, id, &[]);
    let mut letter = Letter::new(language, say("mail-reset-subject"));
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&say("mail-reset-intro"));
    letter.link(&say("mail-reset-link"), &facts.link);
    letter.paragraph(&text(language, "mail-reset-validity", &[("minutes", i64::from(facts.minutes).into())]));
    letter.note(&say("mail-reset-ignore"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

pub fn security_news(language: Language, news: &SecurityNews) -> Mail {
    let say = |id: &str| text(language, id, &[]);
    let id = format!("mail-security-{}", news.id());
    let mut letter = Letter::new(language, say(&format!("{id}-subject")));
    letter.paragraph(&say("mail-greeting"));
    letter.paragraph(&text(language, &id, &news.args()));
    letter.note(&say("mail-security-not-you"));
    letter.paragraph(&say("mail-signature"));
    letter.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_news_is_told_in_every_language() {
        let all = [
            SecurityNews::PasswordChanged,
            SecurityNews::TotpAdded,
            SecurityNews::TotpRemoved,
            SecurityNews::PasskeyAdded { name: "<b>Téléphone</b>".to_owned() },
            SecurityNews::PasskeyRemoved,
            SecurityNews::RecoveryCodesRenewed,
            SecurityNews::RecoveryCodeUsed { left: 1 },
            SecurityNews::RefreshTokenReused,
        ];
        for language in [Language::Fr, Language::Nl, Language::De, Language::En] {
            for news in &all {
                let mail = security_news(language, news);
                assert!(!mail.subject.contains("mail-security"), "{language} {news:?}: {}", mail.subject);
                assert!(!mail.text.contains("mail-security") && !mail.text.contains("{$"), "{}", mail.text);
                assert!(!mail.html.contains("<b>"), "what people write is no markup");
            }
        }
    }

    #[test]
    fn the_link_is_in_both_bodies() {
        let link = "https://koprogo.example/reset#abc".to_owned();
        let mail = password_reset(&PasswordReset { language: Language::Nl, link: link.clone(), minutes: 60 });
        assert!(mail.text.contains(&link) && mail.html.contains(&format!("href=\"{link}\"")));
        assert!(mail.text.contains("60"));
    }
}

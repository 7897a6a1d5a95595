use time::macros::date;

use super::*;

fn call(language: Language) -> CallNoticeMail {
    CallNoticeMail {
        language,
        owner: "Camille <b>Exemple</b> & Fils".into(),
        copro: "Résidence \"du Tilleul\"".into(),
        title: "Toiture\r\nBcc: intruder@mail.example".into(),
        amount_cents: 123_456,
        due_on: date!(2026 - 03 - 01),
        instalments: 4,
        communication: "+++090/9337/55493+++".into(),
        iban: "BE68539007547034".into(),
        firm: "Syndic Exemple".into(),
    }
}

fn invited(language: Language, to: InvitedTo, role: &str) -> InvitationMail {
    InvitationMail {
        language,
        to,
        name: "Résidence <i>Belvédère</i>".into(),
        inviter: "Claire Exemple".into(),
        role: role.into(),
        link: "https://copro.example/invitation#aaaa\"bbbb".into(),
        hours: 72,
    }
}

fn mails(language: Language) -> [Mail; 5] {
    [
        invitation(&invited(language, InvitedTo::Firm, "gestionnaire")),
        invitation(&invited(language, InvitedTo::Copro, "co_owner")),
        verification_code(&VerificationCode { language, code: "482913".into(), minutes: 15 }),
        already_registered(&AlreadyRegistered { language }),
        call_notice(&call(language)),
    ]
}

#[test]
fn every_language_says_everything() {
    for language in Language::ALL {
        for mail in mails(language) {
            for body in [&mail.subject, &mail.text, &mail.html] {
                assert!(!body.contains("{$") && !body.contains("mail-"), "{language}: {body}");
            }
            assert!(
                mail.html.starts_with("<!doctype html>")
                    && mail.html.contains(&format!("lang=\"{language}\""))
            );
        }
    }
}

#[test]
fn the_code_stands_in_subject_and_bodies() {
    let mail =
        verification_code(&VerificationCode { language: Language::Nl, code: "482913".into(), minutes: 1 });
    for body in [&mail.subject, &mail.text, &mail.html] {
        assert!(body.contains("482913"));
    }
    assert!(mail.text.contains("binnen de minuut"));
}

#[test]
fn the_call_names_amount_account_and_communication() {
    let mail = call_notice(&call(Language::Fr));
    for fact in [
        "1\u{202f}234,56\u{a0}€",
        "1er mars 2026",
        "BE68 5390 0754 7034",
        "+++090/9337/55493+++",
        "4 versements",
    ] {
        assert!(mail.text.contains(fact), "{fact} in {}", mail.text);
        assert!(mail.html.contains(fact), "{fact} in the HTML");
    }
    assert!(
        !call_notice(&CallNoticeMail { instalments: 1, ..call(Language::Fr) }).text.contains("versements")
    );
}

#[test]
fn an_invitation_says_who_invites_to_what_as_what_and_where_to_press() {
    for role in Language::ALL.iter().flat_map(|_| {
        [
            "firm_admin",
            "gestionnaire",
            "comptable",
            "assistant",
            "council_member",
            "auditor",
            "co_owner",
            "occupant",
        ]
    }) {
        for language in Language::ALL {
            let mail = invitation(&invited(language, InvitedTo::Copro, role));
            assert!(!mail.text.contains("mail-role"), "{language} {role}: {}", mail.text);
        }
    }
    let mail = invitation(&invited(Language::Fr, InvitedTo::Copro, "co_owner"));
    for fact in ["Claire Exemple", "copropriétaire", "72 heures", "https://copro.example/invitation#aaaa"] {
        assert!(mail.text.contains(fact) && mail.html.contains(fact), "{fact} in {}", mail.text);
    }
    assert!(mail.html.contains("aaaa&quot;bbbb") && !mail.html.contains("<i>"));
}

#[test]
fn facts_cannot_become_markup_or_headers() {
    let mail = call_notice(&call(Language::En));
    assert!(!mail.subject.contains(['\r', '\n']));
    assert!(!mail.html.contains("<b>"));
    assert!(mail.html.contains("Camille &lt;b&gt;Exemple&lt;/b&gt; &amp; Fils"));
    assert!(mail.html.contains("<title>Résidence &quot;du Tilleul&quot;"));
}

#[test]
fn nothing_is_fetched_from_anywhere() {
    for mail in mails(Language::De) {
        for forbidden in ["src=", "<link", "@import", "<img", "<script", "url("] {
            assert!(!mail.html.contains(forbidden), "{forbidden}");
        }
        // What one may press leads to where the program lives, and nowhere else.
        let elsewhere = mail.html.replace("https://copro.example/invitation", "");
        assert!(!elsewhere.contains("http"), "{elsewhere}");
    }
}

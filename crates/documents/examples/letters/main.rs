//! Writes one of every letter and mail into a folder, to be looked at, and says how long a letter takes:
//! `cargo run -p documents --example letters -- FOLDER`.

mod invoices;
mod samples;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use documents::mail;
use documents::pdf::{self, CallKind};
use domain::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let kinds = [CallKind::ReserveFund, CallKind::Provision, CallKind::WorkingFund, CallKind::Extraordinary];
    for (language, kind) in Language::ALL.into_iter().zip(kinds) {
        let short = samples::call_notice(language, kind, 1, 1, false);
        let long = samples::call_notice(language, kind, 12, 4, true);
        fs::write(folder.join(format!("call-{language}-short.pdf")), pdf::call_notice(&short)?)?;
        fs::write(folder.join(format!("call-{language}-long.pdf")), pdf::call_notice(&long)?)?;
        let statement = samples::statement(language, 45, language == Language::Fr);
        fs::write(folder.join(format!("statement-{language}.pdf")), pdf::account_statement(&statement)?)?;
        for (name, mail) in mails(language, &short) {
            fs::write(folder.join(format!("mail-{name}-{language}.html")), mail.html)?;
            fs::write(folder.join(format!("mail-{name}-{language}.txt")), mail.text)?;
        }
    }
    for (name, invoice) in invoices::all() {
        fs::write(folder.join(format!("invoice-{name}.pdf")), pdf::invoice(&invoice)?)?;
    }
    fs::write(
        folder.join("statement-empty.pdf"),
        pdf::account_statement(&samples::statement(Language::Fr, 0, false))?,
    )?;
    measure()
}

fn mails(language: Language, notice: &pdf::CallNotice) -> [(&'static str, mail::Mail); 3] {
    let call = mail::CallNoticeMail {
        language,
        owner: notice.owner.name.clone(),
        copro: notice.copro.name.clone(),
        title: notice.call.title.clone(),
        amount_cents: notice.total_cents,
        due_on: notice.instalments[0].due_on,
        instalments: 4,
        communication: notice.payment.communication.clone(),
        iban: notice.payment.iban.clone(),
        firm: notice.firm.name.clone(),
    };
    [
        (
            "code",
            mail::verification_code(&mail::VerificationCode { language, code: "482913".into(), minutes: 15 }),
        ),
        ("registered", mail::already_registered(&mail::AlreadyRegistered { language })),
        ("call", mail::call_notice(&call)),
    ]
}

/// Forty letters of a batch: other owners, other amounts, other codes.
fn measure() -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    for index in 0..40 {
        let mut notice = samples::call_notice(Language::Fr, CallKind::Provision, 1 + index % 4, 1, false);
        notice.owner.name = format!("Camille Exemple {index}");
        notice.owner.number += i64::try_from(index)?;
        pdf::call_notice(&notice)?;
    }
    println!("{:.1} ms a notice", started.elapsed().as_secs_f64() * 1000.0 / 40.0);
    Ok(())
}

//! Invented facts: short and long, every language. The tests of `documents::pdf` use them as well.

use documents::pdf::{
    AccountStatement, Call, CallKind, CallNotice, Copro, Firm, Instalment, Lot, Owner, Payment,
    StatementLine, StatementPayment,
};
use domain::Language;
use time::macros::date;
use time::{Date, Duration};

fn copro(long: bool) -> Copro {
    let name = if long {
        "Résidence Les Jardins suspendus de la Chaussée d’Ypres et du Moulin"
    } else {
        "Résidence du Tilleul"
    };
    Copro {
        name: name.into(),
        address: vec!["Rue du Tilleul 12".into(), "1000 Bruxelles".into()],
        company_number: Some("0123.456.749".into()),
    }
}

fn firm(long: bool) -> Firm {
    let name = if long { "Gestion & Patrimoine Van den Exemple et Associés" } else { "Syndic Exemple" };
    Firm { name: name.into(), company_number: "0987.654.312".into() }
}

fn owner(long: bool) -> Owner {
    if long {
        return Owner {
            name: "Indivision Vandenbroucke-Delacroix de Saint-Exemple et enfants".into(),
            address: vec![
                "Appartement 14, bloc B, 7e étage".into(),
                "Avenue de la Fontaine aux Écureuils 248 boîte 12".into(),
                "1348 Ottignies-Louvain-la-Neuve".into(),
                "Belgique".into(),
            ],
            number: 41_042,
        };
    }
    Owner {
        name: "Camille Exemple".into(),
        address: vec!["Rue du Tilleul 12 boîte 3".into(), "1000 Bruxelles".into()],
        number: 41_003,
    }
}

/// What the payment code of a first instalment says.
fn epc(holder: &str, cents: i64) -> String {
    let amount = format!("EUR{}.{:02}", cents / 100, cents % 100);
    format!("BCD\n002\n1\nSCT\n\n{holder}\nBE68539007547034\n{amount}\n\n\n+++090/9337/55493+++")
}

/// A call on `lots` lots in `instalments` instalments.
pub fn call_notice(
    language: Language,
    kind: CallKind,
    lots: usize,
    instalments: usize,
    long: bool,
) -> CallNotice {
    let descriptions = ["Appartement, 3e étage", "Garage", "Cave", "Studio", ""];
    let lots: Vec<Lot> = (0..lots)
        .map(|i| {
            let description = descriptions[i % descriptions.len()];
            Lot {
                code: format!("{}{:02}", if i % 3 == 1 { "G" } else { "A" }, i + 1),
                description: (!description.is_empty()).then(|| description.to_owned()),
                weight: 250 - i64::try_from(i).unwrap_or_default() * 17,
                key_total: 10_000,
                amount_cents: 61_250 - i64::try_from(i).unwrap_or_default() * 4_163,
            }
        })
        .collect();
    let total: i64 = lots.iter().map(|lot| lot.amount_cents).sum();
    let count = i64::try_from(instalments).unwrap_or(1);
    let instalments: Vec<Instalment> = (0..count)
        .map(|i| Instalment {
            due_on: date!(2026 - 03 - 01) + Duration::days(31 * i),
            amount_cents: total * (i + 1) / count - total * i / count,
        })
        .collect();
    let copro = copro(long);
    let holder: String = format!("ACP {}", copro.name).chars().take(70).collect();
    let title = if long {
        "Réfection complète de la toiture plate, isolation et renouvellement des évacuations, première tranche"
    } else {
        "Toiture plate, première tranche"
    };
    CallNotice {
        language,
        firm: firm(long),
        owner: owner(long),
        call: Call {
            number: "2026-CAL-0007".into(),
            kind,
            title: title.into(),
            issued_on: date!(2026 - 02 - 02),
        },
        key_name: if long { "Quotités du bloc B et de l’ascenseur" } else { "Quotités" }.into(),
        lots,
        total_cents: total,
        payment: Payment {
            iban: "BE68539007547034".into(),
            communication: "+++090/9337/55493+++".into(),
            epc: epc(&holder, instalments[0].amount_cents),
            holder,
        },
        instalments,
        copro,
    }
}

/// A statement of `lines` movements.
pub fn statement(language: Language, lines: usize, long: bool) -> AccountStatement {
    let mut balance = 12_500;
    let opening = balance;
    let first: Date = date!(2025 - 01 - 03);
    let lines: Vec<StatementLine> = (0..lines)
        .map(|i| {
            let n = i64::try_from(i).unwrap_or_default();
            let call = i % 2 == 0;
            let amount = 30_000 + n * 137;
            balance += if call { amount } else { -amount };
            StatementLine {
                date: first + Duration::days(n * 6),
                number: format!("2025-{}-{:04}", if call { "CAL" } else { "BNK" }, i + 1),
                description: match (call, long) {
                    (true, true) => "Appel de provisions, charges du trimestre et chauffage du bloc B".into(),
                    (true, false) => "Appel de provisions".into(),
                    (false, _) => "Paiement reçu".into(),
                },
                due_on: call.then(|| first + Duration::days(n * 6 + 30)),
                debit_cents: if call { amount } else { 0 },
                credit_cents: if call { 0 } else { amount },
                balance_cents: balance,
            }
        })
        .collect();
    AccountStatement {
        language,
        copro: copro(long),
        firm: firm(long),
        owner: owner(long),
        from: Some(date!(2025 - 01 - 01)),
        on: date!(2025 - 12 - 31),
        opening_cents: opening,
        closing_cents: balance,
        due_cents: balance.max(0) / 2,
        lines,
        payment: Some(StatementPayment {
            holder: "ACP Résidence du Tilleul".into(),
            iban: "BE68539007547034".into(),
            communication: "+++090/9337/55493+++".into(),
        }),
    }
}

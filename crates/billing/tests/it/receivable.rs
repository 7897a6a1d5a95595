//! The ledger of receivables.

use std::collections::BTreeMap;

use billing::invoice::Number;
use billing::receivable::{Account, Book, Fact, PostError, Transfer};
use domain::{Cents, FirmId};
use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

fn number(sequence: u32) -> Number {
    Number::new(2027, sequence).expect("a number")
}

fn firm(n: u32) -> Option<FirmId> {
    Some(Uuid::from_u128(u128::from(n) + 1).into())
}

fn post(book: &mut Book, fact: Fact) -> Result<Cents, PostError> {
    book.post(firm(0), date!(2027 - 01 - 01), &fact).map(|entry| entry.owes())
}

fn id(text: &str) -> String {
    text.to_owned()
}

fn invoiced() -> Book {
    let mut book = Book::new();
    post(&mut book, Fact::InvoiceFinalised { invoice: number(1), net: Cents(1500), vat: Cents(315) })
        .expect("an entry");
    book
}

fn paid() -> Book {
    let mut book = invoiced();
    let payment = Fact::PaymentSucceeded { payment: id("p"), invoice: number(1), amount: Cents(1815) };
    assert_eq!(post(&mut book, payment), Ok(Cents(-1815)));
    book
}

fn of(book: &Book, account: Account) -> i64 {
    book.trial_balance()[&account].0
}

#[test]
fn a_paid_invoice_ends_on_the_bank_account() {
    let mut book = paid();
    post(&mut book, Fact::Fee { id: id("f"), amount: Cents(35) }).expect("an entry");
    book.post(None, date!(2027 - 01 - 03), &Fact::Payout { id: id("po"), amount: Cents(1780) })
        .expect("an entry");
    let expected =
        [(Account::Revenue, -1500), (Account::VatPayable, -315), (Account::Bank, 1780), (Account::Fees, 35)];
    let expected: BTreeMap<Account, i64> = expected.into();
    for account in Account::ALL {
        assert_eq!(of(&book, account), expected.get(&account).copied().unwrap_or_default(), "{account:?}");
    }
    assert_eq!(book.owed_by(firm(0).expect("a firm")), Cents::ZERO);
}

#[test]
fn a_credit_note_takes_off_what_is_owed_first() {
    let mut book = invoiced();
    let note = Fact::CreditNote { note: number(2), invoice: number(1), net: Cents(500), vat: Cents(105) };
    assert_eq!(post(&mut book, note), Ok(Cents(-605)));
    assert_eq!(book.open(number(1)), Cents(1210));

    let mut book = paid();
    let note = Fact::CreditNote { note: number(2), invoice: number(1), net: Cents(500), vat: Cents(105) };
    assert_eq!(post(&mut book, note), Ok(Cents::ZERO));
    assert_eq!(book.credit_of(firm(0).expect("a firm")), Cents(605));
    let refund =
        |n: &str, amount| Fact::Refunded { refund: id(n), payment: id("p"), invoice: number(1), amount };
    assert_eq!(
        post(&mut book, refund("r", Cents(700))),
        Ok(Cents(95)),
        "what no credit note stands for is owed again"
    );
    assert!(matches!(
        post(&mut book, refund("s", Cents(1116))),
        Err(PostError::TooMuch { left: Cents(1115), .. })
    ));
}

#[test]
fn disputes_hold_money_until_they_are_decided() {
    let dispute =
        |amount| Fact::DisputeOpened { dispute: id("d"), payment: id("p"), invoice: number(1), amount };
    let mut book = paid();
    assert!(matches!(post(&mut book, dispute(Cents(1816))), Err(PostError::TooMuch { .. })));
    assert_eq!(post(&mut book, dispute(Cents(1815))), Ok(Cents::ZERO));
    let mut won = book.clone();
    let (dispute, payment, invoice, amount) = (id("d"), id("p"), number(1), Cents(1815));
    post(&mut won, Fact::DisputeWon { dispute: dispute.clone(), payment: payment.clone(), invoice, amount })
        .expect("an entry");
    assert_eq!((of(&won, Account::InTransit), of(&won, Account::Disputed)), (1815, 0));
    let lost = Fact::DisputeLost { dispute, payment, invoice, amount };
    assert!(matches!(post(&mut won, lost.clone()), Err(PostError::TooMuch { .. })), "won, so not lost");
    assert_eq!(post(&mut book, lost), Ok(Cents(1815)));
    let write_off = Fact::WrittenOff { id: id("w"), invoice, amount };
    post(&mut book, write_off).expect("an entry");
    assert_eq!((of(&book, Account::BadDebt), book.open(invoice)), (1815, Cents::ZERO));
}

#[test]
fn wrong_entries_are_reversed_by_entries_that_name_them() {
    let mut book = paid();
    let before = book.trial_balance();
    let fee = Fact::Fee { id: id("f"), amount: Cents(35) };
    let wrong = book.post(firm(0), date!(2027 - 01 - 02), &fee).expect("an entry").number;
    let differs = Fact::Fee { id: id("f"), amount: Cents(53) };
    assert!(
        matches!(post(&mut book, differs.clone()), Err(PostError::Differs { entry, .. }) if entry == wrong)
    );
    assert_eq!(book.reverse(wrong, date!(2027 - 01 - 03)).expect("an entry").corrects, Some(wrong));
    assert_eq!(book.trial_balance(), before);
    assert_eq!(book.reverse(wrong, date!(2027 - 01 - 03)), Err(PostError::NotReversible { entry: wrong }));
    assert_eq!(
        book.reverse(wrong + 1, date!(2027 - 01 - 03)),
        Err(PostError::NotReversible { entry: wrong + 1 })
    );
    assert_eq!(
        book.reverse(1, date!(2027 - 01 - 03)),
        Err(PostError::NotReversible { entry: 1 }),
        "it is paid"
    );
    post(&mut book, differs).expect("an entry");
    assert_eq!(of(&book, Account::Fees), 53);
}

#[test]
fn there_is_no_transfer_that_moves_nothing() {
    assert!(Transfer::new(Account::Bank, Account::Bank, Cents(1)).is_none());
    assert!(Transfer::new(Account::Bank, Account::Fees, Cents(0)).is_none());
    assert!(Transfer::new(Account::Bank, Account::Fees, Cents(-1)).is_none());
    assert!(Transfer::new(Account::Bank, Account::Fees, Cents(i64::MAX)).is_none());
    let json = r#"{"debit":"bank","credit":"fees","amount_cents":-1}"#;
    assert!(serde_json::from_str::<Transfer>(json).is_err());
    let mut book = Book::new();
    assert_eq!(post(&mut book, Fact::Fee { id: id("f"), amount: Cents(0) }), Err(PostError::Nothing));
    assert_eq!(post(&mut book, Fact::Fee { id: id("f"), amount: Cents(-1) }), Err(PostError::Negative));
    assert_eq!(post(&mut book, Fact::Fee { id: id("f"), amount: Cents(i64::MAX) }), Err(PostError::TooLarge));
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let ids = || (0_u8..4).prop_map(|n| format!("x{n}"));
    let parts = (0_u8..14, ids(), ids(), (1_u32..5, 5_u32..9), (-1_i64..900, -1_i64..200));
    parts.prop_map(|(kind, id, payment, (invoice, note), (amount, vat))| {
        let (invoice, note) = (number(invoice), number(note));
        let (amount, vat) = (Cents(amount), Cents(vat));
        match kind {
            0 => Fact::InvoiceFinalised { invoice, net: amount, vat },
            1 => Fact::CreditNote { note, invoice, net: amount, vat },
            2 => Fact::PaymentSucceeded { payment, invoice, amount },
            3 => Fact::TransferReceived { transfer: id, invoice, amount },
            4 => Fact::CreditApplied { id, invoice, amount },
            5 => Fact::CreditRepaid { id, amount },
            6 => Fact::Fee { id, amount },
            7 => Fact::Payout { id, amount },
            8 => Fact::Refunded { refund: id, payment, invoice, amount },
            9 => Fact::DisputeOpened { dispute: id, payment, invoice, amount },
            10 => Fact::DisputeWon { dispute: id, payment, invoice, amount },
            11 => Fact::DisputeLost { dispute: id, payment, invoice, amount },
            12 => Fact::Returned { id, payment, invoice, amount },
            _ => Fact::WrittenOff { id, invoice, amount },
        }
    })
}

proptest! {
    #[test]
    fn books_balance_whatever_is_posted(facts in prop::collection::vec((any_fact(), any::<bool>()), 0..60)) {
        let mut book = Book::new();
        for (fact, reverse) in &facts {
            let before = book.clone();
            match book.post(firm(0), date!(2027 - 01 - 01), fact) {
                Ok(entry) => {
                    let number = entry.number;
                    let after = book.clone();
                    book.post(firm(0), date!(2027 - 02 - 02), fact).expect("posted already");
                    prop_assert_eq!(&book, &after, "a fact is booked once");
                    if *reverse {
                        let _ = book.reverse(number, date!(2027 - 01 - 02));
                    }
                }
                Err(_) => prop_assert_eq!(&book, &before, "a refusal leaves no trace"),
            }
            let balances = book.trial_balance();
            prop_assert_eq!(balances.values().map(|balance| balance.0).sum::<i64>(), 0);
            prop_assert!(balances[&Account::Disputed].0 >= 0 && balances[&Account::CustomerCredit].0 <= 0);
            let open: i64 = (1..9).map(|n| book.open(number(n)).0).sum();
            prop_assert_eq!(open, balances[&Account::Receivable].0, "what is owed is owed on invoices");
            prop_assert!((1..9).all(|n| !book.open(number(n)).is_negative()));
        }
        prop_assert_eq!(Book::of(book.entries().to_vec()), Ok(book), "a book is its entries");
    }
}

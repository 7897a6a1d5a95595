//! Every code a violation may carry. One line each: constant, code, arguments, English remedy.

use super::{Code, CodeEntry};

macro_rules! catalogue {
    ($($constant:ident = $name:literal [$($arg:literal),*] $english:literal;)+) => {
        /// The codes, to build violations from.
        pub mod code {
            use super::{Code, CodeEntry};
            $(
                #[doc = $english]
                pub const $constant: Code =
                    &CodeEntry { name: $name, args: &[$($arg),*], english: $english };
            )+
        }

        /// Every code with its arguments and English sentence.
        pub const CATALOGUE: &[Code] = &[$(code::$constant),+];

        /// The name of every code; each has a message `field-<code>` in every language.
        pub const ALL_CODES: &[&str] = &[$($name),+];
    };
}

catalogue! {
    // Any text, number or list
    REQUIRED = "required" [] "Fill in this field.";
    TOO_LONG = "too-long" ["max"] "Shorten this text to at most {max} characters.";
    CONTROL_CHARACTERS = "control-characters" [] "Remove line breaks and invisible characters from this text.";
    NOT_POSITIVE = "not-positive" [] "Enter a number greater than zero.";
    NEGATIVE = "negative" [] "Enter zero or a positive number.";
    TOO_LARGE = "too-large" ["max"] "Enter a number of at most {max}.";
    AMOUNT_NOT_POSITIVE = "amount-not-positive" [] "Enter an amount greater than zero.";
    AMOUNT_TOO_LARGE = "amount-too-large" ["max"] "Enter an amount of at most {max}; split a larger one.";
    LIST_EMPTY = "list-empty" [] "Add at least one line.";
    LIST_TOO_LONG = "list-too-long" ["max"] "Keep at most {max} lines; split the rest over several requests.";
    EITHER_OR = "either-or" ["first", "second"] "Give either {first} or {second}, and not both.";
    UNKNOWN_REFERENCE = "unknown-reference" [] "Choose something that exists in this copro.";
    DATE_OUT_OF_RANGE = "date-out-of-range" ["first", "last"] "Enter a date between {first} and {last}.";
    PERIOD_REVERSED = "period-reversed" ["from"] "Choose an end date on or after {from}.";
    PERIOD_TOO_LONG = "period-too-long" ["years"] "Choose a period of at most {years} years.";

    // Identities and addresses
    INVALID_EMAIL = "invalid-email" [] "Enter one e-mail address such as name@domain.example.";
    INVALID_IBAN = "invalid-iban" [] "Copy the IBAN again from the bank statement: its check digits do not match.";
    INVALID_COMPANY_NUMBER = "invalid-company-number" [] "Enter the ten digits of the enterprise number (BCE/KBO), such as 0123.456.749: the check digits do not match.";
    INVALID_SIREN = "invalid-siren" [] "Enter the nine digits of the SIREN number, such as 123 456 782.";
    COMPANY_NUMBER_ELSEWHERE = "company-number-elsewhere" [] "Leave this field empty: outside Belgium and France the VAT number is enough.";
    COUPON_AGAIN = "coupon-again" [] "This coupon was redeemed already.";
    COUPON_LIMIT = "coupon-limit" [] "As many coupons as possible are redeemed already.";
    INVALID_VAT_NUMBER = "invalid-vat-number" [] "Enter the VAT number with its country code, such as BE0123456749.";
    INVALID_PHONE = "invalid-phone" [] "Enter a telephone number of 6 to 15 digits, such as +32 2 555 01 23.";
    INVALID_COUNTRY = "invalid-country" [] "Enter the country as two letters, such as BE.";
    INVALID_POSTAL_CODE = "invalid-postal-code" [] "Enter a Belgian postal code of four digits, such as 1000.";
    SAME_BANK_ACCOUNT = "same-bank-account" [] "Enter another IBAN: the law asks for separate accounts for the working and the reserve fund.";
    FIRST_NAME_OF_COMPANY = "first-name-of-company" [] "Leave the first name empty: a company has none.";

    // Owners and ownership
    FRACTION_INVALID = "fraction-invalid" ["max"] "Enter a fraction between 1/{max} and 1, such as 1/2.";
    FRACTIONS_TOO_VARIED = "fractions-too-varied" [] "Write all the fractions over one common denominator.";
    USUFRUCT_NOT_WHOLE = "usufruct-not-whole" ["found"] "Correct the fractions: full ownership and usufruct together must make 1, they make {found}.";
    BARE_NOT_WHOLE = "bare-not-whole" ["found"] "Correct the fractions: full and bare ownership together must make 1, they make {found}.";
    OWNERSHIP_NOT_WHOLE = "ownership-not-whole" ["found"] "Correct the fractions: the parts of the owners must make 1, they make {found}.";
    MEMBER_TWICE = "member-twice" [] "Name this person only once for the same right and add the fractions.";
    REPRESENTATIVE_NOT_MEMBER = "representative-not-member" [] "Choose the representative among the members of this owner.";
    OWNED_FROM_WITHOUT_OWNER = "owned-from-without-owner" [] "Choose the owner, or leave the date of ownership empty.";
    SOLD_BEFORE_BOUGHT = "sold-before-bought" ["bought_on"] "Choose a sale date after {bought_on}, the day the seller became owner.";
    SAME_OWNER = "same-owner" [] "Choose another owner: this one already owns the lot.";
    OWNERSHIP_GAP = "ownership-gap" ["free_from"] "Choose {free_from} as first day: the lot may not be without an owner in between.";
    OWNERSHIP_OVERLAP = "ownership-overlap" ["on"] "Correct the dates: two owners hold the lot on {on}.";
    LOT_WITHOUT_OWNER = "lot-without-owner" ["lot", "from", "to"] "Give lot {lot} an owner between {from} and {to}.";

    // Copro and keys
    NAME_NOT_CONFIRMED = "name-not-confirmed" ["name"] "Type the name exactly as it stands: {name}.";
    ONLY_IN_DRAFT = "only-in-draft" [] "Leave this unchanged: it is fixed once the copro is active.";
    NO_WEIGHT = "no-weight" [] "Give at least one lot a weight greater than zero.";
    VERSION_TOO_EARLY = "version-too-early" ["after"] "Choose a first day after {after}, on which the previous version starts.";
    LOT_TWICE = "lot-twice" [] "Keep one line for this lot.";

    // Expenses, calls, receipts
    ACCOUNT_NOT_EXPENSE = "account-not-expense" ["account"] "Choose an expense account of class 6 instead of {account}.";
    VAT_RATE_UNKNOWN = "vat-rate-unknown" ["on"] "Choose a VAT rate that was in force on {on}.";
    DUE_BEFORE_ISSUED = "due-before-issued" ["issued_on"] "Choose a due date on or after {issued_on}.";
    INSTALMENTS_OUT_OF_RANGE = "instalments-out-of-range" ["max"] "Choose 1 to {max} instalments.";
    INVALID_COMMUNICATION = "invalid-communication" [] "Copy the 12 digits of the structured communication again: the check digits do not match.";

    // Members and API keys
    ADMIN_SEES_ALL = "admin-sees-all" [] "An administrator sees all copros: choose another role to limit the access.";
    SCOPE_NOT_HELD = "scope-not-held" [] "Take this permission off the key: you do not have it yourself.";
    SCOPE_NEEDS_PERSON = "scope-needs-person" [] "Take this permission off the key: it is not left to a program.";

    // Import of lots
    COLUMN_MISSING = "column-missing" ["target"] "Choose which column holds {target}.";
    COLUMN_TWICE = "column-twice" ["target"] "Choose only one column for {target}; ignore the other.";
    COLUMN_UNKNOWN = "column-unknown" ["columns"] "Choose a column of the file: it has {columns}.";
    OWNER_NAME_MISSING = "owner-name-missing" [] "Fill in the owner's name: the row has other details of an owner.";
    TOO_MANY_ROWS = "too-many-rows" ["max"] "Split the file: at most {max} rows can be imported at once.";
    NOT_AN_INTEGER = "not-an-integer" ["value"] "Write a whole number without decimals instead of {value}.";
    INVALID_DATE = "invalid-date" ["value"] "Write the date as 31/12/2026 instead of {value}.";
    UNKNOWN_NATURE = "unknown-nature" ["value"] "Write apartment, studio, house, office, shop, garage, parking, cellar or other instead of {value}.";
    UNKNOWN_LANGUAGE = "unknown-language" ["value"] "Write fr, nl, de or en instead of {value}.";
    LOT_CODE_TWICE = "lot-code-twice" ["lot", "first_row"] "Keep one row for lot {lot}: it stands on row {first_row} already.";
    KEY_ALL_ZERO = "key-all-zero" ["key"] "Give at least one lot a weight in key {key}, or ignore the column.";
    STATUTORY_KEY = "statutory-key" ["key"] "Use the shares column instead: the weights of key {key} are the shares of the lots.";
    OWNER_AMBIGUOUS = "owner-ambiguous" ["name"] "Add the e-mail or the address: several owners are called {name}.";
    SALE_DATE_REQUIRED = "sale-date-required" ["lot", "owner"] "Fill in since when the new owner holds lot {lot}: it belongs to {owner} today.";
}

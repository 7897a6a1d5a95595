use std::collections::BTreeMap;

use billing::account::{Account, AccountError, Event, Terms};
use billing::catalogue::{
    Catalogue, Catalogues, Coupon, CouponError, LimitReached, Limits, Off, Plan, Quota, Tariff,
};
use billing::charge::Commitment;
use billing::invoice::{Invoice, Number, Reason};
use billing::quote::{Asked, Quote, QuoteError, Sums};
use billing::usage::{Fact, What};
use billing::vat::{self, Issuer, Rates, Vies};
use domain::prorate::Span;
use domain::{Cents, Language};
use proptest::prelude::*;
use time::{Date, Duration};
use uuid::Uuid;

use crate::fixtures::{languages, terms};
use crate::{cases, copro, day, nth, tariffs};

fn issuer() -> Issuer {
    Issuer { country: "BE".to_owned(), one_stop_shop_from: None }
}

fn rates() -> Rates {
    Rates::embedded().expect("the table of rates")
}

fn asked(plan: &str, copros: u32) -> Asked<'_> {
    let (country, language, today) = ("BE", Language::Fr, day("2026-03-02"));
    Asked { plan, copros, annual: false, coupon: None, lots: None, country, taxable: true, language, today }
}

fn quote(asked: &Asked<'_>) -> Result<Quote, QuoteError> {
    let all = Catalogues::embedded().expect("the versions");
    all.on(asked.today).expect("a version").quote(asked, &issuer(), &rates())
}

#[test]
fn twelve_copros_on_standard() {
    let by_month = quote(&Asked { lots: Some(240), ..asked("standard", 12) }).expect("a quote");
    assert_eq!(by_month.trial, Some(Span { from: day("2026-03-02"), to: day("2026-03-31") }));
    assert_eq!(by_month.supplied, Span { from: day("2026-04-01"), to: day("2026-04-30") });
    let (gross, discount, net) = (Cents(18_000), Cents::ZERO, Cents(18_000));
    assert_eq!(by_month.month, Sums { gross, discount, net, vat: Cents(3_780), payable: Cents(21_780) });
    assert_eq!((by_month.year.net, by_month.year.vat), (Cents(216_000), Cents(45_360)));
    assert_eq!((by_month.saving, by_month.lot), (Some(Cents(21_600)), Some(Cents(75))));
    let line = &by_month.invoice.lines[0];
    assert_eq!(line.description, "Standard, jours de copropriété actifs, du 01/04/2026 au 30/04/2026");

    let ahead = quote(&Asked { annual: true, ..asked("standard", 12) }).expect("a quote");
    assert_eq!(
        (ahead.month.net, ahead.year.net, ahead.saving),
        (Cents(16_200), Cents(194_400), by_month.saving)
    );
    assert_eq!(ahead.supplied, Span { from: day("2026-04-01"), to: day("2027-03-31") });
    assert_eq!(ahead.invoice.lines[0].allowances[0].cents, Cents(21_600));
}

#[test]
fn a_coupon_takes_from_its_months_and_nothing_from_what_is_paid_ahead() {
    let with = Asked { coupon: Some("bienvenue"), ..asked("standard", 12) };
    let by_month = quote(&with).expect("a quote");
    assert_eq!((by_month.month.net, by_month.year.net), (Cents(9_000), Cents(189_000)));
    assert_eq!(by_month.saving, Some(Cents(-5_400)), "half of three months is more than a tenth of twelve");
    assert_eq!(
        by_month.coupon.map(|(coupon, months)| (coupon.code, months)),
        Some(("BIENVENUE".to_owned(), 3))
    );
    let ahead = quote(&Asked { annual: true, ..with }).expect("a quote");
    assert_eq!((ahead.year.net, ahead.coupon.map(|(_, months)| months)), (Cents(194_400), Some(0)));
}

#[test]
fn vat_is_that_of_who_asks() {
    let of = |country, taxable| {
        let quote = quote(&Asked { country, taxable, ..asked("plus", 1) }).expect("a quote");
        let mention = quote.invoice.mentions.first().map(|mention| mention.text.clone());
        (quote.basis, quote.month.vat.0, mention)
    };
    assert_eq!(of("BE", false), (vat::Basis::Domestic, 420, None));
    assert_eq!(of("GR", true), (vat::Basis::ReverseCharge, 0, Some("Autoliquidation".to_owned())));
    assert_eq!(of("FR", false), (vat::Basis::Origin, 420, None));
    assert_eq!((of("CH", true).0, of("CH", true).1), (vat::Basis::OutsideUnion, 0));
}

#[test]
fn what_is_asked_wrongly_is_named() {
    let wrong =
        |asked: Asked<'_>| quote(&asked).map_err(|error| (error.field(), error)).expect_err("an error");
    let plans = vec!["plus".to_owned(), "standard".to_owned()];
    assert_eq!(wrong(asked("gold", 1)), ("plan", QuoteError::Plan(plans)));
    assert_eq!(wrong(asked("plus", 0)), ("copros", QuoteError::Copros));
    assert_eq!(wrong(asked("plus", 1_000_001)), ("copros", QuoteError::Copros));
    let (resource, remedy) = (Quota::Copros, Some("plus".to_owned()));
    let limit = LimitReached { resource, limit: 500, used: 0, wanted: 501, remedy };
    assert_eq!(wrong(asked("standard", 501)), ("copros", QuoteError::Limit(limit)));
    let unknown = QuoteError::Coupon(CouponError::Unknown("HIER".to_owned()));
    assert_eq!(wrong(Asked { coupon: Some("HIER"), ..asked("plus", 1) }), ("coupon", unknown));
    assert_eq!(wrong(Asked { lots: Some(0), ..asked("plus", 1) }), ("lots", QuoteError::Lots));
    assert_eq!(wrong(Asked { country: "be", ..asked("plus", 1) }), ("country", QuoteError::Country));
    assert_eq!(wrong(Asked { today: Date::MAX, ..asked("plus", 1) }), ("today", QuoteError::Calendar));
}

/// A catalogue of any prices, sold from 2023 on.
fn catalogue(tariff: Tariff, trial_days: u16, discount: Option<u32>, coupon: Option<Coupon>) -> Catalogue {
    let plan = Plan { tariff: tariff.clone(), limits: Limits::default() };
    Catalogue {
        version: tariff.version.clone(),
        valid_from: day("2023-01-01"),
        trial_days,
        annual_discount_basis_points: discount,
        plans: BTreeMap::from([(tariff.plan, plan)]),
        coupons: coupon.into_iter().map(|coupon| (coupon.code.clone(), coupon)).collect(),
    }
}

fn coupons() -> impl Strategy<Value = Option<Coupon>> {
    let percent = (1_u32..=10_000).prop_map(Off::Percent);
    let off = prop_oneof![percent, (1_i64..20_000).prop_map(|cents| Off::Amount(Cents(cents)))];
    let (from, to) = (day("2023-01-01"), day("2030-01-01"));
    prop::option::of((off, 1_u16..15).prop_map(move |(off, months)| Coupon {
        code: "PROBE".to_owned(),
        off,
        months,
        from,
        to,
    }))
}

/// The firm that was quoted for, billed from its first charged day by the account itself.
struct Life {
    account: Account,
    which: u8,
    language: Language,
    sequence: u32,
}

impl Life {
    fn begin(which: u8, quoted: &Quote, asked: &Asked<'_>) -> Self {
        let from = quoted.supplied.from;
        let account =
            Account::open(Uuid::from_u128(7), from, "Europe/Brussels", rates()).expect("an account");
        let mut life = Self { account, which, language: asked.language, sequence: 0 };
        life.tell(Event::Agreed { from, tariff: Some(quoted.tariff.clone()) });
        for n in 0..u8::try_from(asked.copros).expect("few copros") {
            let at = from.midnight().assume_utc() - Duration::hours(30);
            let what = What::Began { copro: copro(n) };
            life.tell(Event::Used(Fact { key: format!("began-{n}"), at, what }));
        }
        if let Some((coupon, _)) = &quoted.coupon {
            life.tell(Event::Redeemed { coupon: coupon.clone(), on: from });
        }
        life
    }

    fn tell(&mut self, event: Event) -> Option<Invoice> {
        self.account.apply(event).expect("an event").cloned()
    }

    /// VIES has just been asked.
    fn billed(&mut self, on: Date) -> Number {
        let mut terms: Terms = terms(self.which, self.language);
        terms.customer.vies = Vies::Valid { on, reference: "WAPI-2".to_owned() };
        self.tell(Event::Billed(Box::new(terms)));
        self.sequence += 1;
        let year = u16::try_from(on.year()).expect("a year");
        Number::new(year, self.sequence).expect("a number")
    }

    /// The invoice of the next month; none when there is nothing to ask.
    fn close(&mut self) -> Option<Invoice> {
        let until = self.account.open_part().expect("a period").to;
        let on = until.next_day().expect("a day");
        let number = Some(self.billed(on));
        let closed = |number| Event::Closed { until, reason: Reason::Period, number, on };
        match self.account.apply(closed(number)) {
            Ok(invoice) => invoice.cloned(),
            Err(AccountError::NumberUnused) => self.tell(closed(None)),
            Err(error) => panic!("{error}"),
        }
    }
}

fn same_paper(quoted: &Quote, invoice: &Invoice) -> Result<(), TestCaseError> {
    prop_assert_eq!(&quoted.invoice.lines, &invoice.lines);
    prop_assert_eq!(&quoted.invoice.vat, &invoice.vat);
    prop_assert_eq!(quoted.invoice.totals, invoice.totals);
    prop_assert_eq!(&quoted.invoice.mentions, &invoice.mentions);
    prop_assert_eq!(quoted.supplied, invoice.supplied);
    Ok(())
}

/// Who asks, as terms of the fixtures: Belgian taxable, Belgian not taxable, French taxable.
const ASKING: [(&str, bool); 3] = [("BE", true), ("BE", false), ("FR", true)];

proptest! {
    #![proptest_config(cases(60))]

    /// A year of full months with that many copros is billed as it was quoted: the first invoice to the letter, the sums to the cent.
    #[test]
    fn months_are_billed_as_quoted(
        (tariff, trial, when) in (tariffs(), 0_u16..60, 0_i64..1_000),
        (coupon, which, language) in (coupons(), 0_u8..3, languages()),
        copros in 1_u32..40,
    ) {
        let (country, taxable) = ASKING[usize::from(which)];
        let catalogue = catalogue(tariff.clone(), trial, Some(1_000), coupon.clone());
        let code = coupon.as_ref().map(|_| "probe");
        let asked = Asked { coupon: code, country, taxable, language, today: nth(when), ..asked(&tariff.plan, copros) };
        let quoted = catalogue.quote(&asked, &issuer(), &rates()).expect("a quote");
        prop_assert_eq!(quoted.supplied.from, nth(when + i64::from(trial)));
        let mut life = Life::begin(which, &quoted, &asked);
        let mut year = [Cents::ZERO; 3];
        for month in 0..12 {
            let invoice = life.close();
            let totals = invoice.as_ref().map(|invoice| invoice.totals);
            let totals = totals.map_or([Cents::ZERO; 3], |all| [all.net_cents, all.vat_cents, all.payable_cents]);
            if month == 0 {
                invoice.as_ref().map_or(Ok(()), |invoice| same_paper(&quoted, invoice))?;
                prop_assert_eq!([quoted.month.net, quoted.month.vat, quoted.month.payable], totals);
                prop_assert_eq!(quoted.month.gross, tariff.month(copros));
            }
            year.iter_mut().zip(totals).for_each(|(sum, one)| sum.0 += one.0);
        }
        prop_assert_eq!([quoted.year.net, quoted.year.vat, quoted.year.payable], year);
        prop_assert_eq!(quoted.year.gross.0 - quoted.year.discount.0, quoted.year.net.0);
    }

    /// Twelve months ahead: the invoice of the commitment to the letter, and 12 × (1 − discount) rounded once.
    #[test]
    fn years_are_billed_as_quoted(
        (tariff, trial, when) in (tariffs(), 0_u16..60, 0_i64..1_000),
        (share, which, language) in (1_u32..=10_000, 0_u8..3, languages()),
        copros in 1_u32..40,
    ) {
        let (country, taxable) = ASKING[usize::from(which)];
        let catalogue = catalogue(tariff.clone(), trial, Some(share), None);
        let today = nth(when);
        let asked = Asked { annual: true, country, taxable, language, today, ..asked(&tariff.plan, copros) };
        let quoted = catalogue.quote(&asked, &issuer(), &rates()).expect("a quote");
        let gross = tariff.month(copros).0 * 12;
        let net = gross - (gross * i64::from(share) + 5_000) / 10_000;
        prop_assert_eq!((quoted.year.gross, quoted.year.net), (Cents(gross), Cents(net)));
        prop_assert_eq!(quoted.month.net.0, (net + 6) / 12);
        prop_assert_eq!(quoted.saving, Some(Cents(gross - net)));
        let mut life = Life::begin(which, &quoted, &asked);
        let (from, on) = (quoted.supplied.from, quoted.supplied.from);
        let number = life.billed(on);
        let commitment = Commitment { copros, tariff, discount_basis_points: share };
        let invoice = life.tell(Event::Committed { from, commitment, number, on }).expect("an invoice");
        same_paper(&quoted, &invoice)?;
    }
}

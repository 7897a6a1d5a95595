//! Tests of billing through its public face, one file per subject.
//!
//! `BILLING_CASES=100000 cargo test --release -p billing` runs each property that often.

use billing::catalogue::{Tariff, Tier};
use billing::zone::Zones;
use domain::{Cents, TenantId};
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, Month, OffsetDateTime};
use uuid::Uuid;

mod account;
mod attempt;
mod catalogue;
mod charge;
mod credit;
mod desk;
mod fixtures;
mod follow;
mod invoice;
mod period;
mod phase_advice;
mod phase_forecast;
mod phase_growth;
mod phase_profile;
mod phase_render;
mod phase_watch;
mod projection;
mod quote;
mod receivable;
mod revenue;
mod subscription;
mod time_machine;
mod usage;
mod vat;
mod zone;

/// `2026-12-31` as a date.
fn day(text: &str) -> Date {
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok()).expect("a date");
    let month = Month::try_from(u8::try_from(part(5..7)).expect("a month")).expect("a month");
    Date::from_calendar_date(i32::from(part(0..4)), month, u8::try_from(part(8..10)).expect("a day"))
        .expect("a day of the calendar")
}

fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).expect("an instant")
}

fn copro(n: u8) -> TenantId {
    TenantId::from(Uuid::from_u128(u128::from(n) + 1))
}

/// So many cases of a property, more when asked.
fn cases(usually: u32) -> ProptestConfig {
    let asked = std::env::var("BILLING_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(usually))
}

/// The n-th day after 1 January 2023: the years after it hold a leap day and changes of clocks.
fn nth(n: i64) -> Date {
    day("2023-01-01") + Duration::days(n)
}

/// Zones with clocks that change and not, at both ends of the world, and one that changes at midnight.
const ZONES: [&str; 6] =
    ["Europe/Brussels", "Atlantic/Azores", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kolkata", "Asia/Beirut"];

/// Histories of zones: mostly one, sometimes some moves.
fn zone_histories() -> impl Strategy<Value = Zones> {
    let moves = prop::collection::vec((0_i64..1_100, prop::sample::select(&ZONES[..])), 0..4);
    (prop::sample::select(&ZONES[..]), moves).prop_map(|(first, moves)| {
        let mut zones = Zones::new(first).expect("a zone");
        moves.into_iter().for_each(|(n, zone)| zones.moved(nth(n), zone).expect("a zone"));
        zones
    })
}

/// Instants over three years, half of them within some hours of a midnight of Brussels on a day on which clocks change.
fn instants() -> impl Strategy<Value = OffsetDateTime> {
    let changes =
        ["2023-03-26", "2023-10-29", "2024-02-29", "2024-03-31", "2024-10-27", "2025-03-30", "2025-10-26"];
    let start = at("2023-01-01T00:00:00Z").unix_timestamp();
    let anywhere = (0_i64..3 * 366 * 86_400).prop_map(move |seconds| start + seconds);
    let near = (prop::sample::select(changes.to_vec()), -30_i64..60).prop_map(|(change, half_hours)| {
        day(change).midnight().assume_utc().unix_timestamp() + half_hours * 1_800
    });
    prop_oneof![anywhere, near].prop_map(|s| OffsetDateTime::from_unix_timestamp(s).expect("an instant"))
}

fn tariffs() -> impl Strategy<Value = Tariff> {
    let tiers = prop::collection::btree_map(1_u32..40, 1_i64..400, 0..3);
    (prop::sample::select(vec!["standard", "plus"]), 0_i64..3_000, tiers).prop_map(|(plan, price, tiers)| {
        let mut now = price;
        let tier = |(above, less): (u32, i64)| {
            now = (now - less).max(0);
            Tier { above, price_cents: Cents(now) }
        };
        let tiers = tiers.into_iter().map(tier).collect();
        Tariff { plan: plan.to_owned(), version: "2023-01".to_owned(), price_cents: Cents(price), tiers }
    })
}

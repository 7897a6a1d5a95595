//! A simulated year of two firms whose copros come and go at any second of any day, in two time zones, over a leap day and both days on which
//! clocks change. Beside the database the test keeps its own account of who manages what at each midnight, and does its own arithmetic.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use ::billing::invoice::{Invoice, Reason};
use ::billing::revenue::{Daily, Month, movements};
use ::billing::subscription::Fact;
use ::billing::zone::Zones;
use domain::Cents;
use sqlx::Row;
use sqlx::postgres::PgConnection;
use store::Store;
use tests::database::Databases;
use tests::run;
use time::macros::date;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;
use worker::Worker;

use super::office::{Office, office};
use super::{rules, settle};

/// Far from any real day: what the database stamps with its own clock can be told from what was dated by hand.
const FIRST: Date = date!(2043 - 06 - 15);
const DAYS: i64 = 366;
const ZONES: [&str; 2] = ["Europe/Brussels", "Europe/Lisbon"];
const PRICE: i64 = 1_500;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % below
    }
}

enum What {
    /// The firm's day begins: what it manages now is what it pays for that day.
    Midnight(usize, Date),
    /// The worker looks.
    Step,
    Act,
}

struct Year {
    store: Store,
    owner: PgConnection,
    worker: Worker,
    now: Arc<AtomicI64>,
    /// Two that pay, and one that takes over what leaves.
    offices: [Office; 3],
    zones: [Zones; 2],
    dice: Dice,
    drafts: Vec<(usize, Uuid)>,
    active: Vec<(usize, Uuid)>,
    closed: Vec<(usize, Uuid)>,
    truth: [BTreeMap<Date, u32>; 2],
    acts: u32,
}

#[test]
fn what_is_billed_is_what_was_there_at_midnight_on_every_day_of_a_year() {
    run(async |world| {
        let begun = Instant::now();
        let databases = Databases::fresh(&world.cluster, "koprogo_year").await;
        let mut year = Year::begin(world, &databases).await;
        for day in 0..DAYS {
            year.live(FIRST + Duration::days(day)).await;
        }
        let invoices = year.check_days_and_invoices().await;
        year.check_revenue().await;
        let days: usize = year.truth.iter().map(BTreeMap::len).sum();
        println!(
            "{days} days of two firms, {} acts, {} copros, {invoices} invoices, drift 0, in {:?}",
            year.acts,
            year.active.len() + year.drafts.len(),
            begun.elapsed()
        );
    });
}

impl Year {
    async fn begin(world: &tests::World, databases: &Databases) -> Year {
        let store = databases.store().await;
        let mut owner = databases.owner().await;
        // The owner may change what the database stamped; nobody else may, with or without these triggers.
        for statement in [
            "ALTER TABLE firm.billing_log DISABLE TRIGGER billing_log_append_only",
            "ALTER TABLE firm.usage DISABLE TRIGGER usage_append_only",
        ] {
            sqlx::query(statement).execute(&mut owner).await.expect("the owner may");
        }
        let offices = [
            office(&store, "Gérance Une", "BE").await,
            office(&store, "Gérance Deux", "BE").await,
            office(&store, "Gérance Ailleurs", "BE").await,
        ];
        let zones = ZONES.map(|zone| Zones::new(zone).expect("a zone"));
        for (office, zone) in offices.iter().zip(ZONES.iter().chain(&ZONES)) {
            sqlx::query("UPDATE firm.billing SET began_at = $2, zone = $3 WHERE firm_id = $1")
                .bind(office.firm.uuid())
                .bind(zones[0].start_of(FIRST) + Duration::hours(2))
                .bind(zone)
                .execute(&mut owner)
                .await
                .expect("the firm began then");
        }
        let now = Arc::new(AtomicI64::new((zones[0].start_of(FIRST) + Duration::hours(2)).unix_timestamp()));
        let mut worker = world.idle_worker(&store, &world.files);
        let clock = now.clone();
        worker.now = Arc::new(move || at(clock.load(Ordering::Relaxed)));
        let (dice, drafts, active) = (Dice(4), Vec::new(), Vec::new());
        let mut year = Year {
            store,
            owner,
            worker,
            now,
            offices,
            zones,
            dice,
            drafts,
            active,
            closed: Vec::new(),
            truth: Default::default(),
            acts: 0,
        };
        for office in &year.offices[..2] {
            settle(&year.store, &office.billing(), &rules(), (year.worker.now)()).await;
        }
        // Whatever founding the firms counted belongs to the first day.
        year.date_back((year.worker.now)()).await;
        year
    }

    /// Everything of a civil day of the first firm, in the order in which it happens.
    async fn live(&mut self, day: Date) {
        let (start, end) =
            (self.zones[0].start_of(day), self.zones[0].start_of(day.next_day().expect("a day")));
        let other = self.zones[1].start_of(day);
        let mut agenda = vec![
            (other, What::Midnight(1, day)),
            // Once for both: what the first firm has done since its midnight must not count for that day.
            (other + Duration::minutes(5), What::Step),
        ];
        if day > FIRST {
            agenda.push((start, What::Midnight(0, day)));
        } else {
            // Both firms begin two hours into it.
            agenda.retain(|(at, _)| *at > start + Duration::hours(2));
            agenda.push((start + Duration::hours(2), What::Step));
        }
        let length = (end - start).whole_seconds();
        for _ in 0..self.dice.roll(3) {
            // Many around midnight, where it matters.
            let second = match self.dice.roll(3) {
                0 => 1 + self.dice.roll(280),
                1 => length - 1 - self.dice.roll(280),
                _ => 1 + self.dice.roll(length - 2),
            };
            agenda.push((start + Duration::seconds(second), What::Act));
        }
        agenda.sort_by_key(|(at, _)| *at);
        for (at, what) in agenda {
            match what {
                What::Midnight(firm, day) => {
                    let managed = self.active.iter().filter(|(of, _)| *of == firm).count();
                    self.truth[firm].insert(day, u32::try_from(managed).expect("few"));
                }
                What::Step => self.step(at).await,
                What::Act => self.act(at, day).await,
            }
        }
    }

    async fn step(&mut self, at: OffsetDateTime) {
        self.now.store(at.unix_timestamp(), Ordering::Relaxed);
        self.worker.step_days().await.expect("days are stepped");
        for (index, office) in self.offices[..2].iter().enumerate() {
            let mut tx = self.store.begin(&office.billing(), "test.pay").await.expect("a transaction");
            let pay = |desk: &mut ::billing::desk::Desk<'_>| {
                for bill in desk.subscription().bills().to_vec() {
                    desk.tell(Fact::PaymentSucceeded {
                        invoice: bill.invoice,
                        amount_cents: bill.open_cents,
                    })?;
                }
                Ok(())
            };
            if tx
                .billing_account()
                .await
                .expect("an account")
                .state
                .is_some_and(|state| !state.bills().is_empty())
            {
                tx.at_desk(&self.worker.rules, at, pay).await.expect("it is paid");
                tx.commit().await.expect("commits");
            }
            let today = self.zones[index].day_of(at);
            let day: Option<(i32, Option<i32>)> = sqlx::query_as(
                "SELECT copros, counted FROM firm.billing_days WHERE firm_id = $1 AND day = $2",
            )
            .bind(office.firm.uuid())
            .bind(today)
            .fetch_optional(&mut self.owner)
            .await
            .expect("a day");
            if let (Some(truth), Some((copros, counted))) = (self.truth[index].get(&today), day) {
                let truth = i32::try_from(*truth).expect("few");
                assert_eq!((copros, counted), (truth, Some(truth)), "firm {index} on {today}");
            }
        }
    }

    async fn act(&mut self, at: OffsetDateTime, day: Date) {
        let firm = usize::try_from(self.dice.roll(2)).expect("0 or 1");
        let office = &self.offices[firm];
        match self.dice.roll(100) {
            0..40 => {
                let copro = office.draft(&self.store, day).await;
                office.activate(&self.store, copro, day).await;
                self.active.push((firm, copro));
            }
            40..46 if self.active.iter().any(|(of, _)| *of < 2) => {
                let at = self.managed();
                let (firm, copro) = self.active.swap_remove(at);
                self.offices[firm].close(&self.store, copro, day).await;
                self.closed.push((firm, copro));
            }
            46..50 if !self.closed.is_empty() => {
                let (firm, copro) = self.closed.swap_remove(self.pick(self.closed.len()));
                self.offices[firm].reopen(&self.store, copro).await;
                self.active.push((firm, copro));
            }
            50..60 => self.drafts.push((firm, office.draft(&self.store, day).await)),
            60..70 if !self.drafts.is_empty() => {
                let (firm, copro) = self.drafts.swap_remove(self.pick(self.drafts.len()));
                self.offices[firm].activate(&self.store, copro, day).await;
                self.active.push((firm, copro));
            }
            roll if self.active.iter().any(|(of, _)| *of < 2) => {
                let at = self.managed();
                let (from, copro) = self.active[at];
                // To the other firm, or out of sight.
                let to = if roll < 88 { 1 - from } else { 2 };
                self.offices[from].hand_over(&self.store, copro, &self.offices[to], day).await;
                self.active[at].0 = to;
            }
            _ => return,
        }
        self.acts += 1;
        self.date_back(at).await;
    }

    /// One that either of the two firms manages.
    fn managed(&self) -> usize {
        let mut managed: Vec<usize> = (0..self.active.len()).filter(|at| self.active[*at].0 < 2).collect();
        managed.swap_remove(self.pick(managed.len()))
    }

    fn pick(&self, below: usize) -> usize {
        // Not drawn from the dice, which are lent out: any fixed choice does.
        (usize::try_from(self.acts).expect("few") * 7 + 3) % below
    }

    /// Gives what the database has stamped just now the instant it is meant to have happened at.
    async fn date_back(&mut self, at: OffsetDateTime) {
        sqlx::query(
            "UPDATE firm.billing_log SET recorded_at = $1, event = jsonb_set(event, '{used,at}', to_jsonb(to_char($1 AT TIME ZONE 'UTC',
                    'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')))
              WHERE recorded_at < '2043-01-01' AND event ? 'used'",
        )
        .bind(at)
        .execute(&mut self.owner)
        .await
        .expect("entries are dated");
        sqlx::query("UPDATE firm.usage SET at = $1, recorded_at = $1 WHERE recorded_at < '2043-01-01'")
            .bind(at)
            .execute(&mut self.owner)
            .await
            .expect("usage is dated");
    }

    /// Every invoice asks for the copro-days that were there, at the price, rounded once; every day of a period is asked for once.
    async fn check_days_and_invoices(&mut self) -> usize {
        let mut checked = 0;
        for (index, office) in self.offices[..2].iter().enumerate() {
            let documents: Vec<Vec<u8>> = sqlx::query_scalar(
                "SELECT canonical FROM firm.invoices WHERE firm_id = $1 ORDER BY year, sequence",
            )
            .bind(office.firm.uuid())
            .fetch_all(&mut self.owner)
            .await
            .expect("the archive");
            let mut next = FIRST + Duration::days(30);
            for document in documents {
                let invoice = Invoice::from_canonical(&document).expect("an invoice");
                let period = invoice.cause.period;
                assert_eq!((invoice.cause.reason, period.from), (Reason::Period, next), "periods tile");
                next = period.to.next_day().expect("a day");
                let truth = self.truth[index].range(period.from..=period.to);
                let copro_days: i64 = truth.map(|(_, copros)| i64::from(*copros)).sum();
                let asked: i64 = invoice.lines.iter().map(|line| line.quantity.value).sum();
                assert_eq!(asked, copro_days, "firm {index}, {}", invoice.number);
                let days = (period.to - period.from).whole_days() + 1;
                let net = (2 * PRICE * copro_days + days) / (2 * days);
                let vat = (2 * net * 21 + 100) / 200;
                let totals = invoice.totals;
                assert_eq!(
                    (totals.net_cents, totals.vat_cents),
                    (Cents(net), Cents(vat)),
                    "{}",
                    invoice.number
                );
                checked += 1;
            }
            assert!(next > FIRST + Duration::days(DAYS - 32), "the year is invoiced up to {next}");
        }
        checked
    }

    /// Month for month, what changed is what moved; and what the database keeps of each day is what the truth costs.
    async fn check_revenue(&mut self) {
        let rows = sqlx::query(
            "SELECT firm_id, day, copros, mrr_cents FROM firm.billing_days WHERE firm_id = ANY ($1)",
        )
        .bind(self.offices[..2].iter().map(|office| office.firm.uuid()).collect::<Vec<_>>())
        .fetch_all(&mut self.owner)
        .await
        .expect("days");
        let mut days = Vec::new();
        for row in rows {
            let (firm, day): (Uuid, Date) = (row.get("firm_id"), row.get("day"));
            let (copros, mrr): (i32, i64) = (row.get("copros"), row.get("mrr_cents"));
            let charged = day >= FIRST + Duration::days(30);
            assert_eq!(mrr, if charged { i64::from(copros) * PRICE } else { 0 }, "{day}");
            let (copros, price_cents) = (u32::try_from(copros).expect("a count"), Cents(PRICE));
            if charged {
                days.push(Daily { firm: firm.into(), day, copros, price_cents });
            }
        }
        let months = movements(days);
        assert!(months.len() >= 11, "{} months", months.len());
        for (month, moved) in &months {
            assert_eq!(moved.change().0, moved.closing_cents.0 - moved.opening_cents.0, "{month:?}");
            let closing: i64 = self.truth.iter().filter_map(|truth| level(truth, *month)).sum();
            assert_eq!(moved.closing_cents.0, closing * PRICE, "{month:?}");
        }
    }
}

/// What a firm managed on the last day of a month that is known.
fn level(truth: &BTreeMap<Date, u32>, month: Month) -> Option<i64> {
    truth.iter().rev().find(|(day, _)| Month::of(**day) == month).map(|(_, copros)| i64::from(*copros))
}

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).expect("an instant")
}

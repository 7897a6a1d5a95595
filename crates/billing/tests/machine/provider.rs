//! A provider of payments with faults, for one firm.

use std::collections::BTreeMap;

use billing::attempt::Answer;
use billing::invoice::Number;
use billing::projection::{
    DisputeStatus, Observation, PaymentDetails, PaymentStatus, Said, Source, TakenBack,
};
use domain::Cents;
use time::{Date, Duration};

use super::World;

/// A payment as it truly is.
#[derive(Clone, Debug)]
pub struct Payment {
    pub invoice: Number,
    pub key: String,
    pub amount: Cents,
    pub sepa: bool,
    pub made_on: Date,
    pub status: PaymentStatus,
    pub dispute: Option<(DisputeStatus, Date)>,
}

#[derive(Default)]
pub struct Provider {
    payments: Vec<Payment>,
    by_key: BTreeMap<String, usize>,
    /// Messages under way, with the day they arrive.
    under_way: Vec<(Date, Observation)>,
    second: i64,
}

impl Provider {
    pub fn payments(&self) -> &[Payment] {
        &self.payments
    }

    pub fn invoice_of(&self, payment: &str) -> (Number, bool, Date, Cents) {
        let known = &self.payments[at(payment)];
        (known.invoice, known.sepa, known.made_on, known.amount)
    }

    /// The number of the attempt that made a payment.
    pub fn attempt_of(&self, payment: &str) -> u32 {
        let key = &self.payments[at(payment)].key;
        key.rsplit('-').next().and_then(|number| number.parse().ok()).expect("a number")
    }

    /// A call: it may do its work and not answer, or answer without having worked.
    pub fn call(
        &mut self,
        world: &mut World,
        key: &str,
        invoice: Number,
        amount: Cents,
        sepa: bool,
    ) -> Answer {
        if world.chance(50) {
            return Answer::Unclear;
        }
        let known = self.by_key.get(key).copied();
        let at = known.unwrap_or_else(|| {
            let status = match (sepa, world.chance(12)) {
                (true, _) => PaymentStatus::Processing,
                (false, true) => PaymentStatus::Failed,
                (false, false) => PaymentStatus::Succeeded,
            };
            let made_on = world.today;
            let key = key.to_owned();
            self.by_key.insert(key.clone(), self.payments.len());
            self.payments.push(Payment { invoice, key, amount, sepa, made_on, status, dispute: None });
            self.say_payment(world, self.payments.len() - 1);
            self.payments.len() - 1
        });
        if world.chance(50) { Answer::Unclear } else { self.answer(at) }
    }

    pub fn look_up(&self, key: &str) -> Answer {
        self.by_key.get(key).map_or(Answer::NotFound, |at| self.answer(*at))
    }

    fn answer(&self, at: usize) -> Answer {
        let payment = id(at);
        match self.payments[at].status {
            PaymentStatus::Succeeded => Answer::Succeeded { payment },
            PaymentStatus::Failed => Answer::Failed { payment: Some(payment), code: "declined".to_owned() },
            _ => Answer::Pending { payment },
        }
    }

    /// What happens at banks in a day.
    pub fn live(&mut self, world: &mut World) {
        for at in 0..self.payments.len() {
            let payment = &mut self.payments[at];
            let age = (world.today - payment.made_on).whole_days();
            match (payment.status, payment.dispute) {
                (PaymentStatus::Processing, _) if age >= 6 => {
                    let failed = world.chance(30);
                    payment.status = if failed { PaymentStatus::Failed } else { PaymentStatus::Succeeded };
                    self.say_payment(world, at);
                }
                (PaymentStatus::Succeeded, None) if age < 56 && world.chance(4_000) => {
                    let status = if payment.sepa { DisputeStatus::Lost } else { DisputeStatus::Open };
                    payment.dispute = Some((status, world.today));
                    world.told.disputes += 1;
                    self.say_dispute(world, at);
                }
                (_, Some((DisputeStatus::Open, since))) if (world.today - since).whole_days() >= 25 => {
                    let status = if world.rng.bool() { DisputeStatus::Won } else { DisputeStatus::Lost };
                    payment.dispute = Some((status, since));
                    self.say_dispute(world, at);
                }
                _ => {}
            }
        }
    }

    fn said(&self, at: usize) -> Said {
        let payment = &self.payments[at];
        let (invoice, amount_cents) = (Some(payment.invoice), payment.amount);
        Said::Payment(payment.status, PaymentDetails { invoice, amount_cents, ..PaymentDetails::default() })
    }

    fn said_dispute(&self, at: usize) -> Option<(String, Said)> {
        let (status, _) = self.payments[at].dispute?;
        let taken = TakenBack { payment: id(at), amount_cents: self.payments[at].amount, reason: None };
        Some((format!("dispute-{at}"), Said::Dispute(status, taken)))
    }

    fn say_payment(&mut self, world: &mut World, at: usize) {
        let said = self.said(at);
        self.say(world, id(at), said);
    }

    fn say_dispute(&mut self, world: &mut World, at: usize) {
        if let Some((object, said)) = self.said_dispute(at) {
            self.say(world, object, said);
        }
    }

    /// A message: now or days later, once, twice or never. Seconds do not always move on between two.
    fn say(&mut self, world: &mut World, object: String, said: Said) {
        self.second += world.rng.i64(0..3);
        let message = Observation { object, at: self.second, source: Source::Message, said };
        for _ in 0..[0, 1, 1, 1, 1, 1, 1, 2][world.rng.usize(0..8)] {
            let late = if world.chance(6) { world.rng.i64(1..9) } else { 0 };
            self.under_way.push((world.today + Duration::days(late), message.clone()));
        }
    }

    /// What arrives today, in any order.
    pub fn arrivals(&mut self, world: &mut World) -> Vec<Observation> {
        if self.under_way.is_empty() {
            return Vec::new();
        }
        let (mut now, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.under_way).into_iter().partition(|(day, _)| *day <= world.today);
        self.under_way = later;
        world.rng.shuffle(&mut now);
        now.into_iter().map(|(_, message)| message).collect()
    }

    /// The objects as they are, asked for.
    pub fn read(&mut self, wanted: impl Fn(&Payment) -> bool) -> Vec<Observation> {
        self.second += 1;
        let (at, source) = (self.second, Source::Read);
        let chosen = (0..self.payments.len()).filter(|n| wanted(&self.payments[*n]));
        let objects = chosen.flat_map(|n| [Some((id(n), self.said(n))), self.said_dispute(n)]).flatten();
        let read: Vec<Observation> =
            objects.map(|(object, said)| Observation { object, at, source, said }).collect();
        self.second += 1;
        read
    }
}

fn id(at: usize) -> String {
    format!("payment-{at:05}")
}

fn at(payment: &str) -> usize {
    payment.trim_start_matches("payment-").parse().expect("a payment")
}

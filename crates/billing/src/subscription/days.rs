//! What the days bring by themselves.

use time::Date;

use super::until;
use super::{
    Access, Closed, Command, Ending, Mail, Policy, Running, Stage, Subscription, Timetable, days_between,
    plus_days,
};
use crate::invoice::Reason;

impl Subscription {
    /// Lives through every day up to `day`; does nothing when that is past.
    pub(super) fn pass_days(&mut self, day: Date, timetable: &Timetable, commands: &mut Vec<Command>) {
        while self.today < day {
            let Some(next) = self.today.next_day() else { return };
            self.today = next;
            let before = self.access();
            self.pass_day(timetable.on(next), commands);
            self.tell_access(before, commands);
        }
    }

    fn pass_day(&mut self, policy: &Policy, commands: &mut Vec<Command>) {
        let today = self.today;
        match self.stage {
            Stage::Trial { last_day, cancelled } => {
                self.pass_trial_day(last_day, cancelled, policy, commands)
            }
            Stage::Lapsed { since } if days_between(since, today) >= i64::from(policy.lapsed_closed) => {
                self.close(Ending::TrialLapsed, policy, commands);
            }
            Stage::Running(_) => self.pass_running_day(policy, commands),
            Stage::Closed(ref mut closed) if !closed.deleted && closed.delete_on <= today => {
                closed.deleted = true;
                commands.push(Command::DeleteData);
            }
            Stage::Closed(ref closed) if !closed.deleted => {
                let left = days_between(today, closed.delete_on);
                if policy.data_reminders.iter().any(|days| i64::from(*days) == left) {
                    commands.push(Command::Send(Mail::DataGoes { data_until: closed.delete_on }));
                }
            }
            Stage::Lapsed { .. } | Stage::Closed(_) => {}
        }
        self.collect_due(policy, commands);
        self.settle(policy);
        self.climb(policy, commands);
    }

    fn pass_trial_day(
        &mut self,
        last_day: Date,
        cancelled: bool,
        policy: &Policy,
        commands: &mut Vec<Command>,
    ) {
        let today = self.today;
        let left = days_between(today, last_day) + 1;
        if left > 0 {
            if !cancelled && policy.trial_reminders.iter().any(|days| i64::from(*days) == left) {
                commands.push(Command::Send(Mail::TrialEnds { last_day }));
            }
        } else if cancelled {
            self.close(Ending::Cancelled, policy, commands);
        } else if self.method.is_some() {
            self.start(commands);
        } else {
            self.stage = Stage::Lapsed { since: today };
            commands.push(Command::Send(Mail::TrialOver));
        }
    }

    fn pass_running_day(&mut self, policy: &Policy, commands: &mut Vec<Command>) {
        let today = self.today;
        let Stage::Running(running) = &self.stage else { return };
        if running.cancelled_on.is_some_and(|on| on <= today) {
            return self.close(Ending::Cancelled, policy, commands);
        }
        let ended = running.next <= today;
        if ended {
            self.finalise(today, false, commands);
        }
        let changed = self.change.take_if(|change| change.on <= today);
        if let Some(change) = &changed {
            self.terms = change.terms.clone();
            commands.push(Command::SetTerms(change.terms.clone()));
        }
        let served = self.access() != Access::ExportOnly;
        let Stage::Running(running) = &mut self.stage else { return };
        if ended {
            running.roll(&self.terms, served);
            self.commit(commands);
        } else if changed.is_some() {
            running.stretch(today, &self.terms, served);
        }
    }

    /// The first charged day is today.
    pub(super) fn start(&mut self, commands: &mut Vec<Command>) {
        self.stage = Stage::Running(Running::begin(self.today, &self.terms));
        self.commit(commands);
    }

    /// Pays a year ahead where the terms say so and none is running.
    fn commit(&mut self, commands: &mut Vec<Command>) {
        let Stage::Running(running) = &mut self.stage else { return };
        let Some(period) = running.commit(&self.terms) else { return };
        let parts = vec![super::Part { days: period, terms: self.terms.clone(), served: true }];
        commands.push(Command::FinaliseInvoice { reason: Reason::Annual, period, parts, last: false });
    }

    /// Asks for the invoice of the current period, as far as it came before `end`.
    fn finalise(&self, end: Date, last: bool, commands: &mut Vec<Command>) {
        let Stage::Running(running) = &self.stage else { return };
        let Some(period) = until(running.from, end.min(running.next)) else { return };
        let reason = if end >= running.next { Reason::Period } else { Reason::Termination };
        commands.push(Command::FinaliseInvoice { reason, period, parts: running.parts(end), last });
    }

    /// The subscription ends with yesterday.
    pub(super) fn close(&mut self, ending: Ending, policy: &Policy, commands: &mut Vec<Command>) {
        if matches!(self.stage, Stage::Closed(_)) {
            return;
        }
        self.finalise(self.today, true, commands);
        let (on, delete_on) = (self.today, plus_days(self.today, policy.keep_data));
        self.stage = Stage::Closed(Closed { on, ending, delete_on, deleted: false });
        self.change = None;
        commands.push(Command::Close(ending));
        commands.push(Command::Send(Mail::Closed { ending, data_until: delete_on }));
    }

    /// Says what the firm may do from now on, when that changed. Days of suspension are not charged.
    pub(super) fn tell_access(&mut self, before: Access, commands: &mut Vec<Command>) {
        let access = self.access();
        if access == before {
            return;
        }
        if let Stage::Running(running) = &mut self.stage {
            running.stretch(self.today, &self.terms, access != Access::ExportOnly);
        }
        commands.push(Command::SetAccess(access));
        let closed = matches!(self.stage, Stage::Closed(_));
        if !closed {
            let mail = if access < before { Mail::Restricted(access) } else { Mail::Restored };
            commands.push(Command::Send(mail));
        }
    }
}

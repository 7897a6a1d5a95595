//! Cores, memory and time of processes, as the kernel tells them under `/proc`.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Pid;
use rustix::thread::{CpuSet, sched_setaffinity};

use crate::http::Error;

/// What runs the product, and what asks it.
pub const SERVED: usize = 0;
pub const ASKING: usize = 1;
/// Of the kernel's accounting; fixed on every Linux there is (`man 5 proc`, USER_HZ).
const TICKS: f64 = 100.0;

/// Puts the calling thread, and whatever it starts from now on, on one core. False where there is none of that number: then nothing is
/// kept apart.
pub fn stay_on(core: usize) -> Result<bool, Error> {
    let mut set = CpuSet::new();
    set.set(core);
    match sched_setaffinity(None, &set) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::INVAL) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Moves a program that runs already.
pub fn put_on(number: u32, core: usize) -> bool {
    let mut set = CpuSet::new();
    set.set(core);
    pid(number).is_some_and(|pid| sched_setaffinity(Some(pid), &set).is_ok())
}

/// Time that all programs of the machine have had, on all cores.
pub fn busy_seconds() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    let ticks: Vec<f64> = line.split_whitespace().skip(1).filter_map(|field| field.parse().ok()).collect();
    // user, nice, system, irq and softirq; not idle, waiting, or what belongs to other machines.
    [0, 1, 2, 5, 6].iter().filter_map(|place| ticks.get(*place)).sum::<f64>() / TICKS
}

/// Time that this program has had, without what it started.
pub fn own_seconds() -> f64 {
    cpu_fields("/proc/self/stat").map_or(0.0, |fields| fields[0] + fields[1])
}

/// Time of what this program started and waited for.
pub fn waited_seconds() -> f64 {
    cpu_fields("/proc/self/stat").map_or(0.0, |fields| fields[2] + fields[3])
}

/// utime, stime, cutime and cstime in seconds: fields 14 to 17 of the whole, counted behind the name, which may hold anything.
fn cpu_fields(file: &str) -> Option<[f64; 4]> {
    let stat = fs::read_to_string(file).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let seconds: Vec<f64> = fields
        .get(11..15)?
        .iter()
        .filter_map(|field| field.parse::<f64>().ok())
        .map(|ticks| ticks / TICKS)
        .collect();
    seconds.try_into().ok()
}

/// A program and all it has started.
#[derive(Clone, Copy, Debug)]
pub struct Family(pub u32);

impl Family {
    pub fn members(self) -> Vec<u32> {
        let mut found = vec![self.0];
        let mut next = 0;
        while let Some(&parent) = found.get(next) {
            // Every thread has children of its own.
            let tasks = fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
            for task in tasks {
                let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
                found.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
            }
            next += 1;
        }
        found
    }

    /// Processor time of all members, and of those that have ended and were waited for.
    pub fn cpu_seconds(self) -> f64 {
        let of = |pid: u32| Some(cpu_fields(&format!("/proc/{pid}/stat"))?.iter().sum::<f64>());
        self.members().into_iter().filter_map(of).sum()
    }

    /// Memory that would be free without it: what is shared counts once.
    pub fn pss_mib(self) -> f64 {
        self.members().iter().map(|pid| kib(&format!("/proc/{pid}/smaps_rollup"), "Pss:")).sum::<f64>()
            / 1024.0
    }

    /// Memory that each member has for itself, in the mean.
    pub fn private_mib_each(self) -> f64 {
        let members = self.members();
        let of = |pid: &u32| kib(&format!("/proc/{pid}/smaps_rollup"), "Private_Dirty:");
        members.iter().map(of).sum::<f64>() / 1024.0 / members.len().max(1) as f64
    }
}

/// Resident now, and at most so far.
pub fn resident_mib(pid: u32) -> (f64, f64) {
    let file = format!("/proc/{pid}/status");
    (kib(&file, "VmRSS:") / 1024.0, kib(&file, "VmHWM:") / 1024.0)
}

fn kib(file: &str, name: &str) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|figure| figure.parse().ok()).unwrap_or(0.0)
}

/// A control group that limits memory, as a small server has it. Gone with this value.
pub struct Cap {
    group: PathBuf,
}

impl Cap {
    /// `None` where control groups are not ours to make.
    pub fn new(bytes: u64) -> Option<Cap> {
        let name = format!("koprogo-load-{}", std::process::id());
        let places = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")];
        places.into_iter().find_map(|(home, limit)| {
            if !Path::new(home).join("cgroup.procs").exists() {
                return None;
            }
            let cap = Cap { group: Path::new(home).join(&name) };
            fs::create_dir(&cap.group).ok()?;
            fs::write(cap.group.join(limit), bytes.to_string()).ok()?;
            Some(cap)
        })
    }

    /// Takes a program with all it has started.
    pub fn hold(&self, family: Family) -> std::io::Result<()> {
        family
            .members()
            .iter()
            .try_for_each(|pid| fs::write(self.group.join("cgroup.procs"), pid.to_string()))
    }
}

impl Drop for Cap {
    fn drop(&mut self) {
        // Refused while somebody is left in it; an empty group costs nothing.
        let _ = fs::remove_dir(&self.group);
    }
}

pub fn pid(number: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(number).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted() {
        let me = Family(std::process::id());
        let before = me.cpu_seconds();
        let mut sum = 0u64;
        while me.cpu_seconds() < before + 0.05 {
            sum = std::hint::black_box((0..1_000_000).fold(sum, |sum, n| sum ^ n));
        }
        let (now, most) = resident_mib(std::process::id());
        assert!(now > 1.0 && most >= now && me.pss_mib() > 1.0);
    }
}

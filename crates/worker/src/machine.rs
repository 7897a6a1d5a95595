//! What the machine says of itself: the kernel's texts, read into what phase advice rests on.
//!
//! Pure: [`sampler`] opens the files and hands their text over. In a container memory is that of its control group (cgroup v2),
//! because the kernel ends the process at that limit. `/proc/loadavg` counts the whole machine and does not see what waits for a
//! group's quota; so where there is one, the load of the group is reckoned as well, and the heavier of both counts.

use std::time::Duration;

use billing::phase::{Load, Usage};

pub mod sampler;
#[cfg(test)]
mod tests;

const KIB: u64 = 1 << 10;

/// Longer texts are not what these files hold.
const LINES_MAX: usize = 100_000;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MachineError {
    #[error("{file} has no line {field} with a number; is this Linux 3.14 or newer?")]
    Missing { file: &'static str, field: &'static str },
    #[error("{file} is not what the kernel writes there; is /proc or /sys/fs/cgroup mounted over?")]
    Strange { file: &'static str },
}

/// `/proc/meminfo`. In use is what could not be had back at once: all but MemAvailable.
pub fn parse_meminfo(text: &str) -> Result<Usage, MachineError> {
    const FILE: &str = "/proc/meminfo";
    let kib = |field: &'static str| {
        let value = number(text, field, FILE)?;
        value.checked_mul(KIB).ok_or(MachineError::Strange { file: FILE })
    };
    let (total, available) = (kib("MemTotal:")?, kib("MemAvailable:")?);
    let used = total.checked_sub(available).ok_or(MachineError::Strange { file: FILE })?;
    Ok(Usage { used, total })
}

/// The files of a control group: `memory.current`, `memory.max` and `memory.stat`. `None`: the group has no limit.
///
/// The page cache that the kernel gives back first (`inactive_file`) is not in use; Kubernetes counts the same way.
pub fn parse_cgroup_memory(current: &str, max: &str, stat: &str) -> Result<Option<Usage>, MachineError> {
    if max.trim() == "max" {
        return Ok(None);
    }
    let alone = |text: &str, file| text.trim().parse::<u64>().map_err(|_| MachineError::Strange { file });
    let total = alone(max, "memory.max")?;
    let current = alone(current, "memory.current")?;
    let idle = number(stat, "inactive_file", "memory.stat")?;
    Ok(Some(Usage { used: current.saturating_sub(idle), total }))
}

/// What holds first: the group's limit when it is below the machine's memory.
pub fn memory(machine: Usage, group: Option<Usage>) -> Usage {
    group.filter(|group| group.total < machine.total).unwrap_or(machine)
}

/// `/proc/loadavg` and `/proc/stat`, which has one line per processor that is on.
pub fn parse_load(loadavg: &str, stat: &str) -> Result<Load, MachineError> {
    let strange = MachineError::Strange { file: "/proc/loadavg" };
    let first = loadavg.split_whitespace().next().and_then(milli).ok_or(strange)?;
    let vcpus = stat.lines().take(LINES_MAX).filter(|line| is_processor(line)).count();
    match u32::try_from(vcpus) {
        Ok(vcpus) if vcpus > 0 => Ok(Load { one_minute_milli: first, vcpus }),
        _ => Err(MachineError::Missing { file: "/proc/stat", field: "cpu0" }),
    }
}

/// The group this process is in, below the mount of cgroup v2: the line `0::` of `/proc/self/cgroup`. A container with a namespace of its
/// own sees `/`; one that leads out of its mount leads nowhere.
pub fn parse_group(text: &str) -> Option<&str> {
    let path = text.lines().take(LINES_MAX).find_map(|line| line.strip_prefix("0::/"))?;
    (!path.split('/').any(|part| part == "..")).then_some(path)
}

/// `cpu.max`: thousandths of processors that the group may use. `None`: as many as there are.
pub fn parse_quota(text: &str) -> Result<Option<u32>, MachineError> {
    let strange = MachineError::Strange { file: "cpu.max" };
    let mut words = text.split_whitespace();
    let (quota, period) = (words.next(), words.next());
    if quota == Some("max") {
        return Ok(None);
    }
    let micros = |word: Option<&str>| word.and_then(|word| word.parse::<u64>().ok()).filter(|us| *us > 0);
    let (Some(quota), Some(period)) = (micros(quota), micros(period)) else { return Err(strange) };
    let milli = u128::from(quota) * 1_000 / u128::from(period);
    u32::try_from(milli).map(|milli| Some(milli.max(1))).map_err(|_| strange)
}

/// Processor time of a group, since it began: what it used, and what its quota withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupTime {
    used: Duration,
    withheld: Duration,
}

/// `cpu.stat`. A group without a quota is told nothing of time withheld.
pub fn parse_group_time(text: &str) -> Result<GroupTime, MachineError> {
    let micros = |field| number(text, field, "cpu.stat").map(Duration::from_micros);
    Ok(GroupTime { used: micros("usage_usec")?, withheld: micros("throttled_usec").unwrap_or_default() })
}

/// The load of a group by its quota: processors it used and would have used, as parts of what it may use. `None` when no time has passed.
pub fn group_load(before: GroupTime, after: GroupTime, passed: Duration, quota_milli: u32) -> Option<Load> {
    let wanted = after.used.saturating_sub(before.used) + after.withheld.saturating_sub(before.withheld);
    let may = passed.as_micros() * u128::from(quota_milli);
    let milli = (wanted.as_micros() * 1_000_000).checked_div(may)?;
    // One processor that stands for the whole quota, which need not be a whole number.
    Some(Load { one_minute_milli: u32::try_from(milli).unwrap_or(u32::MAX), vcpus: 1 })
}

/// The heavier of both.
pub fn load(machine: Load, group: Option<Load>) -> Load {
    group.filter(|group| group.per_vcpu_milli() > machine.per_vcpu_milli()).unwrap_or(machine)
}

/// The fuller of both.
pub fn fuller(one: Usage, other: Usage) -> Usage {
    if other.share_bp() > one.share_bp() { other } else { one }
}

/// The counts of `statvfs`, as `df` shows them: blocks kept for root are nobody's room.
pub fn disk(blocks: u64, free: u64, available: u64, block_bytes: u64) -> Usage {
    let used = blocks.saturating_sub(free).saturating_mul(block_bytes);
    Usage { used, total: used.saturating_add(available.saturating_mul(block_bytes)) }
}

/// `1.32` as 1320, without a detour through a float.
fn milli(text: &str) -> Option<u32> {
    let (whole, hundredths) = text.split_once('.')?;
    let digits =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let hundredths = digits(hundredths).filter(|_| hundredths.len() == 2)?;
    digits(whole)?.checked_mul(1_000)?.checked_add(hundredths * 10)
}

/// `cpu0`, `cpu17`: not `cpu`, which is their sum.
fn is_processor(line: &str) -> bool {
    let name = line.split_whitespace().next().and_then(|name| name.strip_prefix("cpu"));
    name.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The number behind a field at the beginning of a line.
fn number(text: &str, field: &'static str, file: &'static str) -> Result<u64, MachineError> {
    let value = |line: &str| {
        let mut words = line.split_whitespace();
        (words.next() == Some(field)).then(|| words.next().and_then(|word| word.parse().ok()))?
    };
    text.lines().take(LINES_MAX).find_map(value).ok_or(MachineError::Missing { file, field })
}

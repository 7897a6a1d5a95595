//! Looks at this machine, once in a while: opens what [`super`] reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use billing::phase::{Load, Usage};

use super::{GroupTime, MachineError};

const GROUPS: &str = "/sys/fs/cgroup";
const HOST_CHARACTERS_MAX: usize = 100;

/// What was seen. A part that could not be measured is absent, and why is told.
#[derive(Debug, Default)]
pub struct Seen {
    pub memory: Option<Usage>,
    pub load: Option<Load>,
    /// The fullest of the disks looked at.
    pub disk: Option<Usage>,
    pub troubles: Vec<SampleError>,
}

#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    #[error(transparent)]
    Text(#[from] MachineError),
    #[error("{path} cannot be read: {source}")]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("the disk of {path} cannot be measured: {source}; is the directory there?")]
    Disk { path: PathBuf, source: std::io::Error },
}

/// Looks at the machine; remembers what a rate needs two looks for.
#[derive(Debug)]
pub struct Sampler {
    disks: Vec<PathBuf>,
    group: Option<PathBuf>,
    before: Option<(Instant, GroupTime)>,
}

impl Sampler {
    /// `disks`: directories on the file systems that count.
    pub fn new(disks: Vec<PathBuf>) -> Self {
        Self { disks, group: own_group(), before: None }
    }

    /// Reads a few files; they are the kernel's, but a disk may be slow to answer.
    pub fn look(&mut self) -> Seen {
        let mut troubles = Vec::new();
        let memory = self.memory().map_err(|error| troubles.push(error)).ok();
        let load = self.load().map_err(|error| troubles.push(error)).ok();
        let disks =
            self.disks.iter().filter_map(|path| disk(path).map_err(|error| troubles.push(error)).ok());
        let disk = disks.reduce(super::fuller);
        Seen { memory, load, disk, troubles }
    }

    fn memory(&self) -> Result<Usage, SampleError> {
        let machine = super::parse_meminfo(&text(Path::new("/proc/meminfo"))?)?;
        let Some(group) = &self.group else { return Ok(machine) };
        // The root of all groups has no such files, and no limit.
        let [current, max, stat] =
            ["memory.current", "memory.max", "memory.stat"].map(|name| text(&group.join(name)));
        let (Ok(current), Ok(max), Ok(stat)) = (current, max, stat) else { return Ok(machine) };
        Ok(super::memory(machine, super::parse_cgroup_memory(&current, &max, &stat)?))
    }

    fn load(&mut self) -> Result<Load, SampleError> {
        let (loadavg, stat) = (text(Path::new("/proc/loadavg"))?, text(Path::new("/proc/stat"))?);
        let machine = super::parse_load(&loadavg, &stat)?;
        Ok(super::load(machine, self.group_load()?))
    }

    fn group_load(&mut self) -> Result<Option<Load>, SampleError> {
        let Some(group) = &self.group else { return Ok(None) };
        let (Ok(max), Ok(stat)) = (text(&group.join("cpu.max")), text(&group.join("cpu.stat"))) else {
            return Ok(None);
        };
        let Some(quota) = super::parse_quota(&max)? else { return Ok(None) };
        let now = (Instant::now(), super::parse_group_time(&stat)?);
        let before = self.before.replace(now);
        Ok(before.and_then(|(at, time)| super::group_load(time, now.1, now.0 - at, quota)))
    }
}

/// The name of this machine, or of this container.
pub fn host() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let shown: String = name.chars().filter(|c| !c.is_control()).take(HOST_CHARACTERS_MAX).collect();
    if shown.is_empty() { "unnamed".to_owned() } else { shown }
}

fn own_group() -> Option<PathBuf> {
    let told = text(Path::new("/proc/self/cgroup")).ok()?;
    let group = Path::new(GROUPS).join(super::parse_group(&told)?);
    // Without a namespace of its own a container is told its path on the machine, and sees its own group at the mount.
    Some(if group.join("cpu.stat").exists() { group } else { PathBuf::from(GROUPS) })
}

fn text(path: &Path) -> Result<String, SampleError> {
    fs::read_to_string(path).map_err(|source| SampleError::Unreadable { path: path.to_owned(), source })
}

fn disk(path: &Path) -> Result<Usage, SampleError> {
    let found = rustix::fs::statvfs(path)
        .map_err(|errno| SampleError::Disk { path: path.to_owned(), source: errno.into() })?;
    Ok(super::disk(found.f_blocks, found.f_bfree, found.f_bavail, found.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn this_machine_is_measured_and_a_disk_that_is_not_there_is_named() {
        let mut sampler = Sampler::new(vec!["/".into(), "/nowhere/at/all".into()]);
        let seen = sampler.look();
        assert!(seen.memory.is_some_and(|memory| memory.used > 0));
        assert!(seen.load.is_some_and(|load| load.vcpus > 0));
        assert!(seen.disk.is_some_and(|disk| disk.used > 0 && disk.used <= disk.total));
        let told: Vec<String> = seen.troubles.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("the disk of /nowhere/at/all cannot be measured: "), "{told:?}");
        assert!(!host().is_empty());
    }
}

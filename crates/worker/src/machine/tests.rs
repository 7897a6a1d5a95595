use super::*;

const MEMINFO: &str = "MemTotal:        2013196 kB
MemFree:          112340 kB
MemAvailable:    1402996 kB
Buffers:           48120 kB
";
const STAT: &str = "cpu  1889783 1055797 545205 1466895 24564 0 21951 2213 0 0
cpu0 919213 515534 263262 787067 7679 0 8716 1122 0 0
cpu1 970569 540262 281943 679828 16884 0 13235 1091 0 0
intr 86132112 0 9
ctxt 178321
cpufreq 3
";

#[test]
fn memory_in_use_is_what_cannot_be_had_back() {
    let expected = Usage { used: 610_200 * KIB, total: 2_013_196 * KIB };
    assert_eq!(parse_meminfo(MEMINFO), Ok(expected));
    let old = MEMINFO.replace("MemAvailable", "MemUnavailable");
    let missing = parse_meminfo(&old).expect_err("kernels before 3.14");
    assert!(missing.to_string().contains("/proc/meminfo has no line MemAvailable:"), "{missing}");
    for strange in
        ["MemTotal: 1 kB\nMemAvailable: 2 kB", "MemTotal: 18446744073709551615 kB\nMemAvailable: 0 kB"]
    {
        assert_eq!(parse_meminfo(strange), Err(MachineError::Strange { file: "/proc/meminfo" }));
    }
    assert!(parse_meminfo("").is_err());
}

#[test]
fn a_group_with_a_limit_counts_instead_of_the_machine() {
    let stat = "anon 300000000\nfile 150000000\ninactive_file 100000000\n";
    let group = parse_cgroup_memory("450000000\n", "500000000\n", stat).expect("a group");
    assert_eq!(group, Some(Usage { used: 350_000_000, total: 500_000_000 }));
    let machine = Usage { used: 1, total: 2_000_000_000 };
    assert_eq!(memory(machine, group), Usage { used: 350_000_000, total: 500_000_000 });
    assert_eq!(memory(machine, None), machine);
    let large = Some(Usage { used: 7, total: 9_000_000_000 });
    assert_eq!(memory(machine, large), machine, "a limit beyond the machine limits nothing");
    assert_eq!(parse_cgroup_memory("1", "max\n", ""), Ok(None));
    assert!(
        parse_cgroup_memory("many", "5", stat).is_err() && parse_cgroup_memory("1", "5", "anon 1").is_err()
    );
}

#[test]
fn load_and_the_processors_that_share_it() {
    let load = parse_load("1.32 1.31 1.81 1/159 20734\n", STAT);
    assert_eq!(load, Ok(Load { one_minute_milli: 1_320, vcpus: 2 }));
    assert_eq!(parse_load("0.05 0 0", STAT).map(|load| load.one_minute_milli), Ok(50));
    for strange in ["", "1", "1.3", "-1.30", "1.+3", "99999999999.00", "4294967.99"] {
        assert_eq!(
            parse_load(strange, STAT),
            Err(MachineError::Strange { file: "/proc/loadavg" }),
            "{strange}"
        );
    }
    assert!(parse_load("1.00", "cpu  1 2 3").is_err());
}

#[test]
fn a_disk_as_df_shows_it() {
    // 100 blocks, 30 free, of which 5 are kept for root.
    assert_eq!(disk(100, 30, 25, 4_096), Usage { used: 70 * 4_096, total: 95 * 4_096 });
    assert_eq!(disk(1, 2, 3, u64::MAX).used, 0);
}

/// The machine this runs on, whatever it is.
#[test]
#[cfg(target_os = "linux")]
fn the_texts_of_this_machine() {
    let read = |path: &str| std::fs::read_to_string(path).expect(path);
    let memory = parse_meminfo(&read("/proc/meminfo")).expect("a Linux");
    assert!(memory.used < memory.total);
    assert!(parse_load(&read("/proc/loadavg"), &read("/proc/stat")).expect("a Linux").vcpus > 0);
}

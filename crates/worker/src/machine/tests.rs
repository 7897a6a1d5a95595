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
fn the_group_a_process_is_in() {
    assert_eq!(parse_group("0::/system.slice/koprogo.service\n"), Some("system.slice/koprogo.service"));
    assert_eq!(parse_group("12:cpu:/a\n0::/\n"), Some(""));
    for strange in ["", "12:cpu:/a", "0::", "0::/../../kubepods", "x0::/a"] {
        assert_eq!(parse_group(strange), None, "{strange}");
    }
}

#[test]
fn a_quota_of_processors() {
    assert_eq!(parse_quota("max 100000\n"), Ok(None));
    assert_eq!(parse_quota("150000 100000\n"), Ok(Some(1_500)));
    assert_eq!(parse_quota("1 1000000"), Ok(Some(1)), "never nothing");
    for strange in ["", "100000", "many 100000", "100000 0", "-1 100000", "18446744073709551615 1"] {
        assert_eq!(parse_quota(strange), Err(MachineError::Strange { file: "cpu.max" }), "{strange}");
    }
}

#[test]
fn what_waits_for_the_quota_is_load() {
    let at = |used: u64, withheld: u64| {
        let text = format!("usage_usec {used}\nuser_usec 1\nnr_throttled 3\nthrottled_usec {withheld}\n");
        parse_group_time(&text).expect("a cpu.stat")
    };
    let minute = Duration::from_secs(60);
    // Half a processor allowed, all of it used, and as much again wanted: twice what there is.
    let load_of_group = group_load(at(5, 7), at(30_000_005, 30_000_007), minute, 500).expect("a load");
    assert_eq!(load_of_group, Load { one_minute_milli: 2_000, vcpus: 1 });
    let machine = Load { one_minute_milli: 6_000, vcpus: 8 };
    assert_eq!(load(machine, Some(load_of_group)), load_of_group);
    assert_eq!(load(machine, Some(Load { one_minute_milli: 700, vcpus: 1 })), machine);
    assert_eq!(load(machine, None), machine);
    assert_eq!(group_load(at(5, 7), at(6, 7), Duration::ZERO, 500), None);
    assert_eq!(
        group_load(at(9, 9), at(0, 0), minute, 500).map(|load| load.one_minute_milli),
        Some(0),
        "a new group"
    );
    let unlimited = parse_group_time("usage_usec 12\n").expect("a group without a quota");
    assert_eq!(unlimited.withheld, Duration::ZERO);
    for strange in ["", "usage_usec", "usage_usec many", "user_usec 5"] {
        assert!(parse_group_time(strange).is_err(), "{strange}");
    }
}

#[test]
fn the_fuller_disk_counts() {
    let (root, data) = (Usage { used: 3, total: 10 }, Usage { used: 50, total: 100 });
    assert_eq!((fuller(root, data), fuller(data, root)), (data, data));
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

"""What each container of the product's stack holds, and what is left of a machine of 2 GB."""

import json
import subprocess
import sys

MACHINE = 2 * 1024**3
# Debian 12 without anybody's services, the engine and containerd with eight containers: measured, see docs/VPS_DEPLOYMENT.md.
SYSTEM = int(sys.argv[2]) if len(sys.argv) > 2 else 0
OURS = ("traefik", "backend-a", "backend-b", "worker", "postgres", "redis")
FREE_MIN = 0.30


def docker(*arguments):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def held(container):
    """Without what the kernel gives back at once: pages of files that nobody works with."""
    path = f"/sys/fs/cgroup/memory/docker/{container}/memory.stat"
    values = dict(line.split() for line in open(path))
    peak = int(open(path.replace("memory.stat", "memory.max_usage_in_bytes")).read())
    return int(values["total_rss"]) + int(values["total_shmem"] if "total_shmem" in values else 0), peak


def main():
    total = 0
    for one in json.loads(docker("inspect", *sys.argv[1].split())):
        service = one["Config"]["Labels"]["com.docker.compose.service"]
        if service not in OURS:
            continue
        rss, peak = held(one["Id"])
        total += rss
        limit = one["HostConfig"]["Memory"]
        oom = one["State"]["OOMKilled"]
        print(f"  {service:10} {rss / 2**20:6.0f} MB in use, {peak / 2**20:6.0f} MB at most with file pages, limit {limit / 2**20:.0f} MB{', KILLED' if oom else ''}")
        assert not oom, f"{service} was killed for its memory"
    free = 1 - (total + SYSTEM) / MACHINE
    print(f"  together {total / 2**20:.0f} MB, with the system's {SYSTEM / 2**20:.0f} MB: {free:.0%} of 2 GB free")
    assert free >= FREE_MIN, f"less than {FREE_MIN:.0%} free"


main()

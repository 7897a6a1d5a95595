"""Replicas that share a quota, in each server that is named. `tests/infrastructure/limits` starts it."""

import pathlib
import re
import subprocess
import sys

from firm import Caller, Count, found, until
from stand import Stand, gauge

PORTS = (8081, 8082, 8083)
# A quota that does not come back while this runs.
QUOTA = 12
TRIES = 8
SCRIPTS = pathlib.Path("crates/access/src/limit")


def let_through(addresses, token, path):
    """How many requests each replica answers, one replica after the other, and what else was said."""
    callers = [Caller(address, token) for address in addresses]
    answers = [[caller.ask("GET", path)[0] for _ in range(TRIES)] for caller in callers]
    return [mine.count(200) for mine in answers], {status for mine in answers for status in mine}


def rehearse(server, stand, addresses, slugs, token, count):
    name = pathlib.Path(server).name
    said = subprocess.run([server, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v=(\S+)", said).group(1)
    nobody = Caller(addresses[0])
    until("replicas know of each other", lambda: all(gauge(port, "koprogo_limit_replicas") == len(PORTS) for port in PORTS), 20)
    shared, statuses = let_through(addresses, token, f"/v1/copros/{slugs[0]}")
    count.expect(f"{name}: {QUOTA} requests are let through, by whichever replica", shared == [TRIES, QUOTA - TRIES, 0], shared)
    count.expect(f"{name}: the others are told to wait", statuses == {200, 429}, statuses)
    stand.counter.kill()
    until("it is missed", lambda: b'"redis":"away"' in nobody.ask("GET", "/health/status")[1], 20)
    alone, statuses = let_through(addresses, token, f"/v1/copros/{slugs[1]}")
    count.expect(f"{name}: without it each replica lets its share through", alone == [QUOTA // len(PORTS)] * len(PORTS), alone)
    count.expect(f"{name}: without it nobody is failed", statuses == {200, 429}, statuses)
    print(f"  {name:<14} {version:<8}  together {shared}, without it {alone}", flush=True)


def undeclared():
    """Calls of the scripts that name a key other than by KEYS."""
    calls = [call for file in SCRIPTS.glob("*.lua") for call in re.findall(r"redis\.call\('(\w+)'(?:, ([^,)]+))?", file.read_text())]
    return len(calls), [call for call in calls if call[0] != "TIME" and not re.fullmatch(r"KEYS\[\d+\]", call[1])]


def main():
    work, logs, program, postgres_port, *servers = sys.argv[1:]
    count = Count()
    calls, wrong = undeclared()
    count.expect("scripts declare their keys", calls >= 5 and not wrong, wrong)
    addresses = [f"127.0.0.1:{port}" for port in PORTS]
    for server in servers:
        stand = Stand(pathlib.Path(work), pathlib.Path(logs), program, postgres_port)
        stand.environment |= {"KOPROGO_LIMITS__COPRO": f"{QUOTA}/3600", "KOPROGO_LIMITS__REPLICAS": "3"}
        stand.start(PORTS, server)
        slugs, _, token = found(addresses[0], 2, f"founder-{len(server)}@cabinet.example")
        rehearse(server, stand, addresses, slugs, token, count)
        stand.stop()
    (pathlib.Path(work) / "counted").write_text(f"{count.passed} {count.failed}\n")
    sys.exit(1 if count.failed else 0)


main()

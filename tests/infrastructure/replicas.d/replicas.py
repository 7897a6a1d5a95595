"""Replicas behind a proxy come and go under load; what it cost. `tests/infrastructure/replicas` starts it."""

import json
import pathlib
import secrets
import signal
import sys
import threading
import time

from firm import Caller, Count, found, person, seconds, until
from stand import Stand, ready

FRONT = "127.0.0.1:8080"
# The fourth is the one that is added.
PORTS = (8081, 8082, 8083, 8084)
COPROS = 12
# What is counted here is not who asks too often, or too much at once.
GENEROUS = {"KOPROGO_LIMITS__FIRM": "10000/2", "KOPROGO_LIMITS__COPRO": "10000/2", "KOPROGO_DATABASE__COPRO_CONNECTIONS_MAX": "16"}
READS = ("{}", "{}/lots", "{}/owners", "{}/expenses", "{}/persons?limit=10")
# Sent again after so long, and so often at most.
AGAIN_SECONDS, AGAIN_MAX = 0.1, 100
# After a change, before the next: a replica that stops answers for five seconds more.
WATCHED_SECONDS = {"killed": 4, "added": 4, "drained": 9}


def start_proxy(stand, traefik):
    """As deploy/traefik has it, with the addresses of these replicas, looked at twice a second."""
    servers = [{"url": f"http://127.0.0.1:{port}"} for port in PORTS]
    check = {"path": "/health/ready", "interval": "500ms", "timeout": "1s"}
    routes = {
        "routers": {"product": {"rule": "PathPrefix(`/`)", "entryPoints": ["web"], "service": "backends", "middlewares": ["again"]}},
        "middlewares": {"again": {"retry": {"attempts": 3, "initialInterval": "50ms"}}},
        "services": {"backends": {"loadBalancer": {"servers": servers, "healthCheck": check}}},
    }
    (stand.work / "routes.yml").write_text(json.dumps({"http": routes}))
    settings = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "entryPoints": {"web": {"address": FRONT}},
        "providers": {"file": {"filename": str(stand.work / "routes.yml")}},
    }
    (stand.work / "traefik.yml").write_text(json.dumps(settings))
    stand.spawn("traefik", [traefik, f"--configfile={stand.work / 'traefik.yml'}"])
    until("the proxy passes on", lambda: ready(FRONT), 30)


class Load:
    """Each request is due at its moment whatever became of those before it: three of ten write."""

    def __init__(self, slugs, token, rate):
        self.slugs, self.token, self.rate = slugs, token, rate
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.turn, self.begun, self.answered, self.refused, self.given_up = 0, seconds(), [], [], 0
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(max(8, int(rate / 5)))]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def work(self):
        caller = Caller(FRONT, self.token)
        while not self.stopped.is_set():
            with self.lock:
                self.turn += 1
                turn = self.turn
            due = self.begun + turn / self.rate
            time.sleep(max(0, due - seconds()))
            self.send(caller, turn, due)

    def send(self, caller, turn, due):
        place = f"/v1/copros/{self.slugs[turn % len(self.slugs)]}"
        if turn % 10 < 3:
            name = f"n{secrets.token_hex(10)}"
            asked, wanted = ("POST", f"{place}/persons", person(name), name), 201
        else:
            asked, wanted = ("GET", READS[turn % len(READS)].format(place), None, None), 200
        for _ in range(AGAIN_MAX):
            status, _ = caller.ask(*asked)
            if status == wanted:
                with self.lock:
                    self.answered.append((due, seconds() - due))
                return
            with self.lock:
                self.refused.append((seconds(), status))
            time.sleep(AGAIN_SECONDS)
        with self.lock:
            self.given_up += 1

    def between(self, begun, ended):
        """Requests that were due, tries that failed, and for how long there were such; the slowest of a hundred."""
        with self.lock:
            times = sorted(took for due, took in self.answered if begun <= due < ended)
            refused = [at for at, _ in self.refused if begun <= at < ended]
        lasted = max(refused) - min(refused) if refused else 0
        return len(times), len(refused), lasted, times[int(len(times) * 0.99)] if times else 0


def change(what, stand):
    """The address of the replica it happened to."""
    if what == "killed":
        stand.replicas[PORTS[0]].kill()
    if what == "drained":
        stand.replicas[PORTS[1]].send_signal(signal.SIGTERM)
    if what == "added":
        stand.add(PORTS[3])
        until("the new replica is ready", lambda: ready(f"127.0.0.1:{PORTS[3]}"), 30)


def main():
    work, logs, program, traefik, postgres_port, rate = sys.argv[1:]
    work, rate = pathlib.Path(work), float(rate)
    stand, count = Stand(work, pathlib.Path(logs), program, postgres_port), Count()
    stand.environment |= GENEROUS
    stand.start(PORTS[:3])
    start_proxy(stand, traefik)
    slugs, _, token = found(FRONT, COPROS)
    load = Load(slugs, token, rate)
    until("the load is on", lambda: seconds() - load.begun > 3, 10)
    print(f"\n  {'':<8}  {'requests':>8}  {'a second':>8}  {'p99':>7}  {'failed':>6}  {'for':>6}")
    for what, watched in WATCHED_SECONDS.items():
        at = seconds()
        change(what, stand)
        until("it is over", lambda: seconds() - at > watched, watched + 60)
        requests, failed, lasted, slow = load.between(at, at + watched)
        print(f"  {what:<8}  {requests:>8}  {requests / watched:>8.0f}  {slow * 1000:>4.0f} ms  {failed:>6}  {lasted:>4.1f} s", flush=True)
        count.expect(f"{what}: people work all the time", requests >= 0.9 * rate * watched, requests)
        if what == "killed":
            count.expect(f"{what}: requests fail for a second at most", lasted <= 1, f"{lasted:.1f} s")
        else:
            count.expect(f"{what}: no request fails", failed == 0, failed)
    until("the one that drained has gone", lambda: stand.replicas[PORTS[1]].poll() is not None, 30)
    load.stop()
    count.expect("the one that drained ended well", stand.replicas[PORTS[1]].returncode == 0, stand.replicas[PORTS[1]].returncode)
    count.expect("every request was answered in the end", load.given_up == 0, load.given_up)
    print(f"\n  {len(load.answered)} requests, answers that were not wanted: {sorted({status for _, status in load.refused}) or 'none'}")
    (work / "counted").write_text(f"{count.passed} {count.failed}\n")
    sys.exit(1 if count.failed else 0)


main()

"""The product behind the proxy, and a firm that writes."""

import base64
import collections
import json
import os
import secrets
import subprocess
import threading
import time
import urllib.parse

import psycopg

from firm import Caller, person, seconds, until
from hosts import HERE

WRITERS = 6
# A writer that has no answer asks again with the same key, for so long.
PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.2
# Two replicas: what is written through one is looked for through the other.
SERVED = ("127.0.0.1:8080", "127.0.0.1:8081")


class Application:
    def __init__(self, cluster, program, work, logs):
        self.cluster, self.program, self.work, self.logs = cluster, program, work, logs
        self.processes, self.passwords = {}, {name: secrets.token_urlsafe(24) for name in ("koprogo_app", "koprogo_owner")}

    def address(self, login, host=HERE, port=5000, database="koprogo"):
        password = self.passwords.get(login, self.cluster.superuser)
        return f"postgres://{login}:{password}@{host}:{port}/{database}"

    def start(self):
        self.make_database()
        self.environment = self.settings()
        self.spawn("redis", ["redis-server", "--bind", "127.0.0.1", "--save", "", "--dir", str(self.work)])
        self.does("migrate")
        for number, address in enumerate(SERVED, 1):
            self.environment["KOPROGO_SERVER__LISTEN"] = address
            self.spawn(f"serve-{number}", [self.program, "serve"])
        self.spawn("work", [self.program, "work"])
        self.await_all(SERVED)

    def await_all(self, addresses):
        for address in addresses:
            until("the product answers", lambda: Caller(address).ask("GET", "/health/ready")[0] == 200, 60)

    def settings(self):
        (self.work / "files").mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.address("koprogo_app"),
            "KOPROGO_DATABASE__READ_URL": self.address("koprogo_app", port=5001),
            "KOPROGO_DATABASE__MIGRATE_URL": self.address("koprogo_owner"),
            "KOPROGO_AUTH__SECRET": base64.b64encode(secrets.token_bytes(48)).decode(),
            "KOPROGO_FILES__DIR": str(self.work / "files"),
            "KOPROGO_MAIL__DEV_MAILBOX": "true",
            "KOPROGO_REDIS__URL": "redis://127.0.0.1:6379",
            "KOPROGO_SERVER__OPS_LISTEN": "off",
            "KOPROGO_DATABASE__ACQUIRE_TIMEOUT_MS": "2000",
            "KOPROGO_DATABASE__COPRO_CONNECTIONS_MAX": "10",
            # What is counted here is not who asks too often.
            "KOPROGO_LIMITS__FIRM": "1000/2",
            "KOPROGO_LIMITS__COPRO": "1000/2",
        }

    def make_database(self):
        with psycopg.connect(self.address("postgres", database="postgres"), autocommit=True) as connection:
            connection.execute(open("deploy/roles.sql").read())
            for name, password in self.passwords.items():
                connection.execute(psycopg.sql.SQL("ALTER ROLE {} PASSWORD {}").format(psycopg.sql.Identifier(name), password))
            connection.execute("CREATE DATABASE koprogo OWNER koprogo_owner")

    def spawn(self, name, command):
        log = open(self.logs / f"{name}.log", "a")
        environment = getattr(self, "environment", None)
        self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)

    def does(self, *arguments):
        """Runs one command of the product to its end; what it said when it failed."""
        done = self.try_to(*arguments)
        if done.returncode != 0:
            raise SystemExit(f"koprogo {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def try_to(self, *arguments):
        return subprocess.run([self.program, *arguments], env=self.environment, capture_output=True, text=True, timeout=120)

    def restarted(self):
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def on_primary(self, statement):
        """Asked of the primary itself, past the proxy and past every policy."""
        primary = until("there is a primary", self.cluster.primary, 30)
        with psycopg.connect(self.address("postgres", primary.address, 5432), connect_timeout=5) as connection:
            return connection.execute(statement).fetchall()

    def standbys_read(self):
        """Connections of the product that only read, on hosts that only follow."""
        count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'koprogo standby reads' AND pg_is_in_recovery()"
        found = 0
        for host in self.cluster.hosts:
            with psycopg.connect(self.address("postgres", host.address, 5432), connect_timeout=5) as connection:
                found += connection.execute(count).fetchone()[0]
        return found

    def worker_is_back(self, fault):
        """Something that is due every few seconds was done by somebody after the fault."""
        since = seconds() - fault
        found = self.on_primary("SELECT extract(epoch FROM now() - max(finished_at))::float FROM jobs.periodic WHERE last_error IS NULL")
        return found[0][0] is not None and found[0][0] < since


class Writers:
    """Each asks at one of the addresses, and at the next when it has no answer."""

    def __init__(self, place, token, rate, addresses=SERVED[:1], patience=PATIENCE_SECONDS):
        self.place, self.token, self.pause = place, token, WRITERS / rate
        self.addresses, self.patience = addresses, patience
        # Those that nobody answered to the end may have been carried out all the same.
        self.acknowledged, self.given_up, self.answers = [], [], collections.Counter()
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(number,), daemon=True) for number in range(WRITERS)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def write(self, number):
        callers = collections.deque(Caller(address, self.token) for address in self.addresses)
        callers.rotate(-number)
        while not self.stopped.is_set():
            name = secrets.token_hex(10)
            if self.written(callers, name):
                with self.lock:
                    self.acknowledged.append((seconds(), name))
            self.stopped.wait(self.pause)

    def written(self, callers, name):
        """Asks until it is told, also once it is to stop: then for what it has begun."""
        limit = seconds() + self.patience
        while seconds() < limit:
            status, _ = callers[0].ask("POST", self.place, person(name), key=name)
            if status == 201:
                return True
            with self.lock:
                self.answers[status] += 1
            if not status:
                callers.rotate(-1)
            time.sleep(PAUSE_SECONDS)
        with self.lock:
            self.answers["given up"] += 1
            self.given_up.append(name)
        return False

    def times(self):
        with self.lock:
            return sorted(at for at, _ in self.acknowledged)

    def silence(self, since, to=None):
        """The longest time from `since` on in which nothing was acknowledged."""
        times = [since, *(at for at in self.times() if at > since and (to is None or at < to))]
        ends = [*times[1:], to or seconds()]
        return max(end - begun for begun, end in zip(times, ends))

    def are_steady(self):
        """For three seconds nothing was waited for."""
        return self.silence(seconds() - 3) < 1


def compare(application, writers):
    """What the primary has of what was acknowledged: what of it is missing, and how much of anything is there more than once."""
    there = dict(application.on_primary("SELECT last_name, count(*) FROM tenant.persons GROUP BY last_name"))
    lost = [name for _, name in writers.acknowledged if name not in there]
    return lost, sum(1 for times in there.values() if times > 1)


class Readers:
    """Whoever writes looks for it at once, through another replica, among what the standbys have."""

    def __init__(self, place, token):
        self.place, self.token = place, token
        self.looked, self.missing, self.answers = 0, [], collections.Counter()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.read, daemon=True)

    def start(self):
        self.thread.start()
        return self

    def stop(self):
        self.stopped.set()
        self.thread.join()

    def read(self):
        writer, reader = (Caller(address, self.token) for address in SERVED)
        while not self.stopped.is_set():
            name = f"looked-for-{secrets.token_hex(6)}"
            status, text = writer.ask("POST", self.place, person(name), key=name)
            if status == 201:
                self.look(reader, json.loads(text)["id"])
            self.stopped.wait(PAUSE_SECONDS)

    def look(self, reader, written):
        status, _ = reader.ask("GET", f"{self.place}/{urllib.parse.quote(written)}")
        if status in (200, 404):
            self.looked += 1
        if status == 404:
            self.missing.append(written)
        self.answers[status] += 1

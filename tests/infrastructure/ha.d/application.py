"""The product behind the proxy, and a firm that writes."""

import base64
import collections
import datetime
import http.client
import json
import os
import secrets
import subprocess
import threading
import time

import psycopg

from hosts import HERE, seconds, until

WRITERS = 6
# A writer that has no answer asks again with the same key, for so long.
PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.2


class Caller:
    """One connection, opened anew when it breaks."""

    def __init__(self, token=None):
        self.token, self.connection = token, None

    def ask(self, method, path, body=None, key=None):
        headers = {"content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if key:
            headers["idempotency-key"] = key
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1:8080", timeout=10)
            self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return 0, b""

    def must(self, method, path, body=None, status=200):
        got, text = self.ask(method, path, body)
        if got != status:
            raise SystemExit(f"{method} {path}: {got} instead of {status}: {text.decode()}")
        return json.loads(text) if text else None


class Application:
    def __init__(self, cluster, program, work, logs):
        self.cluster, self.program, self.work, self.logs = cluster, program, work, logs
        self.processes, self.passwords = {}, {name: secrets.token_urlsafe(24) for name in ("koprogo_app", "koprogo_owner")}

    def address(self, login, host=HERE, port=5000, database="koprogo"):
        password = self.passwords.get(login, self.cluster.superuser)
        return f"postgres://{login}:{password}@{host}:{port}/{database}"

    def start(self):
        self.make_database()
        (self.work / "files").mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.address("koprogo_app"),
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
        self.spawn("redis", ["redis-server", "--bind", "127.0.0.1", "--save", "", "--dir", str(self.work)])
        self.does("migrate")
        self.spawn("serve", [self.program, "serve"])
        self.spawn("work", [self.program, "work"])
        until("the product answers", lambda: Caller().ask("GET", "/health/ready")[0] == 200, 60)

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
        done = subprocess.run([self.program, *arguments], env=self.environment, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise SystemExit(f"koprogo {' '.join(arguments)}: {done.stdout}{done.stderr}")

    def restarted(self):
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def on_primary(self, statement):
        """Asked of the primary itself, past the proxy and past every policy."""
        primary = until("there is a primary", self.cluster.primary, 30)
        with psycopg.connect(self.address("postgres", primary.address, 5432), connect_timeout=5) as connection:
            return connection.execute(statement).fetchall()

    def worker_is_back(self, fault):
        """Something that is due every few seconds was done by somebody after the fault."""
        since = seconds() - fault
        found = self.on_primary("SELECT extract(epoch FROM now() - max(finished_at))::float FROM jobs.periodic WHERE last_error IS NULL")
        return found[0][0] is not None and found[0][0] < since

    def found_firm(self):
        """Where a firm writes, and a program's key for it."""
        nobody = Caller()
        email, password = "founder@cabinet.example", secrets.token_urlsafe(24)
        nobody.must("POST", "/v1/signup", {"email": email, "password": password, "language": "en"}, 202)
        code = until("a mail with a code", lambda: self.code(nobody), 30)
        session = nobody.must("POST", "/v1/signup/verify", {"email": email, "code": code, "token": True}, 201)
        me = Caller(session["tokens"]["access"])
        firm = {"country": "BE", "name": "Gérance Tournebride SRL", "company_number": company_number(1234567)}
        firm = me.must("POST", "/v1/firms", firm, 201)["id"]
        address = {"street": "Rue des Tilleuls 1", "postal_code": "1000", "city": "Bruxelles", "country": "BE"}
        copro = {"name": "Les Tilleuls", "address": address, "shares_total": 1000, "language": "fr"}
        copro = me.must("POST", f"/v1/firms/{firm}/copros", copro, 201)["slug"]
        tomorrow = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
        key = {"name": "Writers", "scopes": ["person.read", "person.write"], "expires_on": tomorrow}
        return f"/v1/copros/{copro}/persons", me.must("POST", f"/v1/firms/{firm}/api-keys", key, 201)["secret"]

    @staticmethod
    def code(caller):
        mails = caller.must("GET", "/v1/dev/mails")["items"]
        found = [word for mail in mails for word in mail["subject"].replace(":", " ").split() if word.isdigit() and len(word) == 6]
        return found[0] if found else None


def company_number(eight):
    text = f"{eight:08d}"
    return text + f"{97 - int(text) % 97:02d}"


class Writers:
    """People with the same name may be there many times: whatever is written twice is there twice."""

    def __init__(self, place, token, rate):
        self.place, self.token, self.pause = place, token, WRITERS / rate
        self.acknowledged, self.answers = [], collections.Counter()
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.write, daemon=True) for _ in range(WRITERS)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def write(self):
        caller = Caller(self.token)
        while not self.stopped.is_set():
            name = secrets.token_hex(10)
            if self.written(caller, name):
                with self.lock:
                    self.acknowledged.append((seconds(), name))
            self.stopped.wait(self.pause)

    def written(self, caller, name):
        """Asks until it is told, also once it is to stop: then for what it has begun."""
        limit = seconds() + PATIENCE_SECONDS
        while seconds() < limit:
            status, _ = caller.ask("POST", self.place, {"kind": "natural", "last_name": name, "language": "fr"}, key=name)
            if status == 201:
                return True
            with self.lock:
                self.answers[status] += 1
            time.sleep(PAUSE_SECONDS)
        with self.lock:
            self.answers["given up"] += 1
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

"""A firm at work while things break: writes with idempotency keys, keeps what was acknowledged, and looks for all of it afterwards.

faults_client.py prepare BASE MAILS FILE   signs up (the code is in the mails), founds a firm, a copro and a key for a program
faults_client.py write FILE LOG RATE       writes until told to stop; a line for each acknowledged write: second, name
faults_client.py verify FILE LOG           every acknowledged write is there, once; prints figures as JSON
"""

import datetime
import http.client
import json
import pathlib
import re
import secrets
import signal
import sys
import threading
import time
import urllib.parse

# As many writers as a busy firm has people; each has one connection.
WRITERS = 6
# A writer that gets no answer asks again with the same key, for so long.
PATIENCE_SECONDS = 120


def now():
    # The kernel's seconds: the clock may be the test's to move.
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Caller:
    """One connection, opened anew when it breaks."""

    def __init__(self, base, token=None):
        self.address = urllib.parse.urlsplit(base).netloc
        self.token = token
        self.connection = None

    def ask(self, method, path, body=None, key=None):
        headers = {"content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if key:
            headers["idempotency-key"] = key
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.address, timeout=10)
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


def code_of(mails):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for file in sorted(pathlib.Path(mails).glob("*.eml")):
            found = re.search(r"^Subject:.*?\b(\d{6})\b", file.read_text(), re.MULTILINE)
            if found:
                return found.group(1)
        time.sleep(0.1)
    raise SystemExit("no mail with a code came within 30 seconds")


def prepare(base, mails, file):
    nobody = Caller(base)
    email, password = "founder@cabinet.example", secrets.token_urlsafe(24)
    nobody.must("POST", "/v1/signup", {"email": email, "password": password, "language": "en"}, 202)
    typed = {"email": email, "code": code_of(mails), "token": True}
    session = nobody.must("POST", "/v1/signup/verify", typed, 201)
    me = Caller(base, session["tokens"]["access"])
    root = 1_234_567_8
    number = f"0{root // 10:07d}"[:8]
    number = number + f"{97 - int(number) % 97:02d}"
    firm = me.must("POST", "/v1/firms", {"country": "BE", "name": "Gérance Tournebride SRL", "company_number": number}, 201)
    address = {"street": "Rue des Tilleuls 1", "postal_code": "1000", "city": "Bruxelles", "country": "BE"}
    copro = {"name": "Les Tilleuls", "address": address, "shares_total": 1000, "language": "fr"}
    copro = me.must("POST", f"/v1/firms/{firm['id']}/copros", copro, 201)
    until = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    key = {"name": "Writers", "scopes": ["supplier.read", "supplier.write"], "expires_on": until}
    key = me.must("POST", f"/v1/firms/{firm['id']}/api-keys", key, 201)
    token = key["secret"]
    suppliers = f"/v1/copros/{copro['slug']}/suppliers"
    pathlib.Path(file).write_text(json.dumps({"base": base, "token": token, "suppliers": suppliers}))


def write(file, log, rate):
    place = json.loads(pathlib.Path(file).read_text())
    stop = threading.Event()
    lock = threading.Lock()
    kept = open(log, "a", buffering=1)

    def writer(number):
        caller = Caller(place["base"], place["token"])
        count = 0
        while not stop.is_set():
            count += 1
            name = f"{number}-{count}-{secrets.token_hex(6)}"
            if written(caller, name):
                with lock:
                    kept.write(f"{now():.3f} {name}\n")
            stop.wait(WRITERS / float(rate))

    def written(caller, name):
        deadline = now() + PATIENCE_SECONDS
        while not stop.is_set() and now() < deadline:
            status, text = caller.ask("POST", place["suppliers"], {"name": name}, key=name)
            if status == 201:
                return True
            if status not in (0, 409, 429) and status < 500:
                print(f"{status}: {text.decode()}", file=sys.stderr, flush=True)
            stop.wait(0.2)
        return False

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    threads = [threading.Thread(target=writer, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def verify(file, log):
    place = json.loads(pathlib.Path(file).read_text())
    caller = Caller(place["base"], place["token"])
    there, cursor = {}, ""
    while cursor is not None:
        status, text = caller.ask("GET", f"{place['suppliers']}?limit=200{cursor and '&cursor=' + urllib.parse.quote(cursor)}")
        if status in (0, 429):
            time.sleep(0.2)
            continue
        if status != 200:
            raise SystemExit(f"the list of what was written: {status}: {text.decode()}")
        page = json.loads(text)
        for item in page["items"]:
            there[item["name"]] = there.get(item["name"], 0) + 1
        cursor = page["next_cursor"]
    acknowledged = [line.split() for line in pathlib.Path(log).read_text().splitlines()]
    names = [name for _, name in acknowledged]
    lost = [name for name in names if name not in there]
    twice = [name for name, count in there.items() if count > 1]
    print(json.dumps({"acknowledged": len(names), "lost": len(lost), "twice": len(twice), "there": len(there)}))
    sys.exit(1 if lost or twice else 0)


if __name__ == "__main__":
    {"prepare": prepare, "write": write, "verify": verify}[sys.argv[1]](*sys.argv[2:])

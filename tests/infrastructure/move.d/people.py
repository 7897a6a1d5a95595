"""Firms with copros, made through HTTP, and people of theirs who write without pause. What is written are persons: their names may be there many
times, so that what is written twice is there twice.

people.py found BASE DIR FIRMS COPROS   writes DIR/place-N.json for each firm: where its writers write, and with which key
people.py write PLACE LOG RATE          writes until told to stop; a line for each acknowledged write: second, name
people.py verify PLACE LOG              every acknowledged write is there, once; prints figures as JSON
"""

import datetime
import json
import pathlib
import secrets
import signal
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, "tests/deploy")
from faults_client import Caller, now

# Of each firm; each has one connection.
WRITERS = 4
# A writer that has no answer asks again with the same key: every so often, and so long.
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 120
ADDRESS = {"street": "Rue des Tilleuls 1", "postal_code": "1000", "city": "Bruxelles", "country": "BE"}


class Patient(Caller):
    """Asks again with the same key while there is no answer: the machine may have much else to do."""

    def ask(self, method, path, body=None, key=None):
        key, deadline = key or (secrets.token_hex(16) if body else None), now() + PATIENCE_SECONDS
        while True:
            status, text = super().ask(method, path, body, key)
            if status not in (0, 503) or now() > deadline:
                return status, text
            time.sleep(PAUSE_SECONDS)


def code_for(caller, email):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for mail in caller.must("GET", f"/v1/dev/mails?to={email}")["items"]:
            for word in mail["subject"].replace(":", " ").split():
                if len(word) == 6 and word.isdigit():
                    return word
        time.sleep(0.1)
    raise SystemExit("no mail with a code came within 30 seconds")


def firm(base, number, copros):
    nobody = Patient(base)
    email = f"founder-{number}@cabinet.example"
    nobody.must("POST", "/v1/signup", {"email": email, "password": secrets.token_urlsafe(24), "language": "en"}, 202)
    session = nobody.must("POST", "/v1/signup/verify", {"email": email, "code": code_for(nobody, email), "token": True}, 201)
    me = Patient(base, session["tokens"]["access"])
    eight = f"{1234560 + number:08d}"
    company = {"country": "BE", "name": f"Gérance {number} SRL", "company_number": eight + f"{97 - int(eight) % 97:02d}"}
    found = me.must("POST", "/v1/firms", company, 201)["id"]
    slugs = []
    for copro in range(copros):
        wanted = {"name": f"Les Tilleuls {number}.{copro}", "address": ADDRESS, "shares_total": 1000, "language": "fr"}
        slugs.append(me.must("POST", f"/v1/firms/{found}/copros", wanted, 201)["slug"])
        for number_before in range(3):
            me.must("POST", f"/v1/copros/{slugs[-1]}/persons", person(f"Before {number_before}"), 201)
    until = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    key = {"name": "Writers", "scopes": ["person.read", "person.write"], "expires_on": until}
    token = me.must("POST", f"/v1/firms/{found}/api-keys", key, 201)["secret"]
    return {"base": base, "token": token, "persons": f"/v1/copros/{slugs[0]}/persons"}


def person(name):
    return {"kind": "natural", "last_name": name, "language": "fr"}


def found(base, directory, firms, copros):
    for number in range(int(firms)):
        place = firm(base, number, int(copros))
        pathlib.Path(directory, f"place-{number}.json").write_text(json.dumps(place))


def write(file, log, rate):
    place = json.loads(pathlib.Path(file).read_text())
    stop, lock, kept = threading.Event(), threading.Lock(), open(log, "a", buffering=1)

    def writer():
        caller = Caller(place["base"], place["token"])
        while not stop.is_set():
            name = secrets.token_hex(10)
            if written(caller, name):
                with lock:
                    kept.write(f"{now():.3f} {name}\n")
            stop.wait(WRITERS / float(rate))

    def written(caller, name):
        """Asks until it is told, also once it is to stop: then for what it has begun."""
        deadline = now() + PATIENCE_SECONDS
        while now() < deadline:
            status, text = caller.ask("POST", place["persons"], person(name), key=name)
            if status == 201:
                return True
            if 400 <= status < 500 and status not in (409, 429):
                print(f"{status}: {text.decode()}", file=sys.stderr, flush=True)
            time.sleep(PAUSE_SECONDS)
        return False

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    threads = [threading.Thread(target=writer) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def verify(file, log):
    place = json.loads(pathlib.Path(file).read_text())
    caller, there, cursor = Caller(place["base"], place["token"]), {}, ""
    deadline = now() + PATIENCE_SECONDS
    while cursor is not None:
        status, text = caller.ask("GET", f"{place['persons']}?limit=200{cursor and '&cursor=' + urllib.parse.quote(cursor)}")
        if status in (0, 429, 503) and now() < deadline:
            time.sleep(PAUSE_SECONDS)
            continue
        if status != 200:
            raise SystemExit(f"the list of what was written: {status}: {text.decode()}")
        page = json.loads(text)
        for item in page["items"]:
            there[item["last_name"]] = there.get(item["last_name"], 0) + 1
        cursor = page["next_cursor"]
    names = [line.split()[1] for line in pathlib.Path(log).read_text().splitlines()]
    lost = [name for name in names if name not in there]
    twice = [name for name, count in there.items() if count > 1]
    print(json.dumps({"acknowledged": len(names), "lost": len(lost), "twice": len(twice), "there": len(there)}))
    sys.exit(1 if lost or twice else 0)


if __name__ == "__main__":
    {"found": found, "write": write, "verify": verify}[sys.argv[1]](*sys.argv[2:])

"""People of a firm who write without pause while things break, and who look for all of it afterwards. What they write are persons: their names may
be there many times, so that what is written twice is there twice.

writers.py write PLACE LOG RATE WRITERS   writes until told to stop; a line for each acknowledged write: second, name
writers.py verify PLACE LOG               every acknowledged write is there, once; prints figures as JSON

PLACE is a file that says where, and with which key: see `place`.
"""

import json
import pathlib
import secrets
import signal
import sys
import threading
import time
import urllib.parse

from firm import Caller, person, seconds

# A writer that has no answer asks again with the same key: every so often, and so long.
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 120


def place(file, address, token, slug):
    pathlib.Path(file).write_text(json.dumps({"address": address, "token": token, "persons": f"/v1/copros/{slug}/persons"}))


def at(file):
    there = json.loads(pathlib.Path(file).read_text())
    return there["address"], there["token"], there["persons"]


def written(caller, persons, name):
    """Asks until it is told, also once it is to stop: then for what it has begun."""
    deadline = seconds() + PATIENCE_SECONDS
    while seconds() < deadline:
        status, text = caller.ask("POST", persons, person(name), key=name)
        if status == 201:
            return True
        if status not in (0, 409, 429) and status < 500:
            print(f"{status}: {text.decode()}", file=sys.stderr, flush=True)
        time.sleep(PAUSE_SECONDS)
    return False


def names_there(caller, persons):
    """How often each name is there."""
    there, cursor, deadline = {}, "", seconds() + PATIENCE_SECONDS
    while cursor is not None:
        status, text = caller.ask("GET", f"{persons}?limit=200{cursor and '&cursor=' + urllib.parse.quote(cursor)}")
        if status in (0, 429, 503) and seconds() < deadline:
            time.sleep(PAUSE_SECONDS)
            continue
        if status != 200:
            raise SystemExit(f"the list of what was written: {status}: {text.decode()}")
        page = json.loads(text)
        for item in page["items"]:
            there[item["last_name"]] = there.get(item["last_name"], 0) + 1
        cursor = page["next_cursor"]
    return there


def write(file, log, rate, quantity):
    """Each writer has one connection."""
    address, token, persons = at(file)
    stop, lock, kept = threading.Event(), threading.Lock(), open(log, "a", buffering=1)

    def writer():
        caller = Caller(address, token)
        while not stop.is_set():
            name = secrets.token_hex(10)
            if written(caller, persons, name):
                with lock:
                    kept.write(f"{seconds():.3f} {name}\n")
            stop.wait(int(quantity) / float(rate))

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    threads = [threading.Thread(target=writer) for _ in range(int(quantity))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def verify(file, log):
    address, token, persons = at(file)
    there = names_there(Caller(address, token), persons)
    names = [line.split()[1] for line in pathlib.Path(log).read_text().splitlines()]
    lost = [name for name in names if name not in there]
    twice = [name for name, count in there.items() if count > 1]
    print(json.dumps({"acknowledged": len(names), "lost": len(lost), "twice": len(twice), "there": len(there)}))
    sys.exit(1 if lost or twice else 0)


if __name__ == "__main__":
    {"write": write, "verify": verify}[sys.argv[1]](*sys.argv[2:])

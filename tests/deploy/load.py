"""So many requests a second, over HTTPS, until a file appears: seven of ten read, three write. Each is due at its moment whatever became of
those before it, is sent once, and is timed from the moment it was due. What is not answered as it should be is counted and shown.

Usage: load.py RUN HOST RATE STOP SECONDS_MAX < people.json, as tests/deploy/people.py prints them; prints the figures as JSON.
"""

import http.client
import json
import pathlib
import sys
import threading
import time

from client import Client

RUN, HOST, RATE, STOP, SECONDS_MAX = sys.argv[1], sys.argv[2], float(sys.argv[3]), pathlib.Path(sys.argv[4]), float(sys.argv[5])
PEOPLE = json.load(sys.stdin)
# A third of a second of answers may be waited for without the next request being late.
THREADS = max(8, int(RATE / 3))
SHOWN_MAX = 30

READS = (
    lambda one: f"/copros/{one['copro']}",
    lambda one: f"/copros/{one['copro']}/lots",
    lambda one: f"/copros/{one['copro']}/owners",
    lambda one: f"/firms/{one['firm']}/copros",
    lambda one: f"/copros/{one['copro']}/persons",
    lambda one: "/session",
    lambda one: f"/copros/{one['copro']}/keys",
)


class Load:
    def __init__(self):
        self.lock = threading.Lock()
        self.turn, self.requests, self.failed, self.written, self.shown = 0, 0, 0, 0, 0
        self.times = []
        self.begun = time.monotonic()

    def next(self):
        """Which request is due next, and when; none once it is over."""
        if STOP.exists() or time.monotonic() - self.begun > SECONDS_MAX:
            return None, 0
        with self.lock:
            self.turn += 1
            return self.turn, self.begun + self.turn / RATE

    def count(self, turn, due, status, wanted, what):
        with self.lock:
            self.requests += 1
            self.times.append(time.monotonic() - due)
            self.written += status == 201
            if status != wanted:
                self.failed += 1
                if self.shown < SHOWN_MAX:
                    self.shown += 1
                    print(f"{time.monotonic() - self.begun:7.2f} s: {what}: {status}", file=sys.stderr, flush=True)


def send(connection, turn):
    """Status, the one that is wanted, and what was asked."""
    one = PEOPLE[turn % len(PEOPLE)]
    headers = {"origin": f"https://{HOST}", "cookie": one["cookie"]}
    if turn % 10 < 7:
        method, path, body, wanted = "GET", f"/v1{READS[turn % 10](one)}", None, 200
    else:
        # Its name is its own in every run.
        name = f"Entretien {time.time_ns()}-{turn}"
        method, path, body, wanted = "POST", f"/v1/copros/{one['copro']}/suppliers", json.dumps({"name": name}), 201
        headers["content-type"] = "application/json"
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, wanted, f"{method} {path}"
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return f"{type(error).__name__} {error}", wanted, f"{method} {path}"


def work(load):
    client = Client(RUN, HOST)
    connection = client.connect()
    while True:
        turn, due = load.next()
        if turn is None:
            return
        time.sleep(max(0, due - time.monotonic()))
        if connection.sock is None:
            try:
                connection = client.connect()
            except OSError as error:
                load.count(turn, due, f"{type(error).__name__} {error}", 200, "connecting")
                continue
        load.count(turn, due, *send(connection, turn))


def main():
    load = Load()
    threads = [threading.Thread(target=work, args=(load,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - load.begun
    times = sorted(load.times)
    at = lambda share: round(1000 * times[min(len(times) - 1, int(share * len(times)))])
    figures = {"requests": load.requests, "failed": load.failed, "written": load.written, "seconds": round(seconds, 1)}
    figures |= {"rate": round(load.requests / seconds, 1), "median_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "max_ms": at(1)}
    json.dump(figures, sys.stdout)


main()

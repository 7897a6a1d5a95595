"""People of tests/deploy/backup stack, at one backend of the compose stack: `writers.py RUN HOST begin | write | once`.

`begin` signs a firm up and founds its copro, `write` notes each supplier that was acknowledged, and when, until the file RUN/stop is there,
`once` succeeds when one more is taken."""

import http.client
import json
import os
import pathlib
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import journey  # noqa: E402
from client import Client  # noqa: E402

RUN, HOST, WHAT = sys.argv[1:4]
PEOPLE = pathlib.Path(RUN, "people.json")
SIDE_BY_SIDE = 3
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)


class Behind(Client):
    """Where the proxy stands: plain HTTP to one backend."""

    def __init__(self, cookies=None):
        self.host, self.cookies = HOST, cookies or {}
        self.address = (os.environ["BACKEND"], 8080)

    def connect(self):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.sock = socket.create_connection(self.address, timeout=20)
        return connection


def begin():
    client = Behind()
    journey.sign_up(client, "sauvegarde")
    firm, copro, _, _ = journey.found(client)
    # A voucher, so that there is a file to lose.
    form = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"facture.pdf\"\r\nContent-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--x--\r\n"
    connection = client.connect()
    cookie = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
    headers = {"origin": f"https://{HOST}", "cookie": cookie, "content-type": "multipart/form-data; boundary=x"}
    connection.request("POST", f"/v1/copros/{copro}/files", form, headers)
    answer = connection.getresponse()
    assert answer.status == 201, (answer.status, answer.read()[:300])
    PEOPLE.write_text(json.dumps({"copro": copro, "cookies": client.cookies}))


def supplier(name):
    people = json.loads(PEOPLE.read_text())
    return Behind(people["cookies"]).ask("POST", f"/copros/{people['copro']}/suppliers", {"name": name})["id"]


def write(log, lock, stop, who):
    number = 0
    while not stop.exists() and stop.parent.exists():
        number += 1
        try:
            made = supplier(f"Supplier {who} {number} {time.time_ns()}")
        except (AssertionError, OSError, http.client.HTTPException):
            time.sleep(0.1)
            continue
        with lock:
            print(f"{time.time():.3f} {made}", file=log, flush=True)


def write_until_stopped():
    stop, lock = pathlib.Path(RUN, "stop"), threading.Lock()
    with open(pathlib.Path(RUN, "acknowledged"), "a", encoding="utf-8") as log:
        threads = [threading.Thread(target=write, args=(log, lock, stop, who)) for who in range(SIDE_BY_SIDE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if WHAT == "begin":
    begin()
elif WHAT == "write":
    write_until_stopped()
else:
    supplier(f"Afterwards {time.time_ns()}")

"""A firm at work through HTTP, as the tests of the infrastructure, and those of what breaks on one machine, need one."""

import datetime
import http.client
import json
import re
import secrets
import time


def seconds():
    """The kernel's: no clock that is set moves them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def until(what, look, patience):
    """What `look` finds in the end; fails when it finds nothing."""
    limit = seconds() + patience
    while True:
        found = look()
        if found:
            return found
        if seconds() > limit:
            raise SystemExit(f"{what}: not within {patience} seconds")
        time.sleep(0.1)


class Caller:
    """One connection, opened anew when it breaks."""

    def __init__(self, address, token=None, patience=10):
        self.address, self.token, self.patience, self.connection = address, token, patience, None

    def ask(self, method, path, body=None, key=None):
        """Status and body; 0 when there was no answer."""
        headers = {"content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if key:
            headers["idempotency-key"] = key
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.address, timeout=self.patience)
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


def found(address, copros=1, email="founder@cabinet.example", scopes=("person.read", "person.write"), caller=Caller, subjects=None):
    """Signs up, founds a firm with copros: their slugs, a program's key for them, and the founder's access token, which is good for five minutes.
    `subjects` gives those of the mails that came, where they are kept elsewhere than in a mailbox page."""
    # A password is hashed when nobody else wants the processor: on a busy machine that takes its time.
    nobody = caller(address, patience=60)
    subjects = subjects or (lambda: [mail["subject"] for mail in nobody.must("GET", f"/v1/dev/mails?to={email}")["items"]])
    password = secrets.token_urlsafe(24)
    nobody.must("POST", "/v1/signup", {"email": email, "password": password, "language": "en"}, 202)
    code = until("a mail with a code", lambda: code_in(subjects()), 30)
    session = nobody.must("POST", "/v1/signup/verify", {"email": email, "code": code, "token": True}, 201)
    me = caller(address, session["tokens"]["access"], patience=60)
    firm = {"country": "BE", "name": "Gérance Tournebride SRL", "company_number": company_number(secrets.randbelow(10_000_000))}
    firm = me.must("POST", "/v1/firms", firm, 201)["id"]
    place = {"street": "Rue des Tilleuls 1", "postal_code": "1000", "city": "Bruxelles", "country": "BE"}
    slugs = []
    for number in range(1, copros + 1):
        copro = {"name": f"Les Tilleuls {number}", "address": place, "shares_total": 1000, "language": "fr"}
        slugs.append(me.must("POST", f"/v1/firms/{firm}/copros", copro, 201)["slug"])
    until_day = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    key = {"name": "Writers", "scopes": list(scopes), "expires_on": until_day}
    return slugs, me.must("POST", f"/v1/firms/{firm}/api-keys", key, 201)["secret"], me.token


def code_in(subjects):
    return next((code for subject in subjects for code in re.findall(r"\b\d{6}\b", subject)), None)


def company_number(eight):
    text = f"{eight:08d}"
    return text + f"{97 - int(text) % 97:02d}"


def person(name):
    """People with the same name may be there many times: whatever is written twice is there twice."""
    return {"kind": "natural", "last_name": name, "language": "fr"}


class Count:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def expect(self, what, so, why=""):
        if so:
            self.passed += 1
        else:
            self.failed += 1
            print(f"    ✗ {what}{why and ': '}{why}", flush=True)

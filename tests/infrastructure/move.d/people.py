"""Firms with copros, made through HTTP, each with a key for a program: whom the writers of tests/deploy/faults_client.py write as.

people.py BASE DIR FIRMS COPROS   writes DIR/place-N.json for each firm: where its writers write"""

import datetime
import json
import pathlib
import secrets
import sys
import time

sys.path.insert(0, "tests/deploy")
from faults_client import Caller

ADDRESS = {"street": "Rue des Tilleuls 1", "postal_code": "1000", "city": "Bruxelles", "country": "BE"}


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
    nobody = Caller(base)
    email = f"founder-{number}@cabinet.example"
    nobody.must("POST", "/v1/signup", {"email": email, "password": secrets.token_urlsafe(24), "language": "en"}, 202)
    session = nobody.must("POST", "/v1/signup/verify", {"email": email, "code": code_for(nobody, email), "token": True}, 201)
    me = Caller(base, session["tokens"]["access"])
    eight = f"{1234560 + number:08d}"
    company = {"country": "BE", "name": f"Gérance {number} SRL", "company_number": eight + f"{97 - int(eight) % 97:02d}"}
    found = me.must("POST", "/v1/firms", company, 201)["id"]
    slugs = []
    for copro in range(copros):
        wanted = {"name": f"Les Tilleuls {number}.{copro}", "address": ADDRESS, "shares_total": 1000, "language": "fr"}
        slugs.append(me.must("POST", f"/v1/firms/{found}/copros", wanted, 201)["slug"])
        for supplier in range(3):
            me.must("POST", f"/v1/copros/{slugs[-1]}/suppliers", {"name": f"Before {supplier}"}, 201)
    until = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    key = {"name": "Writers", "scopes": ["supplier.read", "supplier.write"], "expires_on": until}
    token = me.must("POST", f"/v1/firms/{found}/api-keys", key, 201)["secret"]
    return {"base": base, "token": token, "suppliers": f"/v1/copros/{slugs[0]}/suppliers"}


base, directory, firms, copros = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
for number in range(firms):
    (directory / f"place-{number}.json").write_text(json.dumps(firm(base, number, copros)))

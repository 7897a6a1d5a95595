"""From signing up to a paid invoice, over HTTPS, against the stack that tests/deploy/stack has started."""

import email
import email.policy
import os
import pathlib
import random
import re
import subprocess
import sys
import time
import urllib.parse

from client import Client, until

RUN, HOST = sys.argv[1:3]
MAILS = pathlib.Path(RUN, "mails")
PASSWORD = "une phrase pour les essais"
DAY = 86_400


def company_number():
    """One that nobody has, with its check digits."""
    digits = f"19{random.randrange(1_000_000):06d}"
    return f"{digits}{97 - int(digits) % 97:02d}"


def mails_to(address):
    for path in sorted(MAILS.glob("box/new/*"), key=os.path.getmtime):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if address in str(mail["to"]):
            yield mail


def code_for(address):
    def look():
        for mail in mails_to(address):
            found = re.search(r"(?<![\d+])\d{6}(?!\d)", mail.get_body(("plain",)).get_content())
            if found:
                return found[0]
        return None

    return until(f"the mail with the code to {address}", look)


CLOCK = pathlib.Path(RUN, "clock", "ahead")


def move_clock(seconds):
    """All of the stack that dates something, at once."""
    CLOCK.write_text(f"+{seconds}\n")
    # As long as the library believes what it read last.
    time.sleep(1.2)


def in_payments(*command):
    """At the provider: its page is on its own loopback."""
    names = subprocess.run(["docker", "ps", "--quiet", "--filter", "label=com.docker.compose.service=payments"], capture_output=True, text=True, check=True)
    return subprocess.run(["docker", "exec", names.stdout.split()[0], *command], capture_output=True, text=True, check=True, timeout=60).stdout


def fill_in(url, person):
    form = urllib.parse.urlencode({"action": "save", "kind": "card", "card": "4242424242424242", "name": "Odile Vandenbroucke", "email": person})
    script = (
        "import sys, urllib.request\n"
        "class Stay(urllib.request.HTTPRedirectHandler):\n"
        "    def redirect_request(self, *_): return None\n"
        "try: urllib.request.build_opener(Stay).open(sys.argv[1], sys.argv[2].encode(), timeout=20)\n"
        "except urllib.error.HTTPError as answer: print(answer.code, answer.headers['location'])\n"
    )
    went = in_payments("python3", "-c", script, url, form)
    assert went.startswith("303") and HOST in went, f"the provider's page leads back to the product: {went!r}"


def sign_up(client, who):
    person = f"{who}-{time.time_ns()}@essai.example"
    client.ask("POST", "/signup", {"email": person, "password": PASSWORD, "language": "fr"})
    client.ask("POST", "/signup/verify", {"email": person, "code": code_for(person)})
    return person


def found(client):
    """A firm, a copro in service with one lot and its owner."""
    address = {"street": "Rue du Calendrier 12", "postal_code": "5000", "city": "Namur", "country": "BE"}
    number = company_number()
    firm = client.ask("POST", "/firms", {"country": "BE", "name": "Syndic de la Pile SRL", "company_number": number})["id"]
    copro = {"name": "Résidence de la Pile", "address": address, "shares_total": 1000, "language": "fr"}
    copro = client.ask("POST", f"/firms/{firm}/copros", copro)["slug"]
    person = {"kind": "natural", "last_name": "Vandenbroucke", "first_name": "Odile", "language": "fr", "email": "odile@essai.example"}
    owner = client.ask("POST", f"/copros/{copro}/owners", {"members": [{"person": person, "right": "full", "numerator": 1, "denominator": 1}]})
    lot = {"code": "A1", "nature": "apartment", "shares": 1000, "owner_id": owner["id"], "owned_from": "2025-01-01"}
    client.ask("POST", f"/copros/{copro}/lots", lot)
    client.ask("POST", f"/copros/{copro}/activation")
    return firm, copro, address, number


def subscribe(client, firm, person, address, number):
    client.ask("POST", "/security/confirmation", {"password": PASSWORD})
    details = {"name": "Syndic de la Pile SRL", "address": address, "company_number": number, "taxable": True, "vat_number": f"BE{number}", "email": person, "language": "fr"}
    client.ask("PUT", f"/firms/{firm}/billing/details", details)
    page = client.ask("POST", f"/firms/{firm}/billing/methods")["url"]
    fill_in(page, person)
    account = until("the card is known", lambda: (lambda one: one if one["method"] else None)(client.ask("GET", f"/firms/{firm}/billing")))
    assert account["method"]["digits"] == "4242", account["method"]
    assert account["standing"]["state"] == "trial", account["standing"]


def live(client, firm, person):
    """The trial and the month after it, jump by jump; sessions end meanwhile, as they would, and are begun anew."""
    begun = time.monotonic()
    paid, behind = None, int(CLOCK.read_text())
    for days in (31, 62, 63):
        ahead = behind + days * DAY + 3_600
        move_clock(ahead)
        client.cookies.clear()
        state = until(f"day {days} is lived", lambda: lived(client, firm, person, days), 100)
        paid = state.get("paid")
        if paid:
            break
    assert paid, "no invoice is paid"
    print(f"  {days} days lived in {time.monotonic() - begun:.0f} s")
    return paid


def lived(client, firm, person, days):
    # Processes see the moved clock one after the other: a session that the first of them began has ended long ago for the next.
    if client.raw("GET", f"/v1/firms/{firm}/billing")[0] == 401:
        client.cookies.clear()
        client.raw("POST", "/v1/session", {"email": person, "password": PASSWORD})
        return None
    account = client.ask("GET", f"/firms/{firm}/billing")
    if account["standing"]["state"] != "active":
        return None
    items = client.ask("GET", f"/firms/{firm}/billing/invoices")["items"]
    paid = next((one for one in items if one["status"] == "paid" and one["net_cents"] > 0), None)
    if days == 31 or (paid and account["owed_cents"] == 0):
        return {"paid": paid}
    return None


def file_of(client, firm, invoice):
    status, _, content = client.raw("GET", f"/v1/firms/{firm}/billing/invoices/{invoice['number']}/file?format=pdf")
    return content if status == 200 else None


def main():
    client = Client(RUN, HOST)
    person = sign_up(client, "pile")
    firm, copro, address, number = found(client)
    print(f"  signed up, founded, {copro} in service")
    subscribe(client, firm, person, address, number)
    print("  in trial, card saved on the provider's page, webhook received")
    invoice = live(client, firm, person)
    # The document is made by the worker, after the number.
    pdf = until("the document is made", lambda: file_of(client, firm, invoice))
    assert pdf.startswith(b"%PDF-"), pdf[:200]
    mailed = until("the invoice is mailed", lambda: [mail for mail in mails_to(person) if invoice["number"] in mail.as_string()])
    print(f"  invoice {invoice['number']}: {invoice['net_cents'] / 100:.2f} € net, paid; PDF of {len(pdf)} bytes, {len(mailed)} mail(s)")
    assert invoice["net_cents"] == 1500, invoice


if __name__ == "__main__":
    main()

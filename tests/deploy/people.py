"""Some firms with some copros each, signed in: whom tests/deploy/load.py asks for. Prints the copros as JSON.

So many that none of them asks for more than its share of a backend's connections, as on a platform of many."""

import json
import sys

import journey
from client import Client

FIRMS = 8
COPROS = 5


def copros(number):
    client = Client(journey.RUN, journey.HOST)
    journey.sign_up(client, f"charge-{number}")
    firm, first, address, _ = journey.found(client)
    slugs = [first]
    for more in range(1, COPROS):
        copro = {"name": f"Résidence {number}.{more}", "address": address, "shares_total": 1000, "language": "fr"}
        slugs.append(client.ask("POST", f"/firms/{firm}/copros", copro)["slug"])
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return [{"firm": firm, "copro": slug, "cookie": cookie} for slug in slugs]


firms = [copros(number) for number in range(FIRMS)]
# One of each in turn.
json.dump([copro for turn in zip(*firms) for copro in turn], sys.stdout)

"""Some firms with a copro each, signed in: whom tests/deploy/load.js asks for. Prints them as JSON."""

import json
import sys

import journey
from client import Client

COUNT = 6


def person(number):
    client = Client(journey.RUN, journey.HOST)
    journey.sign_up(client, f"charge-{number}")
    firm, copro, _, _ = journey.found(client)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"firm": firm, "copro": copro, "cookie": cookie}


json.dump([person(number) for number in range(COUNT)], sys.stdout)

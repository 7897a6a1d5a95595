"""Firms with copros, made through HTTP, and people of theirs. Who writes without pause afterwards: tests/infrastructure/writers.py.

people.py ADDRESS DIR FIRMS COPROS   writes DIR/place-N.json for each firm: where its writers write, and with which key
"""

import pathlib
import secrets
import sys
import time

from firm import Caller, found, person, seconds
from writers import PATIENCE_SECONDS, PAUSE_SECONDS, place


class Patient(Caller):
    """Asks again with the same key while there is no answer: the machine may have much else to do."""

    def ask(self, method, path, body=None, key=None):
        key, deadline = key or (secrets.token_hex(16) if body else None), seconds() + PATIENCE_SECONDS
        while True:
            status, text = super().ask(method, path, body, key)
            if status not in (0, 503) or seconds() > deadline:
                return status, text
            time.sleep(PAUSE_SECONDS)


def main(address, directory, firms, copros):
    for number in range(int(firms)):
        slugs, key, token = found(address, int(copros), f"founder-{number}@cabinet.example", caller=Patient)
        me = Patient(address, token)
        for slug in slugs:
            for before in range(3):
                me.must("POST", f"/v1/copros/{slug}/persons", person(f"Before {before}"), 201)
        place(pathlib.Path(directory, f"place-{number}.json"), address, key, slugs[0])


main(*sys.argv[1:])

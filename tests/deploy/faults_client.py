"""A firm for those who write while things break (tests/infrastructure/writers.py).

faults_client.py ADDRESS MAILS PLACE   signs up (the code is in the mails), founds a firm, a copro and a key for a program: where to write is in PLACE
"""

import pathlib
import sys

from firm import found
from writers import place


def subjects(mails):
    lines = [line for file in sorted(pathlib.Path(mails).glob("*.eml")) for line in file.read_text().splitlines()]
    return [line for line in lines if line.startswith("Subject:")]


def main(address, mails, file):
    (slug,), key, _ = found(address, subjects=lambda: subjects(mails))
    place(file, address, key, slug)


main(*sys.argv[1:])

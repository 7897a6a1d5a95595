"""Whether the log in the storage has no gap from the newest backup on: what the storage lost by itself no backup job notices, since all that is
written later arrives. Ends with 1 when something is missing, and says what. Arguments: the command of pgBackRest with its options."""

import json
import re
import subprocess
import sys

# A segment of the log: timeline, and its place among all segments of 16 MB.
SEGMENT = re.compile(r"/([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})-[0-9a-f]{40}")
OF_A_LOG = 256


def asked(*command):
    done = subprocess.run([*sys.argv[1:], "--log-level-console=warn", *command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"whole: `{' '.join(command)}` ended with {done.returncode}")
    return done.stdout


def place(name):
    """Of a segment by its name."""
    return int(name[8:16], 16) * OF_A_LOG + int(name[16:24], 16)


def name(number):
    return f"{number // OF_A_LOG:08X}{number % OF_A_LOG:08X}"


def gaps(present, first, last):
    """Stretches of places that no timeline has."""
    missing = [number for number in range(first, last + 1) if number not in present]
    found = []
    for number in missing:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def main():
    stanza = json.loads(asked("--output=json", "info"))[0]
    if not stanza.get("backup"):
        sys.exit("whole: there is no backup at all: make a full one")
    backup = stanza["backup"][-1]
    listed = asked("--output=json", "--recurse", "repo-ls", f"archive/{stanza['name']}")
    present = {}
    for path in json.loads(listed):
        found = SEGMENT.search("/" + path)
        if found:
            present.setdefault(place("".join(found.groups())), set()).add(found.group(1))
    first, last = place(backup["archive"]["start"]), max(present, default=0)
    missing = gaps(present, first, last)
    if last < place(backup["archive"]["stop"]):
        missing.append([last + 1, place(backup["archive"]["stop"])])
    for begun, ended in missing:
        print(f"whole: the log is missing from {name(begun)} to {name(ended)}: nothing after it can be restored with the backup {backup['label']}")
    if missing:
        sys.exit("whole: make a full backup at once, and find out what the storage lost (docs/DISASTER_RECOVERY.md)")
    print(f"whole: the log is there from {backup['label']} on, {last - first + 1} segments up to {name(last)}")


main()

"""cron with minutes of one's own: `cron.py FILE SECONDS_PER_MINUTE NAME=value…` starts what the lines of a file of /etc/cron.d say.

The values take the place of the file's own. A line whose last command still runs is not started again, as flock would see to."""

import os
import re
import signal
import subprocess
import sys
import time


def due(field, value):
    if field == "*":
        return True
    if field.startswith("*/"):
        return value % int(field[2:]) == 0
    return int(field) == value


def read(file, given):
    variables, lines = {}, []
    for line in open(file):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        assigned = re.fullmatch(r"([A-Z]+)=(.*)", line)
        if assigned:
            variables[assigned[1]] = assigned[2]
        else:
            minute, hour, _day, _month, _weekday, _user, command = line.split(None, 6)
            # `logger` writes to a log that nobody reads here.
            lines.append((minute, hour, command.split("| logger")[0]))
    variables["PATH"] = os.environ["PATH"]
    variables.update(given)
    return variables, lines


def main(file, seconds, *given):
    variables, lines = read(file, dict(pair.split("=", 1) for pair in given))
    # Everything that is started sees the test's clock; this one, which counts the kernel's seconds, does not.
    environment = {**os.environ, **variables}
    running, tick = {}, 0
    begun = time.clock_gettime(time.CLOCK_BOOTTIME)
    while True:
        for number, (minute, hour, command) in enumerate(lines):
            if number in running and running[number].poll() is None:
                continue
            # The day begins with the first minute, so that nothing of every day waits for it.
            if due(minute, tick % 60) and due(hour, tick // 60 % 24):
                running[number] = subprocess.Popen(["bash", "-c", command], env=environment)
        tick += 1
        time.sleep(max(0.0, begun + tick * float(seconds) - time.clock_gettime(time.CLOCK_BOOTTIME)))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main(*sys.argv[1:])

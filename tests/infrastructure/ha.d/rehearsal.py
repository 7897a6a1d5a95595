"""One fault after another while a firm writes; what each cost, as a table. `tests/infrastructure/ha` starts it."""

import argparse
import pathlib
import sys

from application import SERVED, Application, Readers, Writers, compare
from firm import Count, found, seconds, until
from hosts import Cluster

# For how long writers may wait, in seconds.
SILENCE_MAX = {"kill": 25, "process": 8, "partition": 30, "switchover": 5}
COLUMNS = "  {:>5}  {:<10}  {:<9}  {:>6}  {:>6}  {:>12}  {:>4}  {:>7}  {:>12}  {}"


def break_it(fault, cluster, host):
    """Breaks the host, and says what puts it right again."""
    if fault == "kill":
        host.kill()
        return host.start
    if fault == "process":
        host.kill_database()
        return lambda: None
    if fault == "partition":
        host.cut()
        return host.heal
    cluster.switch_over()()
    return lambda: None


def rehearse(number, fault, cluster, application, place, count, rate):
    until("the cluster is whole", cluster.is_whole, 90)
    before = cluster.primary()
    writers, readers = Writers(*place, rate).start(), Readers(*place).start()
    until("writers write", lambda: len(writers.times()) > rate and writers.are_steady(), 60)
    at = seconds()
    mend = break_it(fault, cluster, before)
    until(f"round {number}: writers write again after {fault}", lambda: seconds() - at > 3 and writers.are_steady(), 120)
    after = until("there is a primary", cluster.primary, 30)
    mended = seconds()
    silent = writers.silence(at, mended)
    mend()
    until(f"round {number}: the cluster is whole after {fault}", cluster.is_whole, 120)
    until(f"round {number}: the worker works after {fault}", lambda: application.worker_is_back(at), 60)
    until(f"round {number}: standbys are read after {fault}", application.standbys_read, 30)
    silent_after = writers.silence(mended)
    writers.stop()
    readers.stop()
    missing, doubled = compare(application, writers)
    lost = len(missing)
    answers = " ".join(f"{status or 'none'}×{times}" for status, times in sorted(writers.answers.items(), key=str))
    looked = f"{len(readers.missing)} of {readers.looked}"
    figures = [f"{silent:.1f} s", f"{silent_after:.1f} s", len(writers.acknowledged), lost, doubled, looked, answers]
    print(COLUMNS.format(number, fault, f"{before.name} → {after.name}", *figures), flush=True)
    what = f"round {number}, {fault}"
    count.expect(f"{what}: nothing acknowledged is lost", lost == 0, lost)
    count.expect(f"{what}: nothing is there twice", doubled == 0, doubled)
    count.expect(f"{what}: what was written is read", readers.looked and not readers.missing, looked)
    count.expect(f"{what}: a database that is away is no fault of the program", 500 not in writers.answers and 500 not in readers.answers)
    count.expect(f"{what}: writers wait {SILENCE_MAX[fault]} s at most", silent <= SILENCE_MAX[fault], f"{silent:.1f} s")
    count.expect(f"{what}: nothing was restarted", not application.restarted(), application.restarted())
    count.expect(f"{what}: every write was answered", "given up" not in writers.answers)
    return fault, silent, len(writers.acknowledged), lost, doubled


def summary(rounds):
    print()
    for fault in SILENCE_MAX:
        mine = [found for found in rounds if found[0] == fault]
        if mine:
            silences = sorted(found[1] for found in mine)
            middle = silences[len(silences) // 2]
            print(
                f"  {fault:<10}  {len(mine)} rounds: silent {silences[0]:.1f} to {silences[-1]:.1f} s (median {middle:.1f}); of"
                f" {sum(found[2] for found in mine)} acknowledged {sum(found[3] for found in mine)} lost, {sum(found[4] for found in mine)} doubled"
            )


def main():
    work, logs, program, postgres_bin, *rest = sys.argv[1:]
    work, logs = pathlib.Path(work), pathlib.Path(logs)
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--rate", type=int, default=40)
    options.add_argument("faults", nargs="*", metavar="FAULT")
    asked = options.parse_args(rest)
    for fault in asked.faults:
        if fault not in SILENCE_MAX:
            raise SystemExit(f"there is no fault `{fault}`: {' '.join(SILENCE_MAX)}")
    count, rounds, begun = Count(), [], seconds()
    cluster = Cluster(work, logs, postgres_bin)
    cluster.start()
    print(f"  the cluster is whole after {seconds() - begun:.0f} s", flush=True)
    application = Application(cluster, program, work, logs)
    application.start()
    (slug,), token, _ = found(SERVED[0])
    place = f"/v1/copros/{slug}/persons", token
    print(f"  the product serves after {seconds() - begun:.0f} s\n", flush=True)
    print(COLUMNS.format("round", "fault", "primary", "silent", "mended", "acknowledged", "lost", "doubled", "old reads", "other answers"))
    try:
        for number, fault in enumerate((asked.faults or list(SILENCE_MAX)) * asked.rounds, 1):
            rounds.append(rehearse(number, fault, cluster, application, place, count, asked.rate))
    except SystemExit as error:
        count.expect(str(error), False)
    summary(rounds)
    (work / "counted").write_text(f"{count.passed} {count.failed}\n")
    sys.exit(1 if count.failed else 0)


main()

"""Loses a host, a zone, the cluster and the object store's last day, one after the other; what each cost. `tests/infrastructure/disaster` starts it."""

import argparse
import pathlib
import sys

from firm import Count, found, seconds
from ground import Ground

import cluster
import drill
import node
import store
import zone

PARTS = {"node": node.rehearse, "zone": zone.rehearse, "cluster": cluster.rehearse, "store": store.rehearse, "drill": drill.rehearse}
SCOPES = ["person.read", "person.write", "file.read", "file.write"]


def main():
    work, logs, program, postgres_bin, *rest = sys.argv[1:]
    options = argparse.ArgumentParser()
    options.add_argument("--rate", type=int, default=40)
    options.add_argument("parts", nargs="*", metavar="PART")
    asked = options.parse_args(rest)
    for part in asked.parts:
        if part not in PARTS:
            raise SystemExit(f"there is no part `{part}`: {' '.join(PARTS)}")
    count, begun = Count(), seconds()
    try:
        ground = Ground(pathlib.Path(work), pathlib.Path(logs), program, postgres_bin, asked.rate, count)
        (slug,), ground.token, _ = found(ground.application.served[0], scopes=SCOPES)
        ground.place = f"/v1/copros/{slug}"
        print(f"  three zones, a backup, the product and a firm after {seconds() - begun:.0f} s", flush=True)
        for part in asked.parts or PARTS:
            print(f"\n  {part}", flush=True)
            PARTS[part](ground)
    except (Exception, SystemExit) as error:
        count.expect(f"{type(error).__name__}: {error}", False)
    (pathlib.Path(work) / "counted").write_text(f"{count.passed} {count.failed}\n")
    sys.exit(1 if count.failed else 0)


main()

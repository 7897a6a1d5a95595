"""`metric_names.py METRICS RULES DASHBOARDS SOURCES…`: every metric that rules and dashboards ask for is exported.

METRICS holds what was really scraped. Some metrics of the product appear with the first event only; of these the source must have the name."""

import json
import pathlib
import re
import sys

metrics, rules, dashboards, *sources = map(pathlib.Path, sys.argv[1:])
NAME = re.compile(r"\b((?:koprogo|node|pg|traefik|process)_[a-z0-9_]+)\b")
# Written by scripts of deploy/ for the node exporter.
WRITTEN = re.compile(r"koprogo_(backup|drill)_")
# Called otherwise by Debian's exporter of PostgreSQL, which is older than the image (there: pg_replication_lag).
RENAMED = {"pg_replication_lag_seconds": "pg_replication_lag"}

# With the lines that a folded one goes on in.
EXPR = re.compile(r"^ {8}expr: (.*(?:\n {10,}.*)*)", re.MULTILINE)
exprs = [expr for file in rules.glob("*.yml") for expr in EXPR.findall(file.read_text())]
for file in dashboards.glob("*.json"):
    exprs += [target["expr"] for panel in json.loads(file.read_text())["panels"] for target in panel["targets"]]
wanted = {name for expr in exprs for name in NAME.findall(expr) if f"{name}:" not in expr}
exported = {re.split(r"[{ ]", line, maxsplit=1)[0] for file in metrics.iterdir() for line in file.read_text().splitlines() if not line.startswith("#")}
code = "\n".join(file.read_text() for root in sources for file in root.rglob("*.rs"))
missing = []
for name in sorted(wanted - exported):
    plain = re.sub(r"_(bucket|sum|count)$", "", name)
    if not (f'"{plain}"' in code or WRITTEN.match(name) or RENAMED.get(name) in exported):
        missing.append(name)
print(f"{len(wanted)} names, {len(wanted & exported)} of them scraped")
for name in missing:
    print(f"{name} is exported by nobody")
sys.exit(1 if missing or not wanted else 0)

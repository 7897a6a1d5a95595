"""What the chart gives the database's pods, for the rehearsal: rendered by Helm itself, as JSON on standard output."""

import json
import sys

sys.path.insert(0, "tests/infrastructure/helm.d")

from chart import documents, environment_values  # noqa: E402

OVER = {"backup": {"endpoint": sys.argv[1], "bucket": sys.argv[2]}}


def maps(over):
    found = documents(environment_values("prod", "platform", OVER | {"backup": OVER["backup"] | over}))
    return {each["metadata"]["name"]: each["data"] for each in found if each["kind"] == "ConfigMap"}


whole = maps({})
print(
    json.dumps(
        {
            "backup": whole["koprogo-backup"],
            "patroni": whole["koprogo-postgres"]["patroni.yaml"],
            # A cluster that has lost everything begins with these.
            "restored": maps({"restore": {"enabled": True}})["koprogo-postgres"]["patroni.yaml"],
            "restored-to": maps({"restore": {"enabled": True, "type": "name", "target": "TARGET", "set": "20000101-000000F"}})["koprogo-postgres"]["patroni.yaml"],
        }
    )
)

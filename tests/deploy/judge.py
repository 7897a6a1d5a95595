"""Judges a load during updates: no request answered badly or left out, nothing acknowledged and not kept."""

import json
import sys

SUMMARY, WANTED, UPDATES, KEPT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

with open(SUMMARY) as file:
    found = json.load(file)
times = found["times"]
print(f"  {UPDATES} updates, {found['requests']} requests, {found['failed']} failed, {found['dropped']} not sent in time")
print(f"  {found['written']} writes acknowledged, {KEPT} in the database")
print(f"  answered within {times['med']:.0f} ms (median), {times['p(95)']:.0f} (95 %), {times['p(99)']:.0f} (99 %), {times['max']:.0f} at most")
assert found["failed"] == 0, "requests failed"
# The first and last seconds of a steady rate round up or down.
assert found["requests"] + found["dropped"] >= WANTED - 2 * WANTED // 100, f"{WANTED} requests were wanted"
assert found["dropped"] <= found["requests"] // 1000, "the machine could not send as fast as was asked"
assert found["written"] == KEPT, "what was acknowledged is not what is kept"

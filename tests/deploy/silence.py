"""What writers felt of a fault: `silence.py steady|back|longest LOG SECOND`. Seconds are the kernel's.

`steady` succeeds when writes have been acknowledged for the last three seconds without a pause; `longest` prints the longest silence since
the fault, `back` how long after the fault the last silence that anybody felt was over."""

import sys
import time

STEADY_SECONDS = 3.0
FELT_SECONDS = 1.0

what, log, fault = sys.argv[1], sys.argv[2], float(sys.argv[3])
times = sorted(float(line.split()[0]) for line in open(log) if line.strip())
after = [second for second in times if second >= fault]
steps = [(begun, ended) for begun, ended in zip([fault, *after], after)]
if what == "steady":
    now = time.clock_gettime(time.CLOCK_BOOTTIME)
    recent = [second for second in times if second >= now - STEADY_SECONDS]
    pauses = [ended - begun for begun, ended in zip([now - STEADY_SECONDS, *recent], [*recent, now])]
    sys.exit(0 if now - fault > STEADY_SECONDS and max(pauses) < FELT_SECONDS else 1)
if what == "longest":
    print(f"{max((ended - begun for begun, ended in steps), default=0):.1f}")
if what == "back":
    print(f"{max((ended - fault for begun, ended in steps if ended - begun >= FELT_SECONDS), default=0):.1f}")

"""What writers felt of a fault: `silence.py back|longest LOG SECOND`. Seconds are the kernel's.

`back`: from the fault to the end of the longest silence after it; nothing while nobody has been answered for ten acknowledgements since.
`longest`: that silence. Without one of 0.4 seconds nobody felt anything, and `back` is 0.0."""

import sys

# Answers after a silence that make it a silence with an end.
ANSWERS_AFTER = 10
NOTICED_SECONDS = 0.4

what, log, fault = sys.argv[1], sys.argv[2], float(sys.argv[3])
times = sorted(float(line.split()[0]) for line in open(log) if line.strip())
after = [second for second in times if second >= fault]
if len(after) >= ANSWERS_AFTER:
    steps = list(zip([fault, *after], after))
    begun, ended = max(steps, key=lambda step: step[1] - step[0])
    if what == "longest":
        print(f"{ended - begun:.1f}")
    elif ended - begun < NOTICED_SECONDS:
        print("0.0")
    elif sum(second > ended for second in after) >= ANSWERS_AFTER:
        print(f"{ended - fault:.1f}")

const TICK_MS = 1_000;
const ALONE_MS = 5 * 60_000;
let now = $state(Date.now());
let touched = $state(Date.now());

for (const event of ['pointermove', 'keydown', 'wheel', 'touchstart'] as const) {
  addEventListener(event, () => Date.now() - touched > TICK_MS && (touched = Date.now()), { passive: true });
}
setInterval(() => (now = Date.now()), TICK_MS);
const here = $derived.by(() => now - touched < ALONE_MS);

/** The time of day, once a second. */
export const clock = {
  get now(): number {
    return now;
  },
  /**
   * How often to ask again, while somebody sits there: a console that is left alone falls silent, so that its session ends as it must.
   */
  every: (ms: number): number | null => (here ? ms : null),
};

/** "12:05" until an instant; never negative. */
export function remaining(until: string, at: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - at) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

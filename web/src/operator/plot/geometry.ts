/** Geometry of plots: values to places, figures worth a line, and paths. */

export type Place = readonly [x: number, y: number];

/** From one span to another, straight. A span of nothing lands in the middle. */
export function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  return (value) => (to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start));
}

/** Round figures from 0 to at least `most`, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks(most: number, count = 4): number[] {
  const rough = Math.max(most, 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough);
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

/** The first days of months within a span of instants, thinned to at most `count`. */
export function months(from: number, to: number, count: number): number[] {
  const first = new Date(from);
  const found: number[] = [];
  for (let month = first.getUTCMonth() + 1; found.length < 60; month += 1) {
    const at = Date.UTC(first.getUTCFullYear(), month, 1);
    if (at > to) break;
    found.push(at);
  }
  const every = Math.max(1, Math.ceil(found.length / Math.max(1, count)));
  return found.filter((_, index) => index % every === 0);
}

const at = ([x, y]: Place) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

export function line(places: readonly Place[]): string {
  return places.length === 0 ? '' : `M${places.map(at).join('L')}`;
}

/** What lies between two lines that begin and end together. */
export function area(low: readonly Place[], high: readonly Place[]): string {
  return low.length === 0 ? '' : `${line([...high, ...[...low].reverse()])}Z`;
}

/** The place next to another, as its index. Places rise. */
export function nearest(places: readonly number[], to: number): number | null {
  let found: number | null = null;
  places.forEach((place, index) => {
    if (found === null || Math.abs(place - to) < Math.abs(places[found]! - to)) found = index;
  });
  return found;
}

const DAY_MS = 86_400_000;
export const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayAfter = (day: string): number => instant(day) + DAY_MS;

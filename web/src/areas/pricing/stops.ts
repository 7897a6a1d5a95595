/** Numbers of copros the slider stops at: each of the first ones, then ever larger steps. */
export const MOST = 2000;

const STEPS: readonly [step: number, upTo: number][] = [
  [1, 30],
  [5, 100],
  [10, 300],
  [25, 700],
  [50, 1200],
  [100, MOST],
];

export const stops: readonly number[] = STEPS.reduce<number[]>((all, [step, upTo]) => {
  for (let next = (all.at(-1) ?? 0) + step; next <= upTo; next += step) all.push(next);
  return all;
}, []);

/** The stop next below a number, as its place in the list. */
export const stopOf = (copros: number): number => Math.max(0, stops.findLastIndex((stop) => stop <= copros));

/** What somebody typed, as far as it is a number of copros. */
export const within = (copros: number | null): boolean => copros !== null && Number.isInteger(copros) && copros >= 1 && copros <= MOST;

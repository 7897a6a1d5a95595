/**
 * Largest remainder, as the server does it (crates/domain/src/allocate.rs, ties in listed order). Used by the public
 * page only: inside the product every share comes from the server.
 */
export function allocate(total: bigint, weights: readonly bigint[]): { parts: bigint[]; extra: boolean[] } {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return { parts: weights.map(() => 0n), extra: weights.map(() => false) };
  const size = total < 0n ? -total : total;
  const parts = weights.map((weight) => (size * weight) / sum);
  const left = Number(size - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, rest: (size * weight) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const lucky = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  const signed = parts.map((part, index) => (lucky.has(index) ? part + 1n : part)).map((part) => (total < 0n ? -part : part));
  return { parts: signed, extra: weights.map((_, index) => lucky.has(index)) };
}

/** What a spreadsheet does: each line rounded on its own. */
export function roundedAlone(total: bigint, weights: readonly bigint[]): bigint {
  const sum = weights.reduce((a, b) => a + b, 0n);
  return sum === 0n ? 0n : weights.reduce((acc, weight) => acc + (2n * total * weight + sum) / (2n * sum), 0n);
}

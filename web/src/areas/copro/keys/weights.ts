/** Weights of a key while they are typed or pasted: lot id -> weight; `null` is a cell without a number. */
export type Weights = Record<string, number | null>;
type LotRef = { id: string; code: string };

export const ORIGIN = '1900-01-01';
/** A first version carries the first day of all time: it has always been in force. */
export const isOrigin = (validFrom: string): boolean => validFrom <= ORIGIN;

export const totalOf = (weights: Weights): number => Object.values(weights).reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
export const weighed = (weights: Weights): number => Object.values(weights).filter((weight) => (weight ?? 0) > 0).length;

/** Lots without a weight are left out: to the server they weigh nothing either way. */
export const toWeights = (weights: Weights): { lot_id: string; weight: number }[] =>
  Object.entries(weights).flatMap(([lot_id, weight]) => (weight ? [{ lot_id, weight }] : []));

export const weightsOf = (list: readonly { lot_id: string; weight: number }[]): Weights => Object.fromEntries(list.map((one) => [one.lot_id, one.weight || null]));

export function sameWeights(a: Weights, b: Weights): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((lot) => (a[lot] ?? 0) === (b[lot] ?? 0));
}

/** "1 000", "1.000" and "12,00" are whole numbers; "12,5" and words are not. An empty cell weighs nothing. */
export function readWeight(cell: string): number | null | undefined {
  const text = cell.replace(/[\s\u00a0\u202f'’]/g, '');
  if (text === '' || text === '-') return null;
  const whole = /^(\d+)(?:[.,]0+)?$/.exec(text);
  // Exactly three decimals that are zero group thousands: "1.000" is a thousand, as everywhere in the application.
  if (whole && !/[.,]000$/.test(text)) return safe(whole[1]!);
  return /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(text) ? safe(text.replace(/[.,]/g, '')) : undefined;
}

const safe = (digits: string): number | undefined => (digits.length <= 10 ? Number(digits) : undefined);

export type Pasted = { weights: Weights; filled: number; unknown: string[]; unreadable: string[]; beyond: number };

/**
 * A block copied from a spreadsheet. Two columns or more: the first names the lot, the first number beside it is its
 * weight. One column: the numbers go down the list from the lot where the paste was made. A heading is passed over.
 */
export function readPaste(text: string, lots: readonly LotRef[], start: number): Pasted {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const mark = text.includes('\t') ? '\t' : text.includes(';') ? ';' : '\t';
  const rows = lines.map((line) => line.split(mark).map((cell) => cell.trim()));
  return rows.some((row) => row.length > 1) ? byCode(rows, lots) : inOrder(rows.map((row) => row[0] ?? ''), lots, start);
}

const nothing = (): Pasted => ({ weights: {}, filled: 0, unknown: [], unreadable: [], beyond: 0 });

function byCode(rows: string[][], lots: readonly LotRef[]): Pasted {
  const result = nothing();
  const known = new Map(lots.map((lot) => [lot.code.toLowerCase(), lot]));
  for (const [index, [code = '', ...cells]] of rows.entries()) {
    const lot = known.get(code.toLowerCase());
    if (!lot) {
      if (index > 0 && code !== '') result.unknown.push(code);
      continue;
    }
    const numbers = cells.map(readWeight).filter((weight) => weight !== undefined);
    if (numbers.length === 0) result.unreadable.push(code);
    else put(result, lot.id, numbers.find((weight) => weight !== null) ?? null);
  }
  return result;
}

function inOrder(cells: string[], lots: readonly LotRef[], start: number): Pasted {
  const result = nothing();
  const headed = cells.length > 1 && readWeight(cells[0]!) === undefined;
  for (const [index, cell] of (headed ? cells.slice(1) : cells).entries()) {
    const lot = lots[start + index];
    const weight = readWeight(cell);
    if (!lot) result.beyond += 1;
    else if (weight === undefined) result.unreadable.push(lot.code);
    else put(result, lot.id, weight);
  }
  return result;
}

function put(result: Pasted, lot: string, weight: number | null): void {
  result.weights[lot] = weight;
  result.filled += 1;
}

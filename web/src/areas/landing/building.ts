/** The invented building of the public page: eleven homes, a shop, three garages; 10 000 shares. */
export type DemoLot = { code: string; shares: number; lift: number; garage: number };
const lot = (code: string, shares: number, lift: number, garage = 0): DemoLot => ({ code, shares, lift, garage });

/** From the top floor down, as a façade is seen. */
export const floors: DemoLot[][] = [
  [lot('4A', 1180, 110), lot('4B', 940, 90)],
  [lot('3A', 720, 80), lot('3B', 860, 80), lot('3C', 640, 80)],
  [lot('2A', 860, 60), lot('2B', 640, 60), lot('2C', 720, 60)],
  [lot('1A', 640, 40), lot('1B', 720, 40), lot('1C', 860, 40)],
  [lot('C1', 710, 0), lot('G1', 170, 0, 1), lot('G2', 170, 0, 1), lot('G3', 170, 0, 1)],
];
export const lots: DemoLot[] = floors.flat();

export type DemoBill = 'roof' | 'lift' | 'door';
export const bills: Record<DemoBill, { cents: bigint; weight: (one: DemoLot) => bigint }> = {
  roof: { cents: 431_827n, weight: (one) => BigInt(one.shares) },
  lift: { cents: 118_649n, weight: (one) => BigInt(one.lift) },
  door: { cents: 74_300n, weight: (one) => BigInt(one.garage) },
};

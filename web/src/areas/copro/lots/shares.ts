/** How the statutory shares of the lots stand against the denominator of the deed. */
export type SharesState = { state: 'exact' | 'missing' | 'over'; by: number };

export function sharesState(assigned: number, total: number): SharesState {
  if (assigned === total) return { state: 'exact', by: 0 };
  return assigned < total ? { state: 'missing', by: total - assigned } : { state: 'over', by: assigned - total };
}

/**
 * Where the laid part and the denominator stand on a meter, in whole permille of its width. Incomplete never looks
 * full; too much shows how far it goes beyond the mark.
 */
export function meter(assigned: number, total: number): { laid: number; mark: number } {
  if (total <= 0) return { laid: 0, mark: 1000 };
  if (assigned <= total) return { laid: Math.floor((assigned * 1000) / total), mark: 1000 };
  return { laid: 1000, mark: Math.min(990, Math.floor((total * 1000) / assigned)) };
}

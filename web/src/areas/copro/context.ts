import { getContext, setContext } from 'svelte';
import type { Copro } from '$lib/api/types';
import { invalidate } from '$lib/query/query.svelte';

/** The copro every screen of the workspace stands in; loaded before the screen is shown. */
export type CoproContext = {
  readonly slug: string;
  readonly current: Copro;
  /** After anything that changes counts, shares or the checklist. Reads every list of this copro again. */
  refresh: () => void;
};
const COPRO = Symbol('copro');
export const provideCopro = (context: CoproContext): CoproContext => setContext(COPRO, context);
export const useCopro = (): CoproContext => getContext(COPRO);

/** Keys of everything read inside a copro start like this, so that one `invalidate` reaches them. */
export const coproKey = (slug: string, ...rest: (string | number | null)[]) => ['copro', slug, ...rest] as const;
export const refreshCopro = (slug: string): void => invalidate(coproKey(slug));

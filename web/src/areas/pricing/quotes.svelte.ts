import { ApiProblem, api } from '$lib/api/api';
import type { Pricing, Quote } from '$lib/api/types';

/** What a visitor asks about; the plans are asked about all at once. */
export type Wish = {
  plans: readonly string[];
  copros: number;
  annual: boolean;
  coupon: string;
  lots: number | null;
  country: string;
  taxable: boolean;
  /** The invoice is written in it. */
  language: string;
};

const PAUSE_MS = 150;

let catalogue: Promise<Pricing> | null = null;

/** The plans and prices in force; asked once a visit. */
export function loadPricing(): Promise<Pricing> {
  catalogue ??= api.get<Pricing>('/pricing', { quiet: true }).catch((error: unknown) => {
    catalogue = null;
    throw error;
  });
  return catalogue;
}

/** Prices for whoever shows some of them: the catalogue once it is there, and why it is not. */
export function createPricing() {
  let data = $state.raw<Pricing | null>(null);
  let problem = $state.raw<ApiProblem | null>(null);
  async function load() {
    problem = null;
    try {
      data = await loadPricing();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      problem = error;
    }
  }
  void load();
  return {
    get data() {
      return data;
    },
    get problem() {
      return problem;
    },
    load,
  };
}

async function ask(wish: Wish, signal: AbortSignal): Promise<Record<string, Quote>> {
  const { plans, language: _, ...rest } = wish;
  const one = async (plan: string) => [plan, await api.get<Quote>('/pricing/quote', { query: { plan, ...rest }, signal, quiet: true })] as const;
  return Object.fromEntries(await Promise.all(plans.map(one)));
}

/** Live quotes: asked when typing pauses, and only the answer to the last question is shown. */
export function createQuotes(wish: () => Wish | null) {
  let quotes = $state.raw<Record<string, Quote>>({});
  let problem = $state.raw<ApiProblem | null>(null);
  let couponError = $state<string | null>(null);
  let pending = $state(true);
  let tries = $state(0);
  let first = true;

  async function answer(asked: Wish, signal: AbortSignal): Promise<void> {
    try {
      let refused: string | null = null;
      const found = await ask(asked, signal).catch((error: unknown) => {
        refused = error instanceof ApiProblem ? (error.field('coupon') ?? null) : null;
        // The figures without the coupon are right in any case.
        if (refused !== null) return ask({ ...asked, coupon: '' }, signal);
        throw error;
      });
      if (signal.aborted) return;
      quotes = found;
      couponError = refused;
      problem = null;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiProblem)) throw error;
      problem = error;
    }
    pending = false;
  }

  $effect(() => {
    const asked = wish();
    void tries;
    if (!asked) return;
    pending = true;
    const abort = new AbortController();
    const timer = setTimeout(() => void answer(asked, abort.signal), first ? 0 : PAUSE_MS);
    first = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  });

  return {
    get all() {
      return quotes;
    },
    get problem() {
      return problem;
    },
    get couponError() {
      return couponError;
    },
    get pending() {
      return pending;
    },
    retry: () => (tries += 1),
  };
}

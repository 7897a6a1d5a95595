import { ApiProblem, api } from '$lib/api/api';
import type { Quote } from '$lib/api/types';

/** What a visitor has set on the page; `lots` as typed. */
export type Choices = { copros: number; annual: boolean; coupon: string; lots: string; country: string | null; taxable: 'true' | 'false' | null; plan: string };

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

async function ask(wish: Wish, signal: AbortSignal): Promise<Record<string, Quote>> {
  const { plans, language: _, ...rest } = wish;
  const one = async (plan: string) => [plan, await api.get<Quote>('/pricing/quote', { query: { plan, ...rest }, signal, quiet: true })] as const;
  return Object.fromEntries(await Promise.all(plans.map(one)));
}

export type Quotes = ReturnType<typeof createQuotes>;

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

import { ApiProblem, api } from '$lib/api/api';
import type { Pricing } from '$lib/api/types';

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

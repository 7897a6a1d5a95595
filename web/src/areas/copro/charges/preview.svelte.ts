import { ApiProblem, api } from '$lib/api/api';

const DEBOUNCE_MS = 300;

/**
 * What the server would do with a form, asked again a moment after every change; nothing is written.
 *
 *   const preview = createPreview<CallPreview>(() => complete ? { path: path`/copros/…/calls/preview`, body } : null);
 *
 * `null` while the form cannot be understood yet. Figures of an older form stay, marked `stale`, until the new ones
 * are there; they never survive a refusal.
 */
export function createPreview<T>(ask: () => { path: string; body: object } | null) {
  let data = $state.raw<T | null>(null);
  let problem = $state.raw<ApiProblem | null>(null);
  let answered = $state<string | null>(null);
  let round = $state(0);
  const asked = $derived.by(() => {
    const request = ask();
    // As text, so that a change that changes nothing asks nothing.
    return request && JSON.stringify({ ...request, round });
  });

  $effect(() => {
    const mine = asked;
    if (mine === null) {
      data = problem = answered = null;
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => void send(mine, abort.signal), DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  });

  async function send(mine: string, signal: AbortSignal) {
    const request = JSON.parse(mine) as { path: string; body: object };
    try {
      const found = await api.post<T>(request.path, request.body, { signal });
      if (signal.aborted) return;
      data = found;
      problem = null;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiProblem)) throw error;
      data = null;
      problem = error;
    }
    answered = mine;
  }

  return {
    get data(): T | null {
      return data;
    },
    get problem(): ApiProblem | null {
      return problem;
    },
    /** What is shown does not belong to what is typed. */
    get stale(): boolean {
      return asked !== answered;
    },
    /** Nothing to ask yet: the form is not far enough. */
    get waiting(): boolean {
      return asked === null;
    },
    retry: (): void => {
      round += 1;
    },
  };
}

export type Preview<T> = ReturnType<typeof createPreview<T>>;

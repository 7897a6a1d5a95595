import { ApiProblem, newIdempotencyKey } from './api';

/**
 * One thing the user can ask for: `busy`, the last `problem`, and an idempotency key that survives a retry.
 *
 *   const save = createAction((key) => api.post<Call>(to, body, { idempotencyKey: key }), { done: (call) => … });
 *   <Form action={save}> … <Button type="submit" busy={save.busy}>
 *
 * A second `run` while one is under way does nothing: that is the double click. The key is renewed only once the
 * server has answered for certain, so that repeating after a broken connection cannot post twice.
 */
export function createAction<T>(work: (idempotencyKey: string) => Promise<T>, options: { done?: (value: T) => void } = {}) {
  let busy = $state(false);
  let problem = $state.raw<ApiProblem | null>(null);
  let key = newIdempotencyKey();

  async function run(): Promise<T | undefined> {
    if (busy) return undefined;
    busy = true;
    problem = null;
    try {
      const value = await work(key);
      key = newIdempotencyKey();
      options.done?.(value);
      return value;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.definite) key = newIdempotencyKey();
      problem = error;
      return undefined;
    } finally {
      busy = false;
    }
  }

  return {
    run,
    reset: () => {
      problem = null;
    },
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    set problem(value: ApiProblem | null) {
      problem = value;
    },
  };
}

export type Action<T = unknown> = ReturnType<typeof createAction<T>>;

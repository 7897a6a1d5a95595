import { hooks } from '$lib/api/api';
import { i18n, startLanguage, t } from '$lib/i18n/i18n.svelte';
import { notices } from '$lib/notices/notices.svelte';
import { safeReturn } from '$lib/router/match';
import { router } from '$lib/router/router.svelte';
import { session } from '$lib/session/session.svelte';
import { restoreTheme } from '$lib/theme/theme.svelte';

/** Wires the parts of `lib` that must not know each other. */
export function start(): void {
  restoreTheme();
  hooks.language = () => i18n.lang;
  hooks.explain = (status) => t(status === 0 ? 'problem-offline' : status === 429 ? 'error-busy' : status >= 500 ? 'problem-server' : 'problem-unexpected');
  hooks.unauthorized = () => {
    session.forget();
    signIn();
  };
  // Rare enough to be fetched when it is needed.
  hooks.confirm = () => import('./areas/shell/confirm').then((module) => module.ask());
  hooks.secondFactor = () => {
    if (!router.path.startsWith('/account')) router.go(`/account/security?required=${encodeURIComponent(safeReturn(router.here) ?? '/')}`, { replace: true });
  };
  hooks.busy = (problem) => notices.busy(problem.detail || problem.title, problem.retryAfter);
  startLanguage();
  router.start();
}

/** To the sign-in screen, and back here afterwards. */
export function signIn(): void {
  if (router.path === '/signin') return;
  const next = safeReturn(router.here);
  router.go(next ? `/signin?next=${encodeURIComponent(next)}` : '/signin', { replace: true });
}

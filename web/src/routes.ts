import type { inside } from './routes-inside';
import { route } from '$lib/router/match';

/**
 * The screens a visitor can come to: path, layout, the id of its title, the sections of words it needs, and its chunk. Those of
 * signed-in people are in `routes-inside.ts`, which no visitor downloads.
 * Layouts: `public` (header of the site), `bare` (mark only), `app` (rail and top bar), `copro` (app + the copro's header).
 * Order does not matter: a literal wins over a parameter.
 */
export const routes = [
  route('/', { layout: 'public', title: 'title-landing', messages: ['landing'], load: () => import('$areas/landing/Landing.svelte') }),
  route('/pricing', { layout: 'public', title: 'title-pricing', messages: ['pricing'], load: () => import('$areas/pricing/Pricing.svelte') }),
  route('/signin', { layout: 'bare', title: 'title-signin', messages: ['account'], load: () => import('$areas/signin/SignIn.svelte') }),
  route('/signup', { layout: 'bare', title: 'title-signup', messages: ['account'], load: () => import('$areas/signup/SignUp.svelte') }),
  route('/password/forgot', { layout: 'bare', title: 'title-forgot', messages: ['account', 'credentials'], load: () => import('$areas/signin/Forgot.svelte') }),
  route('/reset', { layout: 'bare', title: 'title-reset', messages: ['account', 'credentials'], load: () => import('$areas/signin/Reset.svelte') }),
  route('/invitation', { layout: 'bare', title: 'title-invitation', messages: ['account', 'app', 'people'], load: () => import('$areas/invitation/Invitation.svelte') }),
  route('/transfer', { layout: 'bare', title: 'title-offer', messages: ['account', 'transfer'], load: () => import('$areas/transfer/Offer.svelte') }),
  route('/dev/mailbox', { layout: 'bare', title: 'title-mailbox', messages: ['mailbox', 'dev-clock', 'app'], load: () => import('$areas/mailbox/Mailbox.svelte') }),
] as const;

export const insideRoutes = () => import('./routes-inside').then((module) => module.inside);

export type RoutePath = (typeof routes)[number]['path'] | (typeof inside)[number]['path'];

// The operators' console, on its own listener: enrolment, a window with the firm's consent, what is seen through it, its end.
import { readFileSync } from 'node:fs';
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { demoLogins, demoValues, speaker } from './facts.mjs';
import { totp } from './identity.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { wordsOf } from './words.mjs';

const t = wordsOf('fr');
const button = (page, id) => page.getByRole('button', { name: t(id), exact: true });
const dialog = (page) => page.locator('dialog[open]').last();
const REASON = 'Le solde du lot A1 ne correspond pas à l’extrait du ticket.';
const PASSWORD = 'une phrase pour les opérateurs';

/** What `koprogo dev` prints once it is ready: one link for each operator of the demonstration. */
async function enrolmentLinks() {
  const log = process.env.E2E_SERVER_LOG;
  expect(log, 'E2E_SERVER_LOG must name the file with what `koprogo dev` prints');
  return until('the links for operators', () => {
    const found = readFileSync(log, 'utf8').match(/https?:\/\/\S+\/enrol#[\w-]+/g);
    return found && found.length >= 2 ? found : null;
  });
}

async function shot(who, name) {
  await settled(who);
  await who.page.screenshot({ path: shotPath(`operator ${who.name} ${name}`) });
  await assertSound(who);
}

async function enrol(who, link) {
  const { page } = who;
  await page.goto(`${link.replace('/enrol', '/enrol?lang=fr')}`);
  await page.locator('[name=password]').waitFor();
  const secret = await page.locator('main code').innerText();
  await shot(who, 'enrol');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=code]').fill(totp(secret));
  await button(page, 'ops-enrol-action').click();
  await page.getByRole('heading', { name: t('ops-overview'), exact: true }).waitFor();
  await shot(who, 'overview');
  return secret;
}

/** The other way: a passkey, for which no password is ever chosen. */
async function enrolWithPasskey(who, link) {
  const { page } = who;
  const cdp = await who.context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const inside = page.getByRole('heading', { name: t('ops-overview'), exact: true });
  await page.goto(`${link.replace('/enrol', '/enrol?lang=fr')}`);
  await page.locator('[name=password]').waitFor();
  await shot(who, 'enrol');
  await button(page, 'ops-enrol-passkey-action').click();
  await inside.waitFor();
  await shot(who, 'overview');
  await button(page, 'ops-signout').click();
  await button(page, 'ops-signin-passkey').click();
  await inside.waitFor();
}

async function signIn(who, one) {
  const { page } = who;
  await button(page, 'ops-signout').click();
  await page.getByRole('heading', { name: t('ops-signin'), exact: true }).waitFor();
  await shot(who, 'signin');
  await page.locator('[name=email]').fill(one.email);
  await page.locator('[name=password]').fill(PASSWORD);
  // One code opens one door only.
  await page.locator('[name=code]').fill(totp(one.secret, 1));
  await button(page, 'ops-signin-action').click();
  await page.getByRole('heading', { name: t('ops-overview'), exact: true }).waitFor();
}

async function request(who, copro, kind) {
  const { page } = who;
  await visit(who, '/windows/new?lang=fr');
  await button(page, 'ops-request-action').click();
  await page.locator('[name=reason][aria-invalid=true]').waitFor();
  who.seen.troubles.splice(0);
  await shot(who, 'request refused');
  await page.locator('[name=copro]').fill(copro);
  await page.locator('main label', { hasText: t(`ops-kind-${kind}`) }).click();
  await page.locator('[name=reason]').fill(REASON);
  await page.locator('[name=ticket]').fill('SUP-2041');
  await page.locator('[name=minutes]').fill('20');
  await button(page, 'ops-request-action').click();
  await page.getByText(t('ops-waiting'), { exact: true }).waitFor();
  await shot(who, `waiting ${kind}`);
  return page.url().split('/').pop();
}

async function look(who) {
  const { page } = who;
  await page.getByText(t('ops-inside'), { exact: true }).waitFor();
  for (const view of ['copro', 'lots', 'owners', 'entries', 'jobs']) {
    await page.getByRole('navigation', { name: t('ops-views'), exact: true }).getByRole('link', { name: t(`ops-view-${view}`), exact: true }).click();
    await settled(who);
    await page.locator('.edge').waitFor({ state: 'attached' });
    await page.locator('.log code', { hasText: `GET ${view}` }).first().waitFor();
    expect((await page.locator(view === 'copro' ? 'main dl dd' : 'main tbody tr, main .seen p').count()) > 0, `nothing shown of ${view}`);
    await shot(who, `inside ${view}`);
  }
}

async function end(who) {
  const { page } = who;
  await button(page, 'ops-end').click();
  await button(dialog(page), 'ops-end').click();
  await page.locator('.edge').waitFor({ state: 'detached' });
  await page.getByText(t('ops-state-ended'), { exact: true }).first().waitFor();
  await shot(who, 'ended');
}

async function quota(who, copro) {
  const { page } = who;
  await visit(who, '/quotas?lang=fr');
  await button(page, 'ops-quota-grant').click();
  const form = dialog(page);
  await form.locator('[name=copro]').fill(copro);
  await form.locator('[name=quota]').fill('5000');
  await form.locator('[name=reason]').fill('Clôture de l’exercice, importation en cours.');
  await page.screenshot({ path: shotPath(`operator ${who.name} quota dialog`) });
  await button(form, 'ops-quota-grant').click();
  await page.getByText(t('ops-quota-active'), { exact: true }).first().waitFor();
  await shot(who, 'quotas');
  await button(page, 'ops-quota-end').first().click();
  await button(dialog(page), 'ops-quota-end').click();
  await page.getByText(t('ops-quota-ended'), { exact: true }).first().waitFor();
}

/** A server that has just begun has nothing to judge; what a grown platform shows is told in its place, by the server's own answer filled up. */
async function capacity(who) {
  const { page } = who;
  await visit(who, '/capacity?lang=fr');
  await page.getByRole('heading', { name: t('ops-capacity'), exact: true }).waitFor();
  await shot(who, 'capacity as it is');
  const answer = await (await who.context.request.get('/v1/operator/capacity')).json();
  expect(['nothing', 'begun', 'enough'].includes(answer.measured), `measured ${answer.measured}`);
  for (const verdict of ['stay', 'move_soon', 'move_now']) {
    await page.route('**/v1/operator/capacity?*', (route) => route.fulfill({ json: grown(answer, verdict) }));
    await visit(who, '/capacity?profile=load-tested&lang=fr');
    await page.getByRole('heading', { name: t('ops-signals'), exact: true }).waitFor();
    equal(await page.locator('.signals svg[aria-label]').count(), 5, 'signals drawn');
    equal(await page.locator('figure svg title').count(), 2, 'forecasts drawn');
    const reader = page.getByRole('slider').first();
    const ends = [];
    for (const key of ['Home', 'End', 'ArrowLeft']) {
      await reader.press(key);
      ends.push(await reader.getAttribute('aria-valuetext'));
      equal(await page.locator('figure .said').count(), 1, 'what is pointed at, in words');
    }
    equal(new Set(ends).size, ends.length, 'readings on the way');
    await reader.blur();
    await page.locator('figure summary').first().click();
    expect((await page.locator('figure table').first().locator('tbody tr').count()) > 5, 'the forecast is no table');
    await shot(who, `capacity ${verdict}`);
    await page.unroute('**/v1/operator/capacity?*');
  }
}

/** Ten weeks of a platform that grows, in the shape of the answer given. */
function grown(answer, verdict) {
  const raised = verdict === 'move_now';
  const now = Date.parse(answer.at);
  const day = (offset) => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  const series = (first, step, ceiling) => ({
    points: Array.from({ length: 70 }, (_, n) => ({ day: day(n - 69), value: Math.round(first + n * step + 4 * Math.sin(n)) })),
    band: Array.from({ length: 9 }, (_, n) => ({ day: day(7 * (n + 1)), low: Math.round(first + (76 + 7 * n) * step - 15 * (n + 1)), likely: Math.round(first + (76 + 7 * n) * step), high: Math.round(first + (76 + 7 * n) * step + 20 * (n + 1)) })),
    ceiling,
    reach: { outcome: 'expected', on: day(24), earliest: day(17), latest: day(38), days_measured: null, days_needed: null },
  });
  const trend = (base, swing) => Array.from({ length: 168 }, (_, n) => ({ at: new Date(now - (168 - n) * 3_600_000).toISOString(), value: Math.round(base + swing * Math.sin(n / 4)) }));
  const figures = { active_copros: [1_310, 1_500], memory: [raised ? 9_120 : 5_230, 8_500], load_per_vcpu: [420, 1_500], disk: [6_340, 8_000], p99: [182, 1_000] };
  return {
    ...answer,
    measured: 'enough',
    verdict,
    recommended_phase: verdict === 'stay' ? 1 : 2,
    days_left: verdict === 'stay' ? null : 24,
    reasons: [
      ...(raised ? [{ reason: 'raised', signal: 'memory', days: null, over_windows: 4, considered_windows: 5 }] : []),
      ...(verdict === 'stay' ? [] : [{ reason: 'foreseen', signal: 'active_copros', days: 24, over_windows: null, considered_windows: null }]),
    ],
    signals: answer.signals.map((one) => {
      const [value, threshold] = figures[one.signal];
      const state = raised && one.signal === 'memory' ? 'raised' : 'calm';
      return { ...one, value, threshold, state, stale: false, days_left: one.signal === 'active_copros' ? 24 : null, trend: trend(value, value / 12) };
    }),
    copros: series(700, 8.8, 1_500),
    disk: series(4_600, 25, 8_000),
    economics: { ...answer.economics, revenue_cents: 1_965_000, margin_bp: 9_997, next_margin_bp: 9_992 },
  };
}

/** The platform's business: what a young server says, then what a grown one would, in the shape of its own answers. */
async function business(who) {
  const { page } = who;
  const answer = async (path) => (await who.context.request.get(`/v1/operator/${path}`)).json();
  const fulfilled = async (pattern, json, act) => {
    await page.route(pattern, (route) => (route.request().method() === 'GET' ? route.fulfill({ json }) : route.fallback()));
    await act();
    await page.unroute(pattern);
  };
  await visit(who, '/firms?lang=fr');
  await page.locator('main tbody a').first().waitFor();
  const listed = await answer('firms');
  await fulfilled('**/v1/operator/firms?*', { items: customers(listed.items[0]), next_cursor: null }, async () => {
    await visit(who, '/firms?sort=mrr&lang=fr');
    await shot(who, 'customers');
  });
  const one = listed.items[0];
  await visit(who, `/firms/${one.id}?lang=fr`);
  await shot(who, 'customer as it is');
  const file = await answer(`firms/${one.id}`);
  await fulfilled(`**/v1/operator/firms/${one.id}`, owing(file), async () => {
    await visit(who, `/firms/${one.id}?lang=fr`);
    await page.locator('figure svg title').waitFor({ state: 'attached' });
    await shot(who, 'customer owing');
    await button(page, 'ops-transfer').first().click();
    await page.screenshot({ path: shotPath(`operator ${who.name} transfer dialog`) });
    await page.keyboard.press('Escape');
    await button(page, 'ops-settle').first().click();
    await page.screenshot({ path: shotPath(`operator ${who.name} settle dialog`) });
    await page.keyboard.press('Escape');
  });
  await visit(who, '/revenue?lang=fr');
  await shot(who, 'revenue as it is');
  await fulfilled('**/v1/operator/revenue', earned(await answer('revenue')), async () => {
    await visit(who, '/revenue?lang=fr');
    equal(await page.locator('section svg title').count(), 2, 'plots of revenue');
    await shot(who, 'revenue');
  });
  await visit(who, '/webhooks?lang=fr');
  await shot(who, 'webhooks as they are');
  const at = '2026-11-20T09:14:00Z';
  const dead = Array.from({ length: 6 }, (_, n) => ({ id: `evt_1TcaX2Example00${n}`, kind: ['payment_intent.succeeded', 'charge.dispute.created'][n % 2], status: 'dead', received_at: at, attempts: 12, run_at: at, last_error: 'customer cus_Example: no firm is known by this name' }));
  await fulfilled('**/v1/operator/inbox', { statuses: [{ status: 'new', messages: 3, oldest: at }, { status: 'done', messages: 18_204, oldest: at }, { status: 'dead', messages: 6, oldest: at }] }, () =>
    fulfilled('**/v1/operator/webhooks?*', { items: dead, next_cursor: null }, async () => {
      await visit(who, '/webhooks?status=dead&lang=fr');
      await page.locator('tbody code').first().waitFor();
      await shot(who, 'webhooks');
    }),
  );
  await visit(who, '/jobs?lang=fr');
  await shot(who, 'jobs as they are');
  const failed = Array.from({ length: 3 }, (_, n) => ({ id: `0194a1f2-0000-7000-8000-00000000000${n}`, kind: ['notice.mail', 'identity.mail', 'billing.documents'][n], status: 'failed', attempts: 8, last_error: '550 5.1.1 <…@…>: recipient unknown', created_at: at, finished_at: at, again: n !== 1 }));
  await fulfilled('**/v1/operator/jobs?*', { items: failed, next_cursor: null }, async () => {
    await visit(who, '/jobs?lang=fr');
    await shot(who, 'jobs');
  });
}

function customers(like) {
  const rows = [
    ['Gérance Brumelle SRL', 'past-due', 214, 321_000, 388_410, '2026-10-04', null, 1],
    ['Syndic Vauclair & Fils', 'active', 96, 192_000, 0, null, null, 0],
    ['Immo Lysander', 'suspended', 41, 0, 148_830, '2026-08-11', null, 2],
    ['Beheer De Linde BV', 'active', 38, 57_000, 0, null, 'vat', 0],
    ['Cabinet Orval', 'read-only', 12, 18_000, 43_560, '2026-09-20', null, 0],
    ['Hausverwaltung Eupen-Nord', 'trial', 3, 0, 0, null, 'details', 0],
    ['Régie du Parc', 'closed', 0, 0, 0, null, null, 0],
  ];
  return rows.map(([name, state, copros, mrr_cents, owed_cents, owed_since, hold, reviews], n) => ({ ...like, id: like.id.replace(/.$/, n), name, state, copros, mrr_cents, owed_cents, owed_since, hold, held_since: hold && '2026-11-01', reviews }));
}

function owing(file) {
  const now = Date.parse('2026-11-20T00:00:00Z');
  const day = (ago) => new Date(now - ago * 86_400_000).toISOString().slice(0, 10);
  const copros = (ago) => 40 + Math.floor((180 - ago) / 12) - (ago < 50 ? 6 : 0);
  return {
    ...file,
    firm: { ...file.firm, state: 'past-due', copros: 48, mrr_cents: 72_000, owed_cents: 171_820, owed_since: day(36), reviews: 1, hold: 'vat', held_since: day(4) },
    debts: [
      { number: '2026-000204', issued_on: day(50), due_on: day(36), payable_cents: 84_700, open_cents: 84_700 },
      { number: '2026-000297', issued_on: day(20), due_on: day(6), payable_cents: 87_120, open_cents: 87_120 },
    ],
    reviews: [
      { id: '0194a1f2-0000-7000-8000-000000000001', kind: 'overpaid', invoice: '2026-000111', amount_cents: 4_200, created_at: '2026-11-10T08:00:00Z', settled_at: null, settled_by: null, note: null },
      { id: '0194a1f2-0000-7000-8000-000000000002', kind: 'late-return', invoice: '2026-000031', amount_cents: 84_700, created_at: '2026-08-10T08:00:00Z', settled_at: '2026-08-12T10:00:00Z', settled_by: 'ops@koprogo.example', note: 'Contesté auprès de la banque, délai dépassé.' },
    ],
    instructions: [
      { id: '0194a1f2-0000-7000-8000-000000000003', kind: 'transfer', asked: { kind: 'transfer', invoice: '2026-000111', amount_cents: 88_900, received_on: day(10), reference: '+++026/0001/11185+++' }, operator: 'ops@koprogo.example', at: '2026-11-10T08:00:00Z', done_at: '2026-11-10T08:00:03Z', error: null },
      { id: '0194a1f2-0000-7000-8000-000000000004', kind: 'transfer', asked: { kind: 'transfer', invoice: '2026-000999', amount_cents: 100, received_on: day(10), reference: '+++026/0009/99944+++' }, operator: 'ops@koprogo.example', at: '2026-11-10T07:58:00Z', done_at: '2026-11-10T07:58:02Z', error: 'invoice 2026-000999: the firm has none of this number' },
    ],
    events: ['invoice-finalised', 'payment-failed', 'payment-succeeded', 'invoice-finalised', 'method-added'].map((kind, n) => ({ id: `0194a1f2-0000-7000-8000-00000000001${n}`, on_day: day(20 + 15 * n), kind })),
    days: Array.from({ length: 181 }, (_, n) => ({ day: day(180 - n), copros: copros(180 - n), mrr_cents: copros(180 - n) * 1_500 })),
  };
}

/** Eighteen months that grow, with one bad one. */
function earned(answer) {
  let level = 0;
  let firms = 0;
  const months = Array.from({ length: 18 }, (_, n) => {
    const opening_cents = level;
    const firms_opening = firms;
    const bad = n === 11;
    const gained = { new_cents: 60_000 + 9_000 * (n % 4), reactivation_cents: n % 5 === 4 ? 18_000 : 0, expansion_cents: n && 12_000 + 1_500 * n };
    const lost = { churn_cents: bad ? 190_000 : n > 3 ? 9_000 * (n % 3) : 0, contraction_cents: n > 1 ? 4_500 * (n % 2) + (bad ? 45_000 : 0) : 0 };
    level += gained.new_cents + gained.reactivation_cents + gained.expansion_cents - lost.churn_cents - lost.contraction_cents;
    const firms_churned = lost.churn_cents > 0 ? 1 : 0;
    firms += 3 - firms_churned;
    const share = (part, whole) => (whole > 0 ? Math.round((part * 10_000) / whole) : null);
    return { month: `${2025 + Math.floor((n + 5) / 12)}-${String(((n + 5) % 12) + 1).padStart(2, '0')}-01`, copros: Math.round(level / 1_500), opening_cents, ...gained, ...lost, closing_cents: level, firms_opening, firms_new: 3, firms_churned, firms_reactivated: 0, firms_closing: firms, firm_churn_bp: share(firms_churned, firms_opening), revenue_churn_bp: share(lost.churn_cents + lost.contraction_cents, opening_cents), retention_bp: share(opening_cents + gained.expansion_cents - lost.churn_cents - lost.contraction_cents, opening_cents) };
  });
  const owed = { 'not-due': [14, 1_240_400], 'to-30': [5, 388_410], 'to-60': [2, 148_830], 'to-90': [1, 43_560], older: [1, 21_780] };
  return {
    ...answer,
    mrr_cents: level,
    basis: 'recurring',
    months,
    phases: answer.phases.map((phase, n) => (n === 0 ? { ...phase, months: 18, revenue_cents: months.reduce((sum, one) => sum + one.closing_cents, 0), greatest_cents: level } : phase)),
    receivables: answer.receivables.map((one) => ({ ...one, invoices: owed[one.age][0], cents: owed[one.age][1] })),
  };
}

export async function operator({ browser, base }) {
  let links = [];
  if (!(await check('the links for operators are printed', async () => void (links = await enrolmentLinks())))) return;
  const console_ = new URL(links[0]).origin;
  const who = await visitor(browser, console_, WIDE);
  const second = await visitor(browser, console_, NARROW);
  // A form sent empty on purpose.
  const refused = (url) => /\/v1\/operator\/windows$/.test(url);
  for (const one of [who, second]) one.seen.expected = refused;
  const firm = await browser.newContext({ baseURL: base });
  const admin = speaker(firm, base);
  const [login] = demoLogins();
  await admin.post('/session', { email: login.email, password: login.password });
  const { copro } = (await demoValues(admin)).values;

  const one = {};
  const enrolled = await check('an operator enrols with a password and codes', async () => void (one.secret = await enrol(who, links[0])), who.page);
  if (enrolled) {
    await check(
      'a used link opens nothing, and the sign-in takes password and code',
      async () => {
        one.email = (await (await who.context.request.get('/v1/operator/session')).json()).email;
        equal((await who.context.request.post('/v1/operator/enrolment/preview', { data: { token: new URL(links[0]).hash.slice(1) }, headers: { origin: console_ } })).status(), 404, 'status of a used link');
        await signIn(who, one);
      },
      who.page,
    );
    await check(
      'a window opens with the consent of the firm, shows what it may, and ends',
      async () => {
        const id = await request(who, copro, 'consent');
        equal((await who.context.request.get(`/v1/operator/windows/${id}/copro`)).status(), 403, 'a look before the consent');
        await admin.post(`/copros/${copro}/support/${id}/consent`);
        await look(who);
        expect((await admin.get(`/copros/${copro}/support/${id}/statements`)).items.length >= 5, 'the firm does not see what was looked at');
        await end(who);
        equal((await who.context.request.get(`/v1/operator/windows/${id}/copro`)).status(), 403, 'a look after the end');
      },
      who.page,
    );
    await check('an operator enrols with a passkey and comes back with it', () => enrolWithPasskey(second, links[1]), second.page);
    await check(
      'breaking the glass takes a second person, on a telephone, too',
      async () => {
        const id = await request(who, copro, 'break_glass');
        equal(await button(who.page, 'ops-approve').count(), 0, 'ways to approve of oneself');
        await visit(second, `/windows/${id}?lang=fr`);
        await button(second.page, 'ops-approve').click();
        await button(dialog(second.page), 'ops-approve').click();
        await second.page.getByText(t('ops-not-yours'), { exact: true }).waitFor();
        await shot(second, 'approved');
        await who.page.getByText(t('ops-inside'), { exact: true }).waitFor();
        await end(who);
        await visit(who, '/windows?lang=fr');
        await shot(who, 'windows');
        await visit(second, '/windows?lang=fr');
        await shot(second, 'windows');
        const narrow = await request(second, copro, 'consent');
        await admin.post(`/copros/${copro}/support/${narrow}/consent`);
        await look(second);
        await end(second);
      },
      second.page,
    );
    await check('the console shows the capacity and when the platform must move', () => capacity(who), who.page);
    await check('and so it does on a telephone', () => capacity(second), second.page);
    await check('the console shows customers, revenue, webhooks and jobs', () => business(who), who.page);
    await check('and so it does on a narrow screen', () => business(second), second.page);
    await check('a quota is granted for a while and withdrawn', () => quota(who, copro), who.page);
    await check('the same on a narrow screen', () => quota(second, copro), second.page);
  }
  for (const context of [firm, who.context, second.context]) await context.close();
}

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
    await page.getByRole('link', { name: t(`ops-view-${view}`), exact: true }).click();
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
    await check('a quota is granted for a while and withdrawn', () => quota(who, copro), who.page);
    await check('the same on a narrow screen', () => quota(second, copro), second.page);
  }
  for (const context of [firm, who.context, second.context]) await context.close();
}

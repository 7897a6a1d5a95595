// Billing months, lived by clicking: from signing up to paid invoices, then a card that is declined, reminders, reading only, and another
// card that pays. Billing's clock is the whole server's, so this runs when nobody else does.
import { readFileSync } from 'node:fs';
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { button, confirming, t } from './access.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';

const CARD = '4242424242424242';
const DECLINED = '4000000000000341';
const ACCOUNT = 'BE62510007547061';
/** Each day is lived, for every firm that the other parts have made. */
const LIVING_MS = 120_000;
/** Reminders and what follows them are over by then. */
const DAYS_MAX = 80;

const field = (page, name) => page.locator(`main [name="${name}"]`);
const heading = (page, id) => page.getByRole('heading', { name: t(id), exact: true });
const bar = (page) => page.getByRole('complementary', { name: t('dev-clock-label') });
const account = (one) => one.api.get(`/firms/${one.firm}/billing`);
const billing = (one) => `/firms/${one.firm}/billing?lang=fr`;

async function shot(one, name) {
  await settled(one);
  await one.page.screenshot({ path: shotPath(`${one.name} month ${name}`), fullPage: true });
  await assertSound(one);
}

/** Clicks the clock on and waits until the days are lived. */
async function pass(one, name) {
  const clock = bar(one.page);
  const before = await clock.locator('strong').innerText();
  await clock.getByRole('button', { name }).click();
  await until('the days pass', async () => (await clock.locator('strong').innerText()) !== before && (await clock.getAttribute('aria-busy')) === 'false', LIVING_MS);
  await settled(one);
}

/** Day by day until the account says so. */
async function passUntil(one, what, there) {
  for (let day = 0; day < DAYS_MAX; day += 1) {
    if (there(await account(one))) return;
    await pass(one, t('dev-clock-day'));
  }
  throw new Error(`${what}: not within ${DAYS_MAX} days`);
}

/** On the provider's page: a card or an account is chosen there, and one comes back. */
async function pays(one, action, known) {
  const ours = new URL(one.page.url()).origin;
  await button(one.page, action).first().click();
  const asked = heading(one.page, 'confirm-title');
  await until('the provider’s page', async () => new URL(one.page.url()).origin !== ours || (await asked.count()) > 0);
  if (new URL(one.page.url()).origin === ours) {
    await one.page.locator('dialog[open] input[autocomplete=current-password]').fill(one.password);
    await button(one.page.locator('dialog[open]').last(), 'confirm-action').click();
    await one.page.waitForURL((url) => url.origin !== ours);
  }
  const kind = known.startsWith('BE') ? 'account' : 'card';
  await one.page.locator(`#${kind}`).check();
  await one.page.locator(`input[name=${kind === 'card' ? 'card' : 'iban'}][value="${known}"]`).check();
  await shot(one, `hosted page ${known.slice(-4)}`);
  await one.page.locator('button[value=save]').click();
  await one.page.waitForURL((url) => url.origin === ours);
  await until('the method is known', async () => (await account(one)).method?.digits === known.slice(-4));
  await visit(one, billing(one));
  await one.page.getByText(known.slice(-4)).first().waitFor();
}

/** The newest invoice's row, once it stands as it should. */
async function row(one, status) {
  const there = one.page.locator('#main').getByText(t(`billing-status-${status}`), { exact: true }).first();
  await there.waitFor();
  return (await one.api.get(`/firms/${one.firm}/billing/invoices`)).items;
}

const steps = {
  async 'signs up and founds a firm'({ page, api, email, password }) {
    await page.goto('/signup?lang=fr');
    await field(page, 'email').fill(email);
    await field(page, 'password').fill(password);
    await button(page, 'signup-account-action').click();
    await heading(page, 'signup-code-heading').waitFor();
    await page.locator('main input').first().pressSequentially(await codeFor(api, email));
    await heading(page, 'signup-firm-heading').waitFor();
    await field(page, 'name').fill('Syndic des Mois SRL');
    await field(page, 'company_number').fill(companyNumber());
    await button(page, 'signup-firm-action').click();
    await heading(page, 'signup-copro-heading').waitFor();
  },
  async 'creates a copro and puts it into service'(one) {
    const { page, api } = one;
    await field(page, 'name').fill('Résidence des Mois');
    await field(page, 'address.street').fill('Rue du Calendrier 12');
    await field(page, 'address.postal_code').fill('5000');
    await field(page, 'address.city').fill('Namur');
    await button(page, 'copro-form-create').click();
    await page.waitForURL(/\/copros\/[^/]+$/);
    const copro = new URL(page.url()).pathname.split('/')[2];
    const person = { kind: 'natural', last_name: 'Vandenbroucke', first_name: 'Odile', language: 'fr', email: newcomer('odile').email };
    const owner = await api.post(`/copros/${copro}/owners`, { members: [{ person, right: 'full', numerator: 1, denominator: 1 }] });
    await api.post(`/copros/${copro}/lots`, { code: 'A1', nature: 'apartment', shares: 1000, owner_id: owner.id, owned_from: '2025-01-01' });
    await visit(one, `/copros/${copro}`);
    await button(page, 'overview-activate').first().click();
    await button(page.getByRole('dialog'), 'overview-activate').click();
    await page.getByText(t('copro-status-active'), { exact: true }).first().waitFor();
    one.copro = copro;
    one.firm = (await api.get(`/copros/${copro}`)).firm_id;
  },
  async 'says who is billed'(one) {
    const { page } = one;
    await visit(one, billing(one));
    await field(page, 'address.street').fill('Rue du Calendrier 12');
    await field(page, 'address.postal_code').fill('5000');
    await field(page, 'address.city').fill('Namur');
    await button(page, 'ui-save').click();
    await confirming(page, one.password, page.getByText(t('billing-details-saved')));
    const { standing, today } = await account(one);
    equal(standing.state, 'trial', 'state');
    equal((Date.parse(standing.trial_until) - Date.parse(today)) / 86_400_000, 29, 'days of the trial after today');
    await shot(one, 'trial');
  },
};

const byCard = {
  async 'saves a card on the provider’s page'(one) {
    await pays(one, 'billing-method-add', CARD);
    await shot(one, 'trial with a card');
  },
  async 'lives to the end of the trial'(one) {
    await pass(one, new RegExp(`^${t('dev-clock-next', { date: '' }).trim()}`));
    equal((await account(one)).standing.state, 'active', 'state');
    await shot(one, 'active');
  },
  async 'lives a month: the invoice is there, paid, and opens'(one) {
    await pass(one, t('dev-clock-month'));
    const [invoice] = await row(one, 'paid');
    equal(invoice.net_cents, 1500, 'a month of one copro on Standard');
    await button(one.page, 'billing-download', { number: invoice.number, format: t('billing-format-pdf') }).waitFor();
    const saved = one.page.waitForEvent('download');
    await button(one.page, 'billing-download', { number: invoice.number, format: t('billing-format-pdf') }).click();
    const file = readFileSync(await (await saved).path());
    equal(file.subarray(0, 5).toString(), '%PDF-', 'beginning of the file');
    equal((await account(one)).owed_cents, 0, 'owed');
    expect((await one.page.locator('#main svg rect').count()) >= 31, 'no chart of the days that were lived');
    await shot(one, 'first invoice paid');
  },
  async 'another card is declined when the month is over'(one) {
    await pays(one, 'billing-method-replace', DECLINED);
    await pass(one, t('dev-clock-month'));
    await passUntil(one, 'the debt', ({ standing }) => standing.state === 'past-due' && standing.reminders > 0);
    await shot(one, 'past due');
    await visit(one, `/firms/${one.firm}?lang=fr`);
    await one.page.getByRole('complementary', { name: t('standing-label') }).waitFor();
    await shot(one, 'past due elsewhere');
  },
  async 'reminders go out, and then one can only read'(one) {
    await visit(one, billing(one));
    await passUntil(one, 'reading only', ({ standing }) => standing.state === 'read-only');
    await shot(one, 'read only');
    const { items } = await one.api.get(`/dev/mails?to=${encodeURIComponent(one.email)}`);
    one.reminded = items.length;
    await visit(one, `/dev/mailbox?to=${encodeURIComponent(one.email)}`);
    await bar(one.page).waitFor();
    await shot(one, 'mails');
    await visit(one, `/firms/${one.firm}?lang=fr`);
    await shot(one, 'read only elsewhere');
    one.seen.expected = (url) => url.endsWith('/lots');
    const lot = { code: 'A2', nature: 'apartment', shares: 1, owner_id: null };
    const refused = await one.context.request.post(`/v1/copros/${one.copro}/lots`, { data: lot, headers: { origin: new URL(one.page.url()).origin } });
    equal(refused.status(), 402, 'status of a write');
  },
  async 'a good card pays, and nothing is said any more'(one) {
    await visit(one, billing(one));
    await pays(one, 'billing-method-replace', CARD);
    await until('it is paid', async () => (await account(one)).owed_cents === 0);
    await visit(one, billing(one));
    equal((await account(one)).standing.state, 'active', 'state');
    await shot(one, 'paid again');
    await visit(one, `/firms/${one.firm}?lang=fr`);
    equal(await one.page.getByRole('complementary', { name: t('standing-label') }).count(), 0, 'banners');
  },
};

const byDebit = {
  async 'gives a mandate on the provider’s page'(one) {
    await pays(one, 'billing-method-add', ACCOUNT);
    await shot(one, 'mandate');
  },
  async 'lives to the end of trial and month: an invoice that is announced, then debited'(one) {
    await pass(one, new RegExp(`^${t('dev-clock-next', { date: '' }).trim()}`));
    await pass(one, t('dev-clock-month'));
    await row(one, 'open');
    await shot(one, 'invoice open');
    await pass(one, t('dev-clock-month'));
    const invoices = await row(one, 'paid');
    expect(invoices.some(({ status }) => status === 'paid'), `no invoice is paid: ${JSON.stringify(invoices)}`);
    await shot(one, 'debited');
  },
};

async function life(browser, base, options, more) {
  const who = await visitor(browser, base, options);
  const one = { ...who, ...newcomer('mois'), api: speaker(who.context, base) };
  for (const [name, act] of Object.entries({ ...steps, ...more })) {
    if (!(await check(`${one.name}: ${name}`, () => act(one), one.page))) break;
  }
  await who.context.close();
}

export async function month({ browser, base }) {
  await life(browser, base, WIDE, byCard);
  await life(browser, base, NARROW, byDebit);
}

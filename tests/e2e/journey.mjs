// A newcomer's first hour, from signing up to an owner's statement and the voucher behind a line of it.
import { WIDE, assertSound, settled, visitor } from './browser.mjs';
import { codeFor, companyNumber, iban, invoicePdf, newcomer, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { fileOf, wordsOf } from './words.mjs';

const LOTS = 24;
const SHARES = 1000;
// Prime: no share is a round figure.
const EXPENSE_CENTS = 1_000_003;
const CALL_CENTS = 2_500_009;
const JOBS_MS = 60_000;
// On a server just started the letters of the demonstration are made first.
const LETTERS_MS = 150_000;
const t = wordsOf('fr');
const amount = (cents) => (cents / 100).toFixed(2).replace('.', ',');
const field = (page, name) => page.locator(`main [name="${name}"]`);
const button = (page, id, args) => page.getByRole('button', { name: t(id, args), exact: true });
const choice = (page, id) => page.getByRole('combobox', { name: t(id), exact: true });
const heading = (page, id) => page.getByRole('heading', { name: t(id), exact: true });

const steps = {
  async 'signs up with the code of the mailbox page'({ page, api }) {
    const { email, password } = newcomer('parcours');
    await page.goto('/signup?lang=fr');
    await field(page, 'email').fill(email);
    await field(page, 'password').fill(password);
    await button(page, 'signup-account-action').click();
    await heading(page, 'signup-code-heading').waitFor();
    const code = await codeFor(api, email);
    await page.getByRole('link', { name: t('signup-code-mailbox') }).click();
    await page.getByRole('link', { name: code, exact: true }).click();
    // Six digits are sent by themselves only when typed; from the mailbox the button is there.
    await button(page, 'signup-code-action').click();
    await heading(page, 'signup-firm-heading').waitFor();
  },
  async 'names the firm'({ page }) {
    await field(page, 'name').fill('Syndic du Parcours SRL');
    await field(page, 'company_number').fill(companyNumber());
    await button(page, 'signup-firm-action').click();
    await heading(page, 'signup-copro-heading').waitFor();
  },
  async 'creates a copro of 1 000 shares'(one) {
    const { page } = one;
    await field(page, 'name').fill('Résidence du Parcours');
    await field(page, 'address.street').fill('Rue des Œillets 15');
    await field(page, 'address.postal_code').fill('5000');
    await field(page, 'address.city').fill('Namur');
    await field(page, 'company_number').fill(companyNumber());
    await button(page, 'copro-form-create').click();
    await page.waitForURL(/\/copros\/[^/]+$/);
    await heading(page, 'overview-checklist').waitFor();
    one.copro = new URL(page.url()).pathname.split('/')[2];
    const { shares_total } = await one.api.get(`/copros/${one.copro}`);
    equal(shares_total, SHARES, 'shares');
  },
  async 'imports the sample: columns, dry run, commit'({ page, api, copro, sound }) {
    await page.getByRole('link', { name: t('nav-import'), exact: true }).first().click();
    await page.locator('main input[type=file]').setInputFiles(fileOf('tenants/demo/import-sample.csv'));
    await heading(page, 'mapping-title').waitFor();
    await sound('import columns');
    await button(page, 'mapping-check').click();
    await heading(page, 'summary-title-will').waitFor({ timeout: JOBS_MS });
    equal((await api.get(`/copros/${copro}/lots`)).items.length, 0, 'lots after the dry run');
    await sound('import checked');
    await button(page, 'check-commit').click();
    const dialog = page.getByRole('dialog');
    await heading(dialog, 'commit-title').waitFor();
    await button(dialog, 'check-commit').click();
    await page.getByText(t('done-title'), { exact: true }).waitFor({ timeout: JOBS_MS });
    equal((await api.get(`/copros/${copro}/lots?limit=200`)).items.length, LOTS, 'lots');
    await sound('imported');
  },
  async 'finds the bank accounts on the checklist'({ page, api, copro, sound }) {
    await page.goto(`/copros/${copro}`);
    await heading(page, 'overview-checklist').waitFor();
    await sound('checklist');
    await page.getByRole('link', { name: t('checklist-bank-action'), exact: true }).click();
    await field(page, 'working_iban').fill(iban());
    await field(page, 'reserve_iban').fill(iban());
    await button(page, 'ui-save').click();
    await page.getByText(t('settings-saved'), { exact: true }).waitFor();
    expect((await api.get(`/copros/${copro}`)).checklist.find(({ id }) => id === 'bank').done, 'the checklist still asks for accounts');
  },
  async 'puts the copro into service'({ page, api, copro, sound }) {
    await page.goto(`/copros/${copro}`);
    await heading(page, 'overview-ready').waitFor();
    await button(page, 'overview-activate').first().click();
    const dialog = page.getByRole('dialog');
    await sound('activation dialog');
    await button(dialog, 'overview-activate').click();
    await page.getByText(t('copro-status-active'), { exact: true }).first().waitFor();
    equal((await api.get(`/copros/${copro}`)).status, 'active', 'status');
  },
  async 'records an expense with its PDF and sees the shares'(one) {
    const { page, api, copro } = one;
    await page.getByRole('link', { name: t('overview-new-expense'), exact: true }).click();
    const sent = page.waitForResponse((response) => response.url().endsWith('/files') && response.status() === 201);
    await page.locator('main input[type=file]').setInputFiles(invoicePdf('Facture 2026/117'));
    await sent;
    await choice(page, 'expenses-supplier').fill('Toitures Essai');
    await page.getByRole('option', { name: t('expenses-supplier-create-named', { name: 'Toitures Essai' }) }).click();
    await field(page, 'invoice_number').fill('2026/117');
    await field(page, 'description').fill('Réparation de la toiture');
    await field(page, 'amount_cents').fill(amount(EXPENSE_CENTS));
    await choice(page, 'expenses-account').fill('61');
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.locator('#borne').getByText(/Σ/).first().waitFor();
    await one.sound('expense form');
    await button(page, 'expenses-record').click();
    await page.waitForURL(/\/expenses\/[0-9a-f-]{36}$/);
    await heading(page, 'expenses-borne-by').waitFor();
    one.expense = new URL(page.url()).pathname.split('/').at(-1);
    const expense = await api.get(`/copros/${copro}/expenses/${one.expense}`);
    equal(expense.shares.reduce((sum, share) => sum + share.amount_cents, 0), EXPENSE_CENTS, 'sum of the shares');
    equal(expense.file?.name, 'facture.pdf', 'voucher');
    const shown = await page.locator('main').innerText();
    for (const { lot_code } of expense.shares.slice(0, 3)) expect(shown.includes(lot_code), `lot ${lot_code} is not on the screen`);
  },
  async 'issues a call for funds once, by a double click'(one) {
    const { page, api, copro } = one;
    await page.goto(`/copros/${copro}`);
    await page.getByRole('link', { name: t('overview-new-call'), exact: true }).click();
    await field(page, 'total_cents').fill(amount(CALL_CENTS));
    await page.getByText(t('calls-not-yet'), { exact: true }).waitFor({ state: 'detached' });
    await one.sound('call form');
    await button(page, 'calls-review').click();
    const dialog = page.getByRole('dialog');
    await heading(dialog, 'calls-confirm').waitFor();
    await one.sound('call dialog');
    let asked = 0;
    page.on('request', (request) => (asked += request.method() === 'POST' && request.url().endsWith('/calls') ? 1 : 0));
    // Both clicks in one task of the page: quicker than any hand.
    await button(dialog, 'calls-issue').evaluate((control) => {
      control.click();
      control.click();
    });
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/);
    one.issuedAfter = performance.now() - one.begun;
    one.call = new URL(page.url()).pathname.split('/').at(-1);
    const { items } = await api.get(`/copros/${copro}/calls`);
    equal(items.length, 1, 'calls in the books');
    equal(items[0].total_cents, CALL_CENTS, 'total of the call');
    return `${asked} request`;
  },
  async 'waits until every letter is ready'({ page, api, copro, call }) {
    const meter = page.getByRole('region', { name: t('calls-delivery'), exact: true });
    // While the page is being read "under way" is absent as well: the meter itself comes first.
    await meter.waitFor();
    await meter.getByText(t('calls-under-way'), { exact: true }).waitFor({ state: 'detached', timeout: LETTERS_MS });
    const { notices } = await api.get(`/copros/${copro}/calls/${call}`);
    const unready = notices.filter((notice) => notice.document !== 'ready' || notice.mail === 'failed' || notice.mail === 'queued');
    equal(unready.length, 0, 'notices not ready');
    equal(notices.reduce((sum, notice) => sum + notice.amount_cents, 0), CALL_CENTS, 'sum of the notices');
    return `${notices.length} letters`;
  },
  async "opens an owner's statement and follows a line to its voucher"(one) {
    const { page, api, copro } = one;
    const notice = (await api.get(`/copros/${copro}/calls/${one.call}`)).notices[0];
    await page.getByRole('link', { name: notice.owner_name, exact: true }).first().click();
    await page.waitForURL(/\/statement$/);
    await settled(one);
    await page.getByRole('heading', { level: 1, name: notice.owner_name }).waitFor();
    const statement = await api.get(`/copros/${copro}/owners/${notice.owner_id}/statement`);
    equal(statement.closing_cents, notice.amount_cents, 'closing balance');
    const line = statement.lines.find(({ voucher }) => voucher.id === one.call);
    await one.sound('statement');
    one.statement = await page.getByRole('link', { name: t('stmt-pdf'), exact: true }).getAttribute('href');
    await page.getByRole('link', { name: line.entry_number, exact: true }).click();
    await page.waitForURL(new RegExp(`/calls/${one.call}$`));
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  async 'PDF links answer with a PDF'({ page, context, copro, expense, statement }) {
    const letter = await page.locator('main').getByRole('link', { name: /PDF/ }).first().getAttribute('href');
    await page.goto(`/copros/${copro}/expenses/${expense}`);
    const voucher = page.locator('main object[type="application/pdf"], main a[href*="/files/"]').first();
    await voucher.waitFor({ state: 'attached' });
    const addresses = { letter, statement, voucher: (await voucher.getAttribute('data')) ?? (await voucher.getAttribute('href')) };
    for (const [name, address] of Object.entries(addresses)) {
      const answer = await context.request.get(address);
      equal(answer.status(), 200, `status of the ${name}`);
      equal((await answer.body()).subarray(0, 4).toString(), '%PDF', `first bytes of the ${name}`);
    }
  },
};

export async function journey({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  const api = speaker(who.context, base);
  const trouble = [];
  // Screens in states that only a journey reaches; what is wrong with them does not stop it.
  const sound = async (state) => {
    await who.page.screenshot({ path: shotPath(`journey state ${state}`) });
    await assertSound(who).catch((error) => trouble.push(`${state}: ${error.message}`));
  };
  const one = { ...who, api, sound, begun: performance.now() };
  let number = 0;
  for (const [name, step] of Object.entries(steps)) {
    number += 1;
    const went = await check(`journey: ${name}`, () => step(one), who.page);
    await who.page.screenshot({ path: shotPath(`journey ${String(number).padStart(2, '0')} ${name}`) });
    if (!went) break;
  }
  await check('journey: no screen on the way has errors, sticks out or is inaccessible', () => {
    if (who.seen.troubles.length > 0) trouble.push(`after the last look: ${who.seen.troubles.join('\n')}`);
    expect(trouble.length === 0, trouble.join('\n'));
  });
  const seconds = (ms) => (ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`);
  console.log(`  journey: call issued after ${seconds(one.issuedAfter)}, ${seconds(performance.now() - one.begun)} in all`);
  await who.context.close();
}

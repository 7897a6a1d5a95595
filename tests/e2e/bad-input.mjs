// Mistakes, made on screen in Dutch: each is answered at its place, in that language, and nothing is half-written.
import { WIDE, visitor } from './browser.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect } from './report.mjs';
import { wordsOf } from './words.mjs';

const SHARES = 1000;
const MISSING = 7;
const t = wordsOf('nl');
const field = (page, name) => page.locator(`main [name="${name}"]`);
const button = (page, id) => page.getByRole('button', { name: t(id), exact: true });

/** What a control says about itself to somebody who cannot see it. */
async function messageAt(control) {
  await control.and(control.page().locator('[aria-invalid="true"]')).waitFor();
  return control.evaluate((one) => (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText ?? '').join('\n'));
}

async function reachFirmStep({ page, api }) {
  const { email, password } = newcomer('fouten');
  await page.goto('/signup?lang=nl');
  await field(page, 'email').fill(email);
  await field(page, 'password').fill(password);
  await button(page, 'signup-account-action').click();
  await field(page, 'code').fill(await codeFor(api, email));
  await page.getByRole('heading', { name: t('signup-firm-heading'), exact: true }).waitFor();
}

async function wrongCompanyNumber({ page, api }) {
  await field(page, 'name').fill('Syndic Fouten BV');
  await field(page, 'company_number').fill(companyNumber({ wrong: true }));
  await button(page, 'signup-firm-action').click();
  const said = await messageAt(field(page, 'company_number'));
  expect(said.includes(t('ui-company-number-wrong')), `the field says: ${said}`);
  equal((await api.get('/session')).firms.length, 0, 'firms');
  await field(page, 'company_number').fill(companyNumber());
  await button(page, 'signup-firm-action').click();
  await page.getByRole('heading', { name: t('signup-copro-heading'), exact: true }).waitFor();
}

/** A copro with one lot that lacks some shares, and no bank account. */
async function draft(api) {
  const address = { street: 'Wilgenkouter 8', postal_code: '3080', city: 'Tervuren', country: 'BE' };
  const firm = (await api.get('/session')).firms[0].id;
  const copro = (await api.post(`/firms/${firm}/copros`, { name: 'Residentie Fouten', address, company_number: null, shares_total: SHARES, language: 'nl' })).slug;
  const person = { kind: 'natural', last_name: 'Zandbergsen', first_name: 'Maarten', language: 'nl' };
  const owner = await api.post(`/copros/${copro}/owners`, { members: [{ person, right: 'full', numerator: 1, denominator: 1 }] });
  const lot = await api.post(`/copros/${copro}/lots`, { code: 'A1', nature: 'apartment', shares: SHARES - MISSING, owner_id: owner.id, owned_from: '2025-01-01' });
  return { copro, lot: lot.id };
}

async function sharesMissing({ page, api, copro }) {
  await page.goto(`/copros/${copro}`);
  await button(page, 'overview-activate').click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'overview-activate').click();
  const said = await dialog.getByRole('alert').innerText();
  expect(said.includes(t('problem-shares-mismatch')), `it says: ${said}`);
  expect(new RegExp(`${SHARES - MISSING}[^]*\\b${MISSING}\\b`).test(said), `the difference of ${MISSING} is not in: ${said}`);
  equal((await api.get(`/copros/${copro}`)).status, 'draft', 'status');
}

async function callForNothing({ page, api, copro }) {
  await page.goto(`/copros/${copro}/calls/new`);
  await field(page, 'total_cents').fill('0');
  const said = await messageAt(field(page, 'total_cents'));
  expect(said.includes(t('field-amount-not-positive')) || said.includes(t('field-not-positive')), `the field says: ${said}`);
  equal((await api.get(`/copros/${copro}/calls`)).items.length, 0, 'calls');
}

async function callWithoutAccount({ page, api, copro }) {
  await field(page, 'total_cents').fill('1000');
  await page.getByText(t('calls-not-yet'), { exact: true }).waitFor({ state: 'detached' });
  await button(page, 'calls-review').click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'calls-issue').click();
  const said = await dialog.getByRole('alert').innerText();
  expect(said.includes(t('problem-no-bank-account-detail')), `it says: ${said}`);
  equal((await api.get(`/copros/${copro}/calls`)).items.length, 0, 'calls');
}

export async function badInput({ browser, base }) {
  const who = await visitor(browser, base, { ...WIDE, locale: 'nl-BE' });
  const one = { ...who, api: speaker(who.context, base) };
  await reachFirmStep(one);
  const named = await check('a company number with a wrong checksum is refused at the field', () => wrongCompanyNumber(one), who.page);
  if (named) {
    const { copro, lot } = await draft(one.api);
    one.copro = copro;
    await check(`a copro that lacks ${MISSING} shares is not put into service`, () => sharesMissing(one), who.page);
    await one.api.patch(`/copros/${copro}/lots/${lot}`, { shares: SHARES });
    await one.api.post(`/copros/${copro}/activation`, {});
    await check('a call for 0 € is refused at the field', () => callForNothing(one), who.page);
    await check('a call without a bank account is refused', () => callWithoutAccount(one), who.page);
  }
  await who.context.close();
}

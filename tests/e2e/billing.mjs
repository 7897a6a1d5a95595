// The firm's subscription: who is billed, another plan with its money shown before, usage, leaving and staying.
import { NARROW, WIDE, assertSound, settled, visit, visitor } from './browser.mjs';
import { button, confirming, dialog, firmWithTwoCopros, t } from './access.mjs';
import { invoices, tellInvoices } from './invoice.mjs';
import { check, equal, expect, shotPath } from './report.mjs';

const field = (page, name) => page.locator(`#billing-details [name="${name}"]`);

async function shot(who, name) {
  await settled(who);
  await who.page.screenshot({ path: shotPath(`${who.name} billing ${name}`), fullPage: true });
  await assertSound(who);
}

async function details(who, one) {
  await visit(who, `/firms/${one.firm}/billing?lang=fr`);
  await shot(who, 'trial');
  // A postal code of three digits is refused, which is the point.
  who.seen.expected = (url) => /\/billing\/details$/.test(url);
  await field(who.page, 'address.street').fill('Rue des Essais 8');
  await field(who.page, 'address.postal_code').fill('123');
  await field(who.page, 'address.city').fill('Namur');
  await button(who.page, 'ui-save').click();
  await confirming(who.page, one.password, who.page.locator('#billing-details [aria-invalid=true]').first());
  equal(await field(who.page, 'address.postal_code').getAttribute('aria-invalid'), 'true', 'a postal code of three digits');
  await shot(who, 'details refused');
  await field(who.page, 'address.postal_code').fill('5000');
  await button(who.page, 'ui-save').click();
  await who.page.getByText(t('billing-details-saved')).waitFor();
  const account = await one.api.get(`/firms/${one.firm}/billing`);
  equal(account.details.address.city, 'Namur', 'town of the billing details');
}

async function french(who) {
  await field(who.page, 'address.country').selectOption('FR');
  await field(who.page, 'vat_number').fill('XX123');
  await who.page.getByText(t('billing-vat-number-wrong', { country: 'FR' })).waitFor();
  await shot(who, 'details french');
}

async function plan(who, one) {
  await visit(who, `/firms/${one.firm}/billing?lang=fr`);
  await button(who.page, 'billing-plan-change').click();
  const sheet = dialog(who.page);
  await sheet.getByText('Plus', { exact: true }).click();
  await sheet.getByText(t('billing-month-then')).waitFor();
  await sheet.getByRole('checkbox').check();
  await sheet.locator('[name=committed]').fill('10');
  await sheet.locator('s').waitFor();
  await shot(who, 'plan preview');
  const shown = await sheet.locator('dl').innerText();
  expect(/2\s?400,00/.test(shown) && /2\s?160,00/.test(shown), `twelve months of ten copros with the discount: ${shown}`);
  await button(sheet, 'billing-plan-choose', { plan: 'Plus' }).click();
  await confirming(who.page, one.password, who.page.getByText(t('billing-plan-changed')));
  const account = await one.api.get(`/firms/${one.firm}/billing`);
  equal(account.plan.plan, 'plus', 'the plan');
  equal(account.plan.committed, 10, 'copros paid ahead');
}

/** The provider's page is another place; what is typed there is its own matter. */
async function method(who, one) {
  await visit(who, `/firms/${one.firm}/billing?lang=fr`);
  const ours = new URL(who.page.url()).origin;
  await button(who.page, 'billing-method-add').first().click();
  await who.page.waitForURL((url) => url.origin !== ours);
  await visit(who, `/firms/${one.firm}/billing?lang=fr&method=given-up`);
  await who.page.getByText(t('billing-method-none')).waitFor();
}

/** From the list to one invoice: what is owed, why, what was tried, and paying it. */
async function invoice(who, one) {
  const asked = await tellInvoices(who.page);
  const title = (life) => who.page.getByRole('heading', { level: 1, name: t(life.kind === 'invoice' ? 'bill-invoice' : 'bill-credit-note', { number: life.number }) });
  for (const life of Object.values(invoices)) {
    await visit(who, `/firms/${one.firm}/billing?lang=fr`);
    await who.page.getByRole('link', { name: life.number, exact: true }).click();
    await title(life).waitFor();
    equal(await who.page.locator('[data-line]').count(), life.lines.length, 'lines');
    for (const summary of await who.page.locator('[data-line] summary').all()) await summary.click();
    await shot(who, `invoice ${life.number}`);
  }
  const { late } = invoices;
  await visit(who, `/firms/${one.firm}/billing/invoices/${late.number}?lang=fr`);
  await who.page.getByRole('button', { name: /32.?975,84/ }).click();
  await who.page.getByText(t('bill-pay-asked')).waitFor();
  await who.page.getByText(t('bill-collection-processing', { on: '20 novembre 2026' })).waitFor();
  equal(asked.join(), late.number, 'invoices that were asked to be paid');
  await who.page.unrouteAll();
}

async function leaves(who, one) {
  await visit(who, `/firms/${one.firm}/billing?lang=fr`);
  await button(who.page, 'billing-leave-do').click();
  const sheet = dialog(who.page);
  expect(await button(sheet, 'billing-leave-do').isDisabled(), 'leaving waits for the tick');
  await sheet.getByRole('checkbox').check();
  await shot(who, 'leaving');
  await button(sheet, 'billing-leave-do').click();
  await confirming(who.page, one.password, button(who.page, 'billing-stay'));
  await shot(who, 'left');
  await button(who.page, 'billing-stay').click();
  await button(who.page, 'billing-leave-do').waitFor();
  equal((await one.api.get(`/firms/${one.firm}/billing`)).leaves_on, null, 'day of leaving');
}

export async function billing({ browser, base }) {
  for (const options of [WIDE, NARROW]) {
    const who = await visitor(browser, base, options);
    const one = await firmWithTwoCopros(who, base, `facture-${who.name.split(' ')[0]}`);
    const step = (label, act) => check(`${who.name}: ${label}`, () => act(who, one), who.page);
    await step('who is billed is said, field by field', details);
    await step('a French firm gives other numbers', french);
    await step('another plan is shown with its money, then taken', plan);
    await step('a payment method is added on the provider’s page', method);
    await step('an invoice is found, understood and paid', invoice);
    await step('the firm leaves, and stays after all', leaves);
    await who.context.close();
  }
}

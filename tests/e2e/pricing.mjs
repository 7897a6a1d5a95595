// The page of prices: its figures are those of the API, in four languages, on both widths, with and without a network.
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { LANGUAGES, wordsOf } from './words.mjs';

const ASKED = [
  'plan=standard&copros=12',
  'plan=plus&copros=86&annual=true&country=FR&lots=2150',
  'plan=standard&copros=499&coupon=BIENVENUE&taxable=false',
];
const LOCALES = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-IE' };
const digits = (text) => text.replace(/\D/g, '');

/** The cents of an answer, as digits of the page: neither signs nor separators. */
async function figures({ page }, plan) {
  const card = page.locator(`[data-plan=${plan}]`);
  const read = async (place) => digits(await place.innerText());
  return {
    month: await read(card.locator('[data-figure=month]')),
    year: await read(card.locator('[data-figure=year]')),
    gross: await read(card.locator('[data-figure=gross]')),
    net: await read(page.locator('[data-paper=net]')),
    payable: await read(page.locator('[data-paper=payable]')),
  };
}

const cents = (amount) => String(amount).padStart(3, '0');
const told = (quote) => ({
  month: cents(quote.month.net_cents),
  year: cents(quote.year.net_cents),
  gross: cents(quote.month.payable_cents),
  net: cents(quote.invoice.net_cents),
  payable: cents(quote.invoice.payable_cents),
});

export async function pricing({ browser, base }) {
  for (const options of [WIDE, NARROW]) {
    const who = await visitor(browser, base, options);
    const api = speaker(who.context, base);
    for (const lang of LANGUAGES) {
      for (const query of ASKED) {
        await check(
          `${who.name}, ${lang}: /pricing?${query}`,
          async () => {
            await visit(who, `/pricing?lang=${lang}&${query}`);
            const quote = await api.get(`/pricing/quote?${query}`, undefined, { 'accept-language': lang });
            equal(JSON.stringify(await figures(who, quote.plan)), JSON.stringify(told(quote)), 'figures of the page');
            const lines = await who.page.locator('[data-line]').allInnerTexts();
            equal(lines.length, quote.invoice.lines.length, 'lines of the invoice');
            quote.invoice.lines.forEach((line, at) => expect(lines[at].includes(line.description), `${lines[at]} is not ${line.description}`));
            equal(await who.page.locator('html').getAttribute('lang'), LOCALES[lang], 'language of the page');
            await who.page.screenshot({ path: shotPath(`${who.name}, ${lang}, pricing`), fullPage: true });
            await assertSound(who);
          },
          who.page,
        );
      }
    }
    await who.context.close();
  }
  await choices({ browser, base });
}

/** The plan that was chosen lasts through the steps of signing up: it is the firm's. */
async function signsUp({ page }, api, t) {
  const { email, password } = newcomer('formule');
  const field = (name) => page.locator(`main [name="${name}"]`);
  const button = (id) => page.getByRole('button', { name: t(id), exact: true });
  await field('email').fill(email);
  await field('password').fill(password);
  await button('signup-account-action').click();
  await field('code').pressSequentially(await codeFor(api, email));
  await page.getByRole('heading', { name: t('signup-firm-heading'), exact: true }).waitFor();
  await page.getByText(t('signup-plan', { plan: 'Plus' })).waitFor();
  await field('name').fill('Syndic des Formules SRL');
  await field('company_number').fill(companyNumber());
  await button('signup-firm-action').click();
  await page.getByRole('heading', { name: t('signup-copro-heading'), exact: true }).waitFor();
  const { firms } = await api.get('/session');
  equal((await api.get(`/firms/${firms[0].id}/billing`)).plan.plan, 'plus', 'the plan of the firm');
}

async function choices({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  const api = speaker(who.context, base);
  const t = wordsOf('fr');
  const { page } = who;
  const paper = () => page.locator('[data-paper=net]').innerText();
  await check(
    'what is typed is quoted, the last of it',
    async () => {
      await visit(who, '/pricing?lang=fr');
      await page.locator('#copros-number').pressSequentially('3');
      await page.locator('#copros-number').fill('347');
      await settled(who);
      const quote = await api.get('/pricing/quote?plan=standard&copros=347');
      equal(digits(await paper()), cents(quote.invoice.net_cents), 'the invoice');
      expect(new URL(page.url()).searchParams.get('copros') === '347', page.url());
      await page.locator('input[type=range]').press('End');
      await settled(who);
      await page.getByText(t('price-over', { limit: '500' })).waitFor();
      equal(await page.locator('[data-plan=plus] input').isChecked(), true, 'the plan that fits is chosen');
      await assertSound(who);
    },
    page,
  );
  await check(
    'a coupon that does not exist is said at its field, and the figures stay right',
    async () => {
      who.seen.expected = (url) => url.includes('/v1/pricing/quote');
      await visit(who, '/pricing?lang=fr&copros=10');
      await page.locator('[name=coupon]').fill('INCONNU');
      await page.getByText(t('field-coupon-unknown')).waitFor();
      await settled(who);
      equal(digits(await paper()), '15000', 'the invoice without it');
      await assertSound(who);
    },
    page,
  );
  await check(
    'without a network the page says so, and recovers',
    async () => {
      await visit(who, '/pricing?lang=fr&copros=10');
      await who.context.setOffline(true);
      await page.locator('#copros-number').fill('11');
      await page.getByText(t('price-not-computed')).waitFor();
      await who.context.setOffline(false);
      await page.getByRole('button', { name: t('ui-retry') }).click();
      await until('the figures are those of eleven', async () => digits(await paper()) === '16500');
      who.seen.troubles.length = 0;
    },
    page,
  );
  await check(
    'the way in, from the first page to signing up',
    async () => {
      await visit(who, '/?lang=fr');
      await page.getByRole('link', { name: t('landing-see-price') }).click();
      await page.getByRole('heading', { level: 1, name: t('price-heading') }).waitFor();
      await settled(who);
      await page.locator('[data-plan=plus] input').check();
      await page.locator('[data-plan=plus]').getByRole('link').click();
      await page.waitForURL(/\/signup\?plan=plus$/);
      await page.getByText(t('signup-plan', { plan: 'Plus' })).waitFor();
      await settled(who);
      await assertSound(who);
      await signsUp(who, api, t);
    },
    page,
  );
  await who.context.close();
}

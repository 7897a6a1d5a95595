// The same build served by a host of static files (web/vercel.json), the API by its rewrite: to the browser there is one site, and its
// cookie is that site's own.
import { WIDE, assertQuiet, settled, until, visit, visitor } from './browser.mjs';
import { button, t } from './access.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect } from './report.mjs';
import { settings, staticHost } from './static-host.mjs';
import { fileOf } from './words.mjs';

const field = (page, name) => page.locator(`main [name="${name}"]`);

const steps = {
  async 'signs up through the rewrite'(one) {
    const { page, api } = one;
    const { email, password } = newcomer('ailleurs');
    Object.assign(one, { email, password });
    await page.goto('/signup?lang=fr');
    await field(page, 'email').fill(email);
    await field(page, 'password').fill(password);
    await button(page, 'signup-account-action').click();
    await page.locator('main input').first().pressSequentially(await codeFor(api, email));
    await page.getByRole('heading', { name: t('signup-firm-heading'), exact: true }).waitFor();
    await field(page, 'name').fill('Syndic d’Ailleurs SRL');
    await field(page, 'company_number').fill(companyNumber());
    await button(page, 'signup-firm-action').click();
    await page.getByRole('heading', { name: t('signup-copro-heading'), exact: true }).waitFor();
  },
  async 'the cookie is the site’s own'({ context, front, base }) {
    const cookies = await context.cookies(front);
    equal(cookies.length, 1, 'cookies of the site');
    expect(cookies[0].httpOnly && cookies[0].sameSite === 'Lax' && cookies[0].domain === '127.0.0.1', JSON.stringify(cookies));
    expect(new URL(front).port !== new URL(base).port, 'front and back are one');
  },
  async 'a deep address opens when it is loaded anew'(one) {
    const { firms } = await one.page.evaluate(async () => (await fetch('/v1/session')).json());
    await visit(one, `/firms/${firms[0].id}?lang=fr`);
    await one.page.reload();
    await settled(one);
    await one.page.getByText('Syndic d’Ailleurs SRL').first().waitFor();
  },
  async 'every answer says what the server’s own do'({ page, front, base }) {
    const said = async (url) => (await page.request.get(url)).headers();
    const [here, there] = [await said(`${front}/signin`), await said(`${base}/signin`)];
    for (const { key } of settings.headers[0].headers) {
      const name = key.toLowerCase();
      if (name !== 'strict-transport-security') equal(here[name], there[name], name);
    }
  },
  async 'a missing asset is no page'({ page, front }) {
    equal((await page.request.get(`${front}/assets/nothing.js`)).status(), 404, 'status');
  },
  async 'nothing is asked of anybody else'({ asked, front }) {
    const others = [...asked].filter((origin) => origin !== new URL(front).origin);
    equal(others.join(' '), '', 'other origins');
  },
  async 'signs out'(one) {
    const status = await one.page.evaluate(async () => (await fetch('/v1/session', { method: 'DELETE' })).status);
    expect(status < 300, `status ${status}`);
    await until('the cookie is gone', async () => (await one.context.cookies(one.front)).length === 0);
    assertQuiet(one.seen);
  },
};

export async function elsewhere({ browser, base }) {
  const host = await staticHost(fileOf('web/dist'), base);
  const one = await visitor(browser, host.url, WIDE);
  const asked = new Set();
  one.page.on('request', (request) => asked.add(new URL(request.url()).origin));
  // Mails are read at the server itself: what asks there is no part of the site.
  Object.assign(one, { front: host.url, base, asked, api: speaker(one.context, base) });
  one.api.get = async (path) => (await (await fetch(`${base}/v1${path}`)).json());
  for (const [name, step] of Object.entries(steps)) {
    if (!(await check(`elsewhere: ${name}`, () => step(one), one.page))) break;
  }
  await one.context.close();
  host.stop();
}

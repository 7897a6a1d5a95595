// Somebody of another firm who has every address of the demonstration sees nothing of it.
import { WIDE, settled, visitor } from './browser.mjs';
import { addressOf, demoLogins, demoValues, routes, signUp, speaker } from './facts.mjs';
import { check, equal, expect } from './report.mjs';
import { wordsOf } from './words.mjs';

export async function isolation({ browser, base }) {
  const insider = await browser.newContext({ baseURL: base });
  const us = speaker(insider, base);
  const { email, password } = demoLogins()[0];
  await us.post('/session', { email, password });
  const { values, names } = await demoValues(us);
  const firmName = (await us.get(`/firms/${values.firm}`)).name;
  await insider.close();

  const who = await visitor(browser, base, WIDE);
  const t = wordsOf('fr');
  await signUp(speaker(who.context, base), 'ailleurs', 'fr');
  who.seen.expected = (url) => url.includes('/v1/copros/') || url.includes('/v1/firms/');
  for (const route of routes().filter(({ layout, path }) => (layout === 'copro' || layout === 'app') && path.includes('/:'))) {
    const path = addressOf(route.path, values);
    await check(
      `another firm at ${route.path} finds nothing`,
      async () => {
        const refused = [];
        const listen = (response) => response.url().startsWith(`${base}/v1/`) && response.status() >= 400 && refused.push(response.status());
        who.page.on('response', listen);
        await who.page.goto(path);
        await settled(who);
        who.page.off('response', listen);
        await who.page.getByRole('heading', { level: 1, name: t('not-found-title') }).waitFor({ timeout: 3_000 });
        const shown = `${await who.page.title()} ${await who.page.locator('body').innerText()}`;
        const leaked = [...names, firmName].filter((name) => shown.includes(name));
        equal(leaked.length, 0, `names on the screen (${leaked})`);
        // A screen may know by itself that the firm is not one's own and ask nothing; the server would say the same.
        const asked = values.firm && route.path.startsWith('/firms/') ? `/v1/firms/${values.firm}` : `/v1/copros/${values.copro}`;
        refused.push(await who.page.evaluate(async (url) => (await fetch(url)).status, asked));
        expect(refused.every((status) => status === 404), `answers ${refused} instead of 404`);
      },
      who.page,
    );
  }
  await check('another firm does not get the PDF of a statement', async () => {
    const answer = await who.context.request.get(`/v1/copros/${values.copro}/owners/${values.owner}/statement.pdf`);
    equal(answer.status(), 404, 'status');
  });
  await who.context.close();
}

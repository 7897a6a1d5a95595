// Every screen there is, wide and light, narrow and dark: nothing on the console, nothing refused, nothing that sticks
// out, nothing serious from axe.
import { NARROW, WIDE, assertSound, settled, visit, visitor } from './browser.mjs';
import { addressOf, demoLogins, demoValues, routes, signIn, speaker } from './facts.mjs';
import { tellInvoices } from './invoice.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { LANGUAGES, wordsOf } from './words.mjs';

const isOpen = (route) => route.layout === 'public' || route.layout === 'bare';
async function look(who, path, name) {
  await visit(who, path);
  const headings = await who.page.locator('h1').count();
  equal(headings, 1, 'headings of the first level');
  await who.page.screenshot({ path: shotPath(name) });
  await assertSound(who);
}

export const inside = (options) =>
  async function screens({ browser, base }) {
    const who = await visitor(browser, base, options);
    const login = demoLogins()[0];
    const t = wordsOf(login.language);
    const signedIn = await check(`${who.name}: the demonstration's first login signs in`, () => signIn(who, t, login), who.page);
    if (!signedIn) return;
    await settled(who);
    who.seen.troubles.length = 0;
    const { values, name } = await demoValues(speaker(who.context, base));
    await tellInvoices(who.page);
    for (const route of routes()) {
      if (isOpen(route) && route.path !== '/' && route.path !== '/dev/mailbox') continue;
      const label = `${who.name}: ${route.path}`;
      await check(
        label,
        async () => {
          await look(who, addressOf(route.path, values), label);
          const notFound = await who.page.getByRole('heading', { level: 1, name: t('not-found-title') }).count();
          equal(notFound, 0, 'not-found screens');
          if (route.layout === 'copro') expect((await who.page.locator('body').innerText()).includes(name), `the screen does not name ${name}`);
        },
        who.page,
      );
    }
    await who.context.close();
  };

/** What a visitor sees, in each language. */
export const outside = (options) =>
  async function publicScreens({ browser, base }) {
    const who = await visitor(browser, base, options);
    for (const lang of LANGUAGES) {
      for (const route of routes().filter(isOpen)) {
        const label = `${who.name}, ${lang}: ${route.path}`;
        await check(
          label,
          async () => {
            await look(who, `${route.path}?lang=${lang}`, label);
            // There is no Belgian English that browsers format amounts by; Ireland writes euros the way the letters do.
            equal(await who.page.locator('html').getAttribute('lang'), lang === 'en' ? 'en-IE' : `${lang}-BE`, 'language of the page');
          },
          who.page,
        );
      }
    }
    await check(
      `${who.name}: an address that is no screen`,
      async () => {
        await visit(who, '/no/such/screen?lang=fr');
        await who.page.getByRole('heading', { level: 1, name: wordsOf('fr')('not-found-title') }).waitFor();
        await assertSound(who);
      },
      who.page,
    );
    await who.context.close();
  };

export { NARROW, WIDE };

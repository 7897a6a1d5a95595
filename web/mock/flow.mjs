import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const [inn, out] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
async function run(width, height, colorScheme) {
  const tag = `${width < 600 ? 'm' : 'd'}-${colorScheme}`;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'fr-BE', hasTouch: width < 600 });
  const page = await context.newPage();
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  page.on('console', (m) => m.type() === 'error' && !/Failed to load/.test(m.text()) && console.log('CONSOLE', m.text()));
  const snap = async (name) => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: `/tmp/flow/${name}-${tag}.png` });
    await page.evaluate(axe);
    const r = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    console.log(name, tag, r.violations.length);
    for (const v of r.violations) console.log('  ', v.impact, v.id, v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' :: ' + n.failureSummary).join(' | ').slice(0, 600));
  };
  await page.goto(inn + '/firms/f1', { waitUntil: 'networkidle' });
  await page.keyboard.press('Control+k'); await page.waitForTimeout(400); await snap('palette'); 
  await page.keyboard.type('tilleul'); await page.waitForTimeout(500); await page.keyboard.press('Enter'); await page.waitForTimeout(500);
  console.log('after palette', page.url());
  await page.keyboard.press('?'); await page.waitForTimeout(300); await snap('help'); await page.keyboard.press('Escape');
  if (width > 600) {
    await page.getByRole('button', { name: /Changer de copropriété/ }).click(); await page.waitForTimeout(400); await snap('switcher'); await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Mon compte/ }).first().click(); await snap('user'); await page.keyboard.press('Escape');
  } else {
    await page.getByRole('button', { name: 'Menu' }).click(); await snap('drawer'); await page.keyboard.press('Escape');
  }
  await page.goto(inn + '/copros/hof-ter-linden', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Mettre en gestion' }).first().click(); await snap('confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre en gestion' }).click(); await snap('confirm-problem');
  await page.goto(inn + '/firms/f1/copros/new', { waitUntil: 'networkidle' });
  await page.getByLabel('Numéro BCE').fill('0123.456.748');
  await page.getByRole('button', { name: 'Créer la copropriété' }).click(); await page.waitForTimeout(300); await page.evaluate(() => scrollTo(0, 0)); await snap('new-errors');
  await page.goto(inn + '/firms/f1?q=zzz', { waitUntil: 'networkidle' }); await snap('none');
  await page.goto(inn + '/copros/unknown', { waitUntil: 'networkidle' }); await snap('copro404');
  await context.close();
  const anon = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'fr-BE', hasTouch: width < 600 });
  const p = await anon.newPage();
  p.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  const snap2 = async (name) => { await p.waitForTimeout(400); await p.screenshot({ path: `/tmp/flow/${name}-${tag}.png` }); };
  await p.goto(out + '/copros/x', { waitUntil: 'networkidle' }); console.log('guard ->', p.url());
  await p.getByLabel('Adresse e-mail').fill('a@b.example'); await p.getByLabel('Mot de passe', { exact: true }).fill('nope'); await p.getByRole('button', { name: 'Se connecter' }).click(); await snap2('signin-wrong');
  await p.goto(out + '/signup', { waitUntil: 'networkidle' });
  await p.getByLabel('Adresse e-mail').fill('nina@bureau.example'); await p.getByLabel('Mot de passe', { exact: true }).fill('une phrase assez longue'); await p.getByRole('button', { name: 'Recevoir le code' }).click(); await p.waitForTimeout(500); await snap2('su-code');
  await p.getByLabel('Code à six chiffres').fill('111111'); await snap2('su-code-wrong');
  await p.reload({ waitUntil: 'networkidle' }); console.log('reload keeps', await p.locator('h1').textContent());
  await p.getByRole('link', { name: /boîte aux lettres/ }).click(); await p.waitForTimeout(500);
  await p.goto(out + '/dev/mailbox', { waitUntil: 'networkidle' });
  await p.locator('a.code').click(); await p.waitForTimeout(300); console.log('code link', p.url(), await p.getByLabel('Code à six chiffres').inputValue());
  await p.getByRole('button', { name: 'Vérifier' }).click(); await p.waitForTimeout(500); await snap2('su-firm');
  await p.getByLabel('Nom du bureau').fill('Bureau Nina'); await p.getByLabel("Numéro d’entreprise").fill('0123456749'); await snap2('su-firm-ok'); await p.getByRole('button', { name: 'Continuer' }).click(); await p.waitForTimeout(600); await snap2('su-copro');
  await p.getByLabel('Nom de la copropriété').fill('Les Érables'); await p.getByLabel('Rue et numéro').fill('Rue Haute 1'); await p.getByLabel('Code postal').fill('1000'); await p.getByLabel('Commune').fill('Bruxelles');
  await p.getByRole('button', { name: 'Créer la copropriété' }).click(); await p.waitForTimeout(700); console.log('end', p.url()); await snap2('su-end');
  await p.request.delete(out + '/v1/session');
  await anon.close();
}
import { mkdirSync } from 'node:fs'; mkdirSync('/tmp/flow', { recursive: true });
await run(1440, 900, 'light'); await run(390, 844, 'dark');
await browser.close();

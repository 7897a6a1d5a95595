// node mock/shot.mjs <base> <out> <name=path>... : screenshots 2 sizes x 2 schemes + axe
import { chromium } from 'playwright-core';
import { readFileSync, mkdirSync } from 'node:fs';
const [base, out, ...pages] = process.argv.slice(2);
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const sizes = { d: [1440, 900], m: [390, 844] };
for (const [size, [width, height]] of Object.entries(sizes)) for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: process.env.LANG_ ?? 'fr-BE', hasTouch: size === 'm' });
  const page = await context.newPage();
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !/401|Failed to load resource/.test(m.text()) && console.log('CONSOLE', m.text()));
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  for (const spec of pages) {
    const [name, path] = spec.split('=', 2).length === 2 ? [spec.slice(0, spec.indexOf('=')), spec.slice(spec.indexOf('=') + 1)] : [spec, spec];
    await page.goto(base + path, { waitUntil: 'networkidle' });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${out}/${name}-${size}-${colorScheme}.png`, fullPage: process.env.FULL === '1' });
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    console.log(name, size, colorScheme, 'axe', result.violations.length, scroll ? 'OVERFLOW-X' : '');
    for (const v of result.violations) console.log('  ', v.impact, v.id, v.nodes.slice(0, 4).map((n) => n.target.join(' ') + ' :: ' + (n.any[0]?.message ?? n.failureSummary)).join(' | ').slice(0, 700));
  }
  await context.close();
}
await browser.close();

import { chromium } from 'playwright-core';
import { readFileSync, mkdirSync } from 'node:fs';
mkdirSync('/tmp/demo', { recursive: true });
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const B = 'http://127.0.0.1:8080';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const login = await b.newContext(); const l = await login.request.post(B + '/v1/session', { data: { email: 'claire.brumelle@gerance-brumelle.example', password: 'demo-alouettes-2026' }, headers: { origin: B } });
const s = await l.json(); const state = await login.storageState(); const firm = s.firms[0].id;
for (const [k, [width, height]] of Object.entries({ d: [1440, 900], m: [390, 844] })) for (const colorScheme of ['light', 'dark']) {
  const c = await b.newContext({ storageState: state, viewport: { width, height }, colorScheme, locale: 'fr-BE', hasTouch: k === 'm' }); const p = await c.newPage();
  p.on('pageerror', (e) => console.log('PAGEERROR', e.message)); p.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
  for (const [n, path] of [['portfolio', `/firms/${firm}`], ['overview', '/copros/parc-aux-hetres-demo'], ['mailbox', '/dev/mailbox'], ['new', `/firms/${firm}/copros/new`], ['landing', '/'], ...(process.env.ALL ? [['lots', '/copros/parc-aux-hetres-demo/lots'], ['calls', '/copros/parc-aux-hetres-demo/calls'], ['ledger', '/copros/parc-aux-hetres-demo/ledger'], ['expnew', '/copros/parc-aux-hetres-demo/expenses/new']] : [])]) {
    await p.goto(B + path, { waitUntil: n === 'mailbox' ? 'load' : 'networkidle' }); await p.waitForTimeout(n === 'mailbox' ? 1500 : 500);
    await p.screenshot({ path: `/tmp/demo/${n}-${k}-${colorScheme}.png` });
    await p.evaluate(axe); const r = await p.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const over = await p.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    console.log(n, k, colorScheme, r.violations.map((v) => v.impact + ' ' + v.id + ' ' + v.nodes[0].target).join(), over ? 'OVERFLOW' : '');
  }
  await c.close();
}
await b.close();

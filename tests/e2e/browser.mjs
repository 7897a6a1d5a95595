// One Chromium; a visitor is a context with one page whose errors are collected.
import { readFileSync } from 'node:fs';
import { fromWeb } from './words.mjs';
import { expect } from './report.mjs';

const { chromium } = fromWeb('playwright-core');
const axe = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');
export const WIDE = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' };
export const NARROW = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };
const STEP_MS = 15_000;
const POLL_MS = 50;

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** Looks again until the answer is there; the only way in which these tests wait by themselves. */
export async function until(what, look, ms = STEP_MS) {
  for (const end = performance.now() + ms; ; ) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${ms / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const isProbe = (url) => ['/v1/session', '/v1/operator/session'].includes(new URL(url).pathname);

/** What a screen must not do: errors on the console, failing requests. */
function watch(page) {
  const seen = { troubles: [], open: new Set(), expected: () => false };
  const done = (request) => seen.open.delete(request);
  page.on('console', (message) => {
    const url = message.location().url;
    if (message.type() !== 'error' || (url && message.text().includes('Failed to load resource') && (isProbe(url) || seen.expected(url)))) return;
    seen.troubles.push(`console: ${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => seen.troubles.push(`exception: ${error.message}`));
  page.on('request', (request) => seen.open.add(request));
  page.on('requestfinished', done);
  page.on('requestfailed', (request) => {
    done(request);
    // A reading is given up when one leaves its screen.
    const reason = request.failure()?.errorText ?? '';
    if (!reason.includes('ERR_ABORTED')) seen.troubles.push(`request: ${reason} ${request.url()}`);
  });
  page.on('response', (response) => {
    const url = response.url();
    if (response.status() < 400 || seen.expected(url) || (response.status() === 401 && isProbe(url))) return;
    seen.troubles.push(`request: ${response.status()} ${response.request().method()} ${url}`);
  });
  return seen;
}

export async function visitor(browser, base, options = WIDE) {
  const context = await browser.newContext({ baseURL: base, locale: 'fr-BE', timezoneId: 'Europe/Brussels', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  const seen = watch(page);
  return { context, page, seen, name: options.viewport.width > 1000 ? 'wide' : 'narrow' };
}

/** A screen is there when its heading is, nothing is said to be under way and no request is open. */
export async function settled({ page, seen }) {
  await page.waitForFunction(() => document.querySelector('h1') && document.fonts.status === 'loaded' && !document.querySelector('[aria-busy="true"]'), null, { polling: POLL_MS });
  // Twice in a row: an answer may be followed by the next question.
  let quiet = 0;
  await until('the network falls silent', () => (quiet = seen.open.size === 0 ? quiet + 1 : 0) >= 3);
}

export async function visit(who, path) {
  await who.page.goto(path, { waitUntil: 'load' });
  await settled(who);
}

export function assertQuiet(seen) {
  const troubles = seen.troubles.splice(0);
  expect(troubles.length === 0, troubles.join('\n'));
}

export async function assertFits(page) {
  const found = await page.evaluate(() => {
    const root = document.documentElement;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= root.clientWidth) return null;
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    const name = (one) => `${one.localName}.${[...one.classList].join('.')} ends at ${Math.round(one.getBoundingClientRect().right)}`;
    return `the page is ${root.scrollWidth} px wide in ${root.clientWidth}: ${wide.slice(0, 5).map(name).join('; ')}`;
  });
  expect(found === null, found);
}

export async function assertAccessible(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => `axe ${one.id} (${one.impact}) ×${one.nodes.length}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} · ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`).join(' | ')}`);
  });
  expect(found.length === 0, found.join('\n'));
}

/** Everything that holds for every screen; all of it is said, not only the first. */
export async function assertSound({ page, seen }) {
  const wrong = [];
  for (const look of [() => assertQuiet(seen), () => assertFits(page), () => assertAccessible(page)]) {
    await Promise.resolve().then(look).catch((error) => wrong.push(error.message));
  }
  expect(wrong.length === 0, wrong.join('\n'));
}

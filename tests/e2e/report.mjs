// One line per check, and the screenshots of what went wrong.
import { mkdirSync, rmSync } from 'node:fs';

const results = new URL('./results/', import.meta.url).pathname;
export const shotPath = (name) => `${results}${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 90)}.png`;

export function clearResults() {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
}

export const report = { passed: 0, failed: 0 };
// Playwright colours its call logs.
const plain = (text) => String(text).replace(/\x1b\[[0-9;]*m/g, '').trim();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one check. Answers whether it passed, so that what rests on it can be left out. */
export async function check(name, run, page = null) {
  const begun = performance.now();
  try {
    const note = await run();
    report.passed += 1;
    console.log(`✓ ${name} (${seconds(begun)})${note ? `: ${note}` : ''}`);
    return true;
  } catch (error) {
    report.failed += 1;
    console.log(`✗ ${name} (${seconds(begun)})\n    ${plain(error?.message ?? error).split('\n').slice(0, 14).join('\n    ')}`);
    if (page) await page.screenshot({ path: shotPath(`failed ${name}`) }).then(() => console.log(`    at ${page.url()}\n    ${shotPath(`failed ${name}`)}`), () => undefined);
    return false;
  }
}

export function expect(holds, message) {
  if (!holds) throw new Error(message);
}

export function equal(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

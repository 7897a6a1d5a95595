// Runs the application in a browser against the server at E2E_URL. Two pages at once; ends with the counts.
import { access } from './access.mjs';
import { badInput } from './bad-input.mjs';
import { billing } from './billing.mjs';
import { launch } from './browser.mjs';
import { elsewhere } from './elsewhere.mjs';
import { identity } from './identity.mjs';
import { isolation } from './isolation.mjs';
import { journey } from './journey.mjs';
import { leaving } from './leaving.mjs';
import { month } from './month.mjs';
import { operator } from './operator.mjs';
import { pricing } from './pricing.mjs';
import { check, clearResults, report } from './report.mjs';
import { NARROW, WIDE, inside, outside } from './screens.mjs';
import { size } from './size.mjs';

const LANES = 2;
const base = (process.env.E2E_URL ?? 'http://127.0.0.1:8080').trim().replace(/\/$/, '');
const parts = {
  size,
  journey,
  'screens-wide': inside(WIDE),
  'screens-narrow': inside(NARROW),
  'bad-input': badInput,
  isolation,
  identity,
  access,
  leaving,
  billing,
  operator,
  pricing,
  elsewhere,
  'public-wide': outside(WIDE),
  'public-narrow': outside(NARROW),
};

// Moves the clock of the whole server: when the others are done.
const last = { month };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts) && !(name in last));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys({ ...parts, ...last }).join(', ')}.`);
  process.exit(2);
}

clearResults();
const begun = performance.now();
const browser = await launch();
const wanted = ([name]) => asked.length === 0 || asked.includes(name);
const queue = Object.entries(parts).filter(wanted);

async function lane(queue) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, part] = next;
    // What a part does outside its checks has to work as well.
    await part({ browser, base }).catch((error) => check(`${name} runs to its end`, () => Promise.reject(error)));
  }
}

await Promise.all(Array.from({ length: LANES }, () => lane(queue)));
await lane(Object.entries(last).filter(wanted));
await browser.close();
console.log(`\nin ${Math.round((performance.now() - begun) / 1000)} s; screenshots in tests/e2e/results`);
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exitCode = report.failed > 0 ? 1 : 0;

// What a first visit downloads of JavaScript, counted on the wire.
import http from 'node:http';
import { WIDE, settled, visitor } from './browser.mjs';
import { check, expect } from './report.mjs';

const MOST = 45_000;

/** The bytes of the body as they arrive, undecoded. */
function transferred(url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
        let bytes = 0;
        answer.on('data', (part) => (bytes += part.length));
        answer.on('end', () => resolve({ name: new URL(url).pathname.split('/').at(-1), bytes, encoding: answer.headers['content-encoding'] ?? 'none' }));
        answer.on('error', reject);
      })
      .on('error', reject);
  });
}

export async function size({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  const scripts = [];
  who.page.on('response', (response) => response.request().resourceType() === 'script' && scripts.push(response));
  await check(`the first load of /signin is at most ${MOST} bytes of JavaScript`, async () => {
    await who.page.goto('/signin?lang=fr');
    await settled(who);
    const sizes = await Promise.all(scripts.map((response) => response.request().sizes()));
    const native = sizes.reduce((sum, one) => sum + one.responseBodySize, 0);
    const packed = await Promise.all([...new Set(scripts.map((response) => response.url()))].map(transferred));
    const gzip = packed.reduce((sum, one) => sum + one.bytes, 0);
    const said = `${gzip} bytes gzip in ${packed.length} files; ${native} as Chromium asked for them (${scripts[0]?.headers()['content-encoding']})`;
    expect(packed.length > 0, 'no script was loaded');
    packed.sort((a, b) => b.bytes - a.bytes);
    const list = packed.map((one) => `${String(one.bytes).padStart(6)} ${one.name}${one.encoding === 'gzip' ? '' : ' (as it is)'}`).join('\n');
    expect(gzip <= MOST && native <= MOST, `${said}\n${list}`);
    return said;
  });
  await who.context.close();
}

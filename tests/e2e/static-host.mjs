// A host of static files that does what web/vercel.json says, in the order in which Vercel does it: headers, files, then the first
// rewrite that fits. What a rewrite sends elsewhere goes to the server under test, with its own host name, as there.
import { createServer, request } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { read } from './words.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
export const settings = JSON.parse(read('web/vercel.json'));

/** `/v1/:path*` and `/((?!assets/).*)`, the two ways of writing a source that the file uses. */
const pattern = (source) => new RegExp(`^${source.replace(/\/:(\w+)\*/g, '(?:/(?<$1>.*))?')}$`);
const rewrites = settings.rewrites.map(({ source, destination }) => ({ from: pattern(source), destination }));
const headers = settings.headers.map((one) => ({ from: pattern(one.source), headers: one.headers }));

function fileFor(folder, path) {
  const file = join(folder, normalize(path));
  return file.startsWith(folder) && existsSync(file) && statSync(file).isFile() ? file : null;
}

function send(response, file) {
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'public, max-age=0, must-revalidate');
  response.end(readFileSync(file));
}

function forward(incoming, response, backend, path) {
  const { hostname, port, host } = new URL(backend);
  const named = { ...incoming.headers, host, 'x-forwarded-host': incoming.headers.host };
  const outgoing = request({ hostname, port, path, method: incoming.method, headers: named }, (answer) => {
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    response.statusCode = answer.statusCode;
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}

/** Serves `folder` and sends on to `backend`; answers its address and how to stop it. */
export async function staticHost(folder, backend) {
  const server = createServer((incoming, response) => {
    const { pathname, search } = new URL(incoming.url, 'http://here');
    for (const one of headers) {
      if (one.from.test(pathname)) for (const { key, value } of one.headers) response.setHeader(key, value);
    }
    const file = fileFor(folder, pathname === '/' ? '/index.html' : pathname);
    if (file) return send(response, file);
    for (const { from, destination } of rewrites) {
      const found = from.exec(pathname);
      if (!found) continue;
      const path = destination.replace(/:(\w+)\*/g, (_, name) => found.groups?.[name] ?? '');
      return path.startsWith('https://') ? forward(incoming, response, backend, new URL(path).pathname + search) : send(response, join(folder, path));
    }
    response.statusCode = 404;
    response.end();
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

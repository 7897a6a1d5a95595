// What the tests type, who they are, and short ways through the API for what is not being looked at.
import { randomInt } from 'node:crypto';
import { invoices } from './invoice.mjs';
import { expect } from './report.mjs';
import { read } from './words.mjs';
import { until } from './browser.mjs';

/** A company number nobody has: those of the demonstration begin with 19 too. */
export function companyNumber({ wrong = false } = {}) {
  const digits = `19${String(randomInt(1_000_000)).padStart(6, '0')}`;
  const rest = 97 - (Number(digits) % 97);
  return `${digits}${String(wrong ? (rest % 97) + 1 : rest).padStart(2, '0')}`;
}

/** Of bank code 996, which no bank has. */
export function iban() {
  const account = `996${String(randomInt(10_000_000)).padStart(7, '0')}`;
  const national = account + String(Number(account) % 97 || 97).padStart(2, '0');
  return `BE${String(98n - (BigInt(`${national}111400`) % 97n)).padStart(2, '0')}${national}`;
}

export const newcomer = (who) => ({ email: `${who}-${Date.now()}-${randomInt(1_000_000)}@essai.example`, password: 'une phrase pour les essais' });

/** An invoice of one page. */
export function invoicePdf(text) {
  const content = `BT /F1 18 Tf 72 760 Td (${text}) Tj ET`;
  const parts = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let file = '%PDF-1.4\n';
  const places = parts.map((part, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj${part}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${parts.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return { name: 'facture.pdf', mimeType: 'application/pdf', buffer: Buffer.from(file, 'latin1') };
}

/** The logins of the demonstration firm, in the order of its file. */
export function demoLogins() {
  const blocks = read('tenants/demo/firm.toml').split('[[logins]]').slice(1);
  const value = (block, name) => new RegExp(`^${name} = "(.*)"$`, 'm').exec(block)?.[1];
  return blocks.map((block) => ({ email: value(block, 'email'), password: value(block, 'password'), language: value(block, 'language') }));
}

/** Speaks to the API with the cookie of a visitor. */
export function speaker(context, base) {
  const send = (method) => async (path, data, headers = {}) => {
    const answer = await context.request.fetch(`/v1${path}`, { method, data, headers: { origin: base, ...headers } });
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  };
  return { get: send('GET'), post: send('POST'), patch: send('PATCH') };
}

export function codeFor(api, email) {
  // Other mail may have come before.
  return until('the mail with the code', async () => {
    const { items } = await api.get(`/dev/mails?to=${encodeURIComponent(email)}`);
    return items.map((mail) => /(?<![\d+])\d{6}(?!\d)/.exec(mail.text)?.[0]).find(Boolean);
  });
}

/** An account and a firm of its own, made through the API. */
export async function signUp(api, who, language) {
  const account = newcomer(who);
  await api.post('/signup', { ...account, language });
  await api.post('/signup/verify', { email: account.email, code: await codeFor(api, account.email) });
  return api.post('/firms', { country: 'BE', name: `Syndic ${who}`, company_number: companyNumber() });
}

/** Every screen of the application, as its own list has it. */
export function routes() {
  const table = read('web/src/routes.ts') + read('web/src/routes-inside.ts');
  const found = [...table.matchAll(/^\s*route\('([^']+)', \{\s*layout: '([a-z]+)'/gm)].map(([, path, layout]) => ({ path, layout }));
  const said = table.match(/^\s*route\(/gm).length;
  expect(found.length === said, `the tables have ${said} routes, ${found.length} of them understood`);
  return found;
}

/** The address of a route. A parameter nobody knows a value for fails, and so does the new screen that has it. */
export function addressOf(path, values) {
  return path.replace(/([a-z]+)\/:([a-z]+)/g, (_, parent, name) => {
    const value = values[name === 'id' ? parent : name];
    expect(value, `tests/e2e knows no value for :${name} in ${path}: add one to demoValues`);
    return `${parent}/${value}`;
  });
}

/** One thing of each kind in the copro of the demonstration with most to show. */
export async function demoValues(api) {
  const firm = (await api.get('/session')).firms[0].id;
  const copros = (await api.get(`/firms/${firm}/copros`)).items;
  const { slug: copro, name } = copros.reduce((a, b) => (b.lots > a.lots ? b : a));
  const first = async (path) => (await api.get(`/copros/${copro}/${path}`)).items[0].id;
  const values = { firm, copro, owner: await first('owners'), person: await first('persons'), key: await first('keys'), expenses: await first('expenses'), calls: await first('calls'), entry: await first('entries'), invoice: invoices.late.number };
  return { values, name, names: copros.map((one) => one.name) };
}

export async function signIn({ page }, t, login) {
  await page.goto('/signin');
  await page.locator('[name=email]').fill(login.email);
  await page.locator('[name=password]').fill(login.password);
  await page.locator('form').getByRole('button', { name: t('shell-signin'), exact: true }).click();
  await page.waitForURL(/\/firms\//);
}

// Development aid only: answers enough of /v1 to look at screens. Deleted when the backend arrives.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
const types = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2' };
const DIST = process.env.DIST ?? 'dist';
const firm = { id: 'f1', name: 'Syndicare Meuse', country: 'BE', company_number: '0123.456.749', role: 'firm_admin', permissions: ['firm.read','firm.write','copro.create','copro.read','copro.write','copro.activate','lot.read','lot.write','owner.read','owner.write','key.read','key.write','import.run','expense.read','expense.record','call.read','call.issue','ledger.read','statement.read'] };
let session = process.argv[2] === 'in' ? mk() : null;
let firms = process.argv[2] === 'in' ? [firm] : [];
function mk() { return { user: { id: 'u1', email: 'claire@syndicare.example', name: 'Claire Lambrecht', language: 'fr' }, firms: [], dev_mailbox: true }; }
const copros = [
  { id: 'c1', slug: 'residence-les-tilleuls', name: 'Résidence Les Tilleuls', city: 'Namur', status: 'active', lots: 46, owners: 38, shares_total: 10000, shares_assigned: 10000, called_cents: 18450000, balance_cents: 842317, updated_at: '2026-11-20T10:00:00Z' },
  { id: 'c2', slug: 'quai-de-brabant', name: 'Quai de Brabant 14', city: 'Charleroi', status: 'active', lots: 12, owners: 9, shares_total: 1000, shares_assigned: 1000, called_cents: 2460000, balance_cents: -12050, updated_at: '2026-11-18T10:00:00Z' },
  { id: 'c3', slug: 'hof-ter-linden', name: 'Hof ter Linden', city: 'Leuven', status: 'draft', lots: 8, owners: 3, shares_total: 1000, shares_assigned: 870, called_cents: 0, balance_cents: 0, updated_at: '2026-11-21T10:00:00Z' },
];
const check = (c) => ['identity','lots','shares','owners','keys','bank','active'].map((id) => ({ id, done: c.status === 'active' || ['identity','lots','keys'].includes(id), detail: { identity: 'Nom, adresse et numéro BCE sont complets.', lots: `${c.lots} lots encodés.`, shares: c.shares_assigned === c.shares_total ? `Le total est atteint : ${c.shares_total}.` : `Il manque ${c.shares_total - c.shares_assigned} quotités pour atteindre ${c.shares_total}.`, owners: c.owners < c.lots ? `${c.lots - c.owners} lots sans copropriétaire.` : 'Chaque lot a un copropriétaire.', keys: 'Clé statutaire prête.', bank: 'Ajoutez l’IBAN du compte à vue et du compte de réserve.', active: c.status === 'active' ? 'En gestion depuis le 1er janvier 2026.' : 'Terminez d’abord les étapes précédentes.' }[id] }));
const full = (c) => ({ ...c, firm_id: 'f1', address: { street: 'Rue des Carmes 8', postal_code: '5000', city: c.city, country: 'BE' }, company_number: c.id === 'c3' ? null : '0765.432.197', language: 'fr', working_iban: null, reserve_iban: null, activated_on: c.status === 'active' ? '2026-01-01' : null, checklist: check(c), permissions: firm.permissions });
const mails = [
  { id: 'm1', to: 'claire@syndicare.example', subject: 'Votre code KoproGo : 482913', text: 'Bonjour,\n\nVotre code de vérification est 482913. Il est valable 15 minutes.\n\nKoproGo', sent_at: '2026-11-22T09:12:00Z', attachments: [] },
  { id: 'm2', to: 'a.peeters@courrier.example', subject: 'Appel de fonds 2026-CAL-0003, Résidence Les Tilleuls', text: 'Madame, Monsieur,\n\nVeuillez trouver en annexe votre appel de fonds.\n\nhttps://koprogo.example/aide', sent_at: '2026-11-22T09:40:00Z', attachments: [{ name: 'appel-2026-CAL-0003-peeters.pdf', size_bytes: 48213 }] },
];
const problem = (res, status, code, detail, errors, headers = {}) => { res.writeHead(status, { 'content-type': 'application/problem+json', ...headers }); res.end(JSON.stringify({ type: `https://koprogo.example/problems/${code}`, code, title: 'Demande refusée', status, detail, instance: 'req-1', errors })); };
const ok = (res, body, status = 200) => { res.writeHead(status, { 'content-type': 'application/json' }); res.end(body === undefined ? '' : JSON.stringify(body)); };
const live = () => ({ ...session, firms: firms.map(({ id, name, role }) => ({ id, name, role })) });
createServer(async (req, res) => {
  let raw = ''; for await (const part of req) raw += part;
  const u = new URL(req.url, 'http://x'); const p = u.pathname.replace('/v1', ''); const body = raw && raw[0] === '{' ? JSON.parse(raw) : {};
  if (!u.pathname.startsWith('/v1')) {
    const file = existsSync(DIST + u.pathname) && u.pathname !== '/' ? u.pathname : '/index.html';
    res.writeHead(200, { 'content-type': types[file.split('.').pop()] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'" });
    return res.end(readFileSync(DIST + file));
  }
  const k = `${req.method} ${p}`;
  await new Promise((r) => setTimeout(r, 60));
  if (k === 'GET /session') return session ? ok(res, live()) : problem(res, 401, 'signed-out', 'Connectez-vous.');
  if (k === 'POST /session') { if (body.password !== 'correct horse battery') return problem(res, 401, 'wrong-credentials', 'Adresse ou mot de passe incorrect. Vérifiez les deux, puis réessayez.'); session = mk(); firms = [firm]; return ok(res, live()); }
  if (k === 'PATCH /session') { Object.assign(session.user, body); return ok(res, live()); }
  if (k === 'DELETE /session') { session = null; return ok(res, undefined, 204); }
  if (k === 'POST /signup') return body.password?.length < 12 ? problem(res, 422, 'validation', 'Corrigez le champ indiqué.', [{ field: 'password', code: 'too-short', message: 'Au moins 12 caractères.' }]) : ok(res, {}, 202);
  if (k === 'POST /signup/verify') { if (body.code !== '482913') return problem(res, 422, 'validation', 'Corrigez le champ indiqué.', [{ field: 'code', code: 'wrong', message: 'Ce code n’est pas le bon. Recopiez celui du dernier e-mail.' }]); session = mk(); session.user.email = body.email; firms = []; return ok(res, live(), 201); }
  if (k === 'GET /dev/mails') return ok(res, { items: mails });
  if (!session) return problem(res, 401, 'signed-out', 'Connectez-vous.');
  if (k === 'POST /firms') { firms = [{ ...firm, name: body.name }]; return ok(res, firms[0], 201); }
  if (k === 'GET /firms/f1') return ok(res, firms[0]);
  if (k === 'GET /firms/f1/copros') { const q = (u.searchParams.get('q') ?? '').toLowerCase(); const list = process.argv[3] === 'empty' ? [] : copros; return ok(res, { items: list.filter((c) => `${c.name} ${c.city}`.toLowerCase().includes(q)), next_cursor: null }); }
  if (k === 'POST /firms/f1/copros') return body.name ? (copros.push({ id: 'c9', slug: 'nouvelle', city: body.address.city, status: 'draft', lots: 0, owners: 0, shares_assigned: 0, called_cents: 0, balance_cents: 0, updated_at: '2026-11-22T10:00:00Z', ...body }), ok(res, full(copros.at(-1)), 201)) : problem(res, 422, 'validation', 'Corrigez le champ indiqué.', [{ field: 'name', code: 'missing', message: 'Donnez un nom à la copropriété.' }, { field: 'address.postal_code', code: 'missing', message: 'Indiquez un code postal belge de 4 chiffres.' }]);
  const c = copros.find((one) => p.startsWith(`/copros/${one.slug}`));
  if (c && req.method === 'GET' && p === `/copros/${c.slug}`) return ok(res, full(c));
  if (c && p.endsWith('/activation')) { if (c.shares_assigned !== c.shares_total) return problem(res, 409, 'shares-mismatch', `Il manque ${c.shares_total - c.shares_assigned} quotités : complétez les lots, puis recommencez.`); c.status = 'active'; return ok(res, full(c)); }
  return problem(res, 404, 'not-found', 'Introuvable.');
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1');

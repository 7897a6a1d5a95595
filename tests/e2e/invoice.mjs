// Invoices as a firm finds them after a year, in the shape of the server's answers: a server that has just begun has issued none.
const address = { street: 'Rue de l’Exemple 1, boîte 14', postal_code: '5000', city: 'Namur', country: 'BE' };
const party = (name) => ({ name, address, company_number: '0812.345.603', vat_number: 'BE0812345603', email: 'comptabilite@brumelle.example' });
const METHOD = { id: '0194a1f2-0000-7000-8000-0000000000aa', kind: 'card', digits: '4242', brand: 'visa', expires: '2029-04', mandate: null, creditor: null, added_at: '2026-01-03T09:00:00Z' };
const PAYABLE = 4_297_584;
const booked = (date, kind, amount_cents, cents) => ({ date, kind, undone: false, amount_cents, cents });
/** With what was owed after each. */
const book = (...entries) => entries.map((entry, at) => ({ ...entry, left_cents: entries.slice(0, at + 1).reduce((sum, { cents }) => sum + cents, 0) }));
const tried = (number, at, outcome, reason) => ({ number, at, kind: 'card', brand: 'visa', digits: '4242', amount_cents: PAYABLE, outcome, reason });
const copro = (name, days) => ({ slug: name ? 'residence-exemple' : null, name, days });

const LINES = [
  {
    id: 1,
    description: 'KoproGo Plus, copropriétés actives du 01/10/2026 au 31/10/2026',
    from: '2026-10-01',
    to: '2026-10-31',
    quantity: '55242',
    unit: 'copro-day',
    base: '31',
    price_cents: 2_000,
    gross_cents: 3_564_000,
    allowances: [{ text: 'Bon BIENVENUE, 2e mois sur 3', cents: 12_345 }],
    net_cents: 3_551_655,
    vat_basis_points: 2_100,
    copros: [copro('Association des copropriétaires de la Résidence des Trois Fontaines et du Square Albert Ier, bloc B', 31), copro('Résidence du Parc', 31), copro('Les Tilleuls', 12), copro(null, 9)],
    copros_more: 1_778,
  },
  { id: 2, description: 'Jours devenus connus après la facture 2026-000204', from: '2026-09-01', to: '2026-09-30', quantity: '1', unit: 'copro-day', base: '30', price_cents: 2_000, gross_cents: 67, allowances: [], net_cents: 67, vat_basis_points: 2_100, copros: [copro('Résidence du Parc', 1)], copros_more: 0 },
];

const BASE = {
  number: '2026-000297',
  kind: 'invoice',
  reason: 'period',
  period_from: '2026-10-01',
  period_to: '2026-10-31',
  supplied_from: '2026-10-01',
  supplied_to: '2026-10-31',
  issued_on: '2026-11-01',
  due_on: '2026-11-15',
  net_cents: 3_551_722,
  vat_cents: 745_862,
  payable_cents: PAYABLE,
  open_cents: 0,
  credited_cents: 0,
  refunded_cents: 0,
  disputed_cents: 0,
  corrects: null,
  formats: ['pdf', 'peppol'],
  language: 'fr',
  currency: 'EUR',
  seller: party('KoproGo Exemple SA'),
  buyer: party('Gérance Brumelle & Fils, syndics d’immeubles depuis 1952 SRL'),
  buyer_reference: 'BC-2026-17',
  lines: LINES,
  vat: [{ category: 'S', basis_points: 2_100, taxable_cents: 3_551_722, tax_cents: 745_862, exemption: null }],
  mentions: [],
  notes: ['Un jour-copro est une copropriété active un jour civil, à 0 h.'],
  corrected_by: [],
  payment: { means: 'card', iban: 'BE68539007547034', reference: '+++026/0002/97031+++', terms: '' },
  bookings: book(booked('2026-11-01', 'invoice', PAYABLE, PAYABLE)),
  attempts: [],
  collection: null,
  sent: { mail: { to: 'comptabilite@brumelle.example', at: '2026-11-01T03:12:00Z' }, peppol: { state: 'accepted', at: '2026-11-01T03:13:00Z' } },
  method: METHOD,
  actions: [],
};

/** One of each life an invoice may have. */
export const invoices = {
  late: {
    ...BASE,
    status: 'overdue',
    open_cents: PAYABLE - 1_000_000,
    bookings: book(...BASE.bookings, booked('2026-11-10', 'transfer', 1_000_000, -1_000_000)),
    attempts: [tried(1, '2026-11-01T04:00:00Z', 'failed', 'insufficient-funds'), tried(2, '2026-11-04T04:00:00Z', 'failed', 'authentication'), tried(3, null, 'failed', 'other')],
    collection: { invoice: BASE.number, open_cents: PAYABLE - 1_000_000, contested_cents: 0, due_on: BASE.due_on, collection: 'scheduled', collection_on: '2026-11-24', failures: 3 },
    actions: ['pay'],
  },
  waiting: { ...BASE, number: '2026-000301', status: 'open', due_on: '2026-12-15', open_cents: PAYABLE, formats: [], sent: { mail: null, peppol: null }, method: null },
  taken: {
    ...BASE,
    number: '2026-000204',
    status: 'paid',
    refunded_cents: 12_100,
    bookings: book(...BASE.bookings, booked('2026-11-03', 'payment', PAYABLE, -PAYABLE), booked('2026-11-05', 'dispute', PAYABLE, 0), booked('2026-11-12', 'dispute-lost', PAYABLE, PAYABLE), booked('2026-11-13', 'credit-note', 12_100, -12_100), booked('2026-11-14', 'transfer', PAYABLE - 12_100, 12_100 - PAYABLE), { ...booked('2026-11-16', 'refund', 12_100, 12_100), undone: false }, { ...booked('2026-11-18', 'refund', 12_100, -12_100), undone: true }),
    attempts: [tried(1, '2026-11-03T04:00:00Z', 'taken-back', null)],
    corrected_by: [{ number: '2026-000298', issued_on: '2026-11-13', payable_cents: 12_100 }],
    sent: { ...BASE.sent, peppol: { state: 'unreachable', at: '2026-11-01T03:13:00Z' } },
  },
  note: { ...BASE, number: '2026-000298', kind: 'credit-note', reason: 'correction', status: 'credit', corrects: '2026-000204', net_cents: 10_000, vat_cents: 2_100, payable_cents: 12_100, lines: [{ ...LINES[1], quantity: '150', gross_cents: 10_000, net_cents: 10_000, copros: [] }], vat: [{ ...BASE.vat[0], taxable_cents: 10_000, tax_cents: 2_100 }], formats: ['pdf', 'factur-x'], bookings: [], method: null },
};

const listed = ({ number, kind, reason, status, period_from, period_to, issued_on, due_on, net_cents, vat_cents, payable_cents, open_cents, credited_cents, refunded_cents, disputed_cents, corrects, formats }) => ({ number, kind, reason, status, period_from, period_to, issued_on, due_on, net_cents, vat_cents, payable_cents, open_cents, credited_cents, refunded_cents, disputed_cents, corrects, formats });
export const list = Object.values(invoices).sort((a, b) => b.number.localeCompare(a.number)).map(listed);

/** Has the pages of one visitor find these invoices; gives what they asked to be paid. */
export async function tellInvoices(page) {
  const asked = [];
  await page.route(/\/v1\/firms\/[^/]+\/billing\/invoices(\/[\d-]+(\/pay)?)?(\?|$)/, (route) => {
    const [, number, pay] = /\/invoices(?:\/([\d-]+)(\/pay)?)?(?:\?|$)/.exec(route.request().url());
    if (!number) return route.fulfill({ json: { items: list, next_cursor: null } });
    const found = Object.values(invoices).find((one) => one.number === number);
    if (!pay) return route.fulfill({ json: asked.includes(number) ? { ...found, actions: [], collection: { ...found.collection, collection: 'processing', collection_on: '2026-11-20' } } : found });
    asked.push(number);
    return route.fulfill({ status: 202, json: found });
  });
  return asked;
}

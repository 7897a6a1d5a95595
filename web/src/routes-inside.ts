import { route } from '$lib/router/match';

/** Every screen of signed-in people; all of them stand in the layout `app` or `copro`. See `routes.ts`. */
export const inside = [
  route('/firms/:firm', { layout: 'app', title: 'title-portfolio', messages: ['firm'], load: () => import('$areas/firm/Portfolio.svelte') }),
  route('/firms/:firm/copros/new', { layout: 'app', title: 'title-copro-new', messages: ['firm'], load: () => import('$areas/firm/NewCopro.svelte') }),

  route('/firms/:firm/team', { layout: 'app', title: 'title-team', messages: ['account', 'firm', 'people'], load: () => import('$areas/firm/team/Team.svelte') }),
  route('/firms/:firm/settings', { layout: 'app', title: 'title-firm-settings', messages: ['people'], load: () => import('$areas/firm/settings/FirmSettings.svelte') }),
  route('/firms/:firm/billing', { layout: 'app', title: 'title-billing', messages: ['billing', 'export', 'dev-clock'], load: () => import('$areas/billing/Billing.svelte') }),
  route('/firms/:firm/billing/invoices/:invoice', { layout: 'app', title: 'title-billing-invoice', messages: ['billing', 'billing-invoice'], load: () => import('$areas/billing/invoice/Invoice.svelte') }),
  route('/firms/:firm/api-keys', { layout: 'app', title: 'title-api-keys', messages: ['api-keys', 'people'], load: () => import('$areas/firm/keys/ApiKeys.svelte') }),
  route('/firms/:firm/audit', { layout: 'app', title: 'title-audit', messages: ['audit'], load: () => import('$areas/firm/audit/FirmAudit.svelte') }),
  route('/firms/:firm/transfers', { layout: 'app', title: 'title-transfers', messages: ['firm', 'transfer'], load: () => import('$areas/firm/transfers/Transfers.svelte') }),
  route('/copros', { layout: 'app', title: 'title-my-copros', messages: ['own'], load: () => import('$areas/mine/Copros.svelte') }),

  // One's own account, whatever one is a member of.
  route('/account', { layout: 'app', title: 'title-account', messages: ['account', 'me'], load: () => import('$areas/account/Profile.svelte') }),
  route('/account/security', { layout: 'app', title: 'title-account', messages: ['me', 'credentials'], load: () => import('$areas/account/Security.svelte') }),
  route('/account/sessions', { layout: 'app', title: 'title-account', messages: ['me'], load: () => import('$areas/account/Sessions.svelte') }),
  route('/account/data', { layout: 'app', title: 'title-account', messages: ['me'], load: () => import('$areas/account/Data.svelte') }),

  // The copro workspace: src/areas/copro/**. The words of `copro` are loaded with every one of them.
  route('/copros/:copro', { layout: 'copro', title: 'title-copro', load: () => import('$areas/copro/Overview.svelte') }),
  route('/copros/:copro/lots', { layout: 'copro', title: 'title-lots', messages: ['registry', 'lots', 'owners'], load: () => import('$areas/copro/lots/Lots.svelte') }),
  route('/copros/:copro/owners', { layout: 'copro', title: 'title-owners', messages: ['registry', 'owners'], load: () => import('$areas/copro/owners/Owners.svelte') }),
  route('/copros/:copro/owners/:owner', { layout: 'copro', title: 'title-owner', messages: ['registry', 'owners'], load: () => import('$areas/copro/owners/Owner.svelte') }),
  route('/copros/:copro/owners/:owner/statement', { layout: 'copro', title: 'title-statement', messages: ['charges', 'statement'], load: () => import('$areas/copro/statement/Statement.svelte') }),
  route('/copros/:copro/keys', { layout: 'copro', title: 'title-keys', messages: ['registry', 'keys'], load: () => import('$areas/copro/keys/Keys.svelte') }),
  route('/copros/:copro/keys/new', { layout: 'copro', title: 'title-key-new', messages: ['registry', 'keys'], load: () => import('$areas/copro/keys/NewKey.svelte') }),
  route('/copros/:copro/keys/:key', { layout: 'copro', title: 'title-key', messages: ['registry', 'keys'], load: () => import('$areas/copro/keys/Key.svelte') }),
  route('/copros/:copro/import', { layout: 'copro', title: 'title-import', messages: ['registry', 'import'], load: () => import('$areas/copro/import/Import.svelte') }),
  route('/copros/:copro/expenses', { layout: 'copro', title: 'title-expenses', messages: ['charges', 'expenses'], load: () => import('$areas/copro/expenses/Expenses.svelte') }),
  route('/copros/:copro/expenses/new', { layout: 'copro', title: 'title-expense-new', messages: ['charges', 'expenses'], load: () => import('$areas/copro/expenses/NewExpense.svelte') }),
  route('/copros/:copro/expenses/:id', { layout: 'copro', title: 'title-expense', messages: ['charges', 'expenses'], load: () => import('$areas/copro/expenses/Expense.svelte') }),
  route('/copros/:copro/calls', { layout: 'copro', title: 'title-calls', messages: ['charges', 'calls'], load: () => import('$areas/copro/calls/Calls.svelte') }),
  route('/copros/:copro/calls/new', { layout: 'copro', title: 'title-call-new', messages: ['charges', 'calls'], load: () => import('$areas/copro/calls/NewCall.svelte') }),
  route('/copros/:copro/calls/:id', { layout: 'copro', title: 'title-call', messages: ['charges', 'calls'], load: () => import('$areas/copro/calls/Call.svelte') }),
  route('/copros/:copro/ledger', { layout: 'copro', title: 'title-ledger', messages: ['charges', 'ledger'], load: () => import('$areas/copro/ledger/Ledger.svelte') }),
  route('/copros/:copro/ledger/:entry', { layout: 'copro', title: 'title-entry', messages: ['charges', 'ledger'], load: () => import('$areas/copro/ledger/Entry.svelte') }),
  route('/copros/:copro/settings', { layout: 'copro', title: 'title-settings', messages: ['registry', 'settings', 'export'], load: () => import('$areas/copro/settings/Settings.svelte') }),
  route('/copros/:copro/own', { layout: 'copro', title: 'title-own', messages: ['registry', 'owners', 'charges', 'own'], load: () => import('$areas/copro/own/Own.svelte') }),
  route('/copros/:copro/access', { layout: 'copro', title: 'title-access', messages: ['account', 'people'], load: () => import('$areas/copro/access/Access.svelte') }),
  route('/copros/:copro/audit', { layout: 'copro', title: 'title-audit', messages: ['audit'], load: () => import('$areas/copro/audit/CoproAudit.svelte') }),
  route('/copros/:copro/support', { layout: 'copro', title: 'title-support', messages: ['support'], load: () => import('$areas/copro/support/Support.svelte') }),
  route('/copros/:copro/transfer', { layout: 'copro', title: 'title-transfer', messages: ['transfer'], load: () => import('$areas/copro/transfer/Transfer.svelte') }),
  route('/copros/:copro/persons/:person', {
    layout: 'copro',
    title: 'title-person',
    messages: ['account', 'registry', 'owners', 'people', 'privacy', 'me'],
    load: () => import('$areas/copro/persons/Person.svelte'),
  }),
] as const;

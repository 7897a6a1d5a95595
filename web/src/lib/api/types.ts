/** Shapes of the HTTP API (`/v1`). Amounts are whole cents, dates are civil dates. */
export type Lang = 'fr' | 'nl' | 'de' | 'en';
export type Uuid = string;
export type IsoDate = string;
export type Timestamp = string;

export type FieldError = { field: string; code: string; message: string };
export type Problem = {
  type: string;
  code: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: FieldError[];
};
export type Page<T> = { items: T[]; next_cursor: string | null };
export type Items<T> = { items: T[] };
export type Address = { street: string; postal_code: string; city: string; country: string };

// Identity
export type Role = 'firm_admin' | 'gestionnaire' | 'comptable' | 'assistant';
export type User = { id: Uuid; email: string; name: string | null; language: Lang };
export type FirmRef = { id: Uuid; name: string; role: Role };
export type Session = { user: User; firms: FirmRef[]; token?: string; dev_mailbox: boolean };
export type NewAccount = { email: string; password: string; language: Lang };

// Firm
export type NewFirm = { country: 'BE'; name: string; company_number: string };
export type Firm = { id: Uuid; name: string; country: string; company_number: string; role: Role; permissions: string[] };

// Copro
export type CoproStatus = 'draft' | 'active';
export type NewCopro = {
  name: string;
  address: Address;
  company_number: string | null;
  shares_total: number;
  language: Lang;
  fiscal_year_start?: string;
  working_iban?: string | null;
  reserve_iban?: string | null;
};
export type CoproSummary = {
  id: Uuid;
  slug: string;
  name: string;
  city: string;
  status: CoproStatus;
  lots: number;
  owners: number;
  shares_total: number;
  shares_assigned: number;
  called_cents: number;
  balance_cents: number;
  updated_at: Timestamp;
};
export type ChecklistId = 'identity' | 'lots' | 'shares' | 'owners' | 'keys' | 'bank' | 'active';
export type ChecklistItem = { id: ChecklistId; done: boolean; detail: string };
export type Copro = NewCopro & {
  id: Uuid;
  slug: string;
  firm_id: Uuid;
  status: CoproStatus;
  shares_assigned: number;
  lots: number;
  owners: number;
  activated_on: IsoDate | null;
  checklist: ChecklistItem[];
  permissions: string[];
};
export type CoproPatch = Partial<
  Pick<NewCopro, 'name' | 'address' | 'company_number' | 'shares_total' | 'working_iban' | 'reserve_iban' | 'language'>
>;
export type FiscalYear = { id: Uuid; starts_on: IsoDate; ends_on: IsoDate; status: 'open' | 'closed' };

// Lots
export type LotNature = 'apartment' | 'studio' | 'house' | 'office' | 'shop' | 'garage' | 'parking' | 'cellar' | 'other';
export type NewLot = {
  code: string;
  nature: LotNature;
  description?: string | null;
  floor?: string | null;
  shares: number;
  owner_id?: Uuid | null;
  owned_from?: IsoDate | null;
};
export type Lot = {
  id: Uuid;
  code: string;
  nature: LotNature;
  description: string | null;
  floor: string | null;
  shares: number;
  owner: { id: Uuid; name: string; since: IsoDate } | null;
  position: number;
};
export type NewOwnership = { owner_id: Uuid; valid_from: IsoDate };
export type Ownership = {
  id: Uuid;
  lot_id: Uuid;
  lot_code: string;
  owner_id: Uuid;
  owner_name: string;
  valid_from: IsoDate;
  valid_to: IsoDate | null;
};

// Persons and owners
export type NewPerson = {
  kind: 'natural' | 'legal';
  last_name: string;
  first_name?: string | null;
  email?: string | null;
  phone?: string | null;
  language: Lang;
  address?: Address | null;
  company_number?: string | null;
  iban?: string | null;
};
export type Person = {
  id: Uuid;
  kind: 'natural' | 'legal';
  last_name: string;
  first_name: string | null;
  email: string | null;
  phone: string | null;
  language: Lang;
  address: Address | null;
  company_number: string | null;
  iban: string | null;
};
export type OwnerRight = 'full' | 'usufruct' | 'bare';
export type NewMember = { person_id?: Uuid; person?: NewPerson; right: OwnerRight; numerator: number; denominator: number };
export type NewOwner = { members: NewMember[]; representative_person_id?: Uuid; name?: string };
export type Member = { person: Person; right: OwnerRight; numerator: number; denominator: number; representative: boolean };
export type Owner = {
  id: Uuid;
  number: number;
  name: string;
  members: Member[];
  language: Lang;
  email: string | null;
  lots: { id: Uuid; code: string; shares: number }[];
  shares: number;
  balance_cents: number;
  communication: string;
};

// Keys
export type Weight = { lot_id: Uuid; weight: number };
export type NewKey = { code: string; name: string; valid_from?: IsoDate; weights: Weight[] };
export type Key = {
  id: Uuid;
  code: string;
  name: string;
  kind: 'statutory' | 'special';
  total_weight: number;
  lots: number;
  used: boolean;
  versions: number;
  valid_from: IsoDate;
};
export type KeyVersion = {
  id: Uuid;
  valid_from: IsoDate;
  used: boolean;
  total_weight: number;
  weights: { lot_id: Uuid; lot_code: string; weight: number }[];
};
export type KeyDetail = Key & { version_list: KeyVersion[] };
export type NewKeyVersion = { valid_from: IsoDate; weights: Weight[] };

// Import
export type ImportTarget =
  | 'ignore'
  | 'lot_code'
  | 'nature'
  | 'description'
  | 'floor'
  | 'shares'
  | 'owner_name'
  | 'owner_first_name'
  | 'owner_email'
  | 'owner_phone'
  | 'owner_language'
  | 'owner_street'
  | 'owner_postal_code'
  | 'owner_city'
  | 'owner_country'
  | 'owner_company_number'
  | 'owned_from'
  | `key:${string}`;
export type ImportStatus = 'uploaded' | 'checking' | 'checked' | 'committing' | 'committed' | 'undone' | 'failed';
export type ImportColumn = { index: number; header: string; samples: string[]; target: ImportTarget };
export type ImportError = { row: number; column: string | null; message: string };
export type ImportSummary = {
  lots_new: number;
  lots_changed: number;
  lots_same: number;
  owners_new: number;
  owners_matched: number;
  keys: { name: string; new: boolean; total: number }[];
  shares_total: number;
  shares_expected: number;
};
export type Import = {
  id: Uuid;
  file_name: string;
  status: ImportStatus;
  rows: number;
  progress: number;
  columns: ImportColumn[];
  errors: ImportError[];
  error_count: number;
  summary: ImportSummary | null;
  /** Why it failed, for the reader. */
  failure?: string | null;
  created_at: Timestamp;
  committed_at: Timestamp | null;
  undo_until: Timestamp | null;
};
export type ImportMapping = { columns: Record<string, ImportTarget> };

// Files
export type StoredFile = { id: Uuid; name: string; media_type: string; size_bytes: number; sha256: string };

// Suppliers and expenses
export type NewSupplier = {
  name: string;
  company_number?: string | null;
  vat_number?: string | null;
  iban?: string | null;
  email?: string | null;
};
export type Supplier = {
  id: Uuid;
  name: string;
  company_number: string | null;
  vat_number: string | null;
  iban: string | null;
  email: string | null;
};
export type NewExpense = {
  supplier_id?: Uuid;
  supplier?: NewSupplier;
  invoice_number: string;
  invoice_date: IsoDate;
  due_date?: IsoDate | null;
  description: string;
  amount_cents: number;
  vat_rate_bp: number;
  account: string;
  key_id: Uuid;
  period_from: IsoDate;
  period_to: IsoDate;
  file_id?: Uuid | null;
};
export type EntryLine = {
  account: string;
  account_name: string;
  owner_id: Uuid | null;
  owner_name: string | null;
  debit_cents: number;
  credit_cents: number;
};
export type ShareLine = {
  lot_id: Uuid;
  lot_code: string;
  weight: number;
  amount_cents: number;
  owners: { owner_id: Uuid; name: string; days: number; amount_cents: number }[];
};
export type ExpensePreview = {
  net_cents: number;
  vat_cents: number;
  amount_cents: number;
  key: { id: Uuid; code: string; name: string; total_weight: number };
  shares: ShareLine[];
  owners: { owner_id: Uuid; name: string; amount_cents: number }[];
  entry: EntryLine[];
};
export type ExpenseRow = {
  id: Uuid;
  number: string;
  supplier_id: Uuid;
  supplier_name: string;
  invoice_number: string;
  invoice_date: IsoDate;
  due_date: IsoDate | null;
  description: string;
  amount_cents: number;
  net_cents: number;
  vat_cents: number;
  vat_rate_bp: number;
  account: string;
  key_id: Uuid;
  key_code: string;
  period_from: IsoDate;
  period_to: IsoDate;
  file_id: Uuid | null;
  entry_id: Uuid;
  recorded_at: Timestamp;
};
export type Expense = ExpenseRow & Pick<ExpensePreview, 'key' | 'shares' | 'owners'> & {
  supplier: Supplier;
  file: StoredFile | null;
  entry: EntryLine[];
};
export type ChartAccount = { code: string; name: string; postable: boolean; class: number };

// Calls for funds
export type CallKind = 'working_fund' | 'reserve_fund' | 'provision' | 'extraordinary';
export type NewCall = {
  kind: CallKind;
  title: string;
  key_id: Uuid;
  total_cents: number;
  issued_on: IsoDate;
  due_on: IsoDate;
  instalments?: number;
};
export type CallPreview = {
  total_cents: number;
  owners: {
    owner_id: Uuid;
    name: string;
    language: Lang;
    email: string | null;
    amount_cents: number;
    lots: { lot_id: Uuid; lot_code: string; weight: number; amount_cents: number }[];
  }[];
  due_dates: { on: IsoDate; amount_cents: number }[];
  entry: EntryLine[];
  owners_without_email: number;
};
export type CallRow = {
  id: Uuid;
  number: string;
  kind: CallKind;
  title: string;
  total_cents: number;
  issued_on: IsoDate;
  due_on: IsoDate;
  instalments: number;
  entry_id: Uuid;
  owners: number;
  mails_sent: number;
  documents_ready: number;
};
export type Notice = {
  id: Uuid;
  owner_id: Uuid;
  owner_name: string;
  amount_cents: number;
  communication: string;
  language: Lang;
  email: string | null;
  file_id: Uuid | null;
  document: 'queued' | 'ready' | 'failed';
  mail: 'none' | 'queued' | 'sent' | 'failed';
  lots: { lot_id: Uuid; lot_code: string; weight: number; amount_cents: number }[];
};
export type Call = CallRow & { key: { id: Uuid; code: string; name: string }; notices: Notice[] };

// Receipts, ledger, statement
export type NewReceipt = {
  owner_id?: Uuid;
  communication?: string;
  received_on: IsoDate;
  amount_cents: number;
  into: 'working' | 'reserve';
};
export type Receipt = { id: Uuid; number: string; entry_id: Uuid; owner_id: Uuid };
export type Voucher = { kind: 'expense' | 'call' | 'receipt'; id: Uuid; number: string; file_id: Uuid | null };
export type Journal = 'purchases' | 'calls' | 'bank' | 'misc';
export type Entry = {
  id: Uuid;
  journal: Journal;
  number: string;
  entry_date: IsoDate;
  description: string;
  voucher: Voucher;
  lines: EntryLine[];
  posted_at: Timestamp;
};
export type StatementLine = {
  entry_id: Uuid;
  entry_number: string;
  date: IsoDate;
  description: string;
  due_on: IsoDate | null;
  debit_cents: number;
  credit_cents: number;
  balance_cents: number;
  voucher: Voucher;
};
export type Statement = {
  owner: { id: Uuid; number: number; name: string; communication: string };
  from: IsoDate | null;
  on: IsoDate;
  opening_cents: number;
  lines: StatementLine[];
  closing_cents: number;
  due_cents: number;
};
export type Job = {
  id: Uuid;
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  attempts: number;
  last_error: string | null;
  created_at: Timestamp;
  finished_at: Timestamp | null;
};

// Development mailbox
export type DevMail = {
  id: Uuid;
  to: string;
  subject: string;
  text: string;
  sent_at: Timestamp;
  attachments: { name: string; size_bytes: number }[];
};

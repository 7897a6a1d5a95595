/**
 * Shapes of the HTTP API (`/v1`), by the names the screens use. They come from `schema.d.ts`, which `npm run api` makes of the API's own
 * description: a field that changes on the server is a type error here. Amounts are whole cents, dates are civil dates.
 */
import type { components } from './schema';

export type * from './access';

type S = components['schemas'];

export type Lang = S['Language'];
export type Uuid = string;
export type IsoDate = string;
export type Timestamp = string;

export type FieldError = S['FieldError'];
export type Problem = S['Problem'];
export type Limit = S['Limit'];
export type Page<T> = { items: T[]; next_cursor: string | null };
export type Items<T> = { items: T[] };
export type Address = S['Address'];

// Identity
export type User = S['User'];
export type FirmRef = S['Membership'];

export type NewAccount = S['SignUp'];

// Firm
export type NewFirm = S['NewFirm'];


// What KoproGo costs
export type Pricing = S['Pricing'];
export type PlanOffer = S['PlanOffer'];
export type Quote = S['Quote'];
// The firm's account with the platform
export type BillingAccount = Omit<S['BillingAccount'], 'details'> & { details: BillingDetails | null };
/** Billing's clock on a development server. */
export type DevClock = S['DevClock'];
export type BillingStanding = S['BillingStanding'];
/** In an answer every detail is there, absent ones as `null`. */
export type BillingDetails = Required<S['Details']>;
export type NewBillingDetails = S['Details'];
export type Projection = S['Projection'];
export type PlanChoice = S['PlanChoice'];
export type PlanPreview = S['PlanPreview'];
export type Usage = S['Usage'];
export type UsageDay = S['DayRow'];
export type PlatformInvoice = S['PlatformInvoice'];
export type PlatformInvoiceFacts = S['PlatformInvoiceFacts'];
export type PaymentAttempt = S['PaymentAttempt'];
export type HostedPage = S['HostedPage'];

// Copro
export type CoproStatus = S['CoproStatus'];
export type NewCopro = S['NewCopro'];
export type CoproSummary = S['CoproSummary'];
export type ChecklistId = S['ChecklistStep'];
export type ChecklistItem = S['ChecklistItem'];

export type CoproPatch = S['CoproPatch'];
export type FiscalYear = S['FiscalYear'];
export type ClosingReason = S['ClosingReason'];

// Lots
export type LotNature = S['LotNature'];
export type NewLot = S['NewLot'];
export type Lot = S['Lot'];
export type NewOwnership = S['NewOwnership'];
export type Ownership = S['Ownership'];

// Persons and owners
export type NewPerson = S['NewPerson'];
/** In an answer every detail is there, absent ones as `null`. */
export type Person = Required<S['Person']>;
export type OwnerRight = S['Right'];
export type NewMember = S['NewMember'];
export type NewOwner = S['NewOwner'];
export type Member = Omit<S['OwnerMember'], 'person'> & { person: Person };
export type Owner = Omit<S['Owner'], 'members'> & { members: Member[] };

// Keys
export type Weight = S['Weight'];
export type NewKey = S['NewKey'];
export type Key = S['Key'];
export type KeyVersion = S['KeyVersion'];
export type KeyDetail = S['KeyDetail'];
export type NewKeyVersion = S['NewKeyVersion'];

// Import
/** What a column holds; `key:` is followed by the name of a special key. */
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
export type ImportStatus = S['ImportState'];
export type ImportColumn = Omit<S['ImportColumn'], 'target'> & { target: ImportTarget };
export type ImportError = S['ImportError'];
export type ImportSummary = S['ImportSummary'];
export type Import = Omit<S['Import'], 'columns'> & { columns: ImportColumn[] };
export type ImportMapping = { columns: Record<string, ImportTarget> };

// Files
export type StoredFile = S['File'];

// Suppliers and expenses
export type NewSupplier = S['NewSupplier'];
export type Supplier = S['Supplier'];
export type NewExpense = S['NewExpense'];
export type EntryLine = S['EntryLine'];
export type ShareLine = S['ShareLine'];
export type ExpensePreview = S['ExpensePreview'];
export type ExpenseRow = S['ExpenseRow'];
export type Expense = S['Expense'];
export type ChartAccount = S['Account'];

// Calls for funds
export type CallKind = S['CallKind'];
export type NewCall = S['NewCall'];
export type CallPreview = S['CallPreview'];
export type CallRow = S['CallRow'];
export type Notice = S['Notice'];
export type Call = S['Call'];

// Receipts, ledger, statement
export type NewReceipt = S['NewReceipt'];
export type Receipt = S['Receipt'];
export type Voucher = S['Voucher'];
export type Journal = S['Journal'];
export type Entry = S['Entry'];
export type StatementLine = S['StatementLine'];
export type Statement = S['Statement'];
export type Job = S['Job'];

// Development mailbox
export type DevMail = S['DevMail'];

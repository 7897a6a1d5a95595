/** Shapes of identity, membership, audit, support and transfer. */
import type { components } from './schema';
import type { IsoDate, Timestamp, Uuid } from './types';

type S = components['schemas'];

// Identity
export type FirmRole = 'firm_admin' | 'gestionnaire' | 'comptable' | 'assistant';
export type CoproRole = 'council_member' | 'auditor' | 'co_owner' | 'occupant';
export type Role = FirmRole | CoproRole;
export type CoproRef = { id: Uuid; slug: string; name: string; roles: Role[] };
export type Session = S['Session'] & { second_factor: boolean; confirmed_until: Timestamp | null; copros: CoproRef[] };
export type Firm = S['Firm'] & { require_second_factor: boolean };
export type Copro = S['Copro'] & { support_until: Timestamp | null };
export type Method = 'totp' | 'passkey' | 'recovery';
export type Challenge = { challenge: string; methods: Method[]; expires_at: Timestamp };
/** What the server prepares for the browser's own dialog. */
export type Ceremony = { ceremony: Uuid; options: unknown };
export type Passkey = { id: Uuid; name: string; created_at: Timestamp; last_used_at: Timestamp | null };
export type NewPasskey = Passkey & { recovery_codes?: string[] | null };
export type Security = {
  second_factor: { totp_since: Timestamp | null; passkeys: Passkey[]; recovery_codes_left: number };
  required_by: string[];
};
export type NewTotp = { secret: string; uri: string; qr_svg: string };
export type RecoveryCodes = { recovery_codes: string[] };
export type Visit = {
  id: Uuid;
  kind: 'browser' | 'api';
  current: boolean;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
  address: string | null;
  client: string | null;
  second_factor: boolean;
};
export type Consent = { kind: string; version: string; given_at: Timestamp | null; withdrawn_at: Timestamp | null };

// Members of a firm and of a copro
export type Colleague = {
  user_id: Uuid;
  email: string;
  name: string | null;
  role: FirmRole;
  all_copros: boolean;
  copros: Uuid[];
  second_factor: boolean;
  since: Timestamp;
};
export type InvitationState = 'pending' | 'accepted' | 'expired' | 'withdrawn';
export type FirmInvitation = {
  id: Uuid;
  email: string;
  role: FirmRole;
  all_copros: boolean;
  copros: Uuid[];
  state: InvitationState;
  invited_by: string;
  created_at: Timestamp;
  expires_at: Timestamp;
};
export type CoproMember = {
  user_id: Uuid;
  email: string;
  name: string | null;
  role: CoproRole;
  person_id: Uuid | null;
  person_name: string | null;
  since: Timestamp;
};
export type CoproInvitation = {
  id: Uuid;
  email: string;
  role: CoproRole;
  person_id: Uuid | null;
  state: InvitationState;
  invited_by: string;
  created_at: Timestamp;
  expires_at: Timestamp;
};
export type InvitationPreview = {
  kind: 'firm' | 'copro';
  name: string;
  role: Role;
  email: string;
  invited_by: string;
  expires_at: Timestamp;
  has_account: boolean;
};
export type ApiKey = {
  id: Uuid;
  name: string;
  prefix: string;
  scopes: string[];
  created_by: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  last_used_at: Timestamp | null;
  state: 'active' | 'expired' | 'revoked';
};
/** `secret` is null when a lost answer is asked for again: it is kept nowhere. */
export type NewApiKey = ApiKey & { secret: string | null };
export type OwnAccount = { id: Uuid; number: number; name: string; lots: { id: Uuid; code: string; shares: number }[]; shares: number; balance_cents: number; communication: string };

// Audit
export type AuditEntry = {
  seq: number;
  at: Timestamp;
  actor: { kind: string; id: string | null; name: string | null };
  action: string;
  object: string;
  verb: 'insert' | 'update' | 'delete' | 'erase';
  count: number;
  changes: { id: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }[];
  erased: boolean;
  hash: string;
};

// Changing syndic
export type Transfer = {
  id: Uuid;
  copro_id: Uuid;
  copro_name: string;
  email: string;
  decided_on: IsoDate;
  note: string | null;
  state: 'requested' | 'accepted' | 'done' | 'withdrawn' | 'expired' | 'refused';
  requested_at: Timestamp;
  expires_at: Timestamp;
  done_at: Timestamp | null;
  receiving_firm: string | null;
};
export type TransferPreview = {
  copro_name: string;
  city: string;
  lots: number;
  owners: number;
  from_firm: string;
  email: string;
  decided_on: IsoDate;
  note: string | null;
  expires_at: Timestamp;
};
export type Handover = {
  id: Uuid;
  copro_name: string;
  transferred_at: Timestamp | null;
  receiving_firm: string;
  status: 'ready' | 'building';
  size_bytes: number | null;
  sha256: string | null;
};
export type Erasure = { erased_at: Timestamp; kept: { what: string; why: string; until: IsoDate | null }[] };

// Support
export type SupportWindow = {
  id: Uuid;
  reason: string;
  ticket: string | null;
  operator: string;
  kind: 'consent' | 'break_glass';
  state: 'requested' | 'open' | 'refused' | 'ended' | 'expired';
  /** How long it is meant to be open. */
  minutes: number;
  requested_at: Timestamp;
  opens_at: Timestamp | null;
  ends_at: Timestamp | null;
  statements: number;
};
/** One statement by which support looked into a copro. */
export type SupportStatement = { id: Uuid; at: Timestamp; operator: string; operation: string; statement: string };

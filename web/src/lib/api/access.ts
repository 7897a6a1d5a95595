/** Shapes of identity, membership, audit, support and transfer. */
import type { components } from './schema';

type S = components['schemas'];

// Identity
export type Role = S['Role'];
/** The roles held in a firm, and those held in a copro: the description knows one list of all of them. */
export type FirmRole = Extract<Role, 'firm_admin' | 'gestionnaire' | 'comptable' | 'assistant'>;
export type CoproRole = Exclude<Role, FirmRole>;
export type CoproRef = S['CoproMembership'];
export type Session = S['Session'];
export type Firm = S['Firm'];
export type Copro = S['Copro'];
export type Method = S['SecondFactorMethod'];
export type Challenge = S['Challenge'];
/** What the server prepares for the browser's own dialog. */
export type Ceremony = S['PasskeyOptions'];
export type Passkey = S['Passkey'];
export type NewPasskey = S['AddedPasskey'];
export type Security = S['Security'];
export type NewTotp = S['NewTotp'];
export type RecoveryCodes = S['RecoveryCodes'];
export type Visit = S['SessionEntry'];
export type Consent = S['Consent'];

// Members of a firm and of a copro
export type Colleague = Omit<S['Member'], 'role'> & { role: FirmRole };
export type InvitationState = S['InvitationState'];
export type FirmInvitation = Omit<S['Invitation'], 'role'> & { role: FirmRole };
export type CoproMember = Omit<S['CoproMember'], 'role'> & { role: CoproRole };
export type CoproInvitation = Omit<S['CoproInvitation'], 'role'> & { role: CoproRole };
export type InvitationPreview = S['InvitationPreview'];
export type ApiKey = S['ApiKey'];
/** `secret` is null when a lost answer is asked for again: it is kept nowhere. */
export type NewApiKey = S['ApiKeyWithSecret'];
export type OwnAccount = S['OwnAccount'];

// Audit
export type AuditEntry = S['AuditEntry'];

// Changing syndic
export type Transfer = S['Transfer'];
export type TransferPreview = S['TransferPreview'];
export type Handover = S['Handover'];
export type Export = S['Export'];
export type Erasure = S['Erasure'];

// Support
export type SupportWindow = S['SupportWindow'];
/** One statement by which support looked into a copro. */
export type SupportStatement = S['SupportStatement'];

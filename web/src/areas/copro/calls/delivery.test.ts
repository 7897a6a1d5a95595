import { describe, expect, it } from 'vitest';
import type { Notice } from '$lib/api/types';
import { delivery } from './delivery';

const notice = (document: Notice['document'], mail: Notice['mail']): Notice => ({
  id: '1',
  owner_id: 'o',
  owner_name: 'Anna',
  amount_cents: 100,
  communication: '+++000/0000/00000+++',
  language: 'nl',
  email: mail === 'none' ? null : 'anna@post.example',
  file_id: null,
  document,
  mail,
  lots: [],
});

describe('delivery of a call', () => {
  it('counts letters and e-mails apart', () => {
    const state = delivery([notice('ready', 'sent'), notice('ready', 'none'), notice('queued', 'queued'), notice('ready', 'failed')]);
    expect(state).toEqual({ owners: 4, documentsReady: 3, documentsFailed: 0, mails: 3, mailsSent: 1, mailsFailed: 1, toPost: 2, settled: false });
  });
  it('is settled when nothing is queued', () => {
    expect(delivery([notice('ready', 'sent'), notice('ready', 'none')]).settled).toBe(true);
    expect(delivery([notice('ready', 'queued')]).settled).toBe(false);
  });
  it('does not wait for a mail whose letter failed', () => {
    expect(delivery([notice('failed', 'queued')]).settled).toBe(true);
  });
  it('is settled without notices', () => {
    expect(delivery([])).toMatchObject({ owners: 0, settled: true });
  });
});

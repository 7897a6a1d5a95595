import type { Notice } from '$lib/api/types';

export type Delivery = {
  owners: number;
  documentsReady: number;
  documentsFailed: number;
  mails: number;
  mailsSent: number;
  mailsFailed: number;
  /** Whoever has no e-mail, or whose mail did not leave, gets the letter by post. */
  toPost: number;
  /** Nothing is under way any more. */
  settled: boolean;
};

export const byPost = (notice: Notice): boolean => notice.mail === 'none' || notice.mail === 'failed';
export const failed = (notice: Notice): boolean => notice.mail === 'failed' || notice.document === 'failed';
// A mail waits for its letter: without a letter it will not leave.
const underWay = (notice: Notice): boolean => notice.document === 'queued' || (notice.mail === 'queued' && notice.document !== 'failed');

/** How far the letters and e-mails of a call have come. */
export function delivery(notices: readonly Notice[]): Delivery {
  const count = (test: (notice: Notice) => boolean) => notices.filter(test).length;
  return {
    owners: notices.length,
    documentsReady: count((notice) => notice.document === 'ready'),
    documentsFailed: count((notice) => notice.document === 'failed'),
    mails: count((notice) => notice.mail !== 'none'),
    mailsSent: count((notice) => notice.mail === 'sent'),
    mailsFailed: count((notice) => notice.mail === 'failed'),
    toPost: count(byPost),
    settled: !notices.some(underWay),
  };
}

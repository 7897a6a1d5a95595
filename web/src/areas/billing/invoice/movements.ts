import type { PlatformInvoiceFacts } from '$lib/api/types';

type Booking = PlatformInvoiceFacts['bookings'][number];
export type Movement = Booking & {
  /** Its place in the book: two of one day and kind are two. */
  at: number;
  /** Signed as it is felt on what is owed; what leaves that alone is shown as it is. */
  shown_cents: number;
  left_cents: number;
};

/** What was booked, with what was owed after each. */
export function withBalance(bookings: readonly Booking[]): Movement[] {
  let left = 0;
  return bookings.map((booking, at) => {
    left += booking.cents;
    return { ...booking, at, shown_cents: booking.cents === 0 ? booking.amount_cents : booking.cents, left_cents: left };
  });
}

import type { Snippet } from 'svelte';

export type Column<T> = {
  id: string;
  label: string;
  /** Plain words, or … */
  text?: (row: T) => string;
  /** … a snippet taking the row. */
  cell?: Snippet<[T]>;
  align?: 'start' | 'end';
  /** Any CSS length. */
  width?: string;
  /** Sorting is the screen's or the server's work; the table only asks. */
  sortable?: boolean;
  /** On a narrow screen: `title` leads the card, `hidden` is left out. */
  narrow?: 'title' | 'hidden';
  /** Left out where the table has less than 56rem: welcome, not needed. */
  wide?: boolean;
  nowrap?: boolean;
  hideLabel?: boolean;
};
export type Sort = { column: string; descending: boolean };

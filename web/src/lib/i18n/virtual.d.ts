declare module 'virtual:messages' {
  import type { Pattern } from '$lib/i18n/pattern';
  /** Compiled by `build/messages.ts`: id -> pattern. */
  const sources: Record<string, Record<string, () => Promise<{ default: Record<string, Pattern> }>>>;
  export default sources;
}

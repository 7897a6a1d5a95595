declare module 'virtual:messages' {
  import type { Pattern } from '@fluent/bundle/esm/ast';
  /** Compiled by `build/messages.ts`: id -> pattern. */
  const sources: Record<string, Record<string, () => Promise<{ default: Record<string, Pattern> }>>>;
  export default sources;
}

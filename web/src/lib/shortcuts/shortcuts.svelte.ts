import { onMount } from 'svelte';

/**
 * Keyboard: single keys and two-key sequences ("g l"), and the commands of the palette (Cmd/Ctrl+K).
 * A screen offers commands while it is shown:
 *
 *   provideCommands(() => [{ id: 'call.new', label: t('…'), group: t('…'), keys: 'c', run: () => router.go(…) }]);
 */
export type Command = {
  id: string;
  label: string;
  group?: string;
  hint?: string;
  /** "c", "g l", "/" … */
  keys?: string;
  run: () => void;
};
type Provider = () => Command[];
export type Search = (text: string, signal: AbortSignal) => Promise<Command[]>;

let providers = $state.raw<Provider[]>([]);
let searches = $state.raw<Search[]>([]);
const ui = $state({ palette: false, help: false, singleKeys: restore() });

const STORED = 'koprogo.single-keys';
const SEQUENCE_MS = 900;
let first = { key: '', at: 0 };

export function provideCommands(provider: Provider): void {
  onMount(() => {
    providers = [...providers, provider];
    return () => {
      providers = providers.filter((other) => other !== provider);
    };
  });
}

/** Asked as the person types in the palette: copros, owners, … */
export function provideSearch(search: Search): void {
  onMount(() => {
    searches = [...searches, search];
    return () => {
      searches = searches.filter((other) => other !== search);
    };
  });
}

export const shortcuts = {
  get commands(): Command[] {
    return providers.flatMap((provider) => provider());
  },
  get searches(): Search[] {
    return searches;
  },
  get palette(): boolean {
    return ui.palette;
  },
  set palette(open: boolean) {
    ui.palette = open;
  },
  get help(): boolean {
    return ui.help;
  },
  set help(open: boolean) {
    ui.help = open;
  },
  /** Single letters can be switched off: speech input types them by accident (WCAG 2.1.4). */
  get singleKeys(): boolean {
    return ui.singleKeys;
  },
  set singleKeys(on: boolean) {
    ui.singleKeys = on;
    try {
      localStorage.setItem(STORED, on ? 'on' : 'off');
    } catch {
      // Lasts as long as the page.
    }
  },
  onkeydown,
};

function restore(): boolean {
  try {
    return localStorage.getItem('koprogo.single-keys') !== 'off';
  } catch {
    return true;
  }
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function onkeydown(event: KeyboardEvent): void {
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    ui.palette = !ui.palette;
    return;
  }
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
  if (!ui.singleKeys) return;
  // Behind an open dialog nothing else may happen.
  if (document.querySelector('dialog[open]')) return;
  if (event.key === '?') {
    event.preventDefault();
    ui.help = true;
    return;
  }
  const now = event.timeStamp;
  const sequence = first.key && now - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : event.key;
  const commands = shortcuts.commands;
  const command = commands.find((one) => one.keys === sequence);
  first = command || sequence !== event.key ? { key: '', at: 0 } : { key: event.key, at: now };
  if (!command) return;
  event.preventDefault();
  command.run();
}

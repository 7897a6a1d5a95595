import { can, type Permission } from '$lib/perms/perms.svelte';
import { fillPath } from '$lib/router/match';
import type { IconName } from '$lib/ui/Icon.svelte';

type Item = {
  id: string;
  /** Below `/copros/:copro`. */
  under: string;
  /** Message id in `core`: the rail is drawn before the words of the copro arrive. */
  label: string;
  icon: IconName;
  keys: string;
  permission: Permission;
  group: 'building' | 'accounts';
};

/** The sub-navigation of a copro; the rail, the phone bar, the palette and the key sequences all read it. */
const items: Item[] = [
  { id: 'overview', under: '', label: 'nav-overview', icon: 'home', keys: 'g a', permission: 'copro.read', group: 'building' },
  { id: 'lots', under: '/lots', label: 'nav-lots', icon: 'lots', keys: 'g l', permission: 'lot.read', group: 'building' },
  { id: 'owners', under: '/owners', label: 'nav-owners', icon: 'owners', keys: 'g o', permission: 'owner.read', group: 'building' },
  { id: 'keys', under: '/keys', label: 'nav-keys', icon: 'key', keys: 'g k', permission: 'key.read', group: 'building' },
  { id: 'expenses', under: '/expenses', label: 'nav-expenses', icon: 'invoice', keys: 'g e', permission: 'expense.read', group: 'accounts' },
  { id: 'calls', under: '/calls', label: 'nav-calls', icon: 'call', keys: 'g c', permission: 'call.read', group: 'accounts' },
  { id: 'ledger', under: '/ledger', label: 'nav-ledger', icon: 'ledger', keys: 'g j', permission: 'ledger.read', group: 'accounts' },
  { id: 'import', under: '/import', label: 'nav-import', icon: 'upload', keys: 'g i', permission: 'import.run', group: 'building' },
  { id: 'settings', under: '/settings', label: 'nav-settings', icon: 'settings', keys: 'g s', permission: 'copro.write', group: 'building' },
];

export const coproNav = items.map((item) => ({
  ...item,
  href: (slug: string) => fillPath('/copros/:copro', { copro: slug }) + item.under,
  shown: () => can(item.permission),
}));

/** The entry an address belongs to: the longest one it starts with. */
export function currentItem(path: string, slug: string): string {
  const base = fillPath('/copros/:copro', { copro: slug });
  const rest = path.slice(base.length);
  const hit = items.filter((item) => item.under !== '' && (rest === item.under || rest.startsWith(`${item.under}/`)));
  return hit[0]?.id ?? 'overview';
}

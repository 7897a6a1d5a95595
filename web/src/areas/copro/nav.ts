import { can, perms, type Permission } from '$lib/perms/perms.svelte';
import { fillPath } from '$lib/router/match';
import { session } from '$lib/session/session.svelte';
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
  group: 'building' | 'accounts' | 'control';
};

/** The sub-navigation of a copro; the rail, the phone bar, the palette and the key sequences all read it. */
const items: Item[] = [
  { id: 'overview', under: '', label: 'nav-overview', icon: 'home', keys: 'g a', permission: 'copro.read', group: 'building' },
  { id: 'own', under: '/own', label: 'nav-own', icon: 'euro', keys: 'g m', permission: 'own.read', group: 'building' },
  { id: 'lots', under: '/lots', label: 'nav-lots', icon: 'lots', keys: 'g l', permission: 'lot.read', group: 'building' },
  { id: 'owners', under: '/owners', label: 'nav-owners', icon: 'owners', keys: 'g o', permission: 'owner.read', group: 'building' },
  { id: 'keys', under: '/keys', label: 'nav-keys', icon: 'key', keys: 'g k', permission: 'key.read', group: 'building' },
  { id: 'expenses', under: '/expenses', label: 'nav-expenses', icon: 'invoice', keys: 'g e', permission: 'expense.read', group: 'accounts' },
  { id: 'calls', under: '/calls', label: 'nav-calls', icon: 'call', keys: 'g c', permission: 'call.read', group: 'accounts' },
  { id: 'ledger', under: '/ledger', label: 'nav-ledger', icon: 'ledger', keys: 'g j', permission: 'ledger.read', group: 'accounts' },
  { id: 'import', under: '/import', label: 'nav-import', icon: 'upload', keys: 'g i', permission: 'import.run', group: 'building' },
  { id: 'settings', under: '/settings', label: 'nav-settings', icon: 'settings', keys: 'g s', permission: 'copro.write', group: 'building' },
  { id: 'access', under: '/access', label: 'nav-access', icon: 'shield', keys: 'g w', permission: 'access.read', group: 'control' },
  { id: 'audit', under: '/audit', label: 'nav-audit', icon: 'history', keys: 'g h', permission: 'audit.read', group: 'control' },
  { id: 'support', under: '/support', label: 'nav-support', icon: 'support', keys: 'g u', permission: 'support.read', group: 'control' },
  { id: 'transfer', under: '/transfer', label: 'nav-transfer', icon: 'handover', keys: 'g x', permission: 'transfer.read', group: 'control' },
];

/** An administrator of the firm may read every account there; "my account" is for those who have one. */
export const hasOwn = (): boolean => can('own.read') && session.copros.some((copro) => copro.id === perms.copro?.id && copro.roles.includes('co_owner'));

export const coproNav = items.map((item) => ({
  ...item,
  href: (slug: string) => fillPath('/copros/:copro', { copro: slug }) + item.under,
  shown: () => can(item.permission) && (item.id !== 'own' || hasOwn()),
}));

/** The entry an address belongs to: the longest one it starts with. */
export function currentItem(path: string, slug: string): string {
  const base = fillPath('/copros/:copro', { copro: slug });
  // A person is reached from the owners.
  const rest = path.slice(base.length).replace(/^\/persons\//, '/owners/');
  const hit = items.filter((item) => item.under !== '' && (rest === item.under || rest.startsWith(`${item.under}/`)));
  return hit[0]?.id ?? 'overview';
}

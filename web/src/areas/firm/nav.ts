import { canInFirm, type Permission } from '$lib/perms/perms.svelte';
import { fillPath } from '$lib/router/match';
import type { IconName } from '$lib/ui/Icon.svelte';

type Item = { id: string; under: string; label: string; icon: IconName; keys: string; permission: Permission };

/** The places of a firm beside its portfolio; the rail, the palette and the key sequences read it. */
const items: Item[] = [
  { id: 'team', under: '/team', label: 'nav-team', icon: 'team', keys: 'g t', permission: 'member.read' },
  { id: 'billing', under: '/billing', label: 'nav-billing', icon: 'euro', keys: 'g b', permission: 'billing.read' },
  { id: 'api-keys', under: '/api-keys', label: 'nav-api-keys', icon: 'code', keys: 'g d', permission: 'api_key.read' },
  { id: 'transfers', under: '/transfers', label: 'nav-transfers', icon: 'handover', keys: 'g x', permission: 'handover.read' },
  { id: 'firm-audit', under: '/audit', label: 'nav-audit', icon: 'history', keys: 'g h', permission: 'firm_audit.read' },
  { id: 'firm-settings', under: '/settings', label: 'nav-settings', icon: 'settings', keys: 'g s', permission: 'firm.write' },
];

export const firmNav = items.map((item) => ({
  ...item,
  href: (firm: string) => fillPath('/firms/:firm', { firm }) + item.under,
  shown: () => canInFirm(item.permission),
}));

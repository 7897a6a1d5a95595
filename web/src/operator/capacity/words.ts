import { i18n, t } from '$lib/i18n/i18n.svelte';
import type { Capacity, Outlook, Reason, SignalName } from '../types';

const SHARE = 10_000;

/** A figure of a signal in the unit people read it in. */
export function unit(signal: SignalName, value: number): string {
  if (signal === 'memory' || signal === 'disk') return i18n.percent(value, SHARE);
  if (signal === 'load_per_vcpu') return new Intl.NumberFormat(i18n.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / 1_000);
  if (signal === 'p99') return t('ops-ms', { shown: i18n.number(value) });
  return i18n.number(value);
}

export const days = (count: number): string => t('ops-days', { count, shown: i18n.number(count) });

export function verdict(found: Capacity): string {
  if (found.verdict === 'stay') return t('ops-verdict-stay', { phase: found.phase });
  const larger = found.recommended_phase === found.phase ? 'larger' : 'move';
  return t(`ops-verdict-${larger}-${found.verdict === 'move_now' ? 'now' : 'soon'}`, { phase: found.recommended_phase });
}

export function why(reason: Reason): string {
  const signal = reason.signal ? t(`ops-signal-${reason.signal}`) : '';
  if (reason.reason === 'foreseen' && reason.days === 0) return t('ops-why-reached', { signal });
  return t(`ops-why-${reason.reason}`, { signal, days: days(reason.days ?? 0), over: reason.over_windows ?? 0, considered: reason.considered_windows ?? 0 });
}

/** When a ceiling is reached, in a sentence. */
export function reach(outlook: Outlook): string {
  const found = outlook.reach;
  if (!found) return outlook.ceiling === null ? t('ops-reach-none') : t('ops-reach-unknown');
  const day = (date: string | null | undefined) => (date ? i18n.date(date) : '');
  const shown = { on: day(found.on), earliest: day(found.earliest), latest: day(found.latest), days: days(found.days_measured ?? 0), needed: days(found.days_needed ?? 0) };
  if (found.outcome === 'expected') return t(found.latest ? 'ops-reach-expected' : 'ops-reach-expected-open', shown);
  if (found.outcome === 'beyond') return t(found.earliest ? 'ops-reach-beyond-early' : 'ops-reach-beyond', shown);
  return t(`ops-reach-${found.outcome}`, shown);
}

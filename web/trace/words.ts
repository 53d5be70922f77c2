import { isoDate } from '#text';
import type { Moment } from '#web/port';
import type { LabelKey, LabelValues } from '#web/ui';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
type Say = (key: LabelKey, values?: LabelValues) => string;

/** `3天4小时`, `2小时5分`, `12分`: how long something took, by the clock and not in working days. */
export function tookInWords(ms: number, t: Say): string {
  if (ms >= DAY) return t('tracing.took.days', { d: Math.floor(ms / DAY), h: Math.floor((ms % DAY) / HOUR) });
  if (ms >= HOUR) return t('tracing.took.hours', { h: Math.floor(ms / HOUR), m: Math.floor((ms % HOUR) / MINUTE) });
  return ms >= MINUTE ? t('tracing.took.minutes', { m: Math.floor(ms / MINUTE) }) : t('tracing.took.short');
}

/** The notch one day on (`by` 1) or back (−1): the first of the next day that has one, the last of the day before. */
export function dayFrom(moments: readonly Moment[], notch: number, by: 1 | -1): number {
  const day = isoDate(moments[notch]?.at ?? 0);
  let at = notch;
  while (moments[at + by] !== undefined) {
    at += by;
    if (isoDate(moments[at]?.at ?? 0) !== day) return at;
  }
  return at;
}

import { label } from '#text';
import type { Holder, Language } from '#web/port';
import type { LabelKey, LabelValues } from './labels/index.js';

/** Posts named with the community they are of, residents with their home; the others are of an office above or beside it. */
const OF_A_PLACE: readonly Holder['role'][] = [
  'resident',
  'worker',
  'convenor',
  'grid',
  'social-worker',
  'supervision',
  'party',
];

/**
 * A post for residents, post and name for staff, a pseudonym for auditors (`pseudonym`), in words. `held`: it is who has something to do, and
 * what nobody has to do goes on by itself.
 */
export function holderInWords(
  { role, place, name, p, you }: Holder,
  { pseudonym = false, held = false }: { readonly pseudonym?: boolean; readonly held?: boolean },
  language: Language,
  t: (key: LabelKey, values?: LabelValues) => string,
): string {
  if (you) return t('holder.you');
  const word = label('role', role, language);
  if (role === 'system') return held ? t('holder.system') : word;
  // an auditor sees neither homes nor names
  const placed = place !== null && OF_A_PLACE.includes(role) && !(pseudonym && role === 'resident');
  const post = placed ? t('holder.post', { place, role: word }) : word;
  if (name !== null && !pseudonym) return t('holder.named', { post, name });
  return p === null || !pseudonym ? post : t('holder.pseudonym', { post, p: p.slice(0, 6) });
}

/** Who holds something as anybody may read it on a wall: the post alone, of a resident not even the place. */
export function posted(holder: Holder): Holder {
  return { ...holder, name: null, p: null, you: false, place: holder.role === 'resident' ? null : holder.place };
}

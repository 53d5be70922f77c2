import { label } from '#text';
import type { Holder, Language } from '#web/port';
import type { LabelKey, LabelValues } from './labels/index.js';

/** A post for residents, post and name for staff, a pseudonym for auditors (`pseudonym`), in words. */
export function holderInWords(
  { role, place, name, p, you }: Holder,
  pseudonym: boolean,
  language: Language,
  t: (key: LabelKey, values?: LabelValues) => string,
): string {
  if (you) return t('holder.you');
  if (role === 'system') return t('holder.system');
  // an auditor sees neither homes nor names
  const post =
    place === null || (pseudonym && role === 'resident')
      ? label('role', role, language)
      : t('holder.post', { place, role: t(`holder.role.${role}`) });
  if (name !== null && !pseudonym) return t('holder.named', { post, name });
  return p === null || !pseudonym ? post : t('holder.pseudonym', { post, p: p.slice(0, 6) });
}

/** Who holds something as anybody may read it on a wall: the post alone, of a resident not even the place. */
export function posted(holder: Holder): Holder {
  return { ...holder, name: null, p: null, you: false, place: holder.role === 'resident' ? null : holder.place };
}

import type { Duty, InboxLine } from '#web/port';

/** What a message may ask of its reader, by its code. */
const ASKS: Readonly<Record<string, Duty['kind']>> = {
  'notice.vote-opened': 'poll',
  'notice.consultation-opened': 'opinions',
  'notice.cosign-opened': 'cosign',
  'notice.meeting-called': 'meeting',
  'notice.callback-asked': 'callback',
  'notice.roll-posted': 'roll',
};

/** `open`: leads to the act; `acted`: done, and may still be changed; `over`: can be done no more; null: it asks for nothing. */
export type Invitation = { readonly state: 'open' | 'acted'; readonly duty: Duty } | { readonly state: 'over' } | null;

/** How it stands with the act a message asked for, by what is asked of its reader now. */
export function invitationOf({ said, matter }: InboxLine, duties: readonly Duty[]): Invitation {
  const kind = ASKS[said.code];
  if (kind === undefined || matter === null) return null;
  const duty = duties.find((one) => one.matter === matter && one.kind === kind);
  if (duty === undefined) return { state: 'over' };
  return { state: duty.acted ? 'acted' : 'open', duty };
}

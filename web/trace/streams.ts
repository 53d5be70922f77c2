import type { LabelKey } from '#web/ui';

const KNOWN: readonly string[] = [
  'instance',
  'intake',
  'roll',
  'cosign',
  'council',
  'opinions',
  'meeting',
  'poll',
  'notice',
  'callback',
  'archive',
  'notification',
  'calendar',
  'letters',
];

/** What a kind of stream is called; a kind without a name is shown as it is recorded. */
export function streamName(kind: string, t: (key: LabelKey) => string): string {
  return KNOWN.includes(kind) ? t(`stream.${kind}` as LabelKey) : kind;
}

import type { AuditReport } from '#audit';
import type { Id, PollResult } from '#web/port';

/** What this computer found when it executed the evidence again. */
export interface Recomputed {
  readonly report: AuditReport;
  /** Records in the evidence. */
  readonly records: number;
  /** Kind of each stream, for the words of a difference. */
  readonly kinds: Readonly<Record<Id, string>>;
  /** Results counted here, by poll. */
  readonly results: readonly { readonly poll: Id; readonly result: PollResult }[];
}

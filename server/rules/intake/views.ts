import type { IntakeState } from './types.js';

export interface IntakeReader {
  readonly p: string | null;
  readonly staff: boolean;
}

/**
 * What a reader sees: number, source and whether it was merged; staff and the reporter also the similar matters and who decided. Texts stay
 * commitments: opening them is the rim's, per reader.
 */
export function intakeView(state: IntakeState, reader: IntakeReader) {
  const { status, number, source, topic, place, title, reporter, similar, merging, registeredAt } = state;
  const mine = reporter !== null && reporter === reader.p;
  const inside = reader.staff || mine;
  return {
    status,
    number,
    source,
    topic,
    place,
    title,
    registeredAt,
    mine,
    reporter: inside ? reporter : null,
    similar: inside ? similar : [],
    merging: inside ? merging : null,
    mergedInto: status === 'settled' ? (merging?.into ?? null) : null,
  };
}

import { intakeActs, type IntakeState } from '#rules/intake';
import type { EntityData, MatterData, Reading } from '../data.js';
import type { IntakePage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { frame, mayAct, no, words } from './common.js';

/** How a matter was taken in, as one reader sees it; null before. */
export function intakePage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): IntakePage | null {
  const state = entity.state as IntakeState;
  if (state.status === 'none') return null;
  const settled = state.status === 'settled' ? no('intake-settled') : null;
  const may = (type: string) => mayAct(intakeActs, 'intake', type, reading, settled);
  return {
    ...frame('intake', entity, data, reading, trail),
    status: state.status,
    source: state.source,
    place: state.place,
    topic: state.topic,
    similar: state.similar.map(({ matter, number, title, at }) => ({
      matter,
      number,
      title: words(title, reading),
      at,
    })),
    merging: state.merging && { into: state.merging.into, byReporter: state.merging.reporter },
    may: { merge: may('merge'), keepApart: may('keepApart') },
  };
}

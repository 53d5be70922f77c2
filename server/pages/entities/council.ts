import { councilActs, councilView, memberOf, type CouncilState } from '#rules/council';
import { isStaff, type EntityData, type MatterData, type Reading } from '../data.js';
import type { CouncilPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { frame, mayAct, no, seated, words } from './common.js';

/** The seats of a consultation as one reader sees them; null while there are none. */
export function councilPage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): CouncilPage | null {
  const state = entity.state as CouncilState;
  if (state.status === 'none') return null;
  const view = councilView(state, { p: reading.p, staff: isStaff(reading) });
  const settled = state.status === 'settled' ? no('council-settled') : null;
  const may = (type: string, against: ReturnType<typeof no> | null) =>
    mayAct(councilActs, 'council', type, reading, against);
  return {
    ...frame('council', entity, data, reading, trail),
    status: state.status,
    seats: view.seats,
    members: view.members.map(({ n, kind, p, conflict }) => ({
      n,
      kind,
      holder: seated(p, reading),
      conflict: conflict === null ? null : { text: words(conflict, reading) },
    })),
    without: view.without,
    may: {
      compose: may('compose', settled),
      replace: may('replace', state.members.length === 0 ? no('council-not-composed') : null),
      conflict: may('conflict', memberOf(state, reading.p) === undefined ? no('not-a-member') : null),
    },
  };
}

import { rollActs, rollView, type RollState } from '#rules/roll';
import { isStaff, type EntityData, type MatterData, type Reading } from '../data.js';
import type { RollPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { brokenOff, frame, mayAct, no, words } from './common.js';

/** A roll as one reader sees it; null while it is not frozen. */
export function rollPage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): RollPage | null {
  const state = entity.state as RollState;
  if (state.status === 'none' || state.status === 'staging') return null;
  const view = rollView(state, { p: reading.p, staff: isStaff(reading) });
  const may = (type: string, against: ReturnType<typeof no> | null) => mayAct(rollActs, 'roll', type, reading, against);
  const posted = brokenOff(state) ?? (state.status === 'posted' ? null : no('roll-not-posted'));
  return {
    ...frame('roll', entity, data, reading, trail),
    status: state.status,
    selector: view.selector,
    right: view.right,
    electors: view.electors,
    heads: view.heads,
    area: view.area,
    root: view.root,
    frozenAt: view.frozenAt,
    locked: view.locked,
    lines: view.lines.map(({ heads, area }) => ({ heads, area })),
    made: view.made,
    decided: view.decided,
    objections: view.objections.map((objection) => ({
      n: objection.n,
      subject: objection.subject,
      text: words(objection.text, reading),
      from: objection.p === null ? null : reading.holder(objection.p, 'resident'),
      mine: objection.mine,
      decision: objection.decision && {
        upheld: objection.decision.upheld,
        reason: words(objection.decision.reason, reading),
      },
    })),
    changes: view.changes.map(({ do: what, elector, n, reason, at, root, mine }) => ({
      do: what,
      of: elector === null ? null : reading.right(elector),
      n,
      reason: words(reason, reading),
      at,
      root,
      mine,
    })),
    may: {
      object: may('object', posted),
      decideObjection: may('decideObjection', view.made > view.decided ? null : no('no-open-objection')),
      change: may('change', view.locked ? no('roll-locked') : null),
    },
  };
}

import { cosignActs, cosignView, type CosignState } from '#rules/cosign';
import { isStaff, type EntityData, type MatterData, type Reading } from '../data.js';
import type { CosignPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { brokenOff, frame, mayAct, no, words } from './common.js';

/** Support for a topic as one reader sees it; null while it is not open yet. */
export function cosignPage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): CosignPage | null {
  const state = entity.state as CosignState;
  if (state.status === 'none') return null;
  const view = cosignView(state, { p: reading.p, staff: isStaff(reading) });
  const closed = brokenOff(state) ?? (state.status === 'closed' ? no('cosign-closed') : null);
  const helper = !reading.roles.includes('resident');
  const listed = helper || view.listed ? null : no('not-on-the-roll');
  const mine = view.mine !== null;
  return {
    ...frame('cosign', entity, data, reading, trail),
    status: state.status,
    text: words(view.text, reading),
    threshold: view.threshold,
    supporters: view.supporters,
    outcome: view.outcome,
    mine,
    lines:
      view.lines.length < 2
        ? []
        : view.lines.map(({ e, elector, supported, mine: own }) => ({
            line: e,
            label: reading.right(elector),
            supported,
            mine: own,
          })),
    household: view.household,
    proposing: view.proposing,
    left: view.left,
    may: {
      support: mayAct(
        cosignActs,
        'cosign',
        'support',
        reading,
        closed ?? listed ?? (view.household ? no('household-supported') : null),
      ),
      withdraw: mayAct(
        cosignActs,
        'cosign',
        'withdraw',
        reading,
        closed ?? (mine || helper ? null : no('nothing-to-withdraw')),
      ),
      leave: mayAct(
        cosignActs,
        'cosign',
        'leave',
        reading,
        brokenOff(state) ??
          (view.left ? no('proposer-has-left') : view.proposing || helper ? null : no('not-the-proposer')),
      ),
      continue: mayAct(
        cosignActs,
        'cosign',
        'continue',
        reading,
        brokenOff(state) ?? (view.left ? (mine || helper ? null : no('not-a-supporter')) : no('proposer-has-not-left')),
      ),
    },
  };
}

import { callbackActs, callbackView, type CallbackState } from '#rules/callback';
import { isStaff, type EntityData, type MatterData, type Reading } from '../data.js';
import type { CallbackPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { brokenOff, frame, mayAct, no, words } from './common.js';

/** A call-back as one reader sees it; null while nobody was asked. */
export function callbackPage(
  entity: EntityData,
  data: MatterData,
  reading: Reading,
  trail: Trail,
): CallbackPage | null {
  const state = entity.state as CallbackState;
  if (state.status === 'none') return null;
  const view = callbackView(state, { p: reading.p, staff: isStaff(reading) });
  const helper = !reading.roles.includes('resident');
  const closed = brokenOff(state) ?? (state.status === 'closed' ? no('callback-closed') : null);
  const answered = view.answers.some((answer) => answer.mine) ? no('callback-answer-given') : no('not-asked');
  return {
    ...frame('callback', entity, data, reading, trail),
    status: state.status,
    few: view.few,
    counts: view.counts,
    answers: view.answers.map(({ mine, solved, satisfied, contacted, text }) => ({
      mine,
      solved,
      satisfied,
      contacted,
      text: words(text, reading),
    })),
    may: {
      answer: mayAct(callbackActs, 'callback', 'answer', reading, closed ?? (helper || view.open ? null : answered)),
    },
  };
}

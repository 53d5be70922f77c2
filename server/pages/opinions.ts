import { opinionsView, type OpinionsState } from '#rules/opinions';
import { isStaff, textOf, type EntityData, type MatterData, type Reading } from './data.js';
import { no, YES } from './may.js';
import { clockDue } from './due.js';
import { timerIn } from './poll.js';
import { hasTopic } from './topic.js';
import type { Trail } from './trail.js';
import type { May, OpinionLine, OpinionsPage } from './views.js';

/** A set of opinions for one reader; null while it is not open yet. */
export function opinionsPage(
  entity: EntityData,
  data: MatterData,
  reading: Reading,
  trail: Trail,
): OpinionsPage | null {
  const state = entity.state as OpinionsState;
  if (state.status === 'none') return null;
  const lines = opinionLines(entity, reading);
  const mine = new Set(mineOf(state, reading));
  return {
    opinions: entity.stream,
    matter: data.matter,
    title: textOf(state.title, reading) ?? '',
    text: textOf(state.text, reading),
    topic: hasTopic(data, reading),
    status: STATUS[state.status],
    due: clockDue(state.status === 'collecting' ? timerIn(entity, data, trail) : null, reading),
    given: state.items.length,
    answered: state.items.filter((item) => item.answer !== null).length,
    may: mayGive(state, reading),
    mine: lines.filter((line) => mine.has(line.number)),
    others: lines.filter((line) => !mine.has(line.number)),
  };
}

const STATUS = { collecting: 'open', closed: 'answering', settled: 'closed', cancelled: 'cancelled' } as const;

/** Opinions this reader may see, in the order of arrival. */
export function opinionLines(entity: EntityData, reading: Reading): readonly OpinionLine[] {
  const staff = isStaff(reading);
  return opinionsView(entity.state as OpinionsState, { p: reading.p, staff }).items.map((item) => ({
    item: String(item.n),
    number: item.n,
    at: item.at,
    stance: item.stance,
    text: textOf(item.text, reading),
    from: item.p === null ? null : reading.holder(item.p, 'resident'),
    answer: item.answer && {
      outcome: item.answer.outcome,
      text: textOf(item.answer.reason, reading),
      at: item.answer.at,
      by: reading.holder(item.answer.p, 'worker'),
    },
  }));
}

function mineOf(state: OpinionsState, reading: Reading): readonly number[] {
  return state.items.filter((item) => item.p === reading.p).map((item) => item.n);
}

function mayGive(state: OpinionsState, reading: Reading): May {
  if (!reading.roles.includes('resident')) return no('role-does-not-fit');
  if (state.status === 'cancelled') return no('entity-cancelled');
  if (state.status !== 'collecting') return no('opinions-closed');
  return YES;
}

import { termDeciders } from '#engine';
import { isStaff, textOf, type MatterData, type Reading } from './data.js';
import { no, YES } from './may.js';
import type { May, Role, TaskLine, TaskTerm } from './views.js';

/** The longer term that is asked for an open task, with why and whether the reader decides; null where none is. */
export function taskTerm(key: number, data: MatterData, reading: Reading): TaskTerm | null {
  const term = data.state.nodes[key]?.task?.term ?? null;
  const asked = [...data.history]
    .reverse()
    .find(({ command }) => command.type === 'updateTask' && command['op'] === 'askTerm' && command['key'] === key);
  if (term === null || asked === undefined) return null;
  const by = reading.holder(term.p, asked.command.by.role as Role);
  return {
    by,
    at: asked.at,
    due: term.due,
    text: isStaff(reading) || by.you ? textOf(asked.command['reason'] as never, reading) : null,
    decide: mayDecide(key, term.p, data, reading),
  };
}

/** By the same rule as the engine's, said before anybody presses a button. */
function mayDecide(key: number, p: string, data: MatterData, reading: Reading): May {
  const deciders = termDeciders(data.state, data.set, key);
  if (!reading.roles.some((role) => deciders.includes(role))) return no('role-does-not-fit');
  return p === reading.p ? no('own-request') : YES;
}

/** The line of a task for somebody who is to decide on its term; null for anybody else. */
export function termTaskLine(line: TaskLine, key: number, data: MatterData, reading: Reading): TaskLine | null {
  const term = taskTerm(key, data, reading);
  if (term?.decide.yes !== true) return null;
  const who = term.by.name ?? term.by.role;
  return { ...line, state: 'decide', why: { code: 'task.why.term', values: { who, due: term.due } } };
}

import type { StoredValue } from '../expression/index.js';
import type { Entered } from '../history/events.js';
import { defaultRoles, splitList } from '../model/defaults.js';
import type { Plan } from '../model/index.js';
import { storedValue, textValue, type Reach } from '../run/expressions.js';
import { Halt } from '../run/halt.js';
import type { Run } from '../run/run.js';
import { isList } from '../run/sizes.js';
import { dateDue } from '../run/timers.js';
import type { Behaviour } from './behaviour.js';
import { passing } from './passing.js';
import { wait } from './waiting.js';

/** A task somebody does; who may is worked out when it is entered. */
export const userTask: Behaviour = {
  enter(run, plan, scope) {
    wait(run, plan, scope, (local) => {
      const task = taskOf(run, plan, { own: [local], scope });
      return task === null ? null : { task };
    });
  },
};

/** A manual task passes, unless its property `manual.waits` says it is completed from outside. */
export const manualTask: Behaviour = {
  enter(run, plan, scope) {
    const waits = plan.element.properties['manual.waits'] === 'true';
    (waits ? userTask : passing).enter(run, plan, scope);
  },
};

type Task = NonNullable<Entered['task']>;

function taskOf(run: Run, plan: Plan, reach: Reach): Task | null {
  const { user } = plan.element;
  if (user === null) return null;
  const roles = rolesOf(run, plan, user.candidateGroups, reach);
  const people = user.candidateUsers === null ? [] : names(run, plan, user.candidateUsers, 'candidateUsers', reach);
  const assignee = user.assignee === null ? null : assigneeOf(run, plan, user.assignee, reach);
  const due = user.dueDate === null ? null : dateDue(run, plan, user.dueDate, 'dueDate', reach);
  const followUp = user.followUpDate === null ? null : dateDue(run, plan, user.followUpDate, 'followUpDate', reach);
  const task: Task = {
    ...(roles === null ? null : { roles }),
    ...(people.length === 0 ? null : { people }),
    ...(assignee === null ? null : { assignee }),
    ...(due === null ? null : { due }),
    ...(followUp?.at === undefined ? null : { followUp: followUp.at }),
  };
  return Object.keys(task).length === 0 ? null : task;
}

/** Null where the model says the roles as a literal, or nothing. */
function rolesOf(run: Run, plan: Plan, groups: string | null, reach: Reach): readonly string[] | null {
  if (groups === null || plan.model.constant(groups) !== undefined) return null;
  const named = names(run, plan, groups, 'candidateGroups', reach);
  return named.length === 0 ? defaultRoles(plan.model, plan.element) : named;
}

function assigneeOf(run: Run, plan: Plan, source: string, reach: Reach): string | null {
  const value = storedValue(run, plan, source, 'assignee', reach);
  return value === null || value === '' ? null : textValue(run, plan, source, 'assignee', reach);
}

/** A list of texts, or a text with commas; null is nobody. */
function names(run: Run, plan: Plan, source: string, where: string, reach: Reach): readonly string[] {
  const value: StoredValue = storedValue(run, plan, source, where, reach);
  if (value === null) return [];
  if (typeof value === 'string') return splitList(value);
  if (isList(value) && value.every((item) => typeof item === 'string')) return value;
  throw new Halt('expression-wrong-type', { where, expected: 'list of strings' });
}

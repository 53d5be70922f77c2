import { doneTaskPage, matterPage, readTaskId, taskPage, Trail } from '#pages';
import type { Key, Port } from '../port.js';
import type { Id, OperationBody, Plain } from '../views.js';
import { rowsOf } from './lists.js';
import { noteOpening } from './recall.js';
import { operateIn, operationsIn, previewIn } from './operations.js';
import type { Stage } from './stage.js';

type Calls = Pick<Port, 'tasks' | 'task' | 'operations' | 'previewOperation' | 'operate' | 'claim' | 'complete'>;

/** Tasks of the desk, and what is done with them. */
export function taskCalls(stage: Stage): Calls {
  const calls: Calls = {
    async tasks(list: 'todo' | 'done') {
      return rowsOf(stage, list).flatMap(({ task, ...row }) => (task === null ? [] : [{ ...row, task }]));
    },

    async task(id: Id, glance?: boolean) {
      const over = stage.taskOver(id);
      const key = readTaskId(id)?.key ?? 0;
      const page = over === null ? null : doneTaskPage(key, over, stage.reading(over), new Trail(over));
      if (page !== null) return page;
      if (glance !== true) noteOpening(stage, id);
      const { task, data } = stage.task(id);
      return taskPage(task, data, stage.reading(data), new Trail(data));
    },

    operations: (id: Id) => operationsIn(stage, id),

    previewOperation: (id: Id, body: OperationBody) => previewIn(stage, id, body),

    operate: (id: Id, body: OperationBody & { readonly reason: string }, key: Key) =>
      stage.act('operate', key, [id, body], async () => {
        await operateIn(stage, id, body);
        const data = stage.open(id.slice(0, id.indexOf('.')));
        return matterPage(data, stage.reading(data));
      }),

    claim(id: Id, key: Key) {
      return stage.act('claim', key, id, async () => {
        const { task } = stage.task(id);
        stage.submit(task.stream, { type: 'updateTask', key: task.key, op: 'claim' }, task.roles);
        return calls.task(id);
      });
    },

    complete(id: Id, body: { variables: Readonly<Record<string, Plain>> }, key: Key) {
      return stage.act('complete', key, [id, body], async () => {
        const { task } = stage.task(id);
        const page = await calls.task(id);
        const why = page.complete.why;
        if (why !== null && (why.code === 'opinions-unanswered' || why.code === 'objections-unanswered'))
          throw stage.problem(why.code, 409, why.values);
        completeIn(stage, id, body.variables);
        const after = stage.open(task.stream);
        const { steps, history } = taskPage(task, after, stage.reading(after), new Trail(after));
        return {
          ...page,
          steps,
          history,
          state: 'done' as const,
          doneAt: stage.world.at,
          complete: { yes: false, why: { code: 'already-completed', values: {} } },
        };
      });
    },
  };
  return calls;
}

/** Throws the problem it is refused with. */
export function completeIn(stage: Stage, id: Id, answer: Readonly<Record<string, Plain>>): void {
  const { task, data } = stage.task(id);
  const variables = stage.filled(data.set.forms[task.form ?? ''] ?? null, answer);
  stage.submit(task.stream, { type: 'completeTask', key: task.key, variables }, task.roles);
}

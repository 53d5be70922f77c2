import { askedLine, concernsReader, doneTasks, matterPage, taskLine, taskPage, Trail } from '#pages';
import type { Key, Port } from '../port.js';
import type { Id, OperationBody, Plain } from '../views.js';
import { noteOpening } from './recall.js';
import { operateIn, operationsIn, previewIn } from './operations.js';
import type { Stage } from './stage.js';

type Calls = Pick<Port, 'tasks' | 'task' | 'operations' | 'previewOperation' | 'operate' | 'claim' | 'complete'>;

/** Tasks of the desk, and what is done with them. */
export function taskCalls(stage: Stage): Calls {
  const calls: Calls = {
    async tasks(list: 'todo' | 'done') {
      const { role } = stage.seat();
      if (list === 'done') {
        return stage
          .inReach()
          .flatMap((data) => doneTasks(data, stage.reading(data), new Trail(data)))
          .sort((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0));
      }
      return stage.world
        .tasks()
        .flatMap((task) => {
          const data = stage.data(task.stream);
          const reading = data && stage.reading(data);
          if (data === null || reading === null || !concernsReader(task.key, data, reading)) return [];
          const trail = new Trail(data);
          const own = task.roles.includes(role) ? taskLine(task, data, reading, trail) : null;
          return own ?? askedLine(task, data, reading, trail) ?? [];
        })
        .sort((a, b) => (a.due.at ?? Infinity) - (b.due.at ?? Infinity) || a.since - b.since);
    },

    async task(id: Id) {
      noteOpening(stage, id);
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
        const { task, data } = stage.task(id);
        const page = await calls.task(id);
        const why = page.complete.why;
        if (why !== null && (why.code === 'opinions-unanswered' || why.code === 'objections-unanswered'))
          throw stage.problem(why.code, 409, why.values);
        const variables = stage.filled(data.set.forms[task.form ?? ''] ?? null, body.variables);
        stage.submit(task.stream, { type: 'completeTask', key: task.key, variables }, task.roles);
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

import { matterPage, notesOpening, ownCompletion, readTaskId, recallPage } from '#pages';
import type { RecallPort } from '../recall.js';
import type { Id } from '../views.js';
import type { Stage } from './stage.js';

/** 撤回 in a world, by the same rules as on a server. */
export function recallWorldCalls(stage: Stage): RecallPort {
  const find = (id: Id) => {
    const place = readTaskId(id);
    if (place === null) throw stage.problem('task-unknown', 404);
    const data = stage.open(place.stream);
    const reading = stage.reading(data);
    const role = ownCompletion(place.key, data, reading)?.command.by.role ?? stage.seat().role;
    return { data, reading, key: place.key, role };
  };
  return {
    async previewRecall(id) {
      const { data, reading, key, role } = find(id);
      return recallPage(key, data, reading, stage.actor(data.scope, role));
    },
    recall: (id, body, key) =>
      stage.act('recall', key, [id, body], async () => {
        const { data, key: task, role } = find(id);
        stage.submit(data.matter, { type: 'recall', key: task, reason: stage.typed(body.reason) }, role);
        const after = stage.open(data.matter);
        return matterPage(after, stage.reading(after));
      }),
  };
}

/** Notes that a task is opened, where it decides whether the act before it can be taken back. */
export function noteOpening(stage: Stage, id: Id): void {
  const { task, data } = stage.task(id);
  if (notesOpening(task.key, data, stage.reading(data)))
    stage.submit(task.stream, { type: 'updateTask', op: 'open', key: task.key }, task.roles);
}

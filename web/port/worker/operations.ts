import type { StoredValue } from '#engine';
import {
  operationCommand,
  operationPage,
  operationsAfter,
  operationsPage,
  rolesFor,
  TO_ABLE,
  TO_STAFF,
  WITH_REASON,
  type Candidate,
  type ChangePage,
  type OperationBody,
  type OperationsPage,
} from '#pages';
import { reaches } from './matter-data.js';
import type { Stage } from './stage.js';

/** What the reader can do with a task of the world, by the same rules as on a server. */
export async function operationsIn(stage: Stage, id: string): Promise<OperationsPage> {
  const over = stage.taskOver(id);
  if (over !== null) return stage.present(operationsAfter(id, over), 'task-unknown');
  const { task, data } = stage.task(id);
  const reading = stage.reading(data);
  const actors = (roles: readonly string[]) => {
    try {
      return stage.actor(data.scope, roles);
    } catch {
      return null;
    }
  };
  return operationsPage(task, data, reading, actors, candidates(stage, id));
}

export async function previewIn(stage: Stage, id: string, body: OperationBody): Promise<ChangePage> {
  const { data } = stage.task(id);
  const { command, by, receiver } = asked(stage, id, body);
  const named = receiver === undefined ? null : { p: receiver.person, name: receiver.name };
  return operationPage(data, stage.reading(data), command, by, named);
}

/** Throws the problem it is refused with. */
export async function operateIn(
  stage: Stage,
  id: string,
  body: OperationBody & { readonly reason: string },
): Promise<void> {
  const { task } = stage.task(id);
  const { command, by } = asked(stage, id, body);
  const silent = body.reason.trim() === '' && !WITH_REASON.has(body.operation);
  const reason: Readonly<Record<string, StoredValue>> = silent ? {} : { reason: stage.typed(body.reason) };
  stage.submit(task.stream, { ...command, ...reason }, [by.role]);
}

function asked(stage: Stage, id: string, body: OperationBody) {
  const { task, data } = stage.task(id);
  const { operation } = body;
  const by = stage.actor(data.scope, rolesFor(operation, task, stage.reading(data).roles));
  const named = TO_ABLE.has(operation) || TO_STAFF.has(operation);
  const receiver = named ? candidates(stage, id).find(({ person }) => person === body.person) : undefined;
  if (named && (receiver === undefined || (TO_ABLE.has(operation) && !receiver.able)))
    throw stage.problem('receiver-cannot-act', 409);
  return { by, receiver, command: operationCommand(operation, task, body, receiver?.role ?? '', data) };
}

function candidates(stage: Stage, id: string): readonly Candidate[] {
  const { task, data } = stage.task(id);
  return stage.setup.people
    .filter((one) => one.role !== 'resident' && one.person !== stage.reader?.person && reaches(one, data.scope))
    .map(({ person, name, role }) => ({ person, name, role, able: task.roles.includes(role) }));
}

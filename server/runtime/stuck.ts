import type { Stuck } from './api.js';
import type { Environment } from './environment.js';

/** What waits for somebody to look at it at or below `scopes` (null: anywhere): at most `limit` of each, the oldest first. `types`: of the jobs that are done here. */
export async function readStuck(
  { store, clock }: Environment,
  types: readonly string[],
  limit: number,
  scopes: readonly string[] | null,
): Promise<Stuck> {
  const [effects, jobs, refused] = await Promise.all([
    store.failedEffects(limit, scopes),
    store.stuckJobs(types, clock.real(), limit, scopes),
    store.refusedInbox(limit, scopes),
  ]);
  const commands = refused.map(({ id, stream, scope, command, refused: code }) => ({
    ...{ id, stream, scope, type: command.type },
    code: code ?? '',
  }));
  return { effects, jobs, commands };
}

/** Lets one of them be tried at once, a job by its key in the stream; false where it is gone. */
export function release(
  { store }: Environment,
  what: 'effect' | 'job' | 'command',
  stream: string,
  id: string,
): Promise<boolean> {
  return store.unit((tx) => {
    if (what === 'effect') return tx.effectAgain(id);
    return what === 'job' ? tx.jobAgain({ stream, key: Number(id) }) : tx.commandAgain(id);
  });
}

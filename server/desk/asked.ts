import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#identity';
import { Matters } from '#matters';
import { askedLine, concernsReader, taskId, Trail, type TaskLine } from '#pages';
import { Runtime } from '#runtime';

/** Tasks of others in which something is asked of the reader: they were added (加签), or decide on its term (延期). */
@Injectable()
export class AskedTasks {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  /** One line for each of them, unsorted. Who is asked need not hold a role of the task. */
  async lines(caller: Caller): Promise<readonly TaskLine[]> {
    const roles: readonly string[] = caller.appointments.map(({ role }) => role);
    const scopes = [...new Set(caller.appointments.map(({ scope }) => scope))];
    const found = await Promise.all(scopes.map((scope) => this.runtime.tasks({ scope, asking: true, limit: 500 })));
    const tasks = new Map(found.flat().map((task) => [taskId(task.stream, task.key), task]));
    const lines = await Promise.all(
      [...tasks.values()].map(async (task) => {
        // only the matter knows under which pseudonym somebody was added, and who decides on its terms
        const added = task.seats.some(({ acted, role }) => !acted && roles.includes(role));
        if (!added && task.term === undefined) return null;
        const { data, reading } = await this.matters.open(task.stream, caller);
        return concernsReader(task.key, data, reading) ? askedLine(task, data, reading, new Trail(data)) : null;
      }),
    );
    return lines.filter((line) => line !== null);
  }
}

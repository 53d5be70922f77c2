import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Letter } from '#capabilities/notify';
import { People } from '#community';
import { CLOCK, derivedId, type Clock } from '#outside';
import { isRole } from '#rules/contract';
import { resolveLane } from '#rules/people';
import { Runtime, type Change, type TaskView } from '#runtime';
import { Database } from '#store';

const MOST = 500;

/**
 * A task whose lane leads to nobody is an alarm, not a lost task: it stands in the list of alarms as long as nobody holds
 * one of its roles, and the administrators of its place get one letter about it. Looked at whenever tasks or appointments change.
 */
@Injectable()
export class Lanes implements OnModuleDestroy {
  readonly #stop: () => void;
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(People) private readonly people: People,
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#stop = runtime.subscribe((changes) => this.#heard(changes));
  }

  /** Open tasks that nobody has taken and whose roles nobody holds at their place or above it. */
  async empty(stream?: string): Promise<readonly TaskView[]> {
    const [tasks, organisation] = await Promise.all([
      this.runtime.tasks({ ...(stream === undefined ? {} : { stream }), limit: MOST }),
      this.people.state(),
    ]);
    const now = this.clock.now();
    const held = new Map<string, Promise<boolean>>();
    const isHeld = (role: string, scope: string): Promise<boolean> => {
      // residents hold no appointment: they live there
      if (role !== 'resident')
        return Promise.resolve(isRole(role) && resolveLane(organisation, role, scope, now).holders.length > 0);
      const key = `${role} ${scope}`;
      const asked = held.get(key) ?? this.people.holders(role, scope).then((holders) => holders.length > 0);
      held.set(key, asked);
      return asked;
    };
    const found = await Promise.all(
      tasks.map(async (task) => {
        if (task.assignee !== null || task.roles.length === 0) return [];
        const able = await Promise.all(task.roles.map((role) => isHeld(role, task.scope)));
        return able.some((each) => each) ? [] : [task];
      }),
    );
    return found.flat();
  }

  /** Waits until every letter about what has happened so far is written. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#tail;
  }

  #heard(changes: readonly Change[]): void {
    const streams = changes.flatMap(({ kind, stream, touched }) =>
      kind === 'organisation' ? [undefined] : kind === 'instance' && touched.includes('task') ? [stream] : [],
    );
    for (const stream of new Set(streams)) {
      // a letter that fails is written at the next change; the alarm stands in the list all the while
      this.#tail = this.#tail.then(() => this.#tell(stream)).catch(() => undefined);
    }
  }

  async #tell(stream: string | undefined): Promise<void> {
    if (this.#closed) return;
    for (const task of await this.empty(stream)) {
      const id = letterId(task);
      for (const { person } of await this.people.holders('administrator', task.scope)) {
        if (await this.database.repository(Letter).existsBy({ id, person })) continue;
        const values = { name: task.name, role: task.roles[0] ?? '' } as unknown as Letter['values'];
        const letter = {
          id,
          person,
          matter: task.stream,
          code: 'lane-empty',
          values,
          at: this.clock.now(),
          readAt: null,
        };
        await this.database.write((manager) => manager.insert(Letter, letter));
      }
    }
  }
}

/** The same letter for the same task: told once, whoever looks. */
function letterId({ stream, key }: TaskView): string {
  return derivedId(`lane ${stream} ${key}`);
}

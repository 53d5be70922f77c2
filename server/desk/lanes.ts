import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Letter } from '#capabilities/notify';
import { People } from '#community';
import { CLOCK, derivedId, type Clock } from '#outside';
import { isRole } from '#rules/contract';
import { resolveLane } from '#rules/people';
import { Runtime, type Change, type TaskView } from '#runtime';
import { atOrBelow, Database, either } from '#store';

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

  /** Open tasks that nobody has taken and whose roles nobody holds at their place or above it: of one stream, or at or below places. */
  async empty(of: string | readonly string[]): Promise<readonly TaskView[]> {
    const { sql, parameters } =
      typeof of === 'string'
        ? { sql: 'stream = ?', parameters: [of] }
        : either(of.map((scope) => atOrBelow('scope', scope)));
    // of however many tasks there are, lanes are few
    const lanes = await this.database.reading((session) =>
      session.all(`SELECT DISTINCT scope, roles FROM task WHERE assignee IS NULL AND ${sql}`, parameters),
    );
    const organisation = await this.people.state();
    const now = this.clock.now();
    const isHeld = async (role: string, scope: string): Promise<boolean> =>
      // residents hold no appointment: they live there
      role === 'resident'
        ? (await this.people.holders(role, scope)).length > 0
        : isRole(role) && resolveLane(organisation, role, scope, now).holders.length > 0;
    const found: TaskView[] = [];
    for (const lane of lanes) {
      const scope = String(lane['scope']);
      const roles = JSON.parse(String(lane['roles'])) as readonly string[];
      if (roles.length === 0 || (await Promise.all(roles.map((role) => isHeld(role, scope)))).some((each) => each))
        continue;
      const tasks = await this.runtime.tasks({
        ...(typeof of === 'string' ? { stream: of } : {}),
        ...{ scope, exactly: true, roles, limit: MOST },
      });
      found.push(...tasks.filter(({ assignee, roles: each }) => assignee === null && each.join() === roles.join()));
    }
    return found;
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
    for (const task of await this.empty(stream ?? [''])) {
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

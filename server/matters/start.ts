import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { People } from '#community';
import { forbidden, notFound, refusedBy } from '#http';
import type { Caller } from '#identity';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { isRefused, Runtime, type Accepted } from '#runtime';
import { Database } from '#store';
import { isoDate } from '#text';
import { repeatable, SETTLE } from './acts.js';
import { Definitions, editionOf } from './definitions.js';
import { Filling } from './filling.js';
import { MatterRow } from './entities.js';
import { Matters } from './matters.js';
import { Pseudonyms } from './pseudonyms.js';

/** Every draw that meets another's lets that one through, so this many may start at the same instant. */
const MAX_DRAWS = 100;
/** Ids are drawn before numbers, and servers' clocks differ a little: the highest number is among the latest ids. */
const LATELY = 200;

/** Starts matters: the start form is checked and sealed here, the number given out, the pseudonym key drawn. */
@Injectable()
export class Starting {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Filling) private readonly filling: Filling,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Problems: `procedure-unknown`, `role-does-not-fit`, `invalid-form` with a code per field. */
  async start(
    procedure: string,
    variables: Readonly<Record<string, StoredValue>>,
    caller: Caller,
    key: string,
  ): Promise<Accepted> {
    const { held, scope, published } = await this.#startable(procedure, caller);
    const { about, hash } = published;
    const { set } = await this.definitions.get(hash);
    const form = about.start.form === null ? null : (set.forms[about.start.form] ?? null);
    const stream = this.ids.ulid();
    await this.#open(stream, scope);
    const answered = await this.filling
      .fill(form, variables, { matter: stream, scope, caller })
      .catch((problem: unknown) => this.pseudonyms.forget(stream).then(() => Promise.reject(problem as Error)));
    const by = await this.matters.actor(stream, scope, caller, held.role);
    const title = answered.variables[about.start.title];
    const answer = await this.runtime.startInstance({
      definition: hash,
      stream,
      scope,
      by,
      variables: answered.variables,
      extra: { edition: editionOf(about) },
      ...(title === undefined ? {} : { title }),
      sealed: answered.sealed,
      settle: SETTLE,
      ...repeatable(caller, key, { procedure, variables }),
    });
    // What was started before keeps its number; the one just drawn goes back.
    if (isRefused(answer) || answer.repeated) await this.pseudonyms.forget(stream);
    if (isRefused(answer)) throw refusedBy(answer);
    return answer;
  }

  /** By the first of the caller's appointments that may start it, on the version in force at that place. */
  async #startable(procedure: string, { appointments }: Caller) {
    let known = false;
    for (const held of appointments) {
      // A resident lives in a stairwell; what one raises is a matter of the community.
      const scope = await this.people.communityOf(held.scope);
      const offered = await this.definitions.offeredAt(scope);
      const published = offered.find(({ about }) => about.id === procedure);
      known ||= published !== undefined;
      if (published?.about.start.roles.includes(held.role)) return { held, scope, published };
    }
    throw known ? forbidden('role-does-not-fit') : notFound('procedure-unknown');
  }

  /** Two starts at the same time may draw the same number; the second one draws again. */
  async #open(stream: string, scope: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.pseudonyms.open(stream, await this.#number(scope));
      } catch (error) {
        if (attempt >= MAX_DRAWS || !this.database.dialect.isDuplicate(error)) throw error;
      }
    }
  }

  /**
   * `D2-2026-0031`: the last part of the scope, the year of the matter's clock, counted up per installation. From the
   * highest number given out lately, not from how many there are: a number that was given back leaves a gap.
   */
  async #number(scope: string): Promise<string> {
    const year = isoDate(this.clock.now()).slice(0, 4);
    const place = (scope.split('/').pop() ?? '').toUpperCase();
    const latest = await this.database
      .repository(MatterRow)
      .find({ select: { id: true, number: true }, order: { id: 'DESC' }, take: LATELY });
    const highest = latest.reduce((most, { number }) => Math.max(most, Number(/\d+$/.exec(number)?.[0] ?? 0)), 0);
    return `${place}-${year}-${String(highest + 1).padStart(4, '0')}`;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { checkAnswer, sealAnswer } from '#forms';
import { forbidden, invalid, notFound, refusedBy } from '#http';
import type { Caller } from '#identity';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { isRefused, Runtime, type Accepted, type SealedInput } from '#runtime';
import { Database } from '#store';
import { isoDate } from '#text';
import type { Role } from '#community';
import { repeatable, SETTLE } from './acts.js';
import { Definitions } from './definitions.js';
import { MatterRow } from './entities.js';
import { Matters } from './matters.js';
import { Pseudonyms } from './pseudonyms.js';
import { sealTyped } from './sealing.js';

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
    const published = this.definitions.published.find(({ about }) => about.id === procedure);
    if (!published) throw notFound('procedure-unknown');
    const { about, hash } = published;
    const held = caller.appointments.find((appointment) => about.start.roles.includes(appointment.role));
    if (!held) throw forbidden('role-does-not-fit');
    const { set } = await this.definitions.get(hash);
    const form = about.start.form === null ? null : (set.forms[about.start.form] ?? null);
    const answered = fill(form, variables, caller.person, this.clock.now());
    const stream = this.ids.ulid();
    await this.#open(stream, held.scope);
    const by = await this.matters.actor(stream, held.scope, caller, held.role as Role);
    const title = answered.variables[about.start.title];
    const answer = await this.runtime.startInstance({
      definition: hash,
      stream,
      scope: held.scope,
      by,
      variables: answered.variables,
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

export interface Filled {
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly sealed: readonly SealedInput[];
}

/** Checks an answer against its form and seals what people typed; throws `invalid-form` with a code per field. */
export function fill(
  form: StoredValue,
  answer: Readonly<Record<string, StoredValue>>,
  person: string,
  at: number,
): Filled {
  if (form === null) {
    if (Object.keys(answer).length > 0) throw invalid('invalid-form', { '': 'unknown-field' });
    return { variables: {}, sealed: [] };
  }
  const checked = checkAnswer(form, answer, { at, budget: createBudget() });
  if (!checked.ok)
    throw invalid('invalid-form', Object.fromEntries(checked.findings.map(({ field, code }) => [field, code])));
  const sealed: SealedInput[] = [];
  const variables = sealAnswer(form, checked.answer, (_field, value) => {
    const typed = sealTyped(String(value), person);
    sealed.push(typed.sealed);
    return typed.value;
  });
  return { variables, sealed };
}

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
  async start(procedure: string, variables: Readonly<Record<string, StoredValue>>, caller: Caller, key: string): Promise<Accepted> {
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

  /** Two servers may draw the same number; the second one draws again. */
  async #open(stream: string, scope: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.pseudonyms.open(stream, await this.#number(scope, attempt));
      } catch (error) {
        if (attempt >= 9 || !this.database.dialect.isDuplicate(error)) throw error;
      }
    }
  }

  /** `D2-2026-0031`: the last part of the scope, the year of the matter's clock, counted up per installation. */
  async #number(scope: string, ahead: number): Promise<string> {
    const year = isoDate(this.clock.now()).slice(0, 4);
    const place = (scope.split('/').pop() ?? '').toUpperCase();
    const count = await this.database.repository(MatterRow).count();
    return `${place}-${year}-${String(count + 1 + ahead).padStart(4, '0')}`;
  }
}

export interface Filled {
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly sealed: readonly SealedInput[];
}

/** Checks an answer against its form and seals what people typed; throws `invalid-form` with a code per field. */
export function fill(form: StoredValue, answer: Readonly<Record<string, StoredValue>>, person: string, at: number): Filled {
  if (form === null) {
    if (Object.keys(answer).length > 0) throw invalid('invalid-form', { '': 'unknown-field' });
    return { variables: {}, sealed: [] };
  }
  const checked = checkAnswer(form, answer, { at, budget: createBudget() });
  if (!checked.ok) throw invalid('invalid-form', Object.fromEntries(checked.findings.map(({ field, code }) => [field, code])));
  const sealed: SealedInput[] = [];
  const variables = sealAnswer(form, checked.answer, (_field, value) => {
    const typed = sealTyped(String(value), person);
    sealed.push(typed.sealed);
    return typed.value;
  });
  return { variables, sealed };
}

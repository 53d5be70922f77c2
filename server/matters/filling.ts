import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { createBudget } from '#engine/expression';
import { Residents } from '#community';
import { attachAnswer, checkAnswer, nameAnswer, readForm, sealAnswer } from '#forms';
import { invalid } from '#http';
import type { Caller } from '#identity';
import { CLOCK, type Clock } from '#outside';
import type { SealedInput } from '#runtime';
import { Attachments } from './attachments.js';
import { Matters } from './matters.js';
import { sealTyped } from './sealing.js';

/** For which matter, of which place, and who answers. */
export interface Answering {
  readonly matter: string;
  readonly scope: string;
  readonly caller: Caller;
}

export interface Filled {
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly sealed: readonly SealedInput[];
}

/** Takes in what people answer to a form: checked against it, people under their pseudonyms, files by hash, typed texts sealed. */
@Injectable()
export class Filling {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Residents) private readonly residents: Residents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `invalid-form` with a code per field. `data`: the variables the form shows, which its expressions may read. */
  async fill(
    form: StoredValue,
    answer: Readonly<Record<string, StoredValue>>,
    { matter, scope, caller }: Answering,
    data: Readonly<Record<string, StoredValue>> = {},
  ): Promise<Filled> {
    if (form === null) {
      if (Object.keys(answer).length > 0) throw invalid('invalid-form', { '': 'unknown-field' });
      return { variables: {}, sealed: [] };
    }
    const asksOfRegister = readForm(form).fields.some((field) => field.known !== null);
    const known = asksOfRegister ? await this.residents.held(caller.person) : null;
    const checked = checkAnswer(form, answer, {
      ...{ at: this.clock.now(), budget: createBudget(), data },
      ...(known === null ? {} : { known }),
    });
    if (!checked.ok)
      throw invalid('invalid-form', Object.fromEntries(checked.findings.map(({ field, code }) => [field, code])));
    const named = await this.#named(form, checked.answer, matter, scope);
    const attached = await this.#attached(form, named, matter, caller);
    const sealed: SealedInput[] = [];
    const variables = sealAnswer(form, attached, (_field, value) => {
      const typed = sealTyped(value, caller.person);
      sealed.push(typed.sealed);
      return typed.value;
    });
    return { variables, sealed };
  }

  async #named(form: StoredValue, answer: Filled['variables'], matter: string, scope: string) {
    const ids = new Map<string, string>();
    nameAnswer(form, answer, (field, id) => (ids.set(field, id), id));
    const pseudonyms = await this.matters.pseudonymsIn(matter, scope, [...ids.values()]);
    const unknown = [...ids].find(([, id]) => !pseudonyms.has(id));
    if (unknown) throw invalid('invalid-form', { [unknown[0]]: 'not-an-option' });
    return nameAnswer(form, answer, (_field, id) => pseudonyms.get(id) ?? null);
  }

  async #attached(form: StoredValue, answer: Filled['variables'], matter: string, caller: Caller) {
    const hashes = new Map<string, string>();
    attachAnswer(form, answer, (field, hash) => (hashes.set(hash, field), hash));
    const files = await this.attachments.attach([...hashes.keys()], matter, caller.person);
    const unknown = [...hashes].find(([hash]) => !files.has(hash));
    if (unknown) throw invalid('invalid-form', { [unknown[1]]: 'not-a-file' });
    return attachAnswer(form, answer, (_field, hash) => files.get(hash) ?? null);
  }
}

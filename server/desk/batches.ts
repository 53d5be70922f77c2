import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { invalid, notFound, Problem } from '#http';
import type { Caller } from '#identity';
import { Filling, Matters, type Opened } from '#matters';
import { alikeOf, concernsReader, readTaskId, Trail, type BatchLine, type Plain } from '#pages';
import { TasksController } from './tasks.controller.js';

/** So many tasks are done with one answer. */
export const MAX_BATCH = 60;

type Answer = Readonly<Record<string, StoredValue>>;

interface Looked {
  readonly id: string;
  readonly opened: Opened;
  readonly key: number;
  /** Null: the task is over, perhaps by the same request sent before. */
  readonly alike: string | null | 'over';
}

/** Several alike tasks with one answer: each a command of its own under a key of its own, as if done one after another. */
@Injectable()
export class Batches {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Filling) private readonly filling: Filling,
    @Inject(TasksController) private readonly tasks: TasksController,
  ) {}

  /**
   * Problems before anything is touched: `task-unknown` 404, `batch-not-allowed`, `batch-not-alike` 409, `invalid-form` 422. What
   * one task is refused with after that stands in its line, and the others go on. Sent again under the same key, what was
   * done gets its first answer and what was left is tried.
   */
  async run(tasks: readonly string[], variables: Answer, caller: Caller, key: string) {
    const looked = await Promise.all([...new Set(tasks)].map((id) => this.#look(id, caller)));
    const open = looked.filter(({ alike }) => alike !== 'over');
    if (open.some(({ alike }) => alike === null)) throw new Problem(409, 'batch-not-allowed');
    if (new Set(open.map(({ alike }) => alike)).size > 1) throw new Problem(409, 'batch-not-alike');
    const [first] = open;
    if (first !== undefined) await this.#check(first, variables, caller);
    const value: BatchLine[] = [];
    let settled = true;
    for (const each of looked) {
      const { line, done } = await this.#one(each, variables, caller, key);
      value.push(line);
      settled &&= done;
    }
    return { settled, value };
  }

  async #one({ id, opened, key: node, alike }: Looked, variables: Answer, caller: Caller, key: string) {
    const line = (became: BatchLine['became'], problem?: Problem): BatchLine => ({
      task: id,
      became,
      why:
        problem === undefined
          ? null
          : { code: problem.code, values: problem.values as Readonly<Record<string, Plain>> },
    });
    let claimed = false;
    try {
      if (alike !== 'over' && (opened.data.state.nodes[node]?.task?.assignee ?? null) === null) {
        await this.tasks.claim(id, caller, keyOf(key, id, 'claim'));
        claimed = true;
      }
      const { settled } = await this.tasks.complete(
        id,
        { variables: variables as never },
        caller,
        keyOf(key, id, 'completion'),
      );
      return { line: line('done'), done: settled };
    } catch (error) {
      // a fault of ours is no answer of the task's: the request is sent again under its key
      if (!(error instanceof Problem)) throw error;
      return { line: line(claimed ? 'claimed' : 'refused', error), done: true };
    }
  }

  async #look(id: string, caller: Caller): Promise<Looked> {
    const place = readTaskId(id);
    if (place === null) throw notFound('task-unknown');
    const opened = await this.matters.open(place.stream, caller);
    const { data, reading } = opened;
    const trail = new Trail(data);
    const run = trail.byKey(place.key);
    if (run === undefined || !concernsReader(place.key, data, reading)) throw notFound('task-unknown');
    const isOpen = data.state.nodes[place.key]?.task != null;
    return { id, opened, key: place.key, alike: isOpen ? alikeOf(run, data, trail) : 'over' };
  }

  /** The answer is looked at before the first task is taken. */
  async #check({ opened, key }: Looked, variables: Answer, caller: Caller): Promise<void> {
    const { data } = opened;
    const { matter, scope } = data;
    const run = new Trail(data).byKey(key);
    const form = run?.element.user?.formId ?? null;
    if (form === null && Object.keys(variables).length > 0) throw invalid('invalid-form', { '': 'unknown-field' });
    const shown = data.state.nodes[key]?.variables ?? {};
    await this.filling.fill(
      form === null ? null : (data.set.forms[form] ?? null),
      variables,
      { matter, scope, caller },
      shown,
    );
  }
}

/** The key of one command of the batch: the same again for the same request, and short enough to be kept. */
function keyOf(batch: string, task: string, act: string): string {
  return createHash('sha256').update(`${batch} ${task} ${act}`).digest('base64url');
}

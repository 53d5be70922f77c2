import { Inject, Injectable } from '@nestjs/common';
import type { Actor, StoredValue } from '#engine';
import { notFound, Problem, refusedBy } from '#http';
import { utf8Decode } from '#ledger';
import { CLOCK, type Clock } from '#outside';
import { checkProcedure, type DraftText, type ProcedureFinding } from '#pages';
import { dayOf } from '#rules/contract';
import type { Comment, ProcedureState, SaidWith, Submission } from '#rules/procedure';
import { isRefused, Runtime, type Accepted, type SealedInput } from '#runtime';
import { drawn, type Drawn } from './edition.js';
import type { DraftRow } from './entities.js';
import { stepFiles, type About, type LibraryFile } from './library.js';
import type { BesideApproval, BesideSubmission } from './rows.js';
import { Shipped } from './shipped.js';
import { streamOf } from './versions.js';

/** Who asks, and what makes a repeated request the same one. */
export interface AskingFor {
  readonly by: Actor;
  readonly idempotencyKey: string;
  readonly bytes: Uint8Array;
}

/** What waits for a second person, with the files it is about. */
export interface Waiting {
  readonly submission: Submission;
  readonly about: About;
  readonly files: readonly LibraryFile[];
}

/** Sets whose findings are kept. */
const MOST_CHECKED = 100;

/** Submits drafts, and lets them come into force: the way a procedure takes, each step a record of its stream. */
@Injectable()
export class Publication {
  /** What is wrong with a set by its hash, on one day: the same set is looked at by author, submission, reader and approval. */
  readonly #checked = new Map<string, Promise<readonly ProcedureFinding[]>>();

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Shipped) private readonly shipped: Shipped,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The steps every procedure may call, as text. */
  steps(): readonly DraftText[] {
    return stepFiles(this.shipped.folder).map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
  }

  /** The draft as it would be published now, with everything that is wrong with it. */
  async look(draft: DraftRow): Promise<Drawn & { readonly findings: readonly ProcedureFinding[] }> {
    const edition = await drawn(this.shipped.folder, draft.procedure, draft.about, draft.files);
    return { ...edition, findings: await this.#findings(edition.definition, edition.files, draft.procedure) };
  }

  /** The same of what waits, as it was submitted. */
  async lookAt(
    { submission, about, files }: Waiting,
    { procedure }: DraftRow,
  ): Promise<Pick<Drawn, 'files' | 'about'> & { readonly findings: readonly ProcedureFinding[] }> {
    return { about, files, findings: await this.#findings(submission.definition, files, procedure) };
  }

  /**
   * Problems 409: `draft-stale` `{revision}`, `draft-incomplete` (name, use or basis is missing), `draft-has-errors` and `draft-against-law` `{errors, element, name, rule, values}` (the first
   * of them), and what `guard` and the procedure's stream refuse.
   */
  async submit(
    draft: DraftRow,
    { revision, running, document }: SaidWith & { readonly revision: number },
    asking: AskingFor,
    guard: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Accepted> {
    if (draft.revision !== revision) throw new Problem(409, 'draft-stale', { revision: draft.revision });
    const { findings, files, about, hash, definition } = await this.look(draft);
    if (blank(draft.about.name.zh) || blank(draft.about.use.zh) || draft.about.basis.length === 0)
      throw new Problem(409, 'draft-incomplete');
    refuseErrors(findings);
    await guard();
    await this.runtime.storeDefinition(draft.procedure, files);
    const { procedure, scope, base } = draft;
    return this.#ask(streamOf(scope, procedure), scope, asking, {
      command: {
        type: 'submitProcedure',
        ...{ procedure, scope, draft: draft.id, hash, definition },
        base: base === null ? null : { ...base },
        about: about as unknown as StoredValue,
        ...{ running, document, editors: [...(draft.editors ?? [])] },
      },
      beside: { revision } satisfies BesideSubmission,
    });
  }

  withdraw(draft: DraftRow, asking: AskingFor): Promise<Accepted> {
    return this.#ask(draft.stream ?? '', draft.scope, asking, { command: { type: 'withdrawSubmission', n: draft.n } });
  }

  sendBack(
    draft: DraftRow,
    hash: string,
    { comments, sealed }: { readonly comments: readonly Comment[]; readonly sealed: readonly SealedInput[] },
    asking: AskingFor,
  ): Promise<Accepted> {
    const command = { type: 'sendProcedureBack', n: draft.n, hash, comments: comments.map((each) => ({ ...each })) };
    return this.#ask(draft.stream ?? '', draft.scope, asking, { command, sealed });
  }

  /** What was submitted is checked once more as it is: law and engine may have changed meanwhile. */
  async approve(draft: DraftRow, hash: string, asking: AskingFor): Promise<Accepted> {
    const waiting = await this.waiting(draft);
    if (waiting !== null)
      refuseErrors(await this.#findings(waiting.submission.definition, waiting.files, draft.procedure));
    const { procedure, scope } = draft;
    const beside = waiting === null ? null : ({ procedure, scope, about: waiting.about } satisfies BesideApproval);
    return this.#ask(draft.stream ?? '', scope, asking, {
      command: { type: 'approveProcedure', n: draft.n, hash },
      beside,
    });
  }

  retire(scope: string, procedure: string, version: number, asking: AskingFor): Promise<Accepted> {
    return this.#ask(streamOf(scope, procedure), scope, asking, { command: { type: 'retireProcedure', version } });
  }

  /** What the draft's submission holds while it waits; null where it does not. */
  async waiting(draft: DraftRow): Promise<Waiting | null> {
    const state = draft.stream === null ? null : await this.runtime.state<ProcedureState>(draft.stream);
    const submission = state?.state.open;
    if (submission?.draft !== draft.id) return null;
    const stored = await this.runtime.definition(submission.definition);
    if (stored === null) throw new Error(`definition ${submission.definition} is not stored`);
    return { submission, about: submission.about as unknown as About, files: stored.files };
  }

  #findings(definition: string, files: readonly LibraryFile[], main: string): Promise<readonly ProcedureFinding[]> {
    const day = dayOf(this.clock.now());
    const key = `${definition} ${day}`;
    const texts = files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
    const checked = this.#checked.get(key) ?? checkProcedure(texts, main, day);
    this.#checked.set(key, checked);
    checked.catch(() => this.#checked.delete(key));
    if (this.#checked.size > MOST_CHECKED) this.#checked.delete(this.#checked.keys().next().value as string);
    return checked;
  }

  async #ask(
    stream: string,
    scope: string,
    { by, idempotencyKey, bytes }: AskingFor,
    asked: {
      readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
      readonly sealed?: readonly SealedInput[];
      readonly beside?: unknown;
    },
  ): Promise<Accepted> {
    if (stream === '') throw notFound('submission-unknown');
    const answer = await this.runtime.submit({ stream, kind: 'procedure', scope, by, idempotencyKey, bytes, ...asked });
    if (isRefused(answer)) throw refusedBy(answer);
    return answer;
  }
}

function blank(text: string): boolean {
  return text.trim() === '';
}

/** An error refuses: the first one is named, with how many there are. */
function refuseErrors(findings: readonly ProcedureFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const { element, name, rule, values, file } = first;
  const lawful = !rule.startsWith('law.');
  throw new Problem(409, lawful ? 'draft-has-errors' : 'draft-against-law', {
    errors: errors.length,
    element: element ?? file,
    name: name ?? element ?? file,
    rule: rule.replace(/^law\./, ''),
    values,
  });
}

import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits } from '#community';
import { notFound } from '#http';
import type { Caller } from '#identity';
import { Histories, Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { buildSet, checkLines, differenceOf, durationOf, rolesOf, wordsOf } from '#pages';
import type { CheckLine, CommentLine, DifferencePage, DraftLine, DraftLists, DraftPage } from '#pages';
import { Drafts, ownFiles, Publication, Versions, type DraftRow } from '#procedures';
import { dayOf } from '#rules/contract';
import { inForce } from '#rules/people';
import { APPROVERS, AUTHORS, type Base, type Comment, type ProcedureEvent } from '#rules/procedure';
import { utf8Decode } from '#ledger';
import { draftAbout, ProcedureShelf, said } from './procedure-shelf.js';

/** Pages of drafts: an author's own, and what waits for a second person. */
@Injectable()
export class DraftPages {
  constructor(
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(ProcedureShelf) private readonly shelf: ProcedureShelf,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(People) private readonly people: People,
    @Inject(Histories) private readonly histories: Histories,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async lists(caller: Caller): Promise<DraftLists> {
    const own = await this.drafts.ofAuthor(caller.person);
    const decided = caller.appointments.filter(({ role }) => APPROVERS.includes(role)).map(({ scope }) => scope);
    const waiting = await this.drafts.waiting(decided, caller.person);
    const scopes = [
      ...new Set(caller.appointments.filter(({ role }) => AUTHORS.includes(role)).map(({ scope }) => scope)),
    ];
    return {
      own: await Promise.all(own.map((row) => this.#line(row, caller))),
      waiting: await Promise.all(waiting.map((row) => this.#line(row, caller))),
      scopes: await Promise.all(scopes.map(async (scope) => ({ scope, name: await this.people.unitName(scope) }))),
    };
  }

  /** Own ones, and submitted ones of the places the reader decides for; else the problem `draft-unknown` 404. */
  async open(id: string, caller: Caller): Promise<DraftRow> {
    const row = await this.drafts.find(id);
    if (row === null) throw notFound('draft-unknown');
    if (row.author === caller.person) return row;
    if (row.status !== 'submitted' || !decides(caller, row)) throw notFound('draft-unknown');
    return row;
  }

  async page(id: string, caller: Caller): Promise<DraftPage> {
    const row = await this.open(id, caller);
    const waiting = await this.publication.waiting(row);
    // while it waits everything shown is what was submitted, which is what a second person decides on
    const looked = await (waiting === null ? this.publication.look(row) : this.publication.lookAt(waiting, row));
    const stated = waiting === null ? row.about : draftAbout(waiting.about);
    const about = said(stated);
    const files = looked.files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
    const set = await buildSet(files, row.procedure);
    const difference = set === null ? null : await this.#difference(row, { set, files, about });
    const mine = row.author === caller.person;
    const editable = mine && (row.status === 'open' || row.status === 'sent-back');
    const duration = set === null ? null : durationOf(set, dayOf(this.clock.now()));
    const checks: readonly CheckLine[] = checkLines({
      findings: looked.findings,
      about: stated,
      base: row.base,
      difference,
      duration,
      vacant: set === null ? [] : await this.#vacant(rolesOf(set), row.scope),
      running: await this.#running(row),
    });
    return {
      ...(await this.#line(row, caller)),
      name: stated.name,
      about,
      files: waiting === null ? row.files : ownFiles(waiting.files),
      steps: editable ? this.publication.steps() : [],
      main: looked.about.file === '' ? null : looked.about.file,
      baseVersion: row.base,
      findings: looked.findings,
      checks,
      words: set === null ? [] : wordsOf(set),
      duration,
      difference,
      comments: await this.#comments(row, set),
      hash: waiting?.submission.hash ?? null,
      may: {
        edit: editable,
        submit: editable,
        withdraw: mine && row.status === 'submitted',
        decide: !mine && row.status === 'submitted',
      },
    };
  }

  async #line(row: DraftRow, { person }: Caller): Promise<DraftLine> {
    return {
      draft: row.id,
      procedure: row.procedure,
      name: row.about.name,
      status: row.status,
      revision: row.revision,
      at: row.at,
      scope: row.scope,
      scopeName: await this.people.unitName(row.scope),
      author: row.author === person ? null : await this.people.nameOf(row.author),
      base: row.base?.version ?? null,
    };
  }

  async #difference(
    { procedure, base, scope }: DraftRow,
    after: Parameters<typeof differenceOf>[1],
  ): Promise<DifferencePage | null> {
    if (base === null) return null;
    const found = (await this.shelf.editionsAt(procedure, scope)).find((each) => isBase(each, base));
    return found === undefined ? null : differenceOf(await this.shelf.compared(found), after);
  }

  /** Roles of which nobody is appointed anywhere at, above or below the place today. Residents live there. */
  async #vacant(roles: readonly string[], scope: string): Promise<readonly string[]> {
    const { appointments } = await this.people.state();
    const now = this.clock.now();
    const held = Object.values(appointments).filter(
      (each) => inForce(each, now) && (scopeFits(each.scope, scope) || scopeFits(scope, each.scope)),
    );
    return roles.filter((role) => role !== 'resident' && held.every((each) => each.role !== role));
  }

  async #running({ procedure, scope }: DraftRow): Promise<number> {
    const all = await this.versions.running();
    return all
      .filter((each) => each.procedure === procedure && scopeFits(scope, each.scope))
      .reduce((sum, { n }) => sum + n, 0);
  }

  /** What was said when the draft was last sent back. */
  async #comments(row: DraftRow, set: Awaited<ReturnType<typeof buildSet>>): Promise<readonly CommentLine[]> {
    if (row.status !== 'sent-back' || row.stream === null) return [];
    const events = (await this.histories.of(row.stream)).flatMap((record) => record.events);
    const last = (events as unknown as readonly ProcedureEvent[])
      .filter((event) => event.type === 'ProcedureSentBack' && event.draft === row.id)
      .at(-1);
    const comments: readonly Comment[] = last?.type === 'ProcedureSentBack' ? last.comments : [];
    const { texts } = await this.matters.opened(comments.map(({ text }) => text['~']));
    const names = new Map(
      Object.values(set?.processes ?? {}).flatMap(({ elements }) =>
        elements.map(({ id, name }) => [id, name] as const),
      ),
    );
    return comments.map(({ element, text }) => ({
      element,
      name: element === null ? null : (names.get(element) ?? null),
      text: texts.get(text['~']) ?? null,
    }));
  }
}

const isBase = (edition: Base, base: Base): boolean => edition.version === base.version && edition.hash === base.hash;

/** Whether the reader may let procedures of the draft's place come into force. */
export function decides(caller: Caller, { scope }: DraftRow): boolean {
  return caller.appointments.some((held) => APPROVERS.includes(held.role) && scopeFits(held.scope, scope));
}

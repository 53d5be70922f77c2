import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits } from '#community';
import { notFound, Problem } from '#http';
import type { Caller } from '#identity';
import { Histories, Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { buildSet, checkLines, differenceOf, durationOf, nameOf, takersOf, wordsOf } from '#pages';
import type {
  Checked,
  CommentLine,
  DifferencePage,
  DraftLine,
  DraftLists,
  DraftPage,
  DraftPen,
  RemarkLine,
  TakenBy,
} from '#pages';
import { Comments, Drafts, ownFiles, Pens, Publication, Versions, type CommentRow, type DraftRow } from '#procedures';
import { dayOf } from '#rules/contract';
import { inForce } from '#rules/people';
import {
  APPROVERS,
  AUTHORS,
  type Base,
  type Comment,
  type ProcedureEvent,
  type RunningMatters,
} from '#rules/procedure';
import { utf8Decode } from '#ledger';
import { draftAbout, ProcedureShelf, said } from './procedure-shelf.js';

/** Pages of drafts: an author's own, and what waits for a second person. */
@Injectable()
export class DraftPages {
  constructor(
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(Comments) private readonly comments: Comments,
    @Inject(Pens) private readonly pens: Pens,
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
    const shared = (await this.drafts.sharedByOthers(caller.person)).filter((row) => decides(caller, row));
    const scopes = [
      ...new Set(caller.appointments.filter(({ role }) => AUTHORS.includes(role)).map(({ scope }) => scope)),
    ];
    return {
      own: await Promise.all(own.map((row) => this.#line(row, caller))),
      shared: await Promise.all(shared.map((row) => this.#line(row, caller))),
      waiting: await Promise.all(waiting.map((row) => this.#line(row, caller))),
      scopes: await Promise.all(scopes.map(async (scope) => ({ scope, name: await this.people.unitName(scope) }))),
    };
  }

  /** Own ones, and shared or submitted ones of the places the reader decides for; else the problem `draft-unknown` 404. */
  async open(id: string, caller: Caller): Promise<DraftRow> {
    const row = await this.drafts.find(id);
    if (row === null) throw notFound('draft-unknown');
    if (row.author === caller.person) return row;
    const seen = row.status === 'submitted' || (row.shared === 1 && row.status !== 'published');
    if (!seen || !decides(caller, row)) throw notFound('draft-unknown');
    return row;
  }

  async page(id: string, caller: Caller): Promise<DraftPage> {
    const row = await this.open(id, caller);
    const { looked, waiting, stated, set, checked, remarks } = await this.#looked(row);
    const { difference, duration } = checked;
    const mine = row.author === caller.person;
    const worked = row.status === 'open' || row.status === 'sent-back';
    const drawing = worked && (mine || (row.shared === 1 && draws(caller, row)));
    const editable = drawing && this.pens.holder(row) === caller.person;
    const submittable = mine && editable;
    return {
      ...(await this.#line(row, caller)),
      name: stated.name,
      about: said(stated),
      files: waiting === null ? row.files : ownFiles(waiting.files),
      steps: editable ? this.publication.steps() : [],
      main: looked.about.file === '' ? null : looked.about.file,
      baseVersion: row.base,
      day: dayOf(this.clock.now()),
      findings: looked.findings,
      checks: checkLines(checked),
      words: set === null ? [] : wordsOf(set, dayOf(this.clock.now())),
      duration,
      difference,
      pen: worked && row.shared === 1 ? await this.#pen(row, caller) : null,
      remarks: await this.#remarks(row, remarks, set, caller),
      colleagues: await this.#named(await this.colleagues(row)),
      comments: await this.#comments(row, set),
      submitted: waiting === null ? null : { running: waiting.submission.running },
      hash: waiting?.submission.hash ?? null,
      may: {
        edit: editable,
        submit: submittable,
        withdraw: mine && row.status === 'submitted',
        decide: !mine && row.status === 'submitted' && !(row.editors ?? []).includes(caller.person),
        comment: row.status !== 'published',
        share: mine && worked,
        ask: drawing && !editable,
      },
    };
  }

  /**
   * What has to be so before a draft is submitted and only a server can see. Problems 409: `draft-nobody-takes` `{name}`,
   * `draft-difference-unseen`, `draft-running-open` `{n}`, `draft-held-by-other`.
   */
  async refuseOpen(row: DraftRow, { seen, running }: { seen: boolean; running: RunningMatters | null }): Promise<void> {
    this.pens.refuseHeld(row, row.author);
    const { checked } = await this.#looked(row);
    const [vacant] = checked.vacant;
    if (vacant !== undefined) throw new Problem(409, 'draft-nobody-takes', { name: vacant.name });
    if (!seen && (checked.difference?.lines.length ?? 0) > 0) throw new Problem(409, 'draft-difference-unseen');
    if (running === null && checked.running > 0) throw new Problem(409, 'draft-running-open', { n: checked.running });
  }

  /** A draft as it is, or as it was submitted, with everything its check list is computed from. */
  async #looked(row: DraftRow) {
    const waiting = await this.publication.waiting(row);
    // while it waits everything shown is what was submitted, which is what a second person decides on
    const looked = await (waiting === null ? this.publication.look(row) : this.publication.lookAt(waiting, row));
    const stated = waiting === null ? row.about : draftAbout(waiting.about);
    const files = looked.files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
    const set = await buildSet(files, row.procedure);
    const remarks = await this.comments.of(row.id);
    const checked: Checked = {
      findings: looked.findings,
      about: stated,
      base: row.base,
      difference: set === null ? null : await this.#difference(row, { set, files, about: said(stated) }),
      duration: set === null ? null : durationOf(set, dayOf(this.clock.now())),
      vacant: set === null ? [] : await this.#vacant(takersOf(set), row.scope),
      remarks: remarks.filter(({ closedAt }) => closedAt === null).length,
      running: await this.#running(row),
    };
    return { looked, waiting, stated, set, checked, remarks };
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
      shared: row.shared === 1,
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

  /** Steps for whose roles nobody is appointed anywhere at, above or below the place today. Residents live there. */
  async #vacant(steps: readonly TakenBy[], scope: string): Promise<readonly TakenBy[]> {
    const { appointments } = await this.people.state();
    const now = this.clock.now();
    const held = Object.values(appointments).filter(
      (each) => inForce(each, now) && (scopeFits(each.scope, scope) || scopeFits(scope, each.scope)),
    );
    const isHeld = (role: string) => role === 'resident' || held.some((each) => each.role === role);
    return steps.filter(({ roles }) => !roles.some(isHeld));
  }

  async #running({ procedure, scope }: DraftRow): Promise<number> {
    const all = await this.versions.running();
    return all
      .filter((each) => each.procedure === procedure && scopeFits(scope, each.scope))
      .reduce((sum, { n }) => sum + n, 0);
  }

  /** Who may be asked to see to a remark: the author, and whoever draws or approves procedures at the place today. */
  async colleagues({ author, scope }: DraftRow): Promise<readonly string[]> {
    const { appointments } = await this.people.state();
    const now = this.clock.now();
    const held = Object.values(appointments).filter(
      (each) => inForce(each, now) && APPROVERS.includes(each.role) && scopeFits(each.scope, scope),
    );
    return [...new Set([author, ...held.map(({ person }) => person)])];
  }

  async #pen(row: DraftRow, { person }: Caller): Promise<DraftPen> {
    const holder = this.pens.holder(row);
    const names = await this.people.namesOf([holder, row.askedBy].flatMap((each) => each ?? []));
    return {
      holder: holder === null ? null : (names.get(holder) ?? ''),
      mine: holder === person,
      asked: row.askedBy === null ? null : (names.get(row.askedBy) ?? ''),
      askedByMe: row.askedBy === person,
    };
  }

  async #named(persons: readonly string[]): Promise<readonly { readonly person: string; readonly name: string }[]> {
    const names = await this.people.namesOf(persons);
    return persons.map((person) => ({ person, name: names.get(person) ?? '' }));
  }

  async #remarks(
    row: DraftRow,
    remarks: readonly CommentRow[],
    set: Awaited<ReturnType<typeof buildSet>>,
    caller: Caller,
  ): Promise<readonly RemarkLine[]> {
    const persons = remarks.flatMap(({ writer, assignee, closedBy }) =>
      [writer, assignee ?? [], closedBy ?? []].flat(),
    );
    const names = await this.people.namesOf([...new Set(persons)]);
    const elements = namesIn(set);
    return remarks.map((remark) => ({
      ...{ comment: remark.id, element: remark.element, text: remark.text, at: remark.at },
      // while the drawing cannot be read nobody knows whether the element is still there
      name: elements.get(remark.element ?? '') ?? (set === null ? remark.element : null),
      writer: names.get(remark.writer) ?? '',
      assignee: remark.assignee === null ? null : (names.get(remark.assignee) ?? ''),
      closed: remark.closedAt === null ? null : { at: remark.closedAt, by: names.get(remark.closedBy ?? '') ?? '' },
      mayClose: remark.closedAt === null && row.status !== 'published' && closes(row, remark, caller.person),
    }));
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
    const names = namesIn(set);
    return comments.map(({ element, text }) => ({
      element,
      name: element === null ? null : (names.get(element) ?? null),
      text: texts.get(text['~']) ?? null,
    }));
  }
}

/** Who sees to a remark: who wrote it, whom it was given to, the draft's author. */
export function closes({ author }: DraftRow, { writer, assignee }: CommentRow, person: string): boolean {
  return [author, writer, assignee].includes(person);
}

/** Names of elements by their ids, as they are drawn now. */
function namesIn(set: Awaited<ReturnType<typeof buildSet>>): ReadonlyMap<string, string> {
  return new Map(
    Object.values(set?.processes ?? {}).flatMap(({ elements }) =>
      elements.map((each) => [each.id, nameOf(each)] as const),
    ),
  );
}

const isBase = (edition: Base, base: Base): boolean => edition.version === base.version && edition.hash === base.hash;

/** Whether the reader draws procedures of the draft's place. */
export function draws(caller: Caller, { scope }: DraftRow): boolean {
  return caller.appointments.some((held) => AUTHORS.includes(held.role) && scopeFits(held.scope, scope));
}

/** Whether the reader may let procedures of the draft's place come into force. */
export function decides(caller: Caller, { scope }: DraftRow): boolean {
  return caller.appointments.some((held) => APPROVERS.includes(held.role) && scopeFits(held.scope, scope));
}

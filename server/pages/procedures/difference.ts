import type { DefinitionSet, Element, Flow, Process, StoredValue } from '#engine';
import { canonicalText } from '#ledger';
import { label, say, termInWords, type Language } from '#text';
import type { DifferenceAspect, DifferenceLine, DifferencePage, DraftSaid } from '../views/procedures.js';
import { inputsOf, termOf } from './constants.js';
import { both, nameOf, whoOf } from './words.js';

/** A version to compare: its parsed set, its files as they are, and what is said about it. */
export interface Compared {
  readonly set: DefinitionSet;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly about: DraftSaid;
}

/**
 * What differs between two versions of a procedure, in words: by element id, with who, term, condition, form and what follows each
 * told apart, and everything else at least named; then forms, decisions and the steps that are called. Equal models give no line,
 * whatever was moved about in the drawing (`layout`).
 */
export function differenceOf(before: Compared, after: Compared): DifferencePage {
  const main = [before, after].map(({ set }) => set.processes[set.main]);
  const [a, b] = main;
  const lines = [
    ...aboutLines(before.about, after.about),
    ...(a && b ? elementLines(a, b) : []),
    ...formLines(before.set, after.set),
    ...decisionLines(before.set, after.set),
    ...stepLines(before.set, after.set),
  ];
  return {
    lines,
    layout: lines.length === 0 && canonicalText(plainFiles(before)) !== canonicalText(plainFiles(after)),
  };
}

const plainFiles = ({ files }: Compared) =>
  [...files].map(({ path, text }) => ({ path, text })).sort((x, y) => (x.path < y.path ? -1 : 1));

type Values = Parameters<typeof say>[1];

function line(
  element: string | null,
  change: DifferenceLine['change'],
  aspect: DifferenceAspect | null,
  make: (language: Language) => string,
): DifferenceLine {
  return { element, change, aspect, text: both(make) };
}

function said(code: string, values: Values) {
  return (language: Language): string => say(code, values, language);
}

function aboutLines(before: DraftSaid, after: DraftSaid): readonly DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  const add = (make: (language: Language) => string) => lines.push(line(null, 'changed', 'about', make));
  if (!same(before.name, after.name)) add(said('differs.about.name', { after: after.name.zh }));
  if (!same(before.use, after.use)) add(said('differs.about.use', {}));
  if (!same(before.roles, after.roles)) {
    const roles = ({ roles: all }: DraftSaid, language: Language) => all.map((role) => label('role', role, language));
    add((language) =>
      say(
        'differs.about.roles',
        { before: listed(roles(before, language), language), after: listed(roles(after, language), language) },
        language,
      ),
    );
  }
  if (!same(before.basis, after.basis)) {
    const basis = ({ basis: all }: DraftSaid) => all.map(({ law, article }) => `《${law}》${article}`);
    add((language) =>
      say(
        'differs.about.basis',
        { before: listed(basis(before), language), after: listed(basis(after), language) },
        language,
      ),
    );
  }
  return lines;
}

function listed(parts: readonly string[], language: Language): string {
  return parts.length === 0 ? say('differs.none', {}, language) : parts.join(language === 'en' ? ', ' : '、');
}

function elementLines(before: Process, after: Process): readonly DifferenceLine[] {
  const old = byId(before);
  const now = byId(after);
  const lines: DifferenceLine[] = [];
  for (const element of after.elements)
    if (!old.has(element.id))
      lines.push(line(element.id, 'added', null, said('differs.added', { name: nameOf(element) })));
  for (const element of before.elements)
    if (!now.has(element.id))
      lines.push(line(element.id, 'removed', null, said('differs.removed', { name: nameOf(element) })));
  for (const element of after.elements) {
    const was = old.get(element.id);
    if (was !== undefined) lines.push(...changesOf(before, was, after, element));
  }
  return lines;
}

const byId = (process: Process) => new Map(process.elements.map((element) => [element.id, element]));

/** What differs of one element, an aspect a line; nothing that differs is left without one. */
function changesOf(before: Process, was: Element, after: Process, is: Element): readonly DifferenceLine[] {
  const name = nameOf(is);
  const id = is.id;
  const lines: DifferenceLine[] = [];
  if (was.name !== is.name)
    lines.push(line(id, 'renamed', null, said('differs.renamed', { before: nameOf(was), after: name })));
  if (was.type !== is.type) lines.push(line(id, 'changed', 'other', said('differs.kind', { name })));

  const told = (aspect: DifferenceAspect, old: (language: Language) => string, now: (language: Language) => string) =>
    lines.push(
      line(id, 'changed', aspect, (language) =>
        say(`differs.${aspect}`, { name, before: old(language), after: now(language) }, language),
      ),
    );
  if (!same(whoKey(before, was), whoKey(after, is)))
    told(
      'who',
      (language) => whoOf(before, was, language),
      (language) => whoOf(after, is, language),
    );
  const terms = [termKey(was), termKey(is)];
  if (!same(terms[0], terms[1]))
    told(
      'term',
      (language) => termWords(was, language),
      (language) => termWords(is, language),
    );
  const forms = [was, is].map((each) => each.user?.formId ?? each.properties['start.form'] ?? null);
  if (forms[0] !== forms[1])
    told(
      'form',
      (language) => forms[0] ?? say('differs.none', {}, language),
      (language) => forms[1] ?? say('differs.none', {}, language),
    );
  const ways = [waysOf(before, was), waysOf(after, is)] as const;
  if (
    !same(
      ways[0].map(({ to }) => to),
      ways[1].map(({ to }) => to),
    )
  )
    told(
      'next',
      (language) =>
        listed(
          ways[0].map(({ name: to }) => `“${to}”`),
          language,
        ),
      (language) =>
        listed(
          ways[1].map(({ name: to }) => `“${to}”`),
          language,
        ),
    );
  for (const way of ways[1]) {
    const old = ways[0].find(({ flow }) => flow === way.flow) ?? ways[0].find(({ to }) => to === way.to);
    if (old === undefined || old.condition === way.condition) continue;
    told(
      'condition',
      (language) => old.condition ?? say('differs.none', {}, language),
      (language) => way.condition ?? say('differs.none', {}, language),
    );
  }
  lines.push(...inputLines(was, is));
  if (!same(restOf(before, was), restOf(after, is)))
    lines.push(line(id, 'changed', 'other', said('differs.other', { name })));
  return lines;
}

/** Inputs of a step beside its term: what is written out is shown, what is computed as its source. */
function inputLines(was: Element, is: Element): readonly DifferenceLine[] {
  const old = new Map(was.input.map(({ source, target }) => [target, source]));
  const now = new Map(is.input.map(({ source, target }) => [target, source]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => !isTermInput(field) && old.get(field) !== now.get(field))
    .map((field) =>
      line(is.id, 'changed', 'other', (language) => {
        const value = (source: string | undefined) => source ?? say('differs.none', {}, language);
        const values = { name: nameOf(is), field, before: value(old.get(field)), after: value(now.get(field)) };
        return say('differs.input', values, language);
      }),
    );
}

const isTermInput = (field: string): boolean => /(^|_)(term|days|hours)(_|$)/.test(field);

/** Lane and named people. Lanes are the same where their role and name are, whatever they are called inside. */
function whoKey(process: Process, { lane, user }: Element) {
  const at = lane === null ? undefined : process.lanes[lane];
  return [
    at?.role ?? null,
    at?.name ?? null,
    user?.candidateGroups ?? null,
    user?.assignee ?? null,
    user?.candidateUsers ?? null,
  ];
}

function termKey({ event, user, input }: Element) {
  const inputs = input.filter(({ target }) => isTermInput(target)).map(({ source, target }) => [target, source]);
  const timer = event?.kind === 'timer' ? [event.timer, event.expression] : null;
  return [timer, user?.dueDate ?? null, user?.followUpDate ?? null, inputs];
}

function termWords(element: Element, language: Language): string {
  const given = inputsOf(element);
  const inputs = element.input
    .filter(({ target }) => isTermInput(target))
    .map(({ source, target }) => {
      const n = given[target];
      return typeof n === 'number' && target.endsWith('days') ? termInWords(n, 'day', language) : source;
    });
  const feels = [element.event?.kind === 'timer' ? element.event.expression : null, element.user?.dueDate ?? null];
  const terms = feels.flatMap((feel) => {
    if (feel === null) return [];
    const term = termOf(feel);
    return term === null ? [feel] : [termInWords(term.n, term.unit, language)];
  });
  return listed([...terms, ...inputs], language);
}

interface Way {
  readonly flow: string;
  /** Id of what it leads to, and its name. */
  readonly to: string;
  readonly name: string;
  readonly condition: string | null;
}

function waysOf(process: Process, { outgoing }: Element): readonly Way[] {
  return outgoing
    .flatMap((index): readonly Flow[] => (process.flows[index] ? [process.flows[index]] : []))
    .flatMap(({ id, target, condition }) => {
      const element = process.elements[target];
      return element === undefined ? [] : [{ flow: id, to: element.id, name: nameOf(element), condition }];
    })
    .sort((a, b) => (a.to < b.to || (a.to === b.to && a.flow < b.flow) ? -1 : 1));
}

/** Everything of an element that no aspect tells, by ids instead of places in a list. */
function restOf(process: Process, element: Element) {
  const at = (index: number | null) => (index === null || index < 0 ? null : (process.elements[index]?.id ?? null));
  const leads = (index: number | null) => (index === null ? null : at(process.flows[index]?.target ?? null));
  const { event, user, properties } = element;
  const { 'start.form': _form, ...settings } = properties;
  return {
    parent: at(element.parent),
    attachedTo: at(element.attachedTo),
    interrupting: element.interrupting,
    event:
      event?.kind === 'timer' ? 'timer' : event?.kind === 'compensation' ? [event.kind, at(event.activity)] : event,
    default: leads(element.defaultFlow),
    ways: element.outgoing.map((index) => [leads(index), process.flows[index]?.name ?? null]).sort(byText),
    output: element.output,
    settings,
    job: element.job,
    script: element.script,
    decision: element.decision,
    call: element.call,
    loop: element.loop,
    forCompensation: element.forCompensation,
    handler: at(element.handler),
    user: user !== null,
  };
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Forms by id: which fields came, went or changed. */
function formLines(before: DefinitionSet, after: DefinitionSet): readonly DifferenceLine[] {
  return partLines(before.forms, after.forms, 'form', (id, was, is) => {
    const [old, now] = [fieldsOf(was), fieldsOf(is)];
    const lines: DifferenceLine[] = [];
    const add = (code: string, field: string) =>
      lines.push(line(null, 'changed', 'form', said(`differs.form.${code}`, { name: id, field })));
    for (const [key, field] of now) if (!old.has(key)) add('field-added', nameOfField(key, field));
    for (const [key, field] of old) if (!now.has(key)) add('field-removed', nameOfField(key, field));
    for (const [key, field] of now)
      if (old.has(key) && !same(old.get(key), field)) add('field-changed', nameOfField(key, field));
    return lines.length > 0 ? lines : [line(null, 'changed', 'form', said('differs.form.changed', { name: id }))];
  });
}

function fieldsOf(form: StoredValue): ReadonlyMap<string, StoredValue> {
  const components = (form as { readonly components?: StoredValue } | null)?.components;
  const fields = Array.isArray(components) ? (components as readonly StoredValue[]) : [];
  return new Map(
    fields.flatMap((field) => {
      const key = (field as { readonly key?: StoredValue } | null)?.key;
      return typeof key === 'string' ? [[key, field] as const] : [];
    }),
  );
}

function nameOfField(key: string, field: StoredValue): string {
  const text = (field as { readonly label?: StoredValue } | null)?.label;
  return typeof text === 'string' && text !== '' ? text : key;
}

function decisionLines(before: DefinitionSet, after: DefinitionSet): readonly DifferenceLine[] {
  return partLines(before.decisions.decisions, after.decisions.decisions, 'decision', (id) => [
    line(null, 'changed', 'decision', said('differs.decision.changed', { name: id })),
  ]);
}

/** Processes beside the main one: steps of the catalogue and calls of one's own. */
function stepLines(before: DefinitionSet, after: DefinitionSet): readonly DifferenceLine[] {
  const beside = ({ processes, main }: DefinitionSet) =>
    Object.fromEntries(Object.entries(processes).filter(([id]) => id !== main));
  return partLines(beside(before), beside(after), 'step', (id, _was, is) => [
    line(null, 'changed', 'other', said('differs.step.changed', { name: is.name ?? id })),
  ]);
}

/** Parts of a set by id: added, removed, or told by `changed`. */
function partLines<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  place: 'form' | 'decision' | 'step',
  changed: (id: string, was: T, is: T) => readonly DifferenceLine[],
): readonly DifferenceLine[] {
  const aspect = place === 'step' ? 'other' : place;
  const placed = (code: 'added' | 'removed', id: string) =>
    line(null, code, aspect, (language) => {
      const what = say(`differs.place.${place}`, { name: id }, language);
      return say(`differs.${code}.part`, { what }, language);
    });
  const lines: DifferenceLine[] = [];
  for (const [id, is] of Object.entries(after)) {
    const was = before[id];
    if (was === undefined) lines.push(placed('added', id));
    else if (!same(was, is)) lines.push(...changed(id, was, is));
  }
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) lines.push(placed('removed', id));
  return lines;
}

/** Compared as JSON with sorted keys. */
function same(a: unknown, b: unknown): boolean {
  return canonicalText(plain(a)) === canonicalText(plain(b));
}

function plain(value: unknown): StoredValue {
  return JSON.parse(JSON.stringify(value ?? null)) as StoredValue;
}

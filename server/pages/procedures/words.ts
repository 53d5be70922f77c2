import type { DefinitionSet, Element, Flow, Process } from '#engine';
import { isRole, type Role } from '#rules/contract';
import { label, LANGUAGES, say, type Language } from '#text';
import { isWork, kindOf } from '../kinds.js';
import type { InWords, Length, ProcedureDuration, WordsLine } from '../views/procedures.js';
import { calledBy, constantOf, inputsOf, termOf, type TermGiven } from './constants.js';
import { beginsOf, durationOf, lengthInWords } from './duration.js';
import { leadingTo, readingOrder } from './reading.js';

/**
 * A procedure in words, made from its model: row by row in the order one reads it, each step with how soon it begins, who does it and within
 * which term, and where it goes on if that is not the row below. Steps of the catalogue are told from outside: what happens inside them is
 * the same everywhere. `day`: whose rule packs count, `YYYY-MM-DD`.
 */
export function wordsOf(set: DefinitionSet, day: string): readonly WordsLine[] {
  const process = set.processes[set.main];
  if (!process) return [];
  const end = mainEndOf(process, durationOf(set, day));
  const begins = beginsOf(set, day);
  const [zh = [], en = []] = LANGUAGES.map((language) => new Teller(set, process, begins, language).lines(end));
  return zh.map((line, n) => ({
    ...{ element: line.element.id, depth: line.depth, kind: kindOf(line.element), n: line.n },
    name: { zh: line.name, en: en[n]?.name ?? '' },
    text: { zh: line.text, en: en[n]?.text ?? '' },
    begins: line.begins === null ? null : { zh: line.begins, en: en[n]?.begins ?? '' },
    ways: line.ways.map((way, at) => {
      const other = en[n]?.ways[at];
      return {
        when: way.when === null ? null : { zh: way.when, en: other?.when ?? '' },
        to: { zh: way.to, en: other?.to ?? '' },
      };
    }),
  }));
}

/** Of the ends that are reached last, the one that most leads to; null where there is none. */
function mainEndOf(process: Process, { full, ends }: ProcedureDuration): number | null {
  const last = new Set(ends.filter(({ length }) => length.text.zh === full.text.zh).map(({ element }) => element));
  const counted = process.elements
    .filter(({ id }) => last.has(id))
    .map(({ index }) => ({ index, leading: leadingTo(process, index).size }))
    .sort((a, b) => b.leading - a.leading);
  return counted[0]?.index ?? null;
}

/** The same text in both languages. */
export function both(make: (language: Language) => string): InWords {
  return { zh: make('zh-CN'), en: make('en') };
}

interface Way {
  readonly when: string | null;
  readonly to: string;
}

interface Row {
  readonly element: Element;
  readonly depth: number;
  readonly n: number | null;
}

interface Line extends Row {
  readonly name: string;
  readonly text: string;
  readonly begins: string | null;
  readonly ways: readonly Way[];
}

class Teller {
  #rows: readonly Row[] = [];

  constructor(
    private readonly set: DefinitionSet,
    private readonly process: Process,
    private readonly begins: ReadonlyMap<number, Length>,
    private readonly language: Language,
  ) {}

  lines(end: number | null): readonly Line[] {
    let steps = 0;
    this.#rows = this.#inside(0, 0, end).map(({ element, depth }) => ({
      ...{ element, depth },
      n: isWork(element) && !element.forCompensation ? ++steps : null,
    }));
    return this.#rows.map((row, at) => ({
      ...row,
      name: this.#name(row.element),
      text: this.#sentence(row.element),
      begins: this.#begins(row.element),
      ways: this.#ways(row, this.#below(at)),
    }));
  }

  /** What lies directly in a scope; what lies deeper follows its scope. What says nothing by itself, where ways only meet, is left out. */
  #inside(scope: number, depth: number, end: number | null): readonly Omit<Row, 'n'>[] {
    return readingOrder(this.process, scope, end).flatMap(({ element, depth: aside }) => {
      if (isPassing(element)) return [];
      const row = { element, depth: depth + aside };
      const inner = element.type === 'subProcess' || element.type === 'eventSubProcess';
      return inner ? [row, ...this.#inside(element.index, row.depth + 1, null)] : [row];
    });
  }

  /** The row one goes on with by reading: the next that lies no deeper. */
  #below(at: number): Element | null {
    const depth = this.#rows[at]?.depth ?? 0;
    return this.#rows.slice(at + 1).find((row) => row.depth <= depth)?.element ?? null;
  }

  #begins({ index, parent, type }: Element): string | null {
    const length = parent === 0 && type !== 'endEvent' ? this.begins.get(index) : undefined;
    if (length === undefined) return null;
    if (length.workingDays > 0 || length.hours > 0)
      return this.#say('flow.begins.after', { length: lengthInWords(length, this.language) });
    return this.#say('flow.begins', { n: length.days + 1 });
  }

  #sentence(element: Element): string {
    const { type, event } = element;
    if (element.forCompensation) return this.#say('flow.undo', {});
    switch (type) {
      case 'startEvent':
        return this.#say('flow.start', {});
      case 'endEvent':
        return this.#say(event?.kind === 'error' ? 'flow.end.error' : 'flow.end', {});
      case 'callActivity': {
        if (laneRole(this.process, element) === 'system')
          return this.#say('flow.machine', { term: this.#lasts(element) + this.#each(element) });
        return this.#say('flow.step', { who: this.#who(element), term: this.#lasts(element) });
      }
      case 'userTask':
      case 'manualTask':
      case 'task':
        return this.#say('flow.work', { who: this.#who(element), term: this.#due(element) });
      case 'businessRuleTask':
        return this.#say('flow.decision', {});
      case 'serviceTask':
      case 'scriptTask':
        return this.#say('flow.machine', { term: '' });
      case 'intermediateCatchEvent':
        if (event?.kind === 'timer')
          return this.#say('flow.wait.timer', { term: this.#term('flow.term.after', event.expression) });
        return this.#say('flow.wait.event', {});
      case 'receiveTask':
        return this.#say('flow.wait.event', {});
      case 'intermediateThrowEvent':
        return this.#say('flow.throw', {});
      case 'subProcess':
        return this.#say('flow.inside', { each: this.#each(element) });
      case 'eventSubProcess':
        return this.#say('flow.aside', {});
      case 'eventBasedGateway':
        return this.#say('flow.first', {});
      case 'parallelGateway':
        return this.#say(element.outgoing.length < 2 ? 'flow.join' : 'flow.together', {});
      case 'exclusiveGateway':
      case 'inclusiveGateway':
        return this.#say('flow.branch', {});
      case 'boundaryEvent':
      case 'process':
        return '';
    }
  }

  /** All ways of a choice; of anything else only those that do not lead to the row below. */
  #ways({ element }: Row, below: Element | null): readonly Way[] {
    const flows = this.#flows(element);
    const chosen = element.type === 'exclusiveGateway' || element.type === 'inclusiveGateway';
    const own = flows.flatMap((flow): readonly Way[] => {
      const to = this.#reached(flow);
      if (to === null) return [];
      const when = chosen && flows.length > 1 ? this.#condition(element, flow) : null;
      if (when === null && flows.length < 2 && to === below) return [];
      const on = this.#goesTo(to, below);
      return [{ when, to: flows.length > 1 ? on : this.#say('flow.then', { to: on }) }];
    });
    const late = element.boundary.flatMap((index): readonly Way[] => {
      const event = this.process.elements[index];
      if (event === undefined) return [];
      const targets = this.#flows(event).flatMap((flow) => this.#reached(flow) ?? []);
      return targets.map((to) => ({ when: this.#boundary(event), to: this.#goesTo(to, below) }));
    });
    return [...own, ...late];
  }

  #condition(element: Element, flow: Flow): string {
    if (flow.name !== null && flow.name !== '') return flow.name;
    if (flow.index === element.defaultFlow || flow.condition === null) return this.#say('flow.way.else', {});
    return this.#say('flow.way.if', { condition: flow.condition });
  }

  #boundary(element: Element): string {
    const { event, interrupting } = element;
    if (event?.kind !== 'timer') return this.#say('flow.boundary.event', { name: nameOf(element) });
    const code = interrupting ? 'flow.boundary.timer' : 'flow.boundary.beside';
    if (termOf(event.expression) === null) return this.#say(`${code}.open`, { name: nameOf(element) });
    return this.#say(code, { term: this.#term('flow.term.after', event.expression) });
  }

  #goesTo(to: Element, below: Element | null): string {
    if (to === below) return this.#say('flow.on', {});
    const n = this.#rows.find(({ element }) => element === to)?.n ?? null;
    return n === null
      ? this.#say('flow.to', { name: this.#name(to) })
      : this.#say('flow.to.step', { n, name: this.#name(to) });
  }

  /** Those named for the task, else the lane it lies in. */
  #who(element: Element): string {
    return whoOf(this.process, element, this.language) + this.#each(element);
  }

  #each(element: Element): string {
    return element.loop === null ? '' : this.#say('flow.each', {});
  }

  #due({ user }: Element): string {
    return user?.dueDate == null ? '' : this.#term('flow.term.due', user.dueDate);
  }

  /** How long a called step lasts: the term of the timer that it waits for inside. */
  #lasts(element: Element): string {
    const term = lastingOf(this.set, element);
    if (term === 'open') return this.#say('flow.term.open', {});
    return term === null ? '' : this.#say('flow.term.lasts', { term: { ...term } });
  }

  #term(code: string, feel: string): string {
    const term = termOf(feel);
    return term === null ? this.#say('flow.term.open', {}) : this.#say(code, { term: { ...term } });
  }

  #flows(element: Element): readonly Flow[] {
    return element.outgoing.flatMap((index) => this.process.flows[index] ?? []);
  }

  /** The next element that has something to say: where ways only meet again, what comes behind. */
  #reached(flow: Flow): Element | null {
    let at = flow;
    for (let steps = 0; steps < this.process.elements.length; steps++) {
      const target = this.process.elements[at.target];
      const [only] = target ? this.#flows(target) : [];
      if (target === undefined || only === undefined || !isPassing(target)) return target ?? null;
      at = only;
    }
    return null;
  }

  #name(element: Element): string {
    const { name, type, outgoing } = element;
    if (name !== null && name.trim() !== '') return nameOf(element);
    if (type === 'startEvent') return this.#say('flow.unnamed.start', {});
    if (type === 'endEvent') return this.#say('flow.unnamed.end', {});
    if (type === 'parallelGateway') return this.#say(outgoing.length > 1 ? 'flow.split' : 'flow.meet', {});
    if (type.endsWith('Gateway')) return this.#say('flow.unnamed.branch', {});
    return nameOf(element);
  }

  #say(code: string, values: Parameters<typeof say>[1]): string {
    return say(code, values, this.language);
  }
}

/** Whether an element only passes on. */
function isPassing({ type, outgoing, event }: Element): boolean {
  if (outgoing.length !== 1) return false;
  if (type === 'exclusiveGateway' || type === 'inclusiveGateway') return true;
  return type === 'intermediateThrowEvent' && (event === null || event.kind === 'none' || event.kind === 'link');
}

/** As drawn; without a name its id. */
export function nameOf({ id, name }: Element): string {
  return name === null || name.trim() === '' ? id : name.replace(/\s+/g, ' ').trim();
}

/** Who acts: the roles or the person the task names, else the lane. */
export function whoOf(process: Process, element: Element, language: Language): string {
  const lane = laneOf(process, element);
  const groups = element.user?.candidateGroups == null ? undefined : constantOf(element.user.candidateGroups);
  const roles = typeof groups === 'string' ? groups.split(',').map((each) => each.trim()) : groups;
  if (Array.isArray(roles) && roles.length > 0)
    return oneOf(
      roles.map((role) => label('role', String(role), language)),
      language,
    );
  const feel = element.user?.candidateGroups ?? element.user?.assignee ?? null;
  if (feel !== null && lane === undefined) return feel;
  if (lane === undefined) return say('flow.nobody', {}, language);
  if (lane.role === 'system') return say('flow.machine.who', {}, language);
  if (language === 'en' && isRole(lane.role)) return label('role', lane.role, language);
  return lane.name ?? label('role', lane.role, language);
}

/** More than two are told as a list: a chain of 或 is not read. */
function oneOf(names: readonly string[], language: Language): string {
  if (language === 'en') return names.join(' or ');
  return names.length > 2 ? say('flow.one.of', { names: names.join('、') }, language) : names.join('或');
}

function laneOf({ lanes }: Process, { lane }: Element): Process['lanes'][number] | undefined {
  return lane === null ? undefined : lanes[lane];
}

function laneRole(process: Process, element: Element): string | null {
  return laneOf(process, element)?.role ?? null;
}

/** A step of people with the roles that may take it. */
export interface TakenBy {
  readonly element: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Steps of people and who may take each, as far as the model names them: what a matter works out itself is left out. */
export function takersOf(set: DefinitionSet): readonly TakenBy[] {
  return Object.values(set.processes).flatMap((process) =>
    process.elements.flatMap((element) => {
      if (element.type !== 'userTask') return [];
      const roles = takersIn(process, element).filter(isRole);
      return roles.length === 0 ? [] : [{ element: element.id, name: nameOf(element), roles }];
    }),
  );
}

function takersIn({ lanes }: Process, { user, lane }: Element): readonly string[] {
  if (user?.candidateGroups != null) {
    const groups = constantOf(user.candidateGroups);
    const named = typeof groups === 'string' ? groups.split(',').map((each) => each.trim()) : groups;
    return Array.isArray(named) ? named.map(String) : [];
  }
  const role = lane === null ? undefined : lanes[lane]?.role;
  return user?.assignee == null && role != null ? [role] : [];
}

/** The term of the first timer a called step waits for; `open` where it depends on the matter, null where it waits for none. */
export function lastingOf(set: DefinitionSet, element: Element): TermGiven | 'open' | null {
  const called = set.processes[calledBy(element) ?? ''];
  const given = inputsOf(element);
  const timer = called?.elements.find(
    ({ type, event }) => type === 'intermediateCatchEvent' && event?.kind === 'timer',
  );
  return timer?.event?.kind === 'timer' ? (termOf(timer.event.expression, given) ?? 'open') : null;
}

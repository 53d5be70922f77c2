import type { DefinitionSet, Element, Flow, Process } from '#engine';
import { isRole, type Role } from '#rules/contract';
import { label, LANGUAGES, say, type Language } from '#text';
import { inOrder } from '../steps.js';
import type { InWords, WordsLine } from '../views/procedures.js';
import { calledBy, constantOf, inputsOf, termOf, type TermGiven } from './constants.js';

/**
 * A procedure in words, made from its model: each step one sentence with who does it, what, within which term, and what follows;
 * choices as sentences of their own. Steps of the catalogue are told from outside: what happens inside them is the same everywhere.
 */
export function wordsOf(set: DefinitionSet): readonly WordsLine[] {
  const process = set.processes[set.main];
  if (!process) return [];
  const told = LANGUAGES.map((language) => new Teller(set, process, language).lines());
  const [zh = [], en = []] = told;
  return zh.map(({ element, depth, text }, n) => ({ element, depth, text: { zh: text, en: en[n]?.text ?? '' } }));
}

/** The same text in both languages. */
export function both(make: (language: Language) => string): InWords {
  return { zh: make('zh-CN'), en: make('en') };
}

interface Line {
  readonly element: string;
  readonly depth: number;
  readonly text: string;
}

class Teller {
  constructor(
    private readonly set: DefinitionSet,
    private readonly process: Process,
    private readonly language: Language,
  ) {}

  lines(): readonly Line[] {
    return this.#inside(0, 0);
  }

  /** What lies directly in a scope, in the order of the flow; what lies deeper follows its scope. */
  #inside(scope: number, depth: number): readonly Line[] {
    const here = orderedIn(this.process, scope);
    return here.flatMap((element) => {
      const text = this.#sentence(element);
      const line = text === null ? [] : [{ element: element.id, depth, text }];
      const inner = element.type === 'subProcess' || element.type === 'eventSubProcess';
      return inner ? [...line, ...this.#inside(element.index, depth + 1)] : line;
    });
  }

  /** Null for what says nothing by itself: where ways only meet again. */
  #sentence(element: Element): string | null {
    const { type, event } = element;
    const name = this.#name(element);
    const then = this.#then(element);
    if (element.forCompensation) return this.#say('flow.undo', { name });
    switch (type) {
      case 'startEvent':
        return this.#say('flow.start', { name, then });
      case 'endEvent':
        return this.#say(event?.kind === 'error' ? 'flow.end.error' : 'flow.end', { name });
      case 'callActivity':
        return this.#say('flow.step', { who: this.#who(element), name, term: this.#lasts(element), then });
      case 'userTask':
      case 'manualTask':
      case 'task':
        return this.#say('flow.work', { who: this.#who(element), name, term: this.#due(element), then });
      case 'businessRuleTask':
        return this.#say('flow.decision', { name, then });
      case 'serviceTask':
      case 'scriptTask':
        return this.#say('flow.machine', { name, then });
      case 'receiveTask':
        return this.#say('flow.wait.event', { name, then });
      case 'intermediateCatchEvent':
        if (event?.kind !== 'timer') return this.#say('flow.wait.event', { name, then });
        return this.#say('flow.wait.timer', { name, term: this.#term('flow.term.after', event.expression), then });
      case 'intermediateThrowEvent':
        return event?.kind === 'none' || event === null ? null : this.#say('flow.throw', { name, then });
      case 'boundaryEvent':
        return this.#boundary(element);
      case 'subProcess':
        return this.#say('flow.inside', { name: name + this.#each(element), then });
      case 'eventSubProcess':
        return this.#say('flow.aside', { name });
      case 'exclusiveGateway':
      case 'inclusiveGateway':
        return this.#branch(element);
      case 'eventBasedGateway':
        return this.#say('flow.first', { ways: this.#joined(this.#targets(element)) });
      case 'parallelGateway':
        if (element.outgoing.length < 2) return this.#say('flow.join', { to: this.#joined(this.#targets(element)) });
        return this.#say('flow.together', { names: this.#joined(this.#targets(element)) });
      case 'process':
        return null;
    }
  }

  #branch(element: Element): string | null {
    const flows = this.#flows(element);
    if (flows.length < 2) return null;
    const ways = this.#joined(
      flows.map((flow) => {
        const to = this.#reached(flow);
        if (flow.name !== null && flow.name !== '') return this.#say('flow.way.named', { condition: flow.name, to });
        if (flow.index === element.defaultFlow || flow.condition === null) return this.#say('flow.way.else', { to });
        return this.#say('flow.way.if', { condition: flow.condition, to });
      }),
    );
    if (element.name === null || element.name === '') return this.#say('flow.branch.unnamed', { ways });
    return this.#say('flow.branch', { name: element.name, ways });
  }

  #boundary(element: Element): string {
    const host = this.#name(this.process.elements[element.attachedTo ?? -1] ?? element);
    const to = this.#say('flow.to', { to: this.#joined(this.#targets(element)) });
    const { event } = element;
    if (event?.kind !== 'timer') return this.#say('flow.boundary.event', { host, name: this.#name(element), to });
    const code = element.interrupting ? 'flow.boundary.timer' : 'flow.boundary.beside';
    if (termOf(event.expression) === null) return this.#say(`${code}.open`, { host, name: this.#name(element), to });
    return this.#say(code, { host, term: this.#term('flow.term.after', event.expression), to });
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

  #then(element: Element): string {
    const targets = this.#targets(element);
    return targets.length === 0 ? '' : this.#say('flow.then', { to: this.#joined(targets) });
  }

  #flows(element: Element): readonly Flow[] {
    return element.outgoing.flatMap((index) => this.process.flows[index] ?? []);
  }

  #targets(element: Element): readonly string[] {
    return this.#flows(element).map((flow) => this.#reached(flow));
  }

  /** The next element that has something to say: where ways only meet again, what comes behind. */
  #reached(flow: Flow): string {
    let at = flow;
    for (let steps = 0; steps < this.process.elements.length; steps++) {
      const target = this.process.elements[at.target];
      const [only] = target ? this.#flows(target) : [];
      if (target === undefined || only === undefined || !isPassing(target))
        return target === undefined ? '' : this.#quoted(target);
      at = only;
    }
    return '';
  }

  #quoted(element: Element): string {
    if (element.type === 'parallelGateway' && !element.name)
      return this.#say(element.outgoing.length > 1 ? 'flow.split' : 'flow.meet', {});
    return `“${this.#name(element)}”`;
  }

  #name(element: Element): string {
    if (element.name !== null && element.name.trim() !== '') return nameOf(element);
    if (element.type === 'startEvent') return this.#say('flow.unnamed.start', {});
    return element.type === 'endEvent' ? this.#say('flow.unnamed.end', {}) : nameOf(element);
  }

  #joined(parts: readonly string[]): string {
    return parts.join(this.language === 'en' ? '; ' : '；');
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
  const lane = element.lane === null ? undefined : process.lanes[element.lane];
  const groups = element.user?.candidateGroups == null ? undefined : constantOf(element.user.candidateGroups);
  const roles = typeof groups === 'string' ? groups.split(',').map((each) => each.trim()) : groups;
  if (Array.isArray(roles) && roles.length > 0)
    return roles.map((role) => label('role', String(role), language)).join(language === 'en' ? ' or ' : '或');
  const feel = element.user?.candidateGroups ?? element.user?.assignee ?? null;
  if (feel !== null && lane === undefined) return feel;
  if (lane === undefined) return say('flow.nobody', {}, language);
  if (lane.role === 'system') return say('flow.machine.who', {}, language);
  if (language === 'en' && isRole(lane.role)) return label('role', lane.role, language);
  return lane.name ?? label('role', lane.role, language);
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

/** Elements directly in a scope, in the order the flow reaches them. */
export function orderedIn(process: Process, scope: number): readonly Element[] {
  if (scope === 0) return inOrder(process).filter(({ parent }) => parent === 0);
  const seen = new Set<number>();
  const queue = [...(process.elements[scope]?.starts ?? [])];
  for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
    const element = process.elements[index];
    if (!element || seen.has(index)) continue;
    seen.add(index);
    for (const flow of element.outgoing) queue.push(process.flows[flow]?.target ?? -1);
    queue.push(...element.boundary);
  }
  const inside = process.elements.filter(({ parent }) => parent === scope);
  return [
    ...[...seen].flatMap((index) => process.elements[index] ?? []),
    ...inside.filter(({ index }) => !seen.has(index)),
  ];
}

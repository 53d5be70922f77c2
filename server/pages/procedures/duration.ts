import { PACKS, packOf } from '#law';
import type { DefinitionSet, Element, Process } from '#engine';
import { say, termInWords, type Language } from '#text';
import type { Lasting, Length, ProcedureDuration } from '../views/procedures.js';
import { kindOf } from '../kinds.js';
import { calledBy, inputsOf, termOf, type Known, type TermGiven } from './constants.js';

/**
 * How long a procedure lasts at least, from its model alone: the terms that no step can cut short. To each end the shortest way is
 * taken: the shorter branch at an exclusive choice, the longest branch where several must come together, what a called step needs
 * inside. What breaks off the regular way, an objection that is upheld or an error, is left out; a boundary timer begins a way of its own.
 * People's work counts as nothing: it has a latest, not a least. Where a term is not written out, the floor of the rule pack
 * that the step names stands in, else it counts as nothing and is listed as open.
 */
export function durationOf(set: DefinitionSet, day: string): ProcedureDuration {
  const way = new Ways(set, day);
  const process = set.processes[set.main];
  const found = process ? way.ends(process, {}, [set.main]) : [];
  const ends = found.map(({ element, length, parts }) => ({
    ...named(element),
    length: lasting(length),
    parts: parts.map((part) => ({ ...named(part.element), length: lasting(part.length) })),
  }));
  const full = found.reduce((most, { length }) => (weight(length) > weight(most) ? length : most), NOTHING);
  return { full: lasting(full), ends, open: [...way.open].map(named) };
}

/**
 * When each element of the procedure's own level begins at the earliest, by its index; what is only reached by breaking off the regular way
 * is not among them.
 */
export function beginsOf(set: DefinitionSet, day: string): ReadonlyMap<number, Length> {
  const process = set.processes[set.main];
  const begins = process ? new Ways(set, day).begins(process) : [];
  return new Map([...begins].map(([index, { length }]) => [index, length]));
}

const named = ({ id, name }: Element) => ({ element: id, name });

function lasting(length: Length): Lasting {
  return { ...length, text: { zh: lengthInWords(length, 'zh-CN'), en: lengthInWords(length, 'en') } };
}

/** `8天和3个工作日`; nothing at all is the same day. */
export function lengthInWords({ days, workingDays, hours }: Length, language: Language): string {
  const parts = [
    [days, 'day'],
    [workingDays, 'working_day'],
    [hours, 'hour'],
  ] as const;
  const said = parts.flatMap(([n, unit]) => (n === 0 ? [] : termInWords(n, unit, language)));
  return said.length === 0 ? say('length.none', {}, language) : said.join(language === 'en' ? ' and ' : '和');
}

const NOTHING: Length = { days: 0, workingDays: 0, hours: 0 };
/** Deeper calls are cut: a procedure that calls itself has no length. */
const DEEPEST = 8;

interface Reached {
  readonly length: Length;
  /** Steps on the way that take time. */
  readonly parts: readonly { readonly element: Element; readonly length: Length }[];
}
interface End extends Reached {
  readonly element: Element;
}
const AT_ONCE: Reached = { length: NOTHING, parts: [] };

class Ways {
  /** Elements of the procedure itself whose term, or one inside them, is not known. */
  readonly open = new Set<Element>();
  #unknowns = 0;

  constructor(
    private readonly set: DefinitionSet,
    private readonly day: string,
  ) {}

  /** Every end of the process's own level with the shortest way to it. */
  ends(process: Process, known: Known, path: readonly string[]): readonly End[] {
    const { over: reached } = this.#reach(process, 0, known, path);
    return process.elements
      .filter(({ parent, type, event }) => parent === 0 && type === 'endEvent' && event?.kind !== 'error')
      .flatMap((element) => {
        const way = reached.get(element.index);
        return way === undefined ? [] : [{ element, ...way }];
      })
      .sort((a, b) => weight(b.length) - weight(a.length));
  }

  begins(process: Process): ReadonlyMap<number, Reached> {
    return this.#reach(process, 0, {}, [this.set.main]).begins;
  }

  /** When each element directly inside a scope begins, and is over, at the earliest. */
  #reach(
    process: Process,
    scope: number,
    known: Known,
    path: readonly string[],
  ): { readonly begins: ReadonlyMap<number, Reached>; readonly over: ReadonlyMap<number, Reached> } {
    const { elements, flows } = process;
    const inside = elements.filter(({ parent, forCompensation }) => parent === scope && !forCompensation);
    const own = new Map(inside.map((element) => [element.index, this.#own(process, element, known, path)]));
    const over = new Map<number, Reached>();
    const begins = new Map<number, Reached>();
    const starts = new Set(elements[scope]?.starts ?? []);
    const before = (element: Element): Reached | undefined => {
      if (starts.has(element.index)) return AT_ONCE;
      if (element.attachedTo !== null)
        return element.event?.kind === 'timer' ? begins.get(element.attachedTo) : undefined;
      const ways = element.incoming.map((flow) => over.get(flows[flow]?.source ?? -1));
      const there = ways.filter((way) => way !== undefined);
      if (element.type !== 'parallelGateway') return there.reduce<Reached | undefined>(shorter, undefined);
      return there.length < ways.length ? undefined : there.reduce<Reached | undefined>(longer, undefined);
    };
    // each round reaches at least one element more; what loops back is never shorter
    for (let round = 0, changed = true; changed && round <= inside.length; round++) {
      changed = false;
      for (const element of inside) {
        const begun = before(element);
        if (begun === undefined) continue;
        begins.set(element.index, begun);
        const done = plus(begun, element, own.get(element.index) ?? NOTHING);
        const known = over.get(element.index);
        if (known !== undefined && weight(known.length) === weight(done.length)) continue;
        over.set(element.index, done);
        changed = true;
      }
    }
    return { begins, over };
  }

  /** What an element takes by itself. */
  #own(process: Process, element: Element, known: Known, path: readonly string[]): Length {
    const { type, event } = element;
    if (event?.kind === 'timer' && (type === 'intermediateCatchEvent' || type === 'boundaryEvent')) {
      const term = termOf(event.expression, known);
      if (term !== null) return lengthOf(term);
      this.#unknowns++;
      if (path.length === 1) this.open.add(element);
      return NOTHING;
    }
    if (type === 'callActivity') return this.#called(element, known, path);
    if (type === 'subProcess') return this.#whole(process, element.index, known, path);
    return NOTHING;
  }

  /** From the start of a scope until nothing in it runs any more: the shorter of what excludes each other, the longest of what runs beside. */
  #whole(process: Process, scope: number, known: Known, path: readonly string[]): Length {
    const { elements, flows } = process;
    const inside = elements.filter(({ parent, forCompensation }) => parent === scope && !forCompensation);
    const own = new Map(inside.map((element) => [element.index, this.#own(process, element, known, path)]));
    const left = new Map<number, Length>();
    const least = (lengths: readonly (Length | undefined)[]) => lengths.reduce(shortest, undefined);
    const leftAt = (element: Element): Length | undefined => {
      const { type, event, outgoing, boundary, index } = element;
      const next = outgoing.map((flow) => left.get(flows[flow]?.target ?? -1));
      const chosen = type === 'exclusiveGateway' || type === 'inclusiveGateway' || type === 'eventBasedGateway';
      if (type === 'endEvent' || outgoing.length === 0) return event?.kind === 'error' ? undefined : NOTHING;
      const on = chosen ? least(next) : next.reduce(longest, NOTHING);
      const late = boundary
        .filter((at) => elements[at]?.event?.kind === 'timer' && elements[at].interrupting)
        .map((at) => left.get(at));
      return least([on === undefined ? undefined : sum(own.get(index) ?? NOTHING, on), ...late]);
    };
    for (let round = 0, changed = true; changed && round <= inside.length; round++) {
      changed = false;
      for (const element of inside) {
        const length = leftAt(element);
        const known = left.get(element.index);
        if (length === undefined || (known !== undefined && weight(known) <= weight(length))) continue;
        left.set(element.index, length);
        changed = true;
      }
    }
    return least((elements[scope]?.starts ?? []).map((start) => left.get(start))) ?? NOTHING;
  }

  #called(element: Element, known: Known, path: readonly string[]): Length {
    const id = calledBy(element);
    const process = this.set.processes[id ?? ''];
    if (id === null || !process || path.length >= DEEPEST || path.includes(id)) return NOTHING;
    const given = inputsOf(element, known);
    const before = this.#unknowns;
    const length = this.#whole(process, 0, given, [...path, id]);
    if (this.#unknowns > before && path.length === 1) this.open.add(element);
    const floor = kindOf(element) === 'publicity' ? this.#floor(given) : NOTHING;
    return weight(floor) > weight(length) ? floor : length;
  }

  /** Days of publicity that the rule pack a step names asks for. */
  #floor({ pack }: Known): Length {
    const found = typeof pack === 'string' ? packOf(PACKS, pack, this.day) : undefined;
    return found?.publicity?.floor === true ? lengthOf(found.publicity.term) : NOTHING;
  }
}

function lengthOf({ n, unit }: TermGiven): Length {
  return { ...NOTHING, [unit === 'day' ? 'days' : unit === 'working_day' ? 'workingDays' : 'hours']: n };
}

/** In hours, only to compare: a working day lasts at least a day. */
function weight({ days, workingDays, hours }: Length): number {
  return (days + workingDays) * 24 + hours;
}

function plus({ length, parts }: Reached, element: Element, own: Length): Reached {
  if (weight(own) === 0) return { length, parts };
  return { length: sum(length, own), parts: [...parts, { element, length: own }] };
}

function sum(a: Length, b: Length): Length {
  return { days: a.days + b.days, workingDays: a.workingDays + b.workingDays, hours: a.hours + b.hours };
}

function shorter(a: Reached | undefined, b: Reached): Reached {
  return a === undefined || weight(b.length) < weight(a.length) ? b : a;
}
function longer(a: Reached | undefined, b: Reached): Reached {
  return a === undefined || weight(b.length) > weight(a.length) ? b : a;
}
/** Undefined is never: it is chosen last. */
function shortest(a: Length | undefined, b: Length | undefined): Length | undefined {
  return b === undefined || (a !== undefined && weight(a) <= weight(b)) ? a : b;
}
/** Undefined is never, and what waits for it is over never. */
function longest(a: Length | undefined, b: Length | undefined): Length | undefined {
  return a === undefined || (b !== undefined && weight(b) <= weight(a)) ? a : b;
}

import { instanceDecider, type DefinitionSet, type Effect, type StoredValue } from '#engine';
import { calendarRules, closedDays, closingsAt, type ClosingDays } from '#rules/calendar';
import type { CapabilityRules } from '#rules/contract';
import type { AnyDecider, CalendarYear, FactSources, Host } from './hosts.js';

/** Name under which a command names a calendar year. */
export function calendarName(year: number): string {
  return `calendar:${year}`;
}

/** Name under which a command names a local closing. */
export function closingName({ scope, n }: Pick<ClosingDays, 'scope' | 'n'>): string {
  return `closing:${scope}:${n}`;
}

/**
 * A matter is given its definition set, and the loaded calendar years with the closings of its place when anything in the
 * set counts terms. Exactly what it is given is named in the command, so that the same can be handed to it again.
 */
export const INSTANCE_HOST: Host = {
  decider: instanceDecider as unknown as AnyDecider,
  needsModel: true,
  facts: (sources) => ({
    definitions: sources.model,
    calendars: { years: yearsOf(calendarsFor(sources)), ...closedFor(sources) },
    ...(sources.target == null ? null : { target: sources.target }),
  }),
  names: (sources) =>
    Object.fromEntries([
      ...calendarsFor(sources).map(({ year, hash }) => [calendarName(year), hash] as const),
      ...closingsOf(sources).map((closing) => [closingName(closing), closing.hash] as const),
    ]),
};

/** Every kind of stream with the decider that owns it: the engine, the organisation's calendars, and the rules' own. */
export function hostsOf(rules: readonly CapabilityRules[]): ReadonlyMap<string, Host> {
  const hosts = new Map<string, Host>([[INSTANCE_HOST.decider.kind, INSTANCE_HOST]]);
  for (const { deciders } of [calendarRules, ...rules]) {
    for (const decider of deciders) hosts.set(decider.kind, entityHost(decider as AnyDecider));
  }
  return hosts;
}

/** An entity is given nothing: what it needs from outside stands in its commands. */
function entityHost(decider: AnyDecider): Host {
  return { decider, needsModel: false, facts: () => ({}), names: () => ({}) };
}

function calendarsFor(sources: FactSources): readonly CalendarYear[] {
  return counts(sources) ? sources.calendars : [];
}

/** Whether somebody else's place is closed is no fact of this matter. */
function closingsOf(sources: FactSources): readonly ClosingDays[] {
  return counts(sources) ? closingsAt(sources.closings, sources.scope) : [];
}

/** Nothing where there is none: what was decided before there were closings is given what it was given then. */
function closedFor(sources: FactSources): { readonly closings?: readonly string[] } {
  const closings = closedDays(closingsOf(sources));
  return closings.length === 0 ? {} : { closings };
}

function counts({ model, target = null }: FactSources): boolean {
  return [model, target].some((set) => set !== null && countsTerms(set));
}

const termUse = new WeakMap<DefinitionSet, boolean>();

/** The hash of the set a command goes to, standard base64; null for every command but `migrate`. */
export function targetOf(command: Readonly<Record<string, unknown>>): string | null {
  const { type, definition } = command;
  return type === 'migrate' && typeof definition === 'string' ? definition : null;
}

/** The set a stream goes on in after a decision; null where it stays. */
export function definitionAfter(effects: readonly Effect[]): string | null {
  return effects.find((effect) => effect.do === 'setDefinition')?.definition ?? null;
}

/** True when a text of the set could call `term`. A name that only looks like it costs a few bytes, never a wrong answer. */
export function countsTerms(set: DefinitionSet): boolean {
  const known = termUse.get(set);
  if (known !== undefined) return known;
  const found = JSON.stringify([set.processes, set.decisions]).includes('term');
  termUse.set(set, found);
  return found;
}

function yearsOf(calendars: readonly CalendarYear[]): Readonly<Record<string, StoredValue>> {
  return Object.fromEntries(calendars.map(({ year, calendar }) => [String(year), calendar]));
}

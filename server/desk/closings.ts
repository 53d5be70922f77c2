import { Inject, Injectable } from '@nestjs/common';
import { People } from '#community';
import type { Caller } from '#identity';
import { Matters, rolesAt } from '#matters';
import { CLOCK, type Clock } from '#outside';
import {
  closingLines,
  closingPreview,
  hasDateAfter,
  isStaff,
  termsBeside,
  termsMovedBy,
  type ClosingAsked,
  type ClosingPreview,
  type ClosingReader,
  type ClosingsPage,
  type HistoryRecord,
  type MatterData,
  type Reading,
  type Role,
  type TermBeside,
} from '#pages';
import { inForce, type Closing } from '#rules/calendar';
import { scopeFits } from '#rules/contract';
import { Runtime } from '#runtime';
import type { InstanceState } from '#engine';

/** Terms that are listed beside the closings, matters that are opened to find them, and streams read at once. */
const MOST_TERMS = 100;
const MOST_MATTERS = 500;
const AT_ONCE = 200;

/** Local closings as somebody of the staff may see them: those of their places, of what lies above, and below. */
@Injectable()
export class Closings {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(caller: Caller): Promise<ClosingsPage> {
    const state = this.runtime.calendarState();
    const [stream] = await this.runtime.streams({ kind: 'calendar', limit: 1 });
    const history = stream ? await this.matters.history(stream.id) : [];
    const shown = state.closings.filter(({ scope }) => isNear(caller, scope));
    const now = this.clock.now();
    const standing = inForce(shown).filter(({ to }) => endOf(to) > now);
    const { terms, more } = await this.#terms(standing, caller, (data, reading) =>
      termsBeside(data, reading, state.closings),
    );
    return {
      closings: closingLines(state, shown, history, await this.#reader(caller, shown, history)),
      places: await this.places(caller),
      terms,
      more,
    };
  }

  /** Who may close the place asks this; what it would do, and why not. */
  async preview(asked: ClosingAsked, caller: Caller): Promise<ClosingPreview> {
    const state = this.runtime.calendarState();
    const { years } = this.matters.calendars(null);
    const preview = closingPreview(state, years, asked, this.clock.now());
    if (!preview.may.yes) return { ...preview, terms: [], more: false };
    const terms = await this.#terms([asked], caller, (data, reading) =>
      termsMovedBy(asked, data, reading, state.closings),
    );
    return { ...preview, ...terms };
  }

  /** Terms that run at the places of these days, as `termsOf` sees them in each matter. */
  async #terms(
    closings: readonly ClosingAsked[],
    caller: Caller,
    termsOf: (data: MatterData, reading: Reading) => readonly TermBeside[],
  ): Promise<{ readonly terms: readonly TermBeside[]; readonly more: boolean }> {
    const found: TermBeside[] = [];
    let matters = 0;
    for (const scope of topmost(closings)) {
      const first = Math.min(...closings.filter((each) => within(each.scope, scope)).map(({ from }) => startOf(from)));
      for await (const matter of this.#datedIn(scope, first, caller)) {
        matters += 1;
        if (matters > MOST_MATTERS) break;
        const { opened } = await this.matters.openEach([matter], caller);
        for (const { data, reading } of opened) if (isStaff(reading)) found.push(...termsOf(data, reading));
      }
    }
    const terms = found.sort((a, b) => a.due - b.due);
    return { terms: terms.slice(0, MOST_TERMS), more: terms.length > MOST_TERMS || matters > MOST_MATTERS };
  }

  /** Matters under way at a place or below, in the caller's reach, with a date that ends after an instant. */
  async *#datedIn(scope: string, at: number, caller: Caller): AsyncGenerator<string> {
    for (let before: string | undefined; ;) {
      const streams = await this.runtime.streams({
        ...{ kind: 'instance', scope, status: 'open', limit: AT_ONCE },
        ...(before === undefined ? {} : { before }),
      });
      for (const { id, scope: place } of streams) {
        if (rolesAt(caller, place).length === 0) continue;
        const view = await this.runtime.state<InstanceState>(id);
        if (view !== null && hasDateAfter(view.state, at)) yield id;
      }
      before = streams.at(-1)?.id;
      if (streams.length < AT_ONCE) return;
    }
  }

  async #reader(
    caller: Caller,
    closings: readonly Closing[],
    history: readonly HistoryRecord[],
  ): Promise<ClosingReader> {
    const scopes = new Set([...closings.map(({ scope }) => scope), ...history.map(({ command }) => command.by.scope)]);
    const names = await this.people.namesOf(history.map(({ command }) => command.by.p));
    const places = new Map<string, string>();
    for (const scope of scopes) places.set(scope, await this.people.unitName(scope));
    const placeOf = (scope: string): string => places.get(scope) ?? scope;
    return {
      now: this.clock.now(),
      mayClose: (scope) => keeps(caller, scope),
      placeOf,
      who: ({ command: { by } }) => ({
        role: by.role as Role,
        place: by.scope === '' ? null : placeOf(by.scope),
        name: names.get(by.p) ?? null,
        p: null,
        you: by.p === caller.person,
      }),
    };
  }

  /** Whose offices the caller may close: streets and communities of their posts as administrator. */
  async places(caller: Caller): Promise<ClosingsPage['places']> {
    const { units } = await this.people.state();
    return Object.values(units)
      .filter(({ path, kind }) => CLOSED_BY.has(kind) && keeps(caller, path))
      .map(({ path, name }) => ({ scope: path, name }))
      .sort((a, b) => (a.scope < b.scope ? -1 : 1));
  }
}

/** Whose offices keep days: stairwells and buildings have none. */
const CLOSED_BY: ReadonlySet<string> = new Set(['street', 'community']);

function keeps(caller: Caller, scope: string): boolean {
  return caller.appointments.some((held) => held.role === 'administrator' && scopeFits(held.scope, scope));
}

/** Of a place of the caller's, above it or below: what other communities close is their own business. */
function isNear(caller: Caller, scope: string): boolean {
  return caller.appointments.some(
    (held) => held.role !== 'resident' && (scopeFits(held.scope, scope) || scopeFits(scope, held.scope)),
  );
}

const within = (scope: string, above: string): boolean => scopeFits(above, scope);

/** Their places without those that lie in another of them. */
function topmost(closings: readonly ClosingAsked[]): readonly string[] {
  const scopes = [...new Set(closings.map(({ scope }) => scope))];
  return scopes.filter((scope) => !scopes.some((other) => other !== scope && within(scope, other)));
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

function endOf(day: string): number {
  return startOf(day) + 86_400_000;
}

import type { DiagramMove, Instant, Moment, PollResult, TraceDiagram, TracePage, ValueSet } from '#web/port';

/** A drawing as it stood at a notch. */
export interface DiagramAt extends TraceDiagram {
  /** Elements with something that was done after its date, or open after it. */
  readonly late: readonly string[];
  /** How long runs of an element took together up to here, longest first; `level` 1 to 4 by its share of the longest. */
  readonly heat: readonly Heat[];
}
export interface Heat {
  readonly element: string;
  readonly ms: number;
  readonly level: 1 | 2 | 3 | 4;
}

/** The last notch; −1 for a matter without records. */
export function lastNotch({ moments }: Pick<TracePage, 'moments'>): number {
  return moments.length - 1;
}

/** The instant a notch stands for: at the last one the present goes on. */
export function instantAt(moments: readonly Moment[], notch: number, now: Instant): Instant {
  return notch >= moments.length - 1 ? Math.max(now, moments.at(-1)?.at ?? 0) : (moments[notch]?.at ?? 0);
}

/** The drawings of the version the matter ran on at a notch, the procedure's own first. */
export function drawingsAt(diagrams: readonly TraceDiagram[], notch: number): readonly TraceDiagram[] {
  return diagrams.filter(({ from, until }) => from <= notch && (until === null || notch <= until));
}

/** What had run, ran and was moved when record `notch` had been written: the fold of the runs up to it. */
export function diagramAt(
  diagram: TraceDiagram,
  moments: readonly Moment[],
  notch: number,
  now: Instant,
  over: boolean,
): DiagramAt {
  const at = instantAt(moments, notch, over ? 0 : now);
  const begun = diagram.runs.filter(({ from }) => from <= notch);
  const hasEnded = ({ to }: { readonly to: number | null }): boolean => to !== null && to <= notch;
  const passed = new Map<string, { element: string; at: Instant; times: number }>();
  const flows = new Set<string>();
  const active = new Map<string, TraceDiagram['active'][number]>();
  const late = new Set<string>();
  const took = new Map<string, number>();
  for (const run of begun) {
    const { element, began, ended, due, waits, single } = run;
    const until = hasEnded(run) ? (ended ?? at) : at;
    if (due !== null && until > due) late.add(element);
    if (!single) took.set(element, (took.get(element) ?? 0) + Math.max(0, until - began));
    if (!hasEnded(run)) {
      const trouble = waits.filter(({ from }) => from <= notch).at(-1)?.trouble ?? null;
      if (!active.has(element) || trouble !== null) active.set(element, { element, since: began, trouble });
      continue;
    }
    if (!run.done) continue;
    run.flows.forEach((flow) => flows.add(flow));
    const known = passed.get(element);
    if (known) known.times += 1;
    else passed.set(element, { element, at: ended ?? at, times: 1 });
  }
  return {
    ...diagram,
    passed: [...passed.values()],
    // an element that stopped before it was entered has no run
    active: notch >= moments.length - 1 ? diagram.active : [...active.values()],
    flows: [...flows],
    moves: movesUpTo(diagram.moves, notch),
    late: [...late],
    heat: heatOf(took),
  };
}

function movesUpTo(moves: readonly DiagramMove[], notch: number): readonly DiagramMove[] {
  return moves.filter((move) => move.notch <= notch);
}

/** Only what took time is warm. */
function heatOf(took: ReadonlyMap<string, number>): readonly Heat[] {
  const longest = Math.max(1, ...took.values());
  return [...took]
    .filter(([, ms]) => ms > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([element, ms]) => ({ element, ms, level: Math.max(1, Math.ceil((ms * 4) / longest)) as Heat['level'] }));
}

/** Variables that stood in a scope at a notch, each with the notch it was set at. */
export interface ScopeAt {
  readonly scope: number;
  readonly where: readonly string[];
  readonly values: readonly (ValueSet & { readonly notch: number })[];
}

export function valuesAt(moments: readonly Moment[], notch: number): readonly ScopeAt[] {
  const scopes = new Map<number, Map<string, ValueSet & { readonly notch: number }>>();
  moments.slice(0, notch + 1).forEach(({ values, closed }, n) => {
    for (const scope of closed) scopes.delete(scope);
    for (const value of values) {
      const known = scopes.get(value.scope) ?? new Map<string, ValueSet & { readonly notch: number }>();
      known.set(value.name, { ...value, notch: n });
      scopes.set(value.scope, known);
    }
  });
  return [...scopes].map(([scope, values]) => {
    const list = [...values.values()];
    return { scope, where: list[0]?.where ?? [], values: list };
  });
}

/** Published results that were known at a notch. */
export function resultsAt(
  page: Pick<TracePage, 'results' | 'moments'>,
  notch: number,
): readonly { readonly poll: string; readonly title: string; readonly result: PollResult }[] {
  return page.results.filter(({ poll, result: { record, at } }) => {
    const n = page.moments.findIndex((moment) =>
      record === null
        ? moment.stream === poll && moment.at >= at
        : moment.stream === record.stream && moment.seq === record.seq,
    );
    return n <= notch;
  });
}

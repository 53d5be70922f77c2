import { elementOf, ROOT } from '#engine';
import type { MatterData } from '../data.js';
import type { Run, Trail } from '../trail.js';
import type { DiagramMove, DiagramRun, DiagramTrouble } from '../views/tracing.js';
import type { Folded } from './fold.js';
import type { Step } from './states.js';

/** Runs as the present set has them, and moves as the set had them that they were made on. */
export interface Ways {
  readonly runs: ReadonlyMap<Run, DiagramRun>;
  readonly moves: readonly WayMove[];
}

/** A move with the scope in whose drawing it was made. */
export interface WayMove extends DiagramMove {
  readonly seq: number;
  readonly scope: number;
}

/** When each run began and ended, by notches, with its date and what it waited for in between. */
export function waysOf(data: MatterData, trail: Trail, { notches, steps }: Folded): Ways {
  const bySeq = new Map(data.history.map((record) => [record.seq, notches.get(record) ?? 0]));
  const notch = (seq: number): number => bySeq.get(seq) ?? 0;
  const dues = new Map<number, number | null>();
  const waits = new Map<number, { from: number; trouble: DiagramTrouble }[]>();
  let over: { readonly notch: number; readonly at: number } | null = null;
  for (const step of steps) {
    const here = notch(step.record.seq);
    if (Object.keys(step.after.nodes).length === 0) over ??= { notch: here, at: step.record.at };
    for (const node of Object.values(step.after.nodes)) {
      const before = step.before.nodes[node.key];
      if (before === node && step.before.incidents === step.after.incidents) continue;
      dues.set(node.key, node.task?.due?.due ?? null);
      const trouble = troubleIn(node.key, step);
      const known = waits.get(node.key) ?? [];
      if (known.at(-1)?.trouble !== trouble || known.length === 0)
        waits.set(node.key, [...known, { from: here, trouble }]);
    }
  }
  const runs = new Map(
    trail.runs.map((run) => {
      const ended =
        run.ended === null ? (run.key === null ? null : over) : { notch: notch(run.ended), at: run.to ?? 0 };
      return [
        run,
        {
          element: run.element.id,
          from: notch(run.seq),
          to: ended?.notch ?? null,
          began: run.from,
          ended: ended?.at ?? null,
          done: run.ended !== null,
          flows: run.flows ?? [],
          single: run.single,
          due: run.key === null ? null : (dues.get(run.key) ?? null),
          waits: run.key === null ? [] : (waits.get(run.key) ?? []),
        },
      ] as const;
    }),
  );
  return { runs, moves: movesOf(trail, steps, notch) };
}

function troubleIn(key: number, { after }: Step): DiagramTrouble {
  if (Object.values(after.incidents).some((incident) => incident.of === key)) return 'incident';
  const node = after.nodes[key];
  if (node?.timer && node.timer.due === null) return 'awaitsCalendar';
  return node?.task ? 'waiting' : null;
}

/** What an operation ended and began, in the drawing it happened in: each end is joined to each beginning. */
function movesOf(trail: Trail, steps: readonly Step[], notch: (seq: number) => number): readonly WayMove[] {
  const found: WayMove[] = [];
  for (const { record, before, set } of steps) {
    if (record.type !== 'modify') continue;
    const ends = new Map<string, string[]>();
    const begins = new Map<string, string[]>();
    const scopes = new Map<string, number>();
    const stretch = trail.stretchOf(record.seq);
    const into = (map: Map<string, string[]>, scope: number | undefined, id: string) => {
      const path = (trail.scopeIn(scope ?? ROOT, stretch)?.path ?? []).join('/');
      map.set(path, [...(map.get(path) ?? []), id]);
      if (!scopes.has(path)) scopes.set(path, scope ?? ROOT);
    };
    for (const event of record.events) {
      const { key, scope, element } = event as {
        readonly key?: number;
        readonly scope?: number;
        readonly element?: string;
      };
      if (event.type === 'Terminated' && key !== undefined) {
        const ended = elementOf(before, { definitions: set }, key);
        if (ended !== undefined) into(ends, before.nodes[key]?.scope, ended.id);
      }
      if (event.type === 'Withdrawn' && element !== undefined) into(ends, scope, element);
      if (event.type === 'Activated' && element !== undefined) into(begins, scope, element);
    }
    const { seq } = record;
    const returned = record.command['op'] === 'return';
    for (const [path, scope] of scopes) {
      const from: readonly (string | null)[] = ends.get(path) ?? [null];
      const to: readonly (string | null)[] = begins.get(path) ?? [null];
      for (const a of from) for (const b of to) found.push({ notch: notch(seq), from: a, to: b, returned, seq, scope });
    }
  }
  return found;
}

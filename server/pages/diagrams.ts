import type { Process } from '#engine';
import type { EarlierSet, MatterData } from './data.js';
import { waysOf, type Folded, type Ways } from './tracing/index.js';
import { Trail, type Run, type RunAs } from './trail.js';
import type { DiagramRun } from './views/tracing.js';
import type { Instant, TraceDiagram } from './views.js';

/**
 * The drawing of the procedure and of every call that was made, with the way taken through each: of every set the matter ran on, the
 * present one first.
 */
export function diagrams(data: MatterData, trail: Trail, folded: Folded): readonly TraceDiagram[] {
  const ways = waysOf(data, trail, folded);
  const bySeq = new Map(data.history.map((record) => [record.seq, folded.notches.get(record) ?? 0]));
  const last = trail.stretches.length - 1;
  const order = [last, ...trail.stretches.map((_stretch, n) => n).slice(0, last)];
  return order.flatMap((n) => {
    const next = trail.stretches[n + 1];
    const until = next === undefined ? null : (bySeq.get(next.seq) ?? 0) - 1;
    const from = n === 0 ? 0 : (bySeq.get(trail.stretches[n]?.seq ?? 0) ?? 0);
    return drawingsOf(n, { from, until }, data, trail, ways);
  });
}

/** The drawings of one stretch, with what had begun by its end. */
function drawingsOf(
  n: number,
  { from, until }: Pick<TraceDiagram, 'from' | 'until'>,
  data: MatterData,
  trail: Trail,
  ways: Ways,
): readonly TraceDiagram[] {
  const paths = new Map<string, Drawn[]>([['', []]]);
  for (const run of trail.runs) {
    const as = trail.runIn(run, n);
    const way = ways.runs.get(run);
    if (as === undefined || way === undefined) continue;
    const name = as.path.join('/');
    paths.set(name, [...(paths.get(name) ?? []), { run, as, way }]);
  }
  const { set } = trail.stretches[n] as Trail['stretches'][number];
  const version = until === null ? data.procedure.version : (data.earlier?.[n]?.version ?? data.procedure.version);
  return [...paths].flatMap(([name, drawn]) => {
    const process = drawn[0]?.as.process ?? set.processes[set.main];
    if (!process) return [];
    const moves = ways.moves.filter(
      ({ seq, scope, notch }) =>
        (until === null || notch <= until) &&
        trail.stretchOf(seq) <= n &&
        (trail.scopeIn(scope, n)?.path ?? []).join('/') === name,
    );
    return [
      {
        ...{ version, from, until },
        path: name === '' ? [] : name.split('/'),
        process: process.id,
        name: process.name ?? process.id,
        bpmn: bpmnOf(process, n, data, trail),
        ...(until === null ? wayThrough(drawn, data) : wayUntil(drawn, until)),
        runs: drawn.map(({ as, way }) => ({ ...way, element: as.element.id, flows: as.flows ?? [] })),
        moves: moves.map(({ notch, from: ended, to: begun, returned, seq, scope }) => {
          const made = trail.stretchOf(seq);
          const around = trail.scopeIn(scope, made)?.process ?? process;
          const here = (id: string | null) => (id === null ? null : trail.onward(around, id, made, n));
          return { notch, from: here(ended), to: here(begun), returned };
        }),
      },
    ];
  });
}

interface Drawn {
  readonly run: Run;
  readonly as: RunAs;
  readonly way: DiagramRun;
}

/** The drawing of a process: a called one without a counterpart in the set is drawn as it was last. */
function bpmnOf({ id }: Process, n: number, data: MatterData, { stretches }: Trail): string {
  const sets: readonly Pick<EarlierSet, 'bpmn'>[] = [...(data.earlier ?? []).slice(0, stretches.length - 1), data];
  return sets.slice(0, n + 1).reduceRight((found, { bpmn }) => found || (bpmn[id] ?? ''), '');
}

type Way = Pick<TraceDiagram, 'passed' | 'active' | 'flows'>;

/** The way at the last notch of an earlier set. */
function wayUntil(drawn: readonly Drawn[], until: number): Way {
  const over = (way: DiagramRun): boolean => way.to !== null && way.to <= until;
  const done = drawn.filter(({ way }) => over(way) && way.done);
  return {
    passed: passedOf(done.map(({ as, way }) => ({ element: as.element.id, at: way.ended ?? 0 }))),
    active: drawn
      .filter(({ way }) => !over(way))
      .map(({ as, way: { began, waits } }) => ({
        element: as.element.id,
        since: began,
        trouble: waits.filter(({ from }) => from <= until).at(-1)?.trouble ?? null,
      })),
    flows: [...new Set(done.flatMap(({ as }) => as.flows ?? []))],
  };
}

function passedOf(ended: readonly { readonly element: string; readonly at: Instant }[]): TraceDiagram['passed'] {
  const passed = new Map<string, { element: string; at: Instant; times: number }>();
  for (const { element, at } of ended) {
    const known = passed.get(element);
    if (known) known.times += 1;
    else passed.set(element, { element, at, times: 1 });
  }
  return [...passed.values()];
}

function wayThrough(drawn: readonly Drawn[], data: MatterData): Way {
  const runs = drawn.map(({ run }) => run);
  const active: TraceDiagram['active'][number][] = runs.flatMap((run) =>
    run.to === null && run.key !== null && data.state.nodes[run.key]
      ? [{ element: run.element.id, since: run.from, trouble: troubleOf(run.key, data) }]
      : [],
  );
  for (const incident of Object.values(data.state.incidents)) {
    const run = runs.find((each) => each.scope === incident.scope);
    const element = run?.process.elements[incident.element];
    if (incident.of === null && element)
      active.push({ element: element.id, since: run?.from ?? 0, trouble: 'incident' });
  }
  const ended = runs.flatMap(({ element, to }) => (to === null ? [] : [{ element: element.id, at: to }]));
  return { passed: passedOf(ended), active, flows: [...new Set(runs.flatMap(({ flows }) => flows ?? []))] };
}

function troubleOf(key: number, data: MatterData): TraceDiagram['active'][number]['trouble'] {
  if (Object.values(data.state.incidents).some((incident) => incident.of === key)) return 'incident';
  const node = data.state.nodes[key];
  if (node?.timer && node.timer.due === null) return 'awaitsCalendar';
  return node?.task ? 'waiting' : null;
}

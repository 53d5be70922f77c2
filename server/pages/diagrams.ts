import type { MatterData } from './data.js';
import { waysOf, type Folded } from './tracing/index.js';
import { Trail, type Run } from './trail.js';
import type { Instant, TraceDiagram } from './views.js';

/** The drawing of the procedure and of every call that was made, with the way taken through each. */
export function diagrams(data: MatterData, trail: Trail, folded: Folded): readonly TraceDiagram[] {
  const ways = waysOf(data, trail, folded);
  const paths = new Map<string, Run[]>();
  paths.set('', []);
  for (const run of trail.runs) {
    const name = run.path.join('/');
    const list = paths.get(name);
    if (list) list.push(run);
    else paths.set(name, [run]);
  }
  return [...paths].flatMap(([name, runs]) => {
    const path = name === '' ? [] : name.split('/');
    const process = runs[0]?.process ?? data.set.processes[data.set.main];
    if (!process) return [];
    return [
      {
        path,
        process: process.id,
        name: process.name ?? process.id,
        bpmn: data.bpmn[process.id] ?? '',
        ...wayThrough(runs, data),
        runs: runs.flatMap((run) => ways.runs.get(run) ?? []),
        moves: ways.moves.get(name) ?? [],
      },
    ];
  });
}

function wayThrough(runs: readonly Run[], data: MatterData): Pick<TraceDiagram, 'passed' | 'active' | 'flows'> {
  const passed = new Map<string, { element: string; at: Instant; times: number }>();
  const active: TraceDiagram['active'][number][] = [];
  const flows = new Set<string>();
  for (const run of runs) {
    run.flows?.forEach((flow) => flows.add(flow));
    if (run.to !== null) {
      const known = passed.get(run.element.id);
      if (known) known.times += 1;
      else passed.set(run.element.id, { element: run.element.id, at: run.to, times: 1 });
    } else if (run.key !== null && data.state.nodes[run.key]) {
      active.push({ element: run.element.id, since: run.from, trouble: troubleOf(run.key, data) });
    }
  }
  for (const incident of Object.values(data.state.incidents)) {
    const run = runs.find((each) => each.scope === incident.scope);
    const element = run?.process.elements[incident.element];
    if (incident.of === null && element)
      active.push({ element: element.id, since: run?.from ?? 0, trouble: 'incident' });
  }
  return { passed: [...passed.values()], active, flows: [...flows] };
}

function troubleOf(key: number, data: MatterData): TraceDiagram['active'][number]['trouble'] {
  if (Object.values(data.state.incidents).some((incident) => incident.of === key)) return 'incident';
  const node = data.state.nodes[key];
  if (node?.timer && node.timer.due === null) return 'awaitsCalendar';
  return node?.task ? 'waiting' : null;
}

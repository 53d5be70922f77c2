import type { TraceDiagram } from '#web/port';

/** A drawing of which nothing ran yet. */
export function drawn(process: string, name: string, bpmn: string): TraceDiagram {
  const nothing = { passed: [], active: [], flows: [], runs: [], moves: [] };
  return { path: [], process, name, bpmn, version: 1, from: 0, until: null, ...nothing };
}

import type { TraceDiagram } from '#web/port';

/** A drawing of which nothing ran yet. */
export function drawn(process: string, name: string, bpmn: string): TraceDiagram {
  return { path: [], process, name, bpmn, passed: [], active: [], flows: [], runs: [], moves: [] };
}

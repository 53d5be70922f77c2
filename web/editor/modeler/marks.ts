import type { Severity } from '#bpmn';
import type { ProcedureFinding } from '#pages';
import type { Board } from './board.js';
import type { Label } from './labels.js';

const MARK = 'heyi-findings';

/** The worst of them; information alone is no mark on the drawing. */
export function worst(findings: readonly ProcedureFinding[]): Severity {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'info';
}

/** What has to be looked at, by element; information stands in the list only. */
export function byElement(
  findings: readonly ProcedureFinding[],
  path: string,
): ReadonlyMap<string, readonly ProcedureFinding[]> {
  const found = new Map<string, ProcedureFinding[]>();
  for (const finding of findings) {
    if (finding.element === null || finding.file !== path || finding.severity === 'info') continue;
    found.set(finding.element, [...(found.get(finding.element) ?? []), finding]);
  }
  return found;
}

/** Draws a mark with word and number on each element that has something to be looked at, and takes away the ones before. */
export function mark(
  board: Board,
  findings: ReadonlyMap<string, readonly ProcedureFinding[]>,
  label: Label,
  open: (element: string) => void,
): void {
  const overlays = board.get('overlays');
  const registry = board.get('elementRegistry');
  overlays.remove({ type: MARK });
  for (const [id, list] of findings) {
    const element = registry.get(id);
    // What the file has and the drawing has not (a message, a process behind a pool) stands in the list.
    if (element === undefined || element.parent === undefined) continue;
    const severity = worst(list);
    const html = document.createElement('button');
    html.type = 'button';
    html.className = `modeler-mark ${severity}`;
    html.tabIndex = -1;
    html.textContent = label('mark', { severity: label(severity), count: list.length });
    html.addEventListener('click', () => open(id));
    overlays.add(id, MARK, { position: { top: -12, left: -8 }, html });
  }
}

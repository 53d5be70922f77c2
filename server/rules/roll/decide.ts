import type { Decision } from '#engine';
import { isCount, isSealed, refusePerson } from '../contract/index.js';
import { rollRoot } from './tree.js';
import { MAX_LINES, type Elector, type RollCommand, type RollEvent, type RollState } from './types.js';

/**
 * Refusals: `role-does-not-fit`, `roll-frozen` (once only), `roll-empty`, `roll-too-long`, `roll-line` (a line that is
 * none), `roll-order` (not ascending, or an elector twice), `roll-root` (the named root is not the lines'), `unknown-command`.
 */
export function decide(state: RollState, command: RollCommand): Decision<RollEvent> {
  if (command.type !== 'freeze') return { refused: 'unknown-command' };
  const { matter, scope, selector, right, lines, root, at, by } = command;
  const person = refusePerson(by);
  if (person) return person;
  if (state.status === 'frozen') return { refused: 'roll-frozen', values: { electors: state.lines.length } };
  if (!Array.isArray(lines) || lines.length === 0) return { refused: 'roll-empty', values: { selector, scope } };
  if (lines.length > MAX_LINES)
    return { refused: 'roll-too-long', values: { electors: lines.length, most: MAX_LINES } };
  const bad = lines.findIndex((line: Elector) => !isLine(line));
  if (bad >= 0) return { refused: 'roll-line', values: { line: bad } };
  const unsorted = lines.findIndex((line: Elector, e) => e > 0 && (lines[e - 1] as Elector).elector >= line.elector);
  if (unsorted >= 0) return { refused: 'roll-order', values: { line: unsorted } };
  if (right !== 'person' || rollRoot(lines, right) !== root) return { refused: 'roll-root' };
  return { events: [{ type: 'Frozen', v: 1, matter, scope, selector, right, lines, root, at }], effects: [] };
}

function isLine(line: Elector): boolean {
  return (
    typeof line === 'object' &&
    line !== null &&
    typeof line.elector === 'string' &&
    line.elector !== '' &&
    (line.name === null || isSealed(line.name)) &&
    isCount(line.heads) &&
    line.heads >= 1 &&
    isCount(line.area)
  );
}

import { standingOf, type LoopDefinition } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, placeOf, text, type Node } from '../xml.js';
import { isVariable } from './activities.js';
import type { Expressions } from './context.js';
import { bodyOf } from './events.js';
import { attribute, readExtensions } from './extensions.js';

const COLLECTION = 'zeebe:LoopCharacteristics';

/** bpmn:multiInstanceLoopCharacteristics of an activity; null where it has none. What is wrong is said of the activity. */
export function readLoop(
  node: Node,
  language: string | null,
  expressions: Expressions,
  findings: Findings,
): LoopDefinition | null {
  const loop = child(node, 'loopCharacteristics');
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null;
  const at = placeOf(node);
  refuseParts(node, loop, findings);
  const extensions = readExtensions(loop, findings);
  const of = (name: string): string | null => attribute(extensions, COLLECTION, name);
  const feel = (field: string, expression: Node | null): string | null => {
    const said = (expression && text(expression, 'language')) ?? language ?? '';
    return expression === null ? null : expressions.expression(at, field, bodyOf(expression), /feel/i.test(said));
  };
  const collection = expressions.expression(at, 'inputCollection', of('inputCollection'));
  const cardinality =
    child(loop, 'loopCardinality') === null
      ? null
      : expressions.number(at, 'loopCardinality', bodyOf(child(loop, 'loopCardinality') as Node));
  if (collection === null && cardinality === null) findings.error(at, 'loop-missing');
  if (collection !== null && cardinality !== null) findings.error(at, 'loop-both');
  const read: LoopDefinition = {
    sequential: loop['isSequential'] === true,
    collection,
    inputElement: of('inputElement'),
    cardinality: collection === null ? cardinality : null,
    outputCollection: of('outputCollection'),
    outputElement: expressions.expression(at, 'outputElement', of('outputElement')),
    completionCondition: feel('completionCondition', child(loop, 'completionCondition')),
  };
  for (const field of ['inputElement', 'outputCollection'] as const) {
    const target = read[field];
    if (target !== null && !isVariable(target)) findings.error(at, 'bad-target', { field, target });
  }
  if (read.inputElement !== null && collection === null) findings.error(at, 'loop-item');
  if ((read.outputCollection === null) !== (read.outputElement === null)) findings.error(at, 'loop-output');
  return read;
}

/** BPMN's own data references and its events at the end of single runs; the dialect's collections stand in for them. */
function refuseParts(node: Node, loop: Node, findings: Findings): void {
  const parts: readonly (readonly [string, boolean])[] = [
    ['multiInstance.behavior', (text(loop, 'behavior') ?? 'All') !== 'All'],
    ['multiInstance.complexBehavior', children(loop, 'complexBehaviorDefinition').length > 0],
    ['multiInstance.loopDataInputRef', child(loop, 'loopDataInputRef') !== null],
    ['multiInstance.loopDataOutputRef', child(loop, 'loopDataOutputRef') !== null],
    ['multiInstance.inputDataItem', child(loop, 'inputDataItem') !== null],
    ['multiInstance.outputDataItem', child(loop, 'outputDataItem') !== null],
  ];
  for (const [construct, there] of parts) {
    if (there && standingOf(construct) === 'refused') findings.error(placeOf(node), 'unsupported', { construct });
  }
}

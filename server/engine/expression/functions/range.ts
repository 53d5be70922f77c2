import type { Call } from '../evaluate/state.js';
import { incomparable } from '../evaluate/operators.js';
import { parseTemporal } from '../temporal/lexical.js';
import { unescape } from '../parse/strings.js';
import { compare } from '../values/compare.js';
import { kindOf } from '../values/kind.js';
import { numberOf } from '../values/number.js';
import { FeelRange, type FeelValue } from '../values/types.js';
import { form } from './registry.js';

/** Order of two ends, of which undefined lies beyond everything on its side; null where they cannot be compared. */
type Order = -1 | 0 | 1 | null;

function orderOf(
  left: FeelValue | undefined,
  right: FeelValue | undefined,
  leftOpen: -1 | 1,
  rightOpen: -1 | 1,
): Order {
  if (left === undefined && right === undefined) return leftOpen === rightOpen ? 0 : leftOpen;
  if (left === undefined) return leftOpen;
  if (right === undefined) return rightOpen === 1 ? -1 : 1;
  return compare(left, right);
}

const ends = (one: FeelRange, other: FeelRange): Order => orderOf(one.end, other.end, 1, 1);
const starts = (one: FeelRange, other: FeelRange): Order => orderOf(one.start, other.start, -1, -1);
const endToStart = (one: FeelRange, other: FeelRange): Order => orderOf(one.end, other.start, 1, -1);

/** Answers of orders, of which one that is null has none. */
function decide(orders: readonly Order[], answer: (...orders: (-1 | 0 | 1)[]) => boolean): boolean | null {
  const known = orders.filter((order) => order !== null);
  return known.length < orders.length ? null : answer(...known);
}

/** A point is a range of itself, so that one rule serves all four forms of `before` and its kin (DMN 1.5, table 83). */
function spanOf(value: FeelValue): FeelRange {
  return value instanceof FeelRange ? value : new FeelRange(value, value, true, true);
}

function before(left: FeelRange, right: FeelRange): boolean | null {
  return decide(
    [endToStart(left, right)],
    (order) => order < 0 || (order === 0 && !(left.endIncluded && right.startIncluded)),
  );
}

function meets(left: FeelRange, right: FeelRange): boolean | null {
  return decide([endToStart(left, right)], (order) => order === 0 && left.endIncluded && right.startIncluded);
}

/** Whether the two have a point in common. */
function overlaps(left: FeelRange, right: FeelRange): boolean | null {
  return decide([endToStart(left, right), endToStart(right, left)], (one, other) => {
    const leftReaches = one > 0 || (one === 0 && left.endIncluded && right.startIncluded);
    const rightReaches = other > 0 || (other === 0 && right.endIncluded && left.startIncluded);
    return leftReaches && rightReaches;
  });
}

/** The left one begins first, ends within or with the right one and reaches into it. */
function overlapsBefore(left: FeelRange, right: FeelRange): boolean | null {
  return decide([starts(left, right), endToStart(left, right), ends(left, right)], (start, reach, end) => {
    const first = start < 0 || (start === 0 && left.startIncluded && !right.startIncluded);
    const reaches = reach > 0 || (reach === 0 && left.endIncluded && right.startIncluded);
    const within = end < 0 || (end === 0 && (!left.endIncluded || right.endIncluded));
    return first && reaches && within;
  });
}

/** The left one ends last, begins within or with the right one and reaches into it. */
function overlapsAfter(left: FeelRange, right: FeelRange): boolean | null {
  return decide([endToStart(right, left), starts(left, right), ends(left, right)], (reach, start, end) => {
    const reaches = reach > 0 || (reach === 0 && left.startIncluded && right.endIncluded);
    const within = start > 0 || (start === 0 && (!left.startIncluded || right.startIncluded));
    const last = end > 0 || (end === 0 && left.endIncluded && !right.endIncluded);
    return reaches && within && last;
  });
}

/** The right one is within the left one. */
function includes(left: FeelRange, right: FeelRange): boolean | null {
  return decide([starts(left, right), ends(left, right)], (start, end) => {
    const from = start < 0 || (start === 0 && (left.startIncluded || !right.startIncluded));
    const to = end > 0 || (end === 0 && (left.endIncluded || !right.endIncluded));
    return from && to;
  });
}

/** The left one ends as the right one does and begins no earlier. */
function finishes(left: FeelRange, right: FeelRange): boolean | null {
  return decide([starts(left, right), ends(left, right)], (start, end) => {
    const within = start > 0 || (start === 0 && (!left.startIncluded || right.startIncluded));
    return end === 0 && left.endIncluded === right.endIncluded && within;
  });
}

/** The left one begins as the right one does and ends no later. */
function startsWith(left: FeelRange, right: FeelRange): boolean | null {
  return decide([starts(left, right), ends(left, right)], (start, end) => {
    const within = end < 0 || (end === 0 && (!left.endIncluded || right.endIncluded));
    return start === 0 && left.startIncluded === right.startIncluded && within;
  });
}

function coincides(left: FeelRange, right: FeelRange): boolean | null {
  return decide([starts(left, right), ends(left, right)], (start, end) => {
    return (
      start === 0 && end === 0 && left.startIncluded === right.startIncluded && left.endIncluded === right.endIncluded
    );
  });
}

type Relation = (left: FeelRange, right: FeelRange) => boolean | null;
type Shape = 'point' | 'range';

const flip =
  (relation: Relation): Relation =>
  (left, right) =>
    relation(right, left);

/** Names of the parameters of a combination of points and ranges (DMN 1.5, table 83). */
function parametersOf([left, right]: readonly [Shape, Shape]): readonly [string, string] {
  return left === right ? [`${left}1`, `${right}2`] : [left, right];
}

/** The forms of a relation in the combinations of points and ranges the specification has; all share one rule. */
function relationForms(name: string, relation: Relation, shapes: readonly (readonly [Shape, Shape])[]) {
  const shapeOf = (value: FeelValue): Shape => (value instanceof FeelRange ? 'range' : 'point');
  const run = (call: Call, left: FeelValue, right: FeelValue): FeelValue => {
    if (left === null || right === null) return call.fail('null-argument');
    if (!shapes.some(([one, other]) => one === shapeOf(left) && other === shapeOf(right)))
      return call.fail('wrong-arguments');
    return relation(spanOf(left), spanOf(right)) ?? incomparable(call.state, call.span, left, right);
  };
  return shapes.map((shape) => {
    const [left, right] = parametersOf(shape);
    return form(name, `${left}: any, ${right}: any`, run);
  });
}

const ALL = [
  ['point', 'point'],
  ['point', 'range'],
  ['range', 'point'],
  ['range', 'range'],
] as const;
const RANGES = [['range', 'range']] as const;
const POINT_FIRST = [
  ['point', 'range'],
  ['range', 'range'],
] as const;
const POINT_LAST = [
  ['range', 'point'],
  ['range', 'range'],
] as const;

/** A point finishes a range at whose included end it lies. */
function pointOr(relation: Relation, side: 'start' | 'end'): Relation {
  return (left, right) => {
    const isPoint = left.start !== undefined && left.start === left.end && left.startIncluded && left.endIncluded;
    if (!isPoint) return relation(left, right);
    const end = side === 'end' ? right.end : right.start;
    const included = side === 'end' ? right.endIncluded : right.startIncluded;
    if (end === undefined) return false;
    const order = compare(left.start!, end);
    return order === null ? null : order === 0 && included;
  };
}

/** `range("[1..3]")` (DMN 1.5, table 72): literal endpoints only. */
function rangeFrom(call: Call, from: string): FeelValue {
  const text = from.trim();
  const [opening, closing] = [text[0], text.at(-1)];
  const dots = text.indexOf('..');
  const bad = (): null => call.fail('bad-value', { parameter: 'from' });
  if (
    dots < 0 ||
    opening === undefined ||
    !'[(]'.includes(opening) ||
    closing === undefined ||
    !')]['.includes(closing)
  )
    return bad();
  const [start, end] = [text.slice(1, dots), text.slice(dots + 2, -1)].map((part) => endpointOf(part.trim()));
  if (start === undefined || end === undefined || (start === null && end === null)) return bad();
  if (start !== null && end !== null && (kindOf(start) !== kindOf(end) || compare(start, end) === null)) return bad();
  if (start !== null && end !== null && compare(start, end) === 1) return bad();
  return new FeelRange(
    start ?? undefined,
    end ?? undefined,
    start !== null && opening === '[',
    end !== null && closing === ']',
  );
}

/** A number, a string, `@"…"`, or a call of `date`, `time`, `date and time` or `duration`; null where nothing is written. */
function endpointOf(text: string): FeelValue | undefined {
  if (text === '') return null;
  const number = numberOf(text);
  if (number) return number;
  const quoted = /^(?:@|(date|time|date and time|duration)\s*\(\s*)?("(?:[^"\\]|\\.)*")\s*(\))?$/u.exec(text);
  if (!quoted) return undefined;
  const content = unescape(quoted[2]!.slice(1, -1));
  if (text.startsWith('"')) return quoted[3] === undefined ? content : undefined;
  if ((quoted[1] === undefined) !== (quoted[3] === undefined)) return undefined;
  const value = parseTemporal(content);
  if (value === undefined || quoted[1] === undefined) return value;
  return quoted[1] === kindOf(value) || (quoted[1] === 'duration' && kindOf(value).endsWith('duration'))
    ? value
    : undefined;
}

/** Range functions (DMN 1.5, 10.3.4.7, table 83) and `range`. */
export const RANGE_FORMS = [
  ...relationForms('before', before, ALL),
  ...relationForms('after', flip(before), ALL),
  ...relationForms('meets', meets, RANGES),
  ...relationForms('met by', flip(meets), RANGES),
  ...relationForms('overlaps', overlaps, RANGES),
  ...relationForms('overlaps before', overlapsBefore, RANGES),
  ...relationForms('overlaps after', overlapsAfter, RANGES),
  ...relationForms('finishes', pointOr(finishes, 'end'), POINT_FIRST),
  ...relationForms('finished by', flip(pointOr(finishes, 'end')), POINT_LAST),
  ...relationForms('includes', includes, POINT_LAST),
  ...relationForms('during', flip(includes), POINT_FIRST),
  ...relationForms('starts', pointOr(startsWith, 'start'), POINT_FIRST),
  ...relationForms('started by', flip(pointOr(startsWith, 'start')), POINT_LAST),
  ...relationForms('coincides', coincides, [
    ['point', 'point'],
    ['range', 'range'],
  ]),
  form('range', 'from: string', rangeFrom),
];

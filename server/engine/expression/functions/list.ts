import type { Call } from '../evaluate/state.js';
import { either, both } from '../evaluate/operators.js';
import { compare, equalWithin } from '../values/compare.js';
import { descend, holdsSealed, isList, isNumber } from '../values/kind.js';
import { type FeelNumber, integer, unsigned } from '../values/number.js';
import { FeelContext, FeelFunction, type FeelValue } from '../values/types.js';
import { aggregate, numbersOf } from './aggregate.js';
import { TWO } from './number.js';
import { form } from './registry.js';

type Items = readonly FeelValue[];

const same = (call: Call, left: FeelValue, right: FeelValue): boolean => {
  call.step();
  return equalWithin(left, right, () => call.step()) === true;
};

function has(call: Call, list: Items, element: FeelValue): boolean {
  return list.some((item) => same(call, item, element));
}

function aggregated(kind: 'sum' | 'min' | 'max') {
  return (call: Call, list: Items): FeelValue => {
    call.step(list.length);
    if (list.length === 0) return null;
    return aggregate(kind, list) ?? call.fail('wrong-argument', { parameter: 'list' });
  };
}

/** Numbers of a list, or the problem that it holds something else; an empty list has no answer and no problem. */
function ofNumbers(use: (numbers: readonly FeelNumber[], call: Call) => FeelValue) {
  return (call: Call, list: Items): FeelValue => {
    call.step(list.length);
    const numbers = numbersOf(list);
    if (!numbers) return call.fail('wrong-argument', { parameter: 'list', expected: 'list<number>' });
    if (numbers.length === 0) return null;
    const answer = use(numbers, call);
    return isNumber(answer) ? (answer.isFinite() ? unsigned(answer) : call.fail('number-out-of-range')) : answer;
  };
}

const total = (numbers: readonly FeelNumber[]): FeelNumber => numbers.reduce((left, right) => left.plus(right));

const mean = ofNumbers((numbers) => total(numbers).div(numbers.length));

const product = ofNumbers((numbers) => numbers.reduce((left, right) => left.times(right)));

const ascending = (numbers: readonly FeelNumber[]): FeelNumber[] => [...numbers].sort((left, right) => left.cmp(right));

const median = ofNumbers((numbers) => {
  const sorted = ascending(numbers);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : sorted[middle - 1]!.plus(sorted[middle]!).div(TWO);
});

/** Of a sample (n − 1), which needs two values. */
const stddev = ofNumbers((numbers, call) => {
  if (numbers.length < 2) return call.fail('bad-value', { parameter: 'list' });
  const average = total(numbers).div(numbers.length);
  const squares = numbers.map((number) => number.minus(average).pow(2));
  return total(squares)
    .div(numbers.length - 1)
    .sqrt();
});

function mode(call: Call, list: Items): FeelValue {
  const numbers = numbersOf(list);
  if (!numbers) return call.fail('wrong-argument', { parameter: 'list', expected: 'list<number>' });
  call.step(list.length);
  const counts: { number: FeelNumber; count: number }[] = [];
  for (const number of ascending(numbers)) {
    const last = counts.at(-1);
    if (last?.number.eq(number)) last.count++;
    else counts.push({ number, count: 1 });
  }
  const most = Math.max(0, ...counts.map(({ count }) => count));
  return call.list(counts.filter(({ count }) => count === most).map(({ number }) => number));
}

/** `all` and `any` over booleans and nulls (DMN 1.5, table 76). */
function logical(every: boolean) {
  return (call: Call, list: Items): FeelValue => {
    let answer: boolean | null = every;
    for (const item of list) {
      call.step();
      if (item !== null && typeof item !== 'boolean') {
        if (answer === !every) continue;
        call.fail('wrong-argument', { parameter: 'list', expected: 'list<boolean>' });
      }
      const value = typeof item === 'boolean' ? item : null;
      answer = every ? both(answer, value) : either(answer, value);
    }
    return answer;
  };
}

function sublist(call: Call, list: Items, start: number, length?: number): FeelValue {
  if (start === 0 || Math.abs(start) > list.length)
    return call.fail('index-out-of-range', { index: start, size: list.length });
  const from = start > 0 ? start - 1 : list.length + start;
  if (length !== undefined && (length < 0 || from + length > list.length))
    return call.fail('bad-value', { parameter: 'length' });
  return call.list(list.slice(from, length === undefined ? undefined : from + length));
}

/** The offset of a position from 1 or, backwards, from −1; undefined outside of the list. */
function offsetOf(list: Items, position: number): number | undefined {
  if (position === 0 || Math.abs(position) > list.length) return undefined;
  return position > 0 ? position - 1 : list.length + position;
}

function insertBefore(call: Call, list: Items, position: number, item: FeelValue): FeelValue {
  const at = offsetOf(list, position);
  if (at === undefined) return call.fail('index-out-of-range', { index: position, size: list.length });
  return call.list([...list.slice(0, at), item, ...list.slice(at)]);
}

function remove(call: Call, list: Items, position: number): FeelValue {
  const at = offsetOf(list, position);
  if (at === undefined) return call.fail('index-out-of-range', { index: position, size: list.length });
  return call.list(list.filter((_, index) => index !== at));
}

function replaceAt(call: Call, list: Items, position: number, item: FeelValue): FeelValue {
  const at = offsetOf(list, position);
  if (at === undefined) return call.fail('index-out-of-range', { index: position, size: list.length });
  return call.list(list.map((old, index) => (index === at ? item : old)));
}

function replaceMatching(call: Call, list: Items, match: FeelFunction, item: FeelValue): FeelValue {
  const replaced: FeelValue[] = [];
  for (const old of list) {
    const matches = call.apply(match, [old, item]);
    if (typeof matches !== 'boolean')
      return call.fail('wrong-argument', { parameter: 'match', expected: 'function<Any, Any> -> boolean' });
    replaced.push(matches ? item : old);
  }
  return call.list(replaced);
}

function indexOf(call: Call, list: Items, match: FeelValue): FeelValue {
  const found = list.flatMap((item, index) => (same(call, item, match) ? [integer(index + 1)] : []));
  return call.list(found);
}

function distinct(call: Call, list: Items): Items {
  const kept: FeelValue[] = [];
  for (const item of list) if (!has(call, kept, item)) kept.push(item);
  return call.list(kept);
}

/** Values that occur more than once, each once (Camunda). */
function duplicates(call: Call, list: Items): Items {
  const twice = list.filter((item) => list.filter((other) => same(call, item, other)).length > 1);
  return distinct(call, twice);
}

function flatten(call: Call, list: Items): FeelValue {
  const flat: FeelValue[] = [];
  const walk = (items: Items, depth: number): void => {
    for (const item of items) {
      call.step();
      if (isList(item)) walk(item, descend(depth));
      else flat.push(item);
    }
  };
  walk(list, 0);
  return call.list(flat);
}

/** Lists of at most `size` items (Camunda). */
function partition(call: Call, list: Items, size: number): FeelValue {
  if (size < 1) return call.fail('bad-value', { parameter: 'size' });
  const parts: FeelValue[] = [];
  for (let at = 0; at < list.length; at += size) parts.push(call.list(list.slice(at, at + size)));
  return parts;
}

/** A stable merge sort, so that the number and order of calls of `precedes` is ours and not the host's (DMN 1.5, 10.3.4.9). */
function sort(call: Call, list: Items, precedes?: FeelFunction): FeelValue {
  let failed = false;
  const isBefore = (left: FeelValue, right: FeelValue): boolean => {
    call.step();
    if (precedes) {
      const answer = call.apply(precedes, [left, right]);
      failed ||= typeof answer !== 'boolean';
      return answer === true;
    }
    const order = compare(left, right);
    failed ||= order === null;
    return order === -1;
  };
  const merge = (left: Items, right: Items): FeelValue[] => {
    const merged: FeelValue[] = [];
    let [one, other] = [0, 0];
    while (one < left.length && other < right.length) {
      merged.push(isBefore(right[other]!, left[one]!) ? right[other++]! : left[one++]!);
    }
    return [...merged, ...left.slice(one), ...right.slice(other)];
  };
  const sorted = (items: Items): Items => {
    if (items.length < 2) return items;
    const middle = Math.floor(items.length / 2);
    return merge(sorted(items.slice(0, middle)), sorted(items.slice(middle)));
  };
  if (!precedes && holdsSealed(list)) return call.fail('sealed-used');
  const result = sorted(list);
  return failed ? call.fail('not-comparable') : call.list(result);
}

const concatenate = (call: Call, lists: readonly Items[]): FeelValue => call.list(lists.flat(1));

/** List functions (DMN 1.5, 10.3.4.4, table 76; `sort` of 10.3.4.9) and those Camunda adds. */
export const LIST_FORMS = [
  form('list contains', 'list: open list, element: any', has),
  form('count', 'list: list', (_, list: Items) => integer(list.length)),
  ...(['min', 'max', 'sum'] as const).flatMap((kind) => [
    form(kind, 'list: open list', aggregated(kind)),
    form(kind, '...values: any', aggregated(kind)),
  ]),
  ...Object.entries({ mean, product, median, stddev, mode }).flatMap(([name, run]) => [
    form(name, 'list: open list', run),
    form(name, '...values: any', run),
  ]),
  ...[true, false].flatMap((every) => [
    form(every ? 'all' : 'any', 'list: open list', logical(every)),
    form(every ? 'all' : 'any', '...values: any', logical(every)),
  ]),
  form('sublist', 'list: list, start position: integer, length?: integer', sublist),
  form('append', 'list: list, ...items: copy', (call, list: Items, items: Items) => call.list([...list, ...items])),
  form('concatenate', '...lists: list', concatenate),
  form('insert before', 'list: list, position: integer, newItem: copy', insertBefore),
  form('remove', 'list: list, position: integer', remove),
  form('list replace', 'list: list, position: integer, newItem: copy', replaceAt),
  form('list replace', 'list: list, match: function, newItem: copy', replaceMatching),
  form('reverse', 'list: list', (call, list: Items) => call.list([...list].reverse())),
  form('index of', 'list: open list, match: any', indexOf),
  form('union', '...lists: open list', (call, lists: readonly Items[]) => distinct(call, lists.flat(1))),
  form('distinct values', 'list: open list', distinct),
  form('duplicate values', 'list: open list', duplicates),
  form('flatten', 'list: list', flatten),
  form('partition', 'list: list, size: integer', partition),
  form('sort', 'list: list, precedes?: function', sort),
  form('is empty', 'context: context', (_, context: FeelContext) => context.entries.size === 0),
  form('is empty', 'list: list', (_, list: Items) => list.length === 0),
];

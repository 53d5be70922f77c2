import { displayWithin } from '../values/display.js';
import { integer } from '../values/number.js';
import type { FeelValue } from '../values/types.js';
import { BadPattern, type Pattern, patternOf } from '../regex/index.js';
import type { Call } from '../evaluate/state.js';
import { fromBase64, toBase64 } from './base64.js';
import { form } from './registry.js';

/** Characters of FEEL are Unicode code points (DMN 1.5, 10.3.2.3.2), those of JavaScript are not. */
function codePoints(text: string): string[] {
  return [...text];
}

function substring(call: Call, text: string, start: number, length?: number): FeelValue {
  const characters = codePoints(text);
  if (start === 0 || Math.abs(start) > characters.length)
    return call.fail('index-out-of-range', { index: start, size: characters.length });
  if (length !== undefined && length < 0) return call.fail('bad-value', { parameter: 'length' });
  const from = start > 0 ? start - 1 : characters.length + start;
  return call.text(characters.slice(from, length === undefined ? undefined : from + length).join(''));
}

/** Runs `use` with a compiled pattern, or fails where the pattern is none. */
function withPattern(
  call: Call,
  source: string,
  flags: string | null | undefined,
  use: (pattern: Pattern) => FeelValue,
): FeelValue {
  try {
    call.step(source.length);
    return use(patternOf(source, flags ?? ''));
  } catch (thrown) {
    if (thrown instanceof BadPattern) return call.fail('bad-pattern', { reason: thrown.message });
    throw thrown;
  }
}

const count = (call: Call) => (steps: number) => call.step(steps);

function replaceAll(call: Call, input: string, source: string, replacement: string, flags?: string | null): FeelValue {
  return withPattern(call, source, flags, (pattern) => call.text(pattern.replace(input, replacement, count(call))));
}

function split(call: Call, input: string, delimiter: string): FeelValue {
  return withPattern(call, delimiter, '', (pattern) => call.list(pattern.split(input, count(call))));
}

function extract(call: Call, input: string, source: string): FeelValue {
  return withPattern(call, source, '', (pattern) => call.list(pattern.all(input, count(call)).map(({ text }) => text)));
}

function join(
  call: Call,
  list: readonly FeelValue[],
  delimiter?: string | null,
  prefix?: string | null,
  suffix?: string | null,
): FeelValue {
  const parts: string[] = [];
  for (const item of list) {
    call.step();
    if (item === null) continue;
    if (typeof item !== 'string') return call.fail('wrong-argument', { parameter: 'list', expected: 'list<string>' });
    parts.push(item);
  }
  const length = parts.reduce((sum, part) => sum + part.length + (delimiter?.length ?? 0), 0);
  call.items(length);
  return (prefix ?? '') + parts.join(delimiter ?? '') + (suffix ?? '');
}

function before(_: Call, text: string, match: string): FeelValue {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(0, at);
}

function after(_: Call, text: string, match: string): FeelValue {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
}

/** The white space of XML Schema and Unicode, as `\s` of the patterns has it. */
const isBlank = (text: string): boolean => text.trim() === '';

/** String functions (DMN 1.5, 10.3.4.3, table 75) and those Camunda adds. */
export const STRING_FORMS = [
  form('substring', 'string: string, start position: integer, length?: integer', substring),
  form('string length', 'string: string', (_, text: string) => integer(codePoints(text).length)),
  form('upper case', 'string: string', (call, text: string) => call.text(text.toUpperCase())),
  form('lower case', 'string: string', (call, text: string) => call.text(text.toLowerCase())),
  form('substring before', 'string: string, match: string', before),
  form('substring after', 'string: string, match: string', after),
  form('replace', 'input: string, pattern: string, replacement: string, flags?: string?', replaceAll),
  form('contains', 'string: string, match: string', (_, text: string, match: string) => text.includes(match)),
  form('starts with', 'string: string, match: string', (_, text: string, match: string) => text.startsWith(match)),
  form('ends with', 'string: string, match: string', (_, text: string, match: string) => text.endsWith(match)),
  form(
    'matches',
    'input: string, pattern: string, flags?: string?',
    (call, input: string, source: string, flags?: string | null) =>
      withPattern(call, source, flags, (pattern) => pattern.test(input, count(call))),
  ),
  form('split', 'string: string, delimiter: string', split),
  form('string join', 'list: open list, delimiter?: string?, prefix?: string?, suffix?: string?', join),
  form('extract', 'string: string, pattern: string', extract),
  form('trim', 'string: string', (_, text: string) => text.trim()),
  form('is blank', 'string: string', (_, text: string) => isBlank(text)),
  form('to base64', 'value: string', (call, text: string) => call.text(toBase64(text))),
  form(
    'from base64',
    'value: string',
    (call, text: string) => fromBase64(text) ?? call.fail('bad-value', { parameter: 'value' }),
  ),
  form('string', 'from: any', (call, value: FeelValue) => {
    const text = displayWithin(value);
    return text === null ? null : call.text(text);
  }),
  form('uuid', '', (call) => call.fail('random-refused')),
];

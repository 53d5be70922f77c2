import type { Call } from '../evaluate/state.js';
import { displayWithin } from '../values/display.js';
import { descend, isList, isNumber } from '../values/kind.js';
import { numberOf, numeralOf } from '../values/number.js';
import { FeelContext, type FeelValue } from '../values/types.js';
import { form } from './registry.js';

/** A text that is no JSON, or a value JSON does not have. */
class NoJson extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;

/** Reads JSON (RFC 8259) with its numbers as decimals, which the host's reader would round to binary. */
class JsonReader {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly call: Call,
  ) {}

  read(): FeelValue {
    const value = this.value(0);
    this.blanks();
    if (this.position < this.text.length) throw new NoJson();
    return value;
  }

  private value(depth: number): FeelValue {
    this.call.step();
    this.blanks();
    switch (this.text[this.position]) {
      case '{':
        return this.object(descend(depth));
      case '[':
        return this.array(descend(depth));
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(depth: number): FeelValue {
    const entries = new Map<string, FeelValue>();
    this.members('}', () => {
      this.blanks();
      const key = this.string();
      this.blanks();
      if (!this.take(':')) throw new NoJson();
      entries.set(key, this.value(depth));
    });
    return new FeelContext(entries);
  }

  private array(depth: number): FeelValue {
    const items: FeelValue[] = [];
    this.members(']', () => void items.push(this.value(depth)));
    return items;
  }

  private members(end: string, member: () => void): void {
    this.position++;
    this.blanks();
    if (this.take(end)) return;
    do {
      member();
      this.call.items(1);
      this.blanks();
    } while (this.take(','));
    if (!this.take(end)) throw new NoJson();
  }

  private string(): string {
    if (this.text[this.position] !== '"') throw new NoJson();
    let end = this.position + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    const literal = this.text.slice(this.position, end + 1);
    this.position = end + 1;
    return this.call.text(stringOf(literal));
  }

  private number(): FeelValue {
    NUMBER.lastIndex = this.position;
    const found = NUMBER.exec(this.text)?.[0];
    const number = found === undefined ? undefined : numberOf(found);
    if (found === undefined || !number) throw new NoJson();
    this.position += found.length;
    return number;
  }

  private word(word: string, value: boolean | null): boolean | null {
    if (!this.text.startsWith(word, this.position)) throw new NoJson();
    this.position += word.length;
    return value;
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private blanks(): void {
    while (' \t\n\r'.includes(this.text[this.position] ?? 'x')) this.position++;
  }
}

/** A string literal alone means the same to every reader of JSON. */
function stringOf(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new NoJson();
  }
}

function write(value: FeelValue, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumber(value)) return numeralOf(value);
  if (isList(value)) return `[${value.map((item) => write(item, descend(depth))).join(',')}]`;
  if (value instanceof FeelContext) {
    const members = [...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, descend(depth))}`);
    return `{${members.join(',')}}`;
  }
  const text = value.kind === 'range' || value.kind === 'function' ? null : displayWithin(value);
  if (text === null) throw new NoJson();
  return JSON.stringify(text);
}

/** Fails with `bad-value` where there is no JSON. */
function guarded(call: Call, use: () => FeelValue): FeelValue {
  try {
    return use();
  } catch (thrown) {
    if (thrown instanceof NoJson) return call.fail('bad-value', { parameter: 'value' });
    throw thrown;
  }
}

/** `from json` and `to json` (Camunda). */
export const JSON_FORMS = [
  form('from json', 'value: string', (call, text: string) => guarded(call, () => new JsonReader(text, call).read())),
  form('to json', 'value: any', (call, value: FeelValue) => guarded(call, () => call.text(write(value, 0)))),
];

import { type CharacterSet, MULTI_ESCAPES, ignoringCase, not, propertySet, rangeSet, union } from './classes.js';

/** A pattern or a replacement that is none; the message is a short reason for people who write patterns. */
export class BadPattern extends Error {}

/** The tree of a pattern. */
export type Expression =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'any' | 'start' | 'end' }
  | { readonly kind: 'reference' | 'group'; readonly group: number; readonly of?: Expression }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'repeat';
      readonly of: Expression;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    };

export interface ParsedPattern {
  readonly expression: Expression;
  readonly groups: number;
}

const MAX_REPEAT = 1000;
const MAX_DEPTH = 100;

const single =
  (code: number): CharacterSet =>
  (other) =>
    other === code;

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const META = new Set(['.', '\\', '?', '*', '+', '(', ')', '|', '[', ']', '{', '}', '^', '$', '-']);

/** Parses the regular expressions of XPath (XML Schema part 2, appendix F, with the additions of XPath functions 5.6.1). */
export class PatternParser {
  private position = 0;
  private groups = 0;
  private readonly closed = new Set<number>();
  private depth = 0;

  /** `characters` are code points, white space already removed where flag `x` asks for it. */
  constructor(
    private readonly characters: readonly string[],
    /** Characters and ranges take both cases (flag `i`); properties and other escapes stay as they are. */
    private readonly ignoreCase: boolean,
  ) {}

  parse(): ParsedPattern {
    const expression = this.choice();
    if (this.position < this.characters.length) throw new BadPattern(`unexpected ${this.characters[this.position]!}`);
    return { expression, groups: this.groups };
  }

  private peek(): string | undefined {
    return this.characters[this.position];
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position++;
    return true;
  }

  private next(): string {
    const character = this.characters[this.position++];
    if (character === undefined) throw new BadPattern('unexpected end');
    return character;
  }

  private choice(): Expression {
    if (++this.depth > MAX_DEPTH) throw new BadPattern('too deep');
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek()) {
      parts.push(this.quantified(this.atom()));
    }
    return { kind: 'sequence', parts };
  }

  private quantified(of: Expression): Expression {
    const bounds = this.bounds();
    if (!bounds) return of;
    const [least, most] = bounds;
    return { kind: 'repeat', of, least, most, greedy: !this.take('?') };
  }

  private bounds(): readonly [number, number] | undefined {
    if (this.take('?')) return [0, 1];
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (!this.take('{')) return undefined;
    const least = this.count();
    const most = this.take(',') ? (this.peek() === '}' ? Infinity : this.count()) : least;
    if (!this.take('}') || most < least) throw new BadPattern('bad quantity');
    return [least, most];
  }

  private count(): number {
    let digits = '';
    for (let next = this.peek(); next !== undefined && next >= '0' && next <= '9'; next = this.peek())
      digits += this.next();
    const count = Number(digits);
    if (digits === '' || count > MAX_REPEAT) throw new BadPattern('bad quantity');
    return count;
  }

  private atom(): Expression {
    const character = this.next();
    switch (character) {
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.group();
      case '[':
        return { kind: 'set', set: this.characterClass() };
      case '\\':
        return this.escape();
      case '?':
      case '*':
      case '+':
      case ']':
      case '{':
      case '}':
        throw new BadPattern(`unexpected ${character}`);
      default:
        return { kind: 'set', set: this.cased(single(character.codePointAt(0)!)) };
    }
  }

  private group(): Expression {
    if (this.take('?')) {
      if (!this.take(':')) throw new BadPattern('unknown group');
      const inner = this.choice();
      if (!this.take(')')) throw new BadPattern('group not closed');
      return inner;
    }
    const group = ++this.groups;
    const of = this.choice();
    if (!this.take(')')) throw new BadPattern('group not closed');
    this.closed.add(group);
    return { kind: 'group', group, of };
  }

  private escape(): Expression {
    const character = this.peek();
    if (character !== undefined && character >= '1' && character <= '9') return this.reference();
    return { kind: 'set', set: this.escapedSet() };
  }

  /** `\12` is group 12 where there are so many, else group 1 and a 2. */
  private reference(): Expression {
    let group = Number(this.next());
    for (let next = this.peek(); next !== undefined && next >= '0' && next <= '9'; next = this.peek()) {
      if (group * 10 + Number(next) > this.groups) break;
      group = group * 10 + Number(this.next());
    }
    if (!this.closed.has(group)) throw new BadPattern(`no group ${group}`);
    return { kind: 'reference', group };
  }

  private escapedSet(): CharacterSet {
    const character = this.next();
    if (character === 'p' || character === 'P') {
      if (!this.take('{')) throw new BadPattern('bad property');
      let name = '';
      for (let next = this.next(); next !== '}'; next = this.next()) name += next;
      const set = propertySet(name);
      if (!set) throw new BadPattern(`unknown property ${name}`);
      return character === 'p' ? set : not(set);
    }
    if (Object.hasOwn(MULTI_ESCAPES, character)) return MULTI_ESCAPES[character]!;
    return this.cased(single(this.escapedCharacter(character)));
  }

  private cased(set: CharacterSet): CharacterSet {
    return this.ignoreCase ? ignoringCase(set) : set;
  }

  private escapedCharacter(character: string): number {
    if (Object.hasOwn(ESCAPED, character)) return ESCAPED[character]!.codePointAt(0)!;
    if (!META.has(character)) throw new BadPattern(`unknown escape ${character}`);
    return character.codePointAt(0)!;
  }

  /** After `[`: members, ranges, `^` and the subtraction `-[…]`. */
  private characterClass(): CharacterSet {
    if (++this.depth > MAX_DEPTH) throw new BadPattern('too deep');
    const negated = this.take('^');
    const sets: CharacterSet[] = [];
    let removed: CharacterSet | undefined;
    while (!this.take(']')) {
      if (sets.length > 0 && this.peek() === '-' && this.characters[this.position + 1] === '[') {
        this.position += 2;
        removed = this.characterClass();
        if (!this.take(']')) throw new BadPattern('class not closed');
        break;
      }
      sets.push(this.member());
    }
    if (sets.length === 0) throw new BadPattern('empty class');
    this.depth--;
    const set = negated ? not(union(sets)) : union(sets);
    return removed ? (code) => set(code) && !removed(code) : set;
  }

  private member(): CharacterSet {
    const first = this.next();
    if (first === '[') throw new BadPattern('unexpected [');
    let low: number;
    if (first === '\\') {
      const escaped = this.peek();
      if (escaped !== undefined && (escaped === 'p' || escaped === 'P' || Object.hasOwn(MULTI_ESCAPES, escaped)))
        return this.escapedSet();
      low = this.escapedCharacter(this.next());
    } else {
      low = first.codePointAt(0)!;
    }
    const after = this.characters[this.position + 1];
    if (this.peek() !== '-' || after === ']' || after === '[') return this.cased(single(low));
    this.position++;
    const last = this.next();
    const high = last === '\\' ? this.escapedCharacter(this.next()) : last.codePointAt(0)!;
    if (high < low) throw new BadPattern('bad range');
    return this.cased(rangeSet(low, high));
  }
}

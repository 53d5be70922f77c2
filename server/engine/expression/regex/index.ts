import { casesOf } from './classes.js';
import { BadPattern, PatternParser } from './parse.js';
import { Assembler, type Flags, type Program } from './program.js';

export { BadPattern } from './parse.js';

/** Counts the steps of a match; throws when the budget is used up. */
export type Counter = (steps: number) => void;

/** One match: where, its text, and the texts of its groups. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

const WHITE_SPACE = new Set(['\t', '\n', '\r', ' ']);

/**
 * A regular expression of XPath (functions and operators 3.1, 5.6) with the flags `s`, `m`, `i`, `x`, `q`. The matcher is our own: it
 * counts every instruction, so that a pattern that would run for ages ends at the same step on every machine.
 */
export class Pattern {
  constructor(
    private readonly program: Program,
    private readonly flags: Flags,
    /** Flag `q`: a replacement is plain text too. */
    private readonly literal: boolean,
  ) {}

  /** Whether the text holds a match anywhere. */
  test(text: string, count: Counter): boolean {
    return this.find(codesOf([...text]), 0, count) !== undefined;
  }

  /** All matches from left to right that do not overlap. */
  all(text: string, count: Counter): Found[] {
    const codes = codesOf([...text]);
    const found: Found[] = [];
    for (let at = 0; at <= codes.length;) {
      const match = this.find(codes, at, count);
      if (!match) break;
      found.push(match);
      at = match.to > match.from ? match.to : match.to + 1;
    }
    return found;
  }

  /** Replaces all matches; throws BadPattern for a bad replacement and for a pattern that matches nothing at all (err:FORX0003, 0004). */
  replace(text: string, replacement: string, count: Counter): string {
    this.refuseEmpty(count);
    const parts = this.literal ? [replacement] : this.template(replacement);
    return this.cut(text, count, (found) =>
      parts
        .map((part) => (typeof part === 'string' ? part : part === 0 ? found.text : (found.groups[part - 1] ?? '')))
        .join(''),
    ).join('');
  }

  /** The texts between the matches; throws BadPattern for a pattern that matches nothing at all (err:FORX0003). */
  split(text: string, count: Counter): string[] {
    this.refuseEmpty(count);
    return this.cut(text, count, () => undefined);
  }

  private cut(text: string, count: Counter, between: (found: Found) => string | undefined): string[] {
    const characters = [...text];
    const parts: string[] = [];
    let from = 0;
    for (const found of this.all(text, count)) {
      parts.push(characters.slice(from, found.from).join(''));
      const inserted = between(found);
      if (inserted !== undefined) parts.push(inserted);
      from = found.to;
    }
    parts.push(characters.slice(from).join(''));
    return parts;
  }

  private refuseEmpty(count: Counter): void {
    if (this.find([], 0, count)) throw new BadPattern('matches the empty text');
  }

  /** `$1`, `$0`, `\$` and `\\` of a replacement; `$12` is group 12 where there are so many, else group 1 and a 2. */
  private template(replacement: string): (string | number)[] {
    const parts: (string | number)[] = [];
    const characters = [...replacement];
    for (let at = 0; at < characters.length; at++) {
      const character = characters[at]!;
      const next = characters[at + 1];
      if (character === '\\') {
        if (next !== '\\' && next !== '$') throw new BadPattern('bad replacement');
        parts.push(next);
        at++;
      } else if (character === '$') {
        if (next === undefined || next < '0' || next > '9') throw new BadPattern('bad replacement');
        let group = Number(next);
        at++;
        for (
          let digit = characters[at + 1];
          digit !== undefined && digit >= '0' && digit <= '9';
          digit = characters[at + 1]
        ) {
          if (group * 10 + Number(digit) > this.program.groups) break;
          group = group * 10 + Number(digit);
          at++;
        }
        parts.push(group > this.program.groups ? '' : group);
      } else {
        parts.push(character);
      }
    }
    return parts;
  }

  /** The first match at or after a position. */
  private find(codes: readonly number[], from: number, count: Counter): Found | undefined {
    for (let start = from; start <= codes.length; start++) {
      const slots = this.run(codes, start, count);
      if (!slots) continue;
      const text = (group: number): string | undefined => {
        const [begin, end] = [slots[group * 2]!, slots[group * 2 + 1]!];
        return begin < 0 || end < 0
          ? undefined
          : codes
              .slice(begin, end)
              .map((code) => String.fromCodePoint(code))
              .join('');
      };
      const groups = Array.from({ length: this.program.groups }, (_, index) => text(index + 1));
      return { from: slots[0]!, to: slots[1]!, text: text(0)!, groups };
    }
    return undefined;
  }

  /** Backtracking over an explicit stack, so that long texts do not nest calls. */
  private run(codes: readonly number[], start: number, count: Counter): readonly number[] | undefined {
    const { instructions } = this.program;
    const open: { at: number; position: number; slots: readonly number[] }[] = [];
    let at = 0;
    let position = start;
    let slots: readonly number[] = new Array<number>(this.program.slots).fill(-1);
    for (;;) {
      count(1);
      const instruction = instructions[at]!;
      let failed = false;
      switch (instruction.op) {
        case 'match':
          return slots;
        case 'set':
          failed = position >= codes.length || !instruction.set(codes[position]!);
          position++;
          at++;
          break;
        case 'start':
          failed = !(position === 0 || (this.flags.multiline && codes[position - 1] === 0xa));
          at++;
          break;
        case 'end':
          failed = !(position === codes.length || (this.flags.multiline && codes[position] === 0xa));
          at++;
          break;
        case 'save':
        case 'mark':
          slots = slots.map((old, slot) => (slot === instruction.slot ? position : old));
          at++;
          break;
        case 'advanced':
          failed = slots[instruction.slot] === position;
          at++;
          break;
        case 'jump':
          at = instruction.to;
          break;
        case 'split':
          open.push({ at: instruction.second, position, slots });
          at = instruction.first;
          break;
        case 'reference': {
          const [begin, end] = [slots[instruction.group * 2]!, slots[instruction.group * 2 + 1]!];
          const wanted = begin < 0 || end < 0 ? [] : codes.slice(begin, end);
          count(wanted.length);
          failed = !wanted.every((code, index) => this.sameCharacter(code, codes[position + index]));
          position += wanted.length;
          at++;
          break;
        }
      }
      if (!failed) continue;
      const back = open.pop();
      if (!back) return undefined;
      ({ at, position, slots } = back);
    }
  }

  private sameCharacter(code: number, other: number | undefined): boolean {
    if (other === undefined) return false;
    return code === other || (this.flags.ignoreCase && casesOf(code).includes(other));
  }
}

function codesOf(characters: readonly string[]): number[] {
  return characters.map((character) => character.codePointAt(0)!);
}

/** Compiles a pattern; throws BadPattern where pattern or flags are not of XPath. */
export function patternOf(source: string, flags: string): Pattern {
  for (const flag of flags) if (!'smixq'.includes(flag)) throw new BadPattern(`unknown flag ${flag}`);
  const literal = flags.includes('q');
  const read: Flags = {
    dotAll: flags.includes('s') && !literal,
    multiline: flags.includes('m') && !literal,
    ignoreCase: flags.includes('i'),
  };
  const characters = [...source];
  const parser = new PatternParser(
    literal ? characters.flatMap(quoted) : flags.includes('x') ? withoutWhiteSpace(characters) : characters,
    read.ignoreCase,
  );
  const { expression, groups } = parser.parse();
  return new Pattern(new Assembler(groups, read).assemble(expression), read, literal);
}

function quoted(character: string): string[] {
  return '.\\?*+()|[]{}^$-'.includes(character) ? ['\\', character] : [character];
}

/** Flag `x` removes white space but in character classes. */
function withoutWhiteSpace(characters: readonly string[]): string[] {
  const kept: string[] = [];
  let classes = 0;
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === '\\') {
      // White space between a backslash and what it escapes goes too.
      while (classes === 0 && WHITE_SPACE.has(characters[at + 1] ?? '')) at++;
      kept.push(character, ...characters.slice(++at, at + 1));
      continue;
    }
    if (character === '[') classes++;
    if (character === ']') classes--;
    if (classes > 0 || !WHITE_SPACE.has(character)) kept.push(character);
  }
  return kept;
}

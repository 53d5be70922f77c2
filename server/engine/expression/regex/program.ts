import { type CharacterSet, not } from './classes.js';
import { BadPattern, type Expression } from './parse.js';

/** One instruction of the matcher. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'start' | 'end' | 'match' }
  | { readonly op: 'reference'; readonly group: number }
  | { readonly op: 'save'; readonly slot: number }
  /** Remembers the position in a slot. */
  | { readonly op: 'mark'; readonly slot: number }
  /** Fails when nothing was read since the mark: a loop over nothing would not end. */
  | { readonly op: 'advanced'; readonly slot: number }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number };

export interface Flags {
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly ignoreCase: boolean;
}

/** The largest program a pattern may become; repetitions are written out. */
const MAX_INSTRUCTIONS = 20_000;

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly groups: number;
  /** Slots for two ends of every group (0 is the whole match) and for the marks of loops. */
  readonly slots: number;
}

const newline: CharacterSet = (code) => code === 0xa || code === 0xd;

/** Writes the instructions of a pattern. */
export class Assembler {
  private readonly instructions: Instruction[] = [];
  private slots: number;

  constructor(
    private readonly groups: number,
    private readonly flags: Flags,
  ) {
    this.slots = (groups + 1) * 2;
  }

  assemble(expression: Expression): Program {
    this.emit({ op: 'save', slot: 0 });
    this.write(expression);
    this.emit({ op: 'save', slot: 1 });
    this.emit({ op: 'match' });
    return { instructions: this.instructions, groups: this.groups, slots: this.slots };
  }

  private emit<T extends Instruction>(instruction: T): T {
    if (this.instructions.length >= MAX_INSTRUCTIONS) throw new BadPattern('too large');
    this.instructions.push(instruction);
    return instruction;
  }

  private get here(): number {
    return this.instructions.length;
  }

  private write(expression: Expression): void {
    switch (expression.kind) {
      case 'set':
        this.emit({ op: 'set', set: expression.set });
        return;
      case 'any':
        this.emit({ op: 'set', set: this.flags.dotAll ? () => true : not(newline) });
        return;
      case 'start':
      case 'end':
        this.emit({ op: expression.kind });
        return;
      case 'reference':
        this.emit({ op: 'reference', group: expression.group });
        return;
      case 'group':
        this.emit({ op: 'save', slot: expression.group * 2 });
        if (expression.of) this.write(expression.of);
        this.emit({ op: 'save', slot: expression.group * 2 + 1 });
        return;
      case 'sequence':
        expression.parts.forEach((part) => this.write(part));
        return;
      case 'choice':
        this.writeChoice(expression.parts);
        return;
      case 'repeat':
        this.writeRepeat(expression);
        return;
    }
  }

  private writeChoice(parts: readonly Expression[]): void {
    const ends: { op: 'jump'; to: number }[] = [];
    parts.forEach((part, index) => {
      if (index === parts.length - 1) return this.write(part);
      const split = this.emit({ op: 'split', first: this.here + 1, second: 0 });
      this.write(part);
      ends.push(this.emit({ op: 'jump', to: 0 }));
      split.second = this.here;
    });
    for (const end of ends) end.to = this.here;
  }

  private writeRepeat({ of, least, most, greedy }: Expression & { kind: 'repeat' }): void {
    for (let count = 0; count < least; count++) this.write(of);
    if (most === Infinity) {
      const slot = this.slots++;
      const split = this.emit({ op: 'split', first: 0, second: 0 });
      const body = this.here;
      this.emit({ op: 'mark', slot });
      this.write(of);
      this.emit({ op: 'advanced', slot });
      this.emit({ op: 'jump', to: body - 1 });
      this.branch(split, body, this.here, greedy);
      return;
    }
    const splits: { split: { op: 'split'; first: number; second: number }; body: number }[] = [];
    for (let count = least; count < most; count++) {
      const split = this.emit({ op: 'split', first: 0, second: 0 });
      splits.push({ split, body: this.here });
      this.write(of);
    }
    for (const { split, body } of splits) this.branch(split, body, this.here, greedy);
  }

  private branch(split: { first: number; second: number }, body: number, after: number, greedy: boolean): void {
    split.first = greedy ? body : after;
    split.second = greedy ? after : body;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Actor, StoredValue } from '#engine';
import { invalid, refusedBy } from '#http';
import type { Caller } from '#identity';
import { canonicalBytes } from '#ledger';
import { isRefused, Runtime, type Accepted, type SealedInput } from '#runtime';
import { sealTyped } from './sealing.js';

/** How long an answer waits for what the act caused. Real time; past it the answer says `settled: false`. */
export const SETTLE = 5_000;

/** What a person typed may be so long, in code points. */
export const MAX_TEXT = 1_000;

export interface Asked {
  readonly stream: string;
  readonly by: Actor;
  readonly caller: Caller;
  /** Command without what was typed. */
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
  /** Texts by field: sealed here, about the caller. */
  readonly typed?: Readonly<Record<string, string>>;
  /** What opens the commitments that stand in the command already. */
  readonly sealed?: readonly SealedInput[];
  /** What the client sent, where the command is not that: a repeat is known by it. */
  readonly sent?: StoredValue;
  /** The client's idempotency key. */
  readonly key: string;
  /** A resident's own act: its leaf shows the time rounded up to half a minute. */
  readonly own?: boolean;
}

/** Hands a person's command to its stream: seals what was typed, keeps repeats apart, makes a refusal the HTTP answer. */
@Injectable()
export class Acts {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  /** Throws `Problem` where the decider refuses. */
  async perform(asked: Asked): Promise<Accepted> {
    const typed = Object.entries(asked.typed ?? {}).map(
      ([name, text]) => [name, sealTyped(checked(name, text), asked.caller.person)] as const,
    );
    const answer = await this.runtime.submit({
      stream: asked.stream,
      by: asked.by,
      command: { ...asked.command, ...Object.fromEntries(typed.map(([name, { value }]) => [name, value])) },
      sealed: [...(asked.sealed ?? []), ...typed.map(([, { sealed }]) => sealed)],
      settle: SETTLE,
      ...repeatable(asked.caller, asked.key, asked.sent ?? { command: asked.command, typed: asked.typed ?? {} }),
      ...(asked.own ? { act: true } : {}),
    });
    if (isRefused(answer)) throw refusedBy(answer);
    return answer;
  }
}

/**
 * The same key with the same words gets the first answer again. What is compared is what the client sent: salts are new
 * at every try. Keys of two accounts never meet.
 */
export function repeatable(
  caller: Caller,
  key: string,
  sent: StoredValue,
): { idempotencyKey: string; bytes: Uint8Array } {
  return { idempotencyKey: `${caller.account}:${key}`, bytes: canonicalBytes(sent) };
}

function checked(field: string, text: string): string {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '') throw invalid('text-empty', { field });
  if ([...trimmed].length > MAX_TEXT) throw invalid('text-too-long', { field, most: MAX_TEXT });
  return trimmed;
}

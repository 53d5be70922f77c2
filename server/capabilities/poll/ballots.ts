import { Inject, Injectable } from '@nestjs/common';
import { base64Encode } from '#ledger';
import type { Caller } from '#identity';
import type { HelpedBy, Opened } from '#matters';
import { Matters, Pseudonyms, Telling } from '#matters';
import { refusedBy } from '#http';
import { groundOf, type EntityData, type Receipt, type Receipts } from '#pages';
import { isRefused, Runtime } from '#runtime';
import { principal, ROLES } from '#rules/contract';
import type { Choice } from '#rules/poll';

/** Casting and receipts. Nothing here ever answers a choice: the receipt proves that the ballot is in the box. */
@Injectable()
export class Ballots {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** Problems: `poll-closed` 409, `not-on-the-roll` 403, `which-line` and `not-your-line` and what else `decideBallot` refuses. */
  async cast(
    { data, entity }: Opened & { readonly entity: EntityData },
    { choice, line }: { readonly choice: Choice; readonly line: number | null },
    caller: Caller,
    key: string,
    helped?: HelpedBy,
  ): Promise<Receipt> {
    // Whoever stands on the roll may vote, whatever their role: seats are also held by officials and experts.
    const actor = helped
      ? await this.matters.helper(data.matter, data.scope, caller, helped)
      : await this.matters.actor(data.matter, data.scope, caller, ROLES);
    // The right to vote is the line of the roll, and the roll belongs to this matter alone: an appointment would link two of them.
    const basis = groundOf(entity, data, principal(actor)) ?? actor.basis;
    const by = { ...actor, basis, ...(actor.for && { for: { ...actor.for, basis } }) };
    // A repeated key gives the same salt, by which the runtime knows the ballot again; the matter's key keeps it secret.
    const salt = await this.pseudonyms.secret(data.matter, `ballot:${caller.account}:${key}`);
    const answer = await this.runtime.castVote({
      poll: entity.stream,
      elector: principal(by),
      line,
      choice,
      channel: 'device',
      by,
      salt,
    });
    if (isRefused(answer)) throw refusedBy(answer);
    // a ballot has no stream of its own to tell from; a repeat of the same call tells again rather than never. In the app only: a letter
    // on paper has a record with addressee and time in the matter, which would tell who voted when; the count tells all of them together
    if (helped) await this.telling.tell(helped.person, data.matter, 'acted-for-you', { act: 'poll.cast' });
    return { poll: entity.stream, at: answer.at, revision: answer.revision, leafHash: answer.leafHash, index: null };
  }

  /** The last ballot in the box of each of these electors. */
  async receipts(poll: string, electors: readonly string[]): Promise<Receipts> {
    const found = new Map<string, Receipt>();
    if (electors.length === 0) return found;
    for (const { elector, revision, leafHash } of await this.runtime.votes(poll)) {
      if (!electors.includes(elector) || (found.get(elector)?.revision ?? -1) > revision) continue;
      found.set(elector, { poll, at: null, revision, leafHash: base64Encode(leafHash), index: null });
    }
    return found;
  }

  /** The board as the count needs it: leaf texts, openings and salts. Only for jobs and, after close, for evidence. */
  async board(
    poll: string,
  ): Promise<readonly { readonly leaf: string; readonly choice: string; readonly salt: string }[]> {
    const votes = await this.runtime.votes(poll);
    return votes.map(({ leaf, choice, salt }) => ({
      leaf: Buffer.from(leaf).toString('utf8'),
      choice,
      salt: base64Encode(salt),
    }));
  }
}

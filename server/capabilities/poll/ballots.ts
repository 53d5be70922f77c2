import { Inject, Injectable } from '@nestjs/common';
import type { RecordReference } from '#engine';
import { base64Encode } from '#ledger';
import type { Caller } from '#identity';
import type { HelpedBy, Opened } from '#matters';
import { Matters, Pseudonyms, Telling } from '#matters';
import { refusedBy } from '#http';
import type { EntityData, Receipt } from '#pages';
import { isRefused, Runtime } from '#runtime';
import { isReference, principal, ROLES } from '#rules/contract';
import type { Choice, PollState } from '#rules/poll';

/** Casting and receipts. Nothing here ever answers a choice: the receipt proves that the ballot is in the box. */
@Injectable()
export class Ballots {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** Problems: `poll-closed` 409, `not-on-the-roll` 403 and what else `decideBallot` refuses. */
  async cast(
    { data, entity }: Opened & { readonly entity: EntityData },
    choice: Choice,
    caller: Caller,
    key: string,
    helped?: HelpedBy,
  ): Promise<Receipt> {
    // Whoever stands on the roll may vote, whatever their role: seats are also held by officials and experts.
    const actor = helped
      ? await this.matters.helper(data.matter, data.scope, caller, helped)
      : await this.matters.actor(data.matter, data.scope, caller, ROLES);
    // The right to vote is the line of the roll, and the roll belongs to this matter alone: an appointment would link two of them.
    const basis = rollOf(entity) ?? actor.basis;
    const by = { ...actor, basis, ...(actor.for && { for: { ...actor.for, basis } }) };
    // A repeated key gives the same salt, by which the runtime knows the ballot again; the matter's key keeps it secret.
    const salt = await this.pseudonyms.secret(data.matter, `ballot:${caller.account}:${key}`);
    const answer = await this.runtime.castVote({
      poll: entity.stream,
      elector: principal(by),
      choice,
      channel: 'device',
      by,
      salt,
    });
    if (isRefused(answer)) throw refusedBy(answer);
    // a ballot has no stream of its own to tell from; a repeat of the same call tells again rather than never
    if (helped) await this.telling.tell(helped.person, data.matter, 'acted-for-you', { act: 'poll.cast' });
    return { poll: entity.stream, at: answer.at, revision: answer.revision, leafHash: answer.leafHash, index: null };
  }

  /** The reader's last ballot in the box. */
  async receipt(poll: string, elector: string): Promise<Receipt | null> {
    const mine = (await this.runtime.votes(poll)).filter((vote) => vote.elector === elector);
    const last = mine.reduce<(typeof mine)[number] | null>(
      (latest, vote) => (latest && latest.revision > vote.revision ? latest : vote),
      null,
    );
    if (!last) return null;
    return { poll, at: null, revision: last.revision, leafHash: base64Encode(last.leafHash), index: null };
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

/** The record that froze the roll the poll stands on. */
function rollOf(poll: EntityData): RecordReference | null {
  const reference = (poll.state as PollState).terms?.roll.reference;
  return isReference(reference) ? { stream: reference.stream, seq: reference.seq, leafHash: reference.leafHash } : null;
}

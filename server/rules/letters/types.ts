import type { Command, Event } from '#engine';

/**
 * Letters of a matter (纸质送达): what the matter told somebody who has no account, to be brought on paper, and the proof that it was. One
 * stream for each matter that ever needs one. It names people by their pseudonyms, and holds no words.
 */
export interface LettersState {
  readonly matter: string;
  /** Letter `n` is at `n − 1`. */
  readonly letters: readonly PaperLetter[];
}

export interface PaperLetter {
  /** Counted from 1. */
  readonly n: number;
  /** Pseudonym in the matter of the person, household or owner group. */
  readonly addressee: string;
  /** Path of the community that brings it. */
  readonly scope: string;
  /** Code of the sentence it says. */
  readonly code: string;
  readonly at: number;
  /** Until when it is to be brought, UTC milliseconds. */
  readonly due: number;
  readonly delivery: Delivery | null;
}

export interface Delivery {
  /** Day it was brought, `YYYY-MM-DD`. */
  readonly day: string;
  readonly way: DeliveryWay;
  readonly p: string;
  readonly at: number;
}

/** 当面, 投递信箱, 邮寄, and 无法送达: tried in vain, which ends it as well. */
export type DeliveryWay = 'hand' | 'box' | 'post' | 'failed';
export const WAYS: readonly DeliveryWay[] = ['hand', 'box', 'post', 'failed'];

/** Days from the telling until it has to be with the addressee. */
export const DELIVERY_DAYS = 3;

export interface Write extends Command {
  readonly type: 'writeLetter';
  readonly matter: string;
  readonly addressee: string;
  readonly scope: string;
  readonly code: string;
}
export interface Deliver extends Command {
  readonly type: 'deliverLetter';
  readonly n: number;
  readonly day: string;
  readonly way: string;
}
export type LettersCommand = Write | Deliver;

export type Written = Event &
  Omit<PaperLetter, 'delivery'> & { readonly type: 'LetterWritten'; readonly matter: string };
export type Delivered = Event & Delivery & { readonly type: 'LetterDelivered'; readonly n: number };
export type LettersEvent = Written | Delivered;

export const NO_LETTERS: LettersState = { matter: '', letters: [] };

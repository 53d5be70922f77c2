import type { Command, Event, StoredValue } from '#engine';
import type { TermSetting, Text } from '../contract/index.js';

/** Support for a topic (联名附议): one per line of the roll it stands on, until a threshold or the end of its window. */
export interface CosignState {
  readonly status: 'none' | 'open' | 'closed' | 'cancelled';
  /** Its own stream, the correlation key of `cosign-reached`. */
  readonly id: string;
  readonly matter: string;
  readonly scope: string;
  readonly title: Text | null;
  readonly text: Text | null;
  readonly roll: CosignRoll | null;
  /** Who may support, as the roll had it at the opening. */
  readonly lines: readonly CosignLine[];
  readonly threshold: number;
  readonly term: TermSetting | null;
  /** Who proposes it now; null where the procedure named nobody. */
  readonly proposer: string | null;
  /** Who proposed it at the opening: the correlation key of `proposer-left` and `proposer-continues`. */
  readonly opener: string | null;
  /** The proposer withdrew, and no supporter has taken it on since. */
  readonly left: boolean;
  /** Standing supports, in the order they came. */
  readonly supports: readonly Support[];
  /** UTC milliseconds. */
  readonly openedAt: number;
  readonly closedAt: number;
}

/** The roll it stands on, with the record that names its root. */
export interface CosignRoll {
  readonly stream: string;
  readonly electors: number;
  readonly root: string;
  readonly reference: Readonly<Record<string, StoredValue>>;
}

export interface CosignLine {
  readonly elector: string;
  /** Those who may support for it; none: the elector alone. */
  readonly holders: readonly string[];
}

/** A line in its place on the roll. */
export interface PlacedLine extends CosignLine {
  readonly e: number;
}

export interface Support {
  readonly elector: string;
  readonly p: string;
  /** Who entered it for `p`, and how `p` told them; absent where `p` did. */
  readonly helper?: string;
  readonly way?: string;
  readonly at: number;
}

/**
 * So many lines one opening takes: its record holds them twice, with the command, and is then under 7 MB; with 50,000 it would be over the
 * 16 MB a database takes in one piece.
 */
export const MAX_LINES = 20_000;
/** Name of the message at the threshold; the correlation key is the stream. */
export const REACHED = 'cosign-reached';
/** Names of the messages when the proposer withdraws and when a supporter takes the topic on. */
export const LEFT = 'proposer-left';
export const CONTINUES = 'proposer-continues';
/** Milliseconds a message waits for the matter to listen: longer than any window here. */
export const REACHED_WAITS = 90 * 86_400_000;

export interface Open extends Command {
  readonly type: 'open';
  readonly cosign: string;
  readonly matter: string;
  readonly scope: string;
  readonly title: Text | null;
  readonly text: Text | null;
  readonly roll: CosignRoll;
  readonly lines: readonly CosignLine[];
  readonly threshold: number;
  readonly term: TermSetting | null;
  readonly proposer: string | null;
}
export interface GiveSupport extends Command {
  readonly type: 'support';
  /** Place of the line it is given for. */
  readonly line?: number | null;
}
export interface WithdrawSupport extends Command {
  readonly type: 'withdraw';
  readonly line?: number | null;
}
export interface Close extends Command {
  readonly type: 'close';
}
export interface Leave extends Command {
  readonly type: 'leave';
  readonly reason?: StoredValue;
}
export interface Continue extends Command {
  readonly type: 'continue';
}
export type CosignCommand = Open | GiveSupport | WithdrawSupport | Close | Leave | Continue;

export type Opened = Event & Omit<Open, keyof Command> & { readonly type: 'CosignOpened'; readonly at: number };
/** `supporters` counts them with this one. */
export type Supported = Event & Support & { readonly type: 'Supported'; readonly supporters: number };
export type Withdrawn = Event & Support & { readonly type: 'SupportWithdrawn'; readonly supporters: number };
export interface Closed extends Event {
  readonly type: 'CosignClosed';
  readonly outcome: CosignOutcome;
  readonly supporters: number;
  readonly threshold: number;
  readonly at: number;
}
/** `reason` is sealed. */
export type Left = Event &
  Omit<Support, 'elector'> & { readonly type: 'ProposerLeft'; readonly reason: StoredValue | null };
export type Continued = Event & Omit<Support, 'elector'> & { readonly type: 'ProposerContinues' };
export type CosignEvent = Opened | Supported | Withdrawn | Closed | Left | Continued;

export type CosignOutcome = 'reached' | 'not-reached';

export const NO_COSIGN: CosignState = {
  status: 'none',
  id: '',
  matter: '',
  scope: '',
  title: null,
  text: null,
  roll: null,
  lines: [],
  threshold: 0,
  term: null,
  proposer: null,
  opener: null,
  left: false,
  supports: [],
  openedAt: 0,
  closedAt: 0,
};

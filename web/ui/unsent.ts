import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { ActBody, Choice, Id, Plain, Port, Receipt, Stance } from '#web/port';

type Variables = Readonly<Record<string, Plain>>;

/**
 * A resident's act that did not reach the server is kept on this device with the key it was made with, shown as 未提交, and
 * sent again with the same key: the server takes it once, however often it arrives. It is never shown as done. Of a ballot
 * the choice is held by the open page alone and never written to the device (docs/decisions/0034).
 */
export type UnsentAct =
  | {
      readonly call: 'cast';
      readonly target: Id;
      /** Null once the page was left: then it cannot be sent, only cast anew. */
      readonly choice: Choice | null;
      readonly line: number | null;
      /** Revision of the ballot that was in the box before; null for none. */
      readonly before: number | null;
    }
  | {
      readonly call: 'giveOpinion';
      readonly target: Id;
      readonly body: { readonly stance: Stance; readonly text: string };
    }
  | { readonly call: 'object'; readonly target: Id; readonly body: { readonly text: string } }
  | {
      readonly call: 'act';
      readonly kind: string;
      readonly target: Id;
      readonly type: string;
      readonly body: ActBody;
    }
  | { readonly call: 'complete'; readonly target: Id; readonly body: { readonly variables: Variables } }
  | { readonly call: 'startMatter'; readonly target: Id; readonly body: { readonly variables: Variables } };

/** What an act was about, and what the person wrote in it, for the page that shows it. */
export interface About {
  readonly title: string;
  readonly at: number;
  readonly text?: string;
}

export interface KeptAct extends About {
  readonly key: string;
  /** Only this person's session may send it, or sees it. */
  readonly person: Id;
  readonly act: UnsentAct;
  /** The sentence of the refusal, when the server was reached and refused: then it is not sent again by itself. */
  readonly refused: string | null;
}

export interface Unsent {
  /** Everybody's on this device: pages show `mine`. */
  readonly kept: Ref<readonly KeptAct[]>;
  /** Those of whoever is signed in: a phone may be shared. */
  readonly mine: ComputedRef<readonly KeptAct[]>;
  /** Keys of what arrived since this page was opened. */
  readonly arrived: Ref<readonly string[]>;
  /** For a call that failed: keeps the act where there was no net, and throws the problem on where it was anything else. */
  keepAfter(problem: unknown, act: UnsentAct, key: string, about: About): void;
  keep(act: UnsentAct, key: string, about: About): void;
  drop(key: string): void;
  /** Sends what this person left unsent, oldest first; stops at the first that still does not arrive. */
  retry(): Promise<void>;
  /**
   * Once the net is back: sends what was made on the page that is still open, minutes ago. Never a ballot, and nothing older: nobody's act is
   * sent hours later behind their back.
   */
  resend(): Promise<void>;
}

const NAME = 'heyi.unsent.v1';
/** Milliseconds of real time in which an act may still be sent by itself. */
const FRESH = 600_000;

interface UnsentOptions {
  readonly port: Port;
  /** Null keeps nothing. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly person: () => Id | null;
  readonly sent: () => void;
  readonly lost: () => void;
  /** Real time in milliseconds. */
  readonly time: () => number;
}

export function createUnsent({ port, storage, person, sent, lost, time }: UnsentOptions): Unsent {
  const kept = ref<readonly KeptAct[]>([]);
  const arrived = ref<readonly string[]>([]);
  /** When each was made, of those made since this page was opened. */
  const made = new Map<string, number>();
  let busy = false;

  function write(acts: readonly KeptAct[]): void {
    kept.value = acts;
    if (storage === null) return;
    if (acts.length === 0) storage.removeItem(NAME);
    else storage.setItem(NAME, JSON.stringify(acts.map((one) => ({ ...one, act: withoutChoice(one.act) }))));
  }

  async function send(acts: readonly KeptAct[]): Promise<void> {
    if (busy) return;
    busy = true;
    let any = false;
    try {
      for (const one of acts) {
        try {
          await perform(port, one);
          unsent.drop(one.key);
          arrived.value = [...arrived.value, one.key];
          any = true;
        } catch (problem) {
          const { status, message } = problem as { status?: number; message?: string };
          if (status === undefined || status === 0 || status === 401 || status === 429 || status >= 500) return;
          write(kept.value.map((act) => (act.key === one.key ? { ...act, refused: message ?? '' } : act)));
          any = true;
        }
      }
    } finally {
      busy = false;
      if (any) sent();
    }
  }

  const waiting = (): readonly KeptAct[] =>
    unsent.mine.value.filter(({ refused, act }) => refused === null && !(act.call === 'cast' && act.choice === null));

  const unsent: Unsent = {
    kept,
    mine: computed(() => kept.value.filter((one) => one.person === person())),
    arrived,
    keepAfter(problem, act, key, about) {
      if (storage === null || (problem as { status?: number }).status !== 0) throw problem;
      lost();
      unsent.keep(act, key, about);
    },
    keep(act, key, about) {
      const who = person();
      if (who === null) return;
      const same = JSON.stringify(act);
      // pressed again: the same act keeps its first key, under which it may have arrived
      if (kept.value.some((one) => one.person === who && one.refused === null && JSON.stringify(one.act) === same))
        return;
      const others = kept.value.filter((one) => one.key !== key && !(one.person === who && replaces(act, one.act)));
      made.set(key, time());
      write([...others, { ...about, key, person: who, act, refused: null }]);
    },
    drop(key) {
      write(kept.value.filter((one) => one.key !== key));
    },
    retry: () => send(waiting()),
    resend: () =>
      send(waiting().filter(({ key, act }) => act.call !== 'cast' && time() - (made.get(key) ?? -FRESH) < FRESH)),
  };
  // what an earlier edition wrote to the device may hold a choice: it goes at once
  const before = read(storage);
  if (before.length > 0) write(before);
  return unsent;
}

/** A later ballot of the same right takes the place of the earlier one, and a later answer to the same questions. */
function replaces(act: UnsentAct, earlier: UnsentAct): boolean {
  if (act.call !== earlier.call || act.target !== earlier.target) return false;
  if (act.call === 'cast') return act.line === (earlier as typeof act).line;
  if (act.call === 'act') return act.type === (earlier as typeof act).type && ONCE.includes(`${act.kind}.${act.type}`);
  return act.call === 'complete';
}
/** What somebody does once in an entity. */
const ONCE: readonly string[] = ['callback.answer', 'meeting.signIn'];

/** Whether a ballot that seemed unsent lies in the box after all. */
export function isInBox(act: UnsentAct, receipt: Receipt | null): boolean {
  return act.call === 'cast' && receipt !== null && (act.before === null || receipt.revision > act.before);
}

async function perform(port: Port, { act, key }: KeptAct): Promise<void> {
  switch (act.call) {
    case 'cast':
      if (act.choice !== null)
        await port.cast(act.target, { choice: act.choice, ...(act.line === null ? {} : { line: act.line }) }, key);
      break;
    case 'giveOpinion':
      await port.giveOpinion(act.target, act.body, key);
      break;
    case 'object':
      await port.object(act.target, act.body, key);
      break;
    case 'act':
      await port.act(act.kind, act.target, act.type, act.body, key);
      break;
    case 'complete':
      await port.complete(act.target, act.body, key);
      break;
    case 'startMatter':
      await port.startMatter({ procedure: act.target, ...act.body }, key);
  }
}

function withoutChoice(act: UnsentAct): UnsentAct {
  if (act.call !== 'cast') return act;
  const { call, target, line, before } = act;
  return { call, target, line: line ?? null, before: before ?? null, choice: null };
}

function read(storage: UnsentOptions['storage']): readonly KeptAct[] {
  try {
    const acts: unknown = JSON.parse(storage?.getItem(NAME) ?? '[]');
    return Array.isArray(acts) ? (acts as KeptAct[]).map((one) => ({ ...one, act: withoutChoice(one.act) })) : [];
  } catch {
    return [];
  }
}

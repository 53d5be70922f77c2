import { ref, type Ref } from 'vue';
import type { Choice, Id, Port, Stance } from '#web/port';

/**
 * A resident's act that did not reach the server is kept on this device with the key it was made with, shown as 未提交, and
 * sent again with the same key when the person asks for it: the server takes it once, however often it arrives. It is never shown as done.
 */
export type UnsentAct =
  | { readonly call: 'cast'; readonly target: Id; readonly body: { readonly choice: Choice; readonly line?: number } }
  | {
      readonly call: 'giveOpinion';
      readonly target: Id;
      readonly body: { readonly stance: Stance; readonly text: string };
    }
  | { readonly call: 'object'; readonly target: Id; readonly body: { readonly text: string } };

export interface KeptAct {
  readonly key: string;
  /** Only this person's session may send it. */
  readonly person: Id;
  readonly title: string;
  readonly at: number;
  readonly act: UnsentAct;
  /** The sentence of the refusal, when the server was reached and refused: then it is not sent again by itself. */
  readonly refused: string | null;
}

export interface Unsent {
  readonly kept: Ref<readonly KeptAct[]>;
  keep(act: UnsentAct, key: string, title: string, at: number): void;
  drop(key: string): void;
  /** Sends what this person left unsent, oldest first; stops at the first that still does not arrive. */
  retry(): Promise<void>;
}

const NAME = 'heyi.unsent.v1';

interface UnsentOptions {
  readonly port: Port;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly person: () => Id | null;
  readonly sent: () => void;
}

export function createUnsent({ port, storage, person, sent }: UnsentOptions): Unsent {
  const kept = ref<readonly KeptAct[]>(read(storage));
  let busy = false;

  function write(acts: readonly KeptAct[]): void {
    kept.value = acts;
    if (storage === null) return;
    if (acts.length === 0) storage.removeItem(NAME);
    else storage.setItem(NAME, JSON.stringify(acts));
  }

  const unsent: Unsent = {
    kept,
    keep(act, key, title, at) {
      const who = person();
      if (who === null) return;
      const others = kept.value.filter(
        (one) => one.key !== key && !(one.act.call === 'cast' && act.call === 'cast' && one.act.target === act.target),
      );
      write([...others, { key, person: who, title, at, act, refused: null }]);
    },
    drop(key) {
      write(kept.value.filter((one) => one.key !== key));
    },
    async retry() {
      if (busy) return;
      busy = true;
      let any = false;
      try {
        for (const one of kept.value.filter((act) => act.person === person() && act.refused === null)) {
          try {
            await perform(port, one);
            unsent.drop(one.key);
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
    },
  };
  return unsent;
}

async function perform(port: Port, { act, key }: KeptAct): Promise<void> {
  if (act.call === 'cast') await port.cast(act.target, act.body, key);
  else if (act.call === 'giveOpinion') await port.giveOpinion(act.target, act.body, key);
  else await port.object(act.target, act.body, key);
}

function read(storage: UnsentOptions['storage']): readonly KeptAct[] {
  try {
    const acts: unknown = JSON.parse(storage?.getItem(NAME) ?? '[]');
    return Array.isArray(acts) ? (acts as KeptAct[]) : [];
  } catch {
    return [];
  }
}

import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Change } from '#web/port';
import { useShell } from './shell.js';

/** A problem as pages show it: what a port rejects with. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export interface Loaded<T> {
  /** The last good answer; kept, and said to be old, when a later call fails. */
  readonly value: ShallowRef<T | null>;
  readonly trouble: ShallowRef<Trouble | null>;
  /** True from two seconds of waiting on. */
  readonly slow: Ref<boolean>;
  /** When `value` was fetched, by the clock of the pages. */
  readonly at: Ref<number | null>;
  again(): Promise<void>;
}

/**
 * Fetches a view, again when `watched` changes, and again when the server tells of a change of one of `kinds`. An older
 * answer never overtakes a newer one.
 */
export function useLoaded<T>(
  fetch: () => Promise<T>,
  kinds: readonly Change['kind'][],
  watched?: () => unknown,
): Loaded<T> {
  const shell = useShell();
  const value = shallowRef<T | null>(null);
  const trouble = shallowRef<Trouble | null>(null);
  const slow = ref(false);
  const at = ref<number | null>(null);
  let turn = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  async function again(): Promise<void> {
    const mine = ++turn;
    const timer = setTimeout(() => (slow.value = mine === turn), 2000);
    try {
      const answer = await fetch();
      if (mine !== turn) return;
      value.value = answer;
      trouble.value = null;
      at.value = shell.now();
      shell.online.value = true;
    } catch (problem) {
      if (mine !== turn) return;
      trouble.value = troubleOf(problem);
      if (trouble.value.status === 0) shell.online.value = false;
      if (trouble.value.status === 401) void shell.refresh().catch(() => undefined);
    } finally {
      clearTimeout(timer);
      if (mine === turn) slow.value = false;
    }
  }

  shell.onChange((change) => {
    if (change.kind !== 'session' && change.kind !== 'clock' && !kinds.includes(change.kind)) return;
    clearTimeout(soon);
    soon = setTimeout(() => void again(), 60);
  });
  onScopeDispose(() => clearTimeout(soon));
  if (watched !== undefined) watch(watched, () => void reset());
  void again();

  async function reset(): Promise<void> {
    value.value = null;
    await again();
  }
  return { value, trouble, slow, at, again };
}

export function troubleOf(problem: unknown): Trouble {
  const { code, message, status } = problem as Partial<Trouble>;
  return { code: code ?? 'unexpected', message: message ?? '', status: status ?? -1 };
}

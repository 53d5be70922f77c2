import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Change } from '#web/port';
import { useShell } from './shell.js';
import { troubleOf, type Trouble } from './trouble.js';

export interface Loaded<T> {
  /** The last good answer; kept, and said to be old, when a later call fails. */
  readonly value: ShallowRef<T | null>;
  readonly trouble: ShallowRef<Trouble | null>;
  /** True from two seconds of waiting on. */
  readonly slow: Ref<boolean>;
  /** True while a call is on its way. */
  readonly fetching: Ref<boolean>;
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
  const fetching = ref(false);
  const at = ref<number | null>(null);
  let turn = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  async function again(): Promise<void> {
    const mine = ++turn;
    fetching.value = true;
    const timer = setTimeout(() => (slow.value = mine === turn), 2000);
    try {
      const answer = await fetch();
      if (mine !== turn) return;
      value.value = answer;
      trouble.value = null;
      at.value = shell.now();
      shell.fetchedAt.value = at.value;
      shell.online.value = true;
    } catch (problem) {
      if (mine !== turn) return;
      trouble.value = troubleOf(problem);
      if (trouble.value.status === 0) shell.online.value = false;
      if (trouble.value.status === 401) void shell.refresh().catch(() => undefined);
    } finally {
      clearTimeout(timer);
      if (mine === turn) slow.value = fetching.value = false;
    }
  }

  shell.onChange((change) => {
    if (change.kind !== 'session' && change.kind !== 'clock' && !kinds.includes(change.kind)) return;
    clearTimeout(soon);
    soon = setTimeout(() => void again(), 60);
  });
  onScopeDispose(() => clearTimeout(soon));
  if (watched !== undefined) watch(watched, () => void reset());
  // what could not be fetched without the net, or after a session had ended, comes by itself once there is one
  watch([shell.online, () => shell.session.value?.me?.person], ([online, person]) => {
    const status = trouble.value?.status;
    if (!fetching.value && ((status === 0 && online) || (status === 401 && person !== undefined))) void again();
  });
  void again();

  async function reset(): Promise<void> {
    value.value = null;
    await again();
  }
  return { value, trouble, slow, fetching, at, again };
}

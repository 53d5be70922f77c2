import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { troubleOf, type Trouble } from './trouble.js';
import { useShell } from './shell.js';

export interface Act<Arguments extends readonly unknown[], T> {
  readonly busy: Ref<boolean>;
  readonly trouble: ShallowRef<Trouble | null>;
  /** Null when it was refused or not sent; `trouble` says which. */
  run(...args: Arguments): Promise<T | null>;
}

/**
 * One act of a person: a key is made at the first try and kept until an answer comes, so that a second press after a
 * broken line repeats the same act instead of adding another. Other arguments are another act with another key.
 */
export function useAct<Arguments extends readonly unknown[], T>(
  perform: (key: string, ...args: Arguments) => Promise<T>,
): Act<Arguments, T> {
  const shell = useShell();
  const busy = ref(false);
  const trouble = shallowRef<Trouble | null>(null);
  let kept: { key: string; bytes: string } | null = null;

  async function run(...args: Arguments): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    trouble.value = null;
    const bytes = JSON.stringify(args);
    if (kept === null || kept.bytes !== bytes) kept = { key: shell.newKey(), bytes };
    try {
      const answer = await perform(kept.key, ...args);
      kept = null;
      return answer;
    } catch (problem) {
      trouble.value = troubleOf(problem);
      if (trouble.value.status === 0) shell.online.value = false;
      else if (trouble.value.status < 500) kept = null;
      // where the page stays behind the way in, the way in comes at once
      if (trouble.value.status === 401 && shell.resumes) void shell.refresh().catch(() => undefined);
      return null;
    } finally {
      busy.value = false;
    }
  }
  return { busy, trouble, run };
}

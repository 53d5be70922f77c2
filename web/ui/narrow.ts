import { onScopeDispose, ref, type Ref } from 'vue';

/** True where the top bar has no room for its pages side by side; in `em`, so that large text counts as a small screen. */
export const useNarrow = (): Ref<boolean> => useMedia('(max-width: 37.4375em)');

/** True where a list, a task and what is known of its matter stand side by side. */
export const useWide = (): Ref<boolean> => useMedia('(min-width: 75em)');

function useMedia(words: string): Ref<boolean> {
  const query = window.matchMedia(words);
  const fits = ref(query.matches);
  const changed = (): void => void (fits.value = query.matches);
  query.addEventListener('change', changed);
  onScopeDispose(() => query.removeEventListener('change', changed));
  return fits;
}

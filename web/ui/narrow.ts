import { onScopeDispose, ref, type Ref } from 'vue';

/** True where the top bar has no room for its pages side by side; in `em`, so that large text counts as a small screen. */
export function useNarrow(): Ref<boolean> {
  const query = window.matchMedia('(max-width: 37.4375em)');
  const narrow = ref(query.matches);
  const changed = (): void => void (narrow.value = query.matches);
  query.addEventListener('change', changed);
  onScopeDispose(() => query.removeEventListener('change', changed));
  return narrow;
}

import { onScopeDispose, ref, type Ref } from 'vue';
import type { TraceDiagram } from '#web/port';

/** A drawing of which nothing ran yet. */
export function drawn(process: string, name: string, bpmn: string): TraceDiagram {
  const nothing = { passed: [], active: [], flows: [], runs: [], moves: [] };
  return { path: [], process, name, bpmn, version: 1, from: 0, until: null, ...nothing };
}

/** Whether the screen has room to draw on: the board needs it, and a keyboard or a mouse. */
export function useRoomy(): Ref<boolean> {
  const media = window.matchMedia('(min-width: 900px)');
  const roomy = ref(media.matches);
  const follow = (): void => void (roomy.value = media.matches);
  media.addEventListener('change', follow);
  onScopeDispose(() => media.removeEventListener('change', follow));
  return roomy;
}

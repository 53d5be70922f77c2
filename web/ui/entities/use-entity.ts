import { inject, ref, watch, type InjectionKey } from 'vue';
import type { ActBody, Change, EntityKind, EntityPage } from '#web/port';
import { useAct } from '../act.js';
import { useLoaded } from '../load.js';
import { useShell } from '../shell.js';

/** A page around an entity is told its matter once it is known, to lead on to it. */
export const MATTER_OF: InjectionKey<(matter: string, title: string) => void> = Symbol('matter of an entity');

/** What an act came to, for the line that says so. */
export type Sent = { readonly type: string } | null;

/** An entity of a matter with its acts: after each the page is the one the server answered. */
export function useEntity<Page extends EntityPage>(kind: EntityKind, id: () => string) {
  const shell = useShell();
  const kinds: readonly Change['kind'][] = ['entity', 'matter'];
  const page = useLoaded(async () => (await shell.port.entity(kind, id())) as Page, kinds, id);
  const tell = inject(MATTER_OF, null);
  watch(page.value, (now) => {
    if (now !== null) tell?.(now.matter, now.title);
  });
  const sent = ref<Sent>(null);
  const act = useAct(async (key: string, type: string, body: ActBody) => {
    try {
      const { value } = await shell.port.act(kind, id(), type, body, key);
      sent.value = { type };
      if (value === null) await page.again();
      else page.value.value = value as Page;
    } catch (problem) {
      const { text, reason } = body.fields;
      const said = [text, reason].find((one): one is string => typeof one === 'string');
      const title = page.value.value?.title ?? '';
      shell.unsent.keepAfter(problem, { call: 'act', kind, target: id(), type, body }, key, {
        ...{ title, at: shell.now() },
        ...(said === undefined ? {} : { text: said }),
      });
    }
    return true;
  });

  /** True where it was carried out, or kept on the phone as unsent. */
  async function perform(type: string, fields: ActBody['fields'] = {}, more: Omit<ActBody, 'fields'> = {}) {
    sent.value = null;
    return (await act.run(type, { fields, ...more })) === true;
  }
  return { page, act, sent, perform };
}

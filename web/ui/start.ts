import { ref, watch, type App, type Ref } from 'vue';
import type { Language } from '#web/port';
import type { Shell } from './shell.js';

const NAME = 'heyi.language';

/** The language chosen on this device before; Chinese when none was. */
export function firstLanguage(storage: Pick<Storage, 'getItem'>): Ref<Language> {
  return ref<Language>(storage.getItem(NAME) === 'en' ? 'en' : 'zh-CN');
}

/** Keeps the choice on the device, and the document's `lang` and title by it. */
export function followLanguage(shell: Shell, storage: Pick<Storage, 'setItem'>, title: () => string): void {
  watch(
    shell.language,
    (language) => {
      storage.setItem(NAME, language);
      document.documentElement.lang = language;
      document.title = title();
    },
    { immediate: true },
  );
}

/**
 * Mounts at once, so that rules and headings stand while the session is fetched; then follows changes and the net. What was written minutes
 * ago on this page is sent when the net is back; a ballot, and what is older, waits for the person.
 */
export function startShell(app: App, shell: Shell & { install(app: App): void }, element: string): void {
  shell.install(app);
  app.mount(element);
  shell.listen();
  const again = (): void => void shell.opening.again();
  watch(shell.online, (online) => online && void shell.unsent.resend());
  again();
  window.addEventListener('online', again);
  window.addEventListener('offline', () => (shell.online.value = false));
  setInterval(() => {
    if (!shell.online.value || shell.session.value === null) again();
  }, 20_000);
}

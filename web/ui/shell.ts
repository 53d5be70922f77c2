import {
  inject,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type App,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue';
import { hasSentence, say } from '#text';
import type { Change, Clock, Language, Port, Said, Session } from '#web/port';
import { labelOf, type LabelKey, type LabelValues, type Words } from './labels/index.js';
import type { Loaded } from './load.js';
import { troubleOf, type Trouble } from './trouble.js';
import { createUnsent, type Unsent } from './unsent.js';

/** What every page has: the port, the reader's language, session and clock, and whether the net is there. */
export interface Shell {
  readonly port: Port;
  readonly newKey: () => string;
  readonly language: Ref<Language>;
  /** A label of ours in the reader's language. */
  t(key: LabelKey, values?: LabelValues): string;
  /** A sentence by code, from the text room. */
  speak(said: Said): string;
  /** Null until the first answer. */
  readonly session: ShallowRef<Session | null>;
  readonly clock: ShallowRef<Clock | null>;
  /** The moment pages count from: the demo clock or real time. */
  now(): number;
  readonly online: Ref<boolean>;
  /** When anything was fetched last, by the clock of the pages. */
  readonly fetchedAt: Ref<number | null>;
  /** The first fetch of the session, before which no page stands. */
  readonly opening: Loaded<Session>;
  readonly unsent: Unsent;
  /** A page stays behind the way in when its session ends. */
  readonly resumes: boolean;
  refresh(): Promise<void>;
  /** Called for every change the server tells of; ends with the component. */
  onChange(listener: (change: Change) => void): void;
  /** Tells the other parts of the page of what this one did and the server tells nobody: a message read. */
  tell(change: Change): void;
  /** Follow changes while signed in. Returns what stops it. */
  listen(): () => void;
}

export interface ShellOptions {
  readonly port: Port;
  readonly newKey: () => string;
  readonly language: Ref<Language>;
  readonly words: Words;
  /** Where acts that could not be sent are kept; null keeps none. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly resumes?: boolean;
}

/** Views name a refusal or an incident by its own code; its sentence stands under the group. */
const SENTENCE_GROUPS = ['', 'refusal.', 'incident.', 'error.', 'event.', 'notice.', 'access.'];

const SHELL: InjectionKey<Shell> = Symbol('heyi.shell');

export function createShell({
  port,
  newKey,
  language,
  words,
  storage,
  resumes = false,
}: ShellOptions): Shell & { install(app: App): void } {
  const session = shallowRef<Session | null>(null);
  const clock = shallowRef<Clock | null>(null);
  const online = ref(true);
  const fetchedAt = ref<number | null>(null);
  const opening = {
    value: session,
    trouble: shallowRef<Trouble | null>(null),
    slow: ref(false),
    fetching: ref(false),
    at: fetchedAt,
    again: open,
  };
  const listeners = new Set<(change: Change) => void>();
  /** When `clock` was read, so that real time goes on between two readings. */
  let readAt = 0;

  async function refreshClock(): Promise<void> {
    clock.value = await port.clock();
    readAt = Date.now();
  }

  async function open(): Promise<void> {
    const timer = setTimeout(() => (opening.slow.value = true), 2000);
    opening.fetching.value = true;
    try {
      await shell.refresh();
      opening.trouble.value = null;
      online.value = true;
    } catch (problem) {
      opening.trouble.value = troubleOf(problem);
      if (opening.trouble.value.status === 0) online.value = false;
    } finally {
      clearTimeout(timer);
      opening.slow.value = opening.fetching.value = false;
    }
  }

  function tell(change: Change): void {
    if (change.kind === 'clock') void refreshClock().catch(() => undefined);
    for (const listener of [...listeners]) listener(change);
  }

  const shell: Shell & { install(app: App): void } = {
    port,
    newKey,
    language,
    t: (key, values) => labelOf(words, key, values, language.value),
    speak: (said) => {
      const code = SENTENCE_GROUPS.map((group) => group + said.code).find(hasSentence);
      return say(code ?? said.code, said.values, language.value);
    },
    session,
    clock,
    now: () => {
      const read = clock.value;
      if (read === null) return Date.now();
      return read.demo ? read.now : read.now + (Date.now() - readAt);
    },
    online,
    fetchedAt,
    opening,
    resumes,
    unsent: createUnsent({
      port,
      storage,
      person: () => session.value?.me?.person ?? null,
      sent: () => tell({ kind: 'session', id: null }),
      lost: () => (online.value = false),
      time: () => Date.now(),
    }),
    async refresh() {
      const [answer] = await Promise.all([port.session(), refreshClock()]);
      session.value = answer;
    },
    onChange(listener) {
      listeners.add(listener);
      onScopeDispose(() => listeners.delete(listener));
    },
    tell,
    listen() {
      let stop: () => void = () => undefined;
      const stopWatch = watch(
        // who may not act yet is told of nothing, either
        () => (session.value?.me?.standing === 'full' ? session.value.me.person : null),
        (person) => {
          stop();
          stop = person === null ? () => undefined : port.subscribe(tell);
        },
        { immediate: true },
      );
      return () => {
        stopWatch();
        stop();
      };
    },
    install(app) {
      app.provide(SHELL, shell);
    },
  };
  return shell;
}

export function useShell(): Shell {
  const shell = inject(SHELL);
  if (shell === undefined) throw new Error('No shell: install it on the app.');
  return shell;
}

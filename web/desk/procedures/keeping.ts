import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import type { DraftPage, DraftSaid, DraftSaving, DraftText, Id } from '#web/port';
import { useAct, useShell, type Trouble } from '#web/ui';

/** Milliseconds after the last change at which a draft is saved, and after a save that did not arrive at which it is tried again. */
const PAUSE = 2000;
const AGAIN = 15_000;

/**
 * What is written in a draft, kept on the server while it is written: two seconds after the last change, as one save each time, resting on
 * the revision the writer saw. What could not be saved stays on the page, is said, and is tried again while the net is away; what was refused
 * waits for the writer, and nothing of a colleague's is overwritten. Nobody leaves unsaved work unasked. `saved` gets the page of each save.
 */
export function useKeeping(draft: () => Id, saved: (page: DraftPage) => void) {
  const shell = useShell();
  /** Null until the draft is there. */
  const about = shallowRef<DraftSaid | null>(null);
  const files = shallowRef<readonly DraftText[]>([]);
  const dirty = ref(false);
  const trouble = shallowRef<Trouble | null>(null);
  /** Answers whether to leave although something is not saved; null while nobody wants to. */
  const leaving = shallowRef<((go: boolean) => void) | null>(null);
  let revision = 0;
  let taken: Id | null = null;
  /** Sent, and perhaps arrived: it goes again as it was before anything newer, so that one's own save is not taken for a colleague's. */
  let sent: DraftSaving | null = null;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const act = useAct(
    async (key: string, of: Id, body: DraftSaving) => (await shell.port.saveDraft(of, body, key)).value,
  );

  function later(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
  }
  /** Saves what there is now; answers whether it was saved. One save at a time. */
  function save(): Promise<boolean> {
    clearTimeout(timer);
    return (running ??= send().finally(() => (running = null)));
  }
  async function send(): Promise<boolean> {
    if (!dirty.value || about.value === null) return true;
    sent ??= { revision, about: about.value, files: files.value };
    const body = sent;
    const page = await act.run(draft(), body);
    trouble.value = act.trouble.value;
    if (page === null) {
      const lost = trouble.value === null || trouble.value.status === 0 || trouble.value.status >= 500;
      if (!lost) sent = null;
      if (lost || trouble.value?.status === 429) later(AGAIN);
      return false;
    }
    sent = null;
    revision = page.revision;
    dirty.value = body.about !== about.value || body.files !== files.value;
    if (dirty.value) later(PAUSE);
    saved(page);
    return true;
  }
  function changed(): void {
    dirty.value = true;
    if (trouble.value?.status !== 409) later(PAUSE);
  }
  /**
   * Takes what was fetched in the place of what was written. What is no newer than what was saved here changes nothing: an answer may come late,
   * and the server keeps texts without the space one is still writing after.
   */
  function take(page: DraftPage): void {
    if (taken === page.draft && page.revision <= revision) return;
    taken = page.draft;
    clearTimeout(timer);
    [about.value, files.value, revision] = [page.about, page.files, page.revision];
    [dirty.value, trouble.value, sent] = [false, null, null];
  }

  /** Saves what is not saved; where that cannot be, asks. Whoever leaves all the same leaves it behind. */
  async function mayLeave(): Promise<boolean> {
    while (dirty.value) {
      if (await save()) continue;
      // whose session ended signs in first: the page waits behind the way in, and nobody could see the question
      if (trouble.value?.status === 401) return false;
      const go = await new Promise<boolean>((answer) => (leaving.value = answer));
      leaving.value = null;
      if (!go) return false;
      clearTimeout(timer);
      [dirty.value, sent] = [false, null];
    }
    return true;
  }
  watch(shell.online, (online) => {
    if (online && dirty.value && trouble.value?.status === 0) void save();
  });
  watch(
    () => shell.session.value?.me?.person,
    (person) => {
      if (person !== undefined && dirty.value && trouble.value?.status === 401) void save();
    },
  );
  onScopeDispose(() => clearTimeout(timer));

  return {
    about,
    files,
    dirty,
    busy: act.busy,
    trouble,
    leaving,
    save,
    take,
    mayLeave,
    writeAbout(next: DraftSaid): void {
      about.value = next;
      changed();
    },
    writeFiles(next: readonly DraftText[]): void {
      files.value = next;
      changed();
    },
  };
}

/** Holds back who leaves the page, or closes it, before all is saved. */
export function useHoldingBack({ dirty, save, mayLeave }: ReturnType<typeof useKeeping>): void {
  onBeforeRouteLeave(mayLeave);
  onBeforeRouteUpdate(mayLeave);
  const closing = (event: BeforeUnloadEvent): void => {
    if (!dirty.value) return;
    event.preventDefault();
    void save();
  };
  window.addEventListener('beforeunload', closing);
  onScopeDispose(() => window.removeEventListener('beforeunload', closing));
}

import { createApp, effectScope, ref } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PortProblem, type DraftPage, type DraftSaid, type DraftSaving, type Port } from '#web/port';
import { createShell } from '#web/ui';
import { useKeeping } from './keeping.js';

const said = (use: string) => ({ use: { zh: use, en: '' } }) as DraftSaid;
const page = (revision: number, use: string) => ({ revision, about: said(use), files: [] }) as unknown as DraftPage;

/** A draft at revision 1; each save is answered by the next of `answers`. */
function begun(answers: ((body: DraftSaving) => Promise<DraftPage>)[]) {
  const saves: { readonly key: string; readonly revision: number; readonly use: string }[] = [];
  let keys = 0;
  const port = {
    async saveDraft(_draft: string, body: DraftSaving, key: string) {
      saves.push({ key, revision: body.revision, use: body.about.use.zh });
      return { value: await (answers.shift() as (typeof answers)[number])(body) };
    },
  } as unknown as Port;
  const language = ref<'zh-CN'>('zh-CN');
  const shell = createShell({ port, newKey: () => `key${++keys}`, language, words: {} as never, storage: null });
  const app = createApp({});
  shell.install(app);
  const scope = effectScope();
  const keeping = app.runWithContext(() =>
    scope.run(() =>
      useKeeping(
        () => 'draft',
        () => undefined,
      ),
    ),
  );
  if (keeping === undefined) throw new Error('no scope');
  keeping.take(page(1, 'as it was'));
  return { keeping, saves };
}
const saved = (body: DraftSaving) => Promise.resolve(page(body.revision + 1, body.about.use.zh));
const fails = (code: string, status: number) => () => Promise.reject(new PortProblem(code, '', status));

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is saved once its writer pauses, and what is written meanwhile goes next', async () => {
    // given a save that takes its time
    let arrive: () => void = () => undefined;
    const { keeping, saves } = begun([
      (body) => new Promise((done) => (arrive = () => done(page(2, body.about.use.zh)))),
      saved,
    ]);
    // when
    for (const use of ['o', 'on', 'one']) keeping.writeAbout(said(use));
    await vi.advanceTimersByTimeAsync(2000);
    keeping.writeAbout(said('two'));
    arrive();
    await vi.advanceTimersByTimeAsync(0);
    // then
    expect([keeping.dirty.value, keeping.about.value?.use.zh]).toEqual([true, 'two']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(saves).toEqual([
      { key: 'key1', revision: 1, use: 'one' },
      { key: 'key2', revision: 2, use: 'two' },
    ]);
    expect(keeping.dirty.value).toBe(false);
  });

  it('keeps what was written and saved when an older answer comes late, and takes a newer one', async () => {
    // given
    const { keeping } = begun([saved]);
    keeping.writeAbout(said('one '));
    await vi.advanceTimersByTimeAsync(2000);
    // when
    keeping.take(page(1, 'as it was'));
    keeping.take(page(2, 'one'));
    // then
    expect(keeping.about.value?.use.zh).toBe('one ');
    keeping.take(page(3, 'theirs'));
    expect(keeping.about.value?.use.zh).toBe('theirs');
  });

  it('whose writer was signed out meanwhile is neither lost nor asked about, and saved when they are back', async () => {
    // given
    const { keeping } = begun([fails('not-signed-in', 401)]);
    keeping.writeAbout(said('one'));
    // when, then
    expect(await keeping.mayLeave()).toBe(false);
    expect([keeping.leaving.value, keeping.dirty.value]).toEqual([null, true]);
  });

  it('whose answer was lost is sent again as it was, before anything newer', async () => {
    // given
    const { keeping, saves } = begun([fails('offline', 0), saved, saved]);
    keeping.writeAbout(said('one'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(keeping.trouble.value?.code).toBe('offline');
    // when
    keeping.writeAbout(said('two'));
    await vi.advanceTimersByTimeAsync(20_000);
    // then
    expect(saves).toEqual([
      { key: 'key1', revision: 1, use: 'one' },
      { key: 'key1', revision: 1, use: 'one' },
      { key: 'key2', revision: 2, use: 'two' },
    ]);
    expect([keeping.dirty.value, keeping.trouble.value]).toEqual([false, null]);
  });

  it('that a colleague saved meanwhile is left alone, and its writer is asked before leaving', async () => {
    // given
    const { keeping, saves } = begun([fails('draft-stale', 409), fails('draft-stale', 409), fails('draft-stale', 409)]);
    keeping.writeAbout(said('mine'));
    await vi.advanceTimersByTimeAsync(2000);
    // when
    keeping.writeAbout(said('mine, longer'));
    await vi.advanceTimersByTimeAsync(60_000);
    // then
    expect(saves).toHaveLength(1);
    expect(keeping.about.value?.use.zh).toBe('mine, longer');
    for (const go of [false, true]) {
      const left = keeping.mayLeave();
      await vi.advanceTimersByTimeAsync(0);
      keeping.leaving.value?.(go);
      expect(await left).toBe(go);
    }
    expect(keeping.dirty.value).toBe(false);
  });
});

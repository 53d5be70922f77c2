import { createApp, effectScope, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { PortProblem, type Port, type Session } from '#web/port';
import { useLoaded, type Loaded } from './load.js';
import { createShell } from './shell.js';

const turn = () => new Promise((done) => setTimeout(done, 0));
const signedIn = (person: string) => ({ me: { person, roles: [] } }) as unknown as Session;

/** A view fetched from `answers`, one for each call, the last of them for ever. */
function begun(answers: readonly (() => Promise<string>)[]) {
  const shell = createShell({
    port: {} as Port,
    newKey: () => 'key',
    language: ref('zh-CN'),
    words: {} as never,
    storage: null,
  });
  shell.refresh = () => Promise.resolve();
  const app = createApp({});
  shell.install(app);
  let calls = 0;
  const fetch = () => (answers[Math.min(calls++, answers.length - 1)] as () => Promise<string>)();
  const scope = effectScope();
  const loaded = app.runWithContext(() => scope.run(() => useLoaded(fetch, []))) as Loaded<string>;
  return { shell, loaded, calls: () => calls };
}
const fails = (code: string, status: number) => () => Promise.reject(new PortProblem(code, '', status));

describe('what is fetched', () => {
  it('without the net comes by itself once it is back, and once only', async () => {
    // given
    const { shell, loaded, calls } = begun([fails('offline', 0), () => Promise.resolve('here')]);
    await turn();
    expect([loaded.trouble.value?.status, shell.online.value, shell.fetchedAt.value]).toEqual([0, false, null]);
    // when
    shell.online.value = true;
    await turn();
    // then
    expect([loaded.value.value, loaded.trouble.value, calls()]).toEqual(['here', null, 2]);
    expect(shell.fetchedAt.value).not.toBeNull();
  });

  it('after the session had ended comes once somebody is signed in', async () => {
    // given
    const { shell, loaded } = begun([fails('not-signed-in', 401), () => Promise.resolve('here')]);
    await turn();
    expect(loaded.trouble.value?.status).toBe(401);
    // when
    shell.session.value = signedIn('one');
    await turn();
    // then
    expect([loaded.value.value, loaded.trouble.value]).toEqual(['here', null]);
  });

  it('and failed for another reason is left to whoever reads', async () => {
    // given
    const { shell, loaded, calls } = begun([fails('role-does-not-fit', 403)]);
    await turn();
    // when
    shell.online.value = false;
    await turn();
    shell.online.value = true;
    shell.session.value = signedIn('one');
    await turn();
    // then
    expect([calls(), loaded.fetching.value, loaded.value.value]).toEqual([1, false, null]);
  });
});

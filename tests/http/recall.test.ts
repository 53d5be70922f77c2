import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { say } from '#text';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';
import { workflowsWithTasks } from './two-tasks.js';

const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );

describe.each(PLACES)('taking back what one has done on %s', (_name, newPlace) => {
  let served: Served;
  let wang: Client;
  let ding: Client;
  let workflows: ReturnType<typeof workflowsWithTasks>;

  beforeAll(async () => {
    workflows = workflowsWithTasks();
    served = await serve(await newPlace(), { workflows: workflows.folder });
    await staff(served, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    wang = await served.signedIn('wangmin');
    ding = await served.signedIn('dingxin');
  });
  afterAll(async () => {
    await served?.close();
    workflows.remove();
  });

  /** 王敏 has done the first task of a new matter. */
  const begun = async () => {
    const { matter } = settled(await wang.port.startMatter({ procedure: 'two-tasks', variables: {} }, newKey())).value;
    const open = async () => (await wang.port.tasks('todo')).find((one) => one.matter === matter);
    const first = (await open())?.task ?? '';
    settled(await wang.port.complete(first, { variables: {} }, newKey()));
    const done = async () => (await wang.port.tasks('done')).find((one) => one.task === first);
    return { matter, first, open, done };
  };

  it('is done as it was said, with a reason that stays inside, and can be executed again', async () => {
    // given
    const { matter, first, open, done } = await begun();
    expect((await done())?.recall).toBe(true);
    const reason = '附件传错了。';
    // when
    const preview = await wang.port.previewRecall(first, newKey());
    const refused = [
      await problem(ding.port.recall(first, { reason }, newKey())),
      await problem(wang.port.recall(first, { reason: ' ' }, newKey())),
    ];
    const key = newKey();
    settled(await wang.port.recall(first, { reason }, key));
    settled(await wang.port.recall(first, { reason }, key));
    // then
    expect(preview.changes.map(({ code, values }) => say(code, values))).toContain('开始“初审”。');
    expect(refused).toEqual(['409 not-your-act', '422 text-empty']);
    expect((await open())?.name).toBe('初审');
    expect((await done())?.recall).toBeUndefined();
    expect(await problem(wang.port.recall(first, { reason }, newKey()))).toBe('409 moved-on');
    const evidence = await wang.port.evidence(matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    expect(JSON.stringify(evidence)).not.toContain(reason);
    const words = (await wang.port.trace(matter)).timeline.map(({ said }) => say(said.code, said.values));
    expect(words).toContain('“初审”的办理结果撤回，重新办');
  });

  it('is over once somebody else who may act opens what came of it, not when whoever did it looks', async () => {
    // given
    const { matter, first, open, done } = await begun();
    const next = (await open())?.task ?? '';
    // when
    await wang.port.task(next);
    const before = (await wang.port.previewRecall(first, newKey())).may;
    expect((await done())?.recall).toBe(true);
    // nor when it comes into somebody's sight by itself
    await ding.port.task(next, true);
    expect((await done())?.recall).toBe(true);
    await ding.port.task(next);
    await ding.port.task(next);
    // then
    expect(before.yes).toBe(true);
    expect((await wang.port.previewRecall(first, newKey())).may.why?.code).toBe('task-opened');
    expect(await problem(wang.port.recall(first, { reason: '附件传错了。' }, newKey()))).toBe('409 task-opened');
    expect((await done())?.recall).toBeUndefined();
    const { timeline } = await wang.port.trace(matter);
    expect(timeline.filter(({ said }) => said.values['op'] === 'open')).toHaveLength(1);
    const evidence = await wang.port.evidence(matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    expect(served.errors).toEqual([]);
  });
});

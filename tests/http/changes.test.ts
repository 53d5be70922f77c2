import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { Definitions } from '#matters';
import { say } from '#text';
import type { ChangePage } from '#web/port';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, ROOT, serve, type Served } from './server.js';

const codesOf = (page: ChangePage) => page.changes.map(({ code }) => code);
const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );

describe.each(PLACES)('a matter moved by authority on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let administrator: Client;
  let matter: string;
  let opinions: string;
  let folder: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    worker = await served.signedIn('wangmin');
    administrator = await served.signedIn('guanli');
    const resident = await served.signedIn('jumin1');
    const [collection] = (await resident.port.home()).duties;
    matter = collection?.matter ?? '';
    opinions = collection?.id ?? '';
    folder = mkdtempSync(join(tmpdir(), 'heyi-workflows-'));
  });
  afterAll(async () => {
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on in a version published meanwhile, once everything open has its place there', async () => {
    // given a version whose end has another name
    const { definition: old } = (await administrator.port.matter(matter)).procedure;
    cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
    const file = join(folder, 'procedures/first-vote/first-vote.bpmn');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('name="办结"', 'name="办结归档"'));
    await served.heyi.app.get(Definitions).publish(folder);
    const lines = await administrator.port.procedures();
    const definition = lines.find(({ procedure }) => procedure === 'first-vote')?.definition ?? '';
    expect(definition).not.toBe(old);
    const unknown = Buffer.alloc(32, 9).toString('base64');
    const reason = '新版补了归档。';
    const same = { definition: old, mapping: {} };
    const none = { definition: unknown, mapping: {} };
    const right = { definition, mapping: {} };
    // when
    const preview = await administrator.port.previewMigrate(matter, right, newKey());
    const first = await administrator.port.matter(matter);
    // then nothing happened yet, and everything that would is said in words
    expect(first.procedure.definition).toBe(old);
    expect(preview.may).toEqual({ yes: true, why: null });
    expect(codesOf(preview)[0]).toBe('change.definition');
    expect(preview.changes.length).toBeGreaterThan(1);
    expect(
      codesOf(preview)
        .slice(1)
        .every((code) => code.endsWith('-kept')),
    ).toBe(true);
    const words = preview.changes.map(({ code, values }) => say(code, values));
    expect(words.join('')).not.toMatch(/暂无说明|\{|undefined/);
    expect(await problem(administrator.port.migrate(matter, { ...none, reason }, newKey()))).toBe(
      '404 definition-unknown',
    );
    expect(await problem(administrator.port.migrate(matter, { ...same, reason }, newKey()))).toMatch(/^4\d\d /);
    expect(await problem(administrator.port.migrate(matter, { ...right, reason: ' ' }, newKey()))).toBe(
      '422 text-empty',
    );
    expect(await problem(worker.port.migrate(matter, { ...right, reason }, newKey()))).toBe('403 role-does-not-fit');
    // when
    const key = newKey();
    const done = settled(await administrator.port.migrate(matter, { ...right, reason }, key));
    const again = await administrator.port.migrate(matter, { ...right, reason }, key);
    // then
    expect(done.value.procedure.definition).toBe(definition);
    expect(again.value.procedure.definition).toBe(definition);
    const evidence = await administrator.port.evidence(matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(evidence.definitions).toHaveLength(2);
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    const trace = await administrator.port.trace(matter);
    expect(trace.timeline.map(({ said }) => said.code)).toContain('event.Migrated');
    // each version with its own drawing, for as long as it was in force
    const whole = trace.diagrams.filter(({ path }) => path.length === 0);
    expect(whole.map(({ bpmn, version }) => [bpmn.includes('name="办结归档"'), version])).toEqual([
      [true, 1],
      [false, 1],
    ]);
    expect(trace.moments[whole[0]?.from ?? 0]?.type).toBe('migrate');
    expect(whole.map(({ from, until }) => [from, until])).toEqual([
      [trace.moments.length - 1, null],
      [0, trace.moments.length - 2],
    ]);
    expect(JSON.stringify(evidence)).not.toContain(reason);
    await served.heyi.app.get(Definitions).publish(join(ROOT, 'workflows'));
  });

  it('is moved to its vote, and no further while the vote is open', async () => {
    // given
    const move = { activate: [{ element: 'vote' }], terminate: ['consult'] };
    const reason = '意见已在会上当面答复。';
    // when
    const preview = await worker.port.previewModify(matter, move, newKey());
    // then
    expect(preview.may).toEqual({ yes: true, why: null });
    expect(codesOf(preview)).toEqual(expect.arrayContaining(['change.ended', 'change.activated']));
    // the collection of opinions is an entity of its own: it is said that it ends as well
    expect(preview.changes).toContainEqual({
      code: 'change.entity-cancelled',
      values: { kind: 'opinions' },
    });
    expect(preview.changes.find(({ code }) => code === 'change.activated')?.values).toMatchObject({ name: '表决' });
    expect((await worker.port.matter(matter)).procedure).toBeDefined();
    expect(await problem(worker.port.modify(matter, { ...move, reason: '' }, newKey()))).toBe('422 text-empty');
    // when
    const done = settled(await worker.port.modify(matter, { ...move, op: 'modify', reason }, newKey()));
    // then
    expect(done.value.matter).toBe(matter);
    const resident = await served.signedIn('jumin2');
    const duties = (await resident.port.home()).duties.filter((duty) => duty.matter === matter);
    expect(duties.map(({ kind }) => kind)).toContain('poll');
    // what the step had opened to residents is over, and says so
    expect(duties.map(({ kind }) => kind)).not.toContain('opinions');
    const page = await resident.port.opinions(opinions);
    expect((await served.heyi.ground.runtime.stream(opinions))?.status).toBe('cancelled');
    expect(page).toMatchObject({ status: 'cancelled', may: { yes: false, why: { code: 'entity-cancelled' } } });
    const late = { stance: 'support', text: '还能说吗？' } as const;
    expect(await problem(resident.port.giveOpinion(opinions, late, newKey()))).toBe('409 entity-cancelled');
    // and now nothing may be moved
    const back = { activate: [{ element: 'consult' }], terminate: ['vote'] };
    const refused = await worker.port.previewModify(matter, back, newKey());
    expect(refused.may).toMatchObject({ yes: false, why: { code: 'step-vote-open', values: { name: '表决' } } });
    expect(refused.changes).toEqual([]);
    expect(await problem(worker.port.modify(matter, { ...back, reason }, newKey()))).toBe('409 step-vote-open');
    await served.heyi.app.get(Definitions).publish(folder);
    const other = (await administrator.port.procedures()).find(({ procedure }) => procedure === 'first-vote');
    const now = (await administrator.port.matter(matter)).procedure.definition;
    await served.heyi.app.get(Definitions).publish(join(ROOT, 'workflows'));
    const first = (await administrator.port.procedures()).find(({ procedure }) => procedure === 'first-vote');
    expect([other?.definition, first?.definition]).toContain(now);
    const target = { definition: first?.definition ?? '', mapping: {} };
    const stays = await administrator.port.previewMigrate(matter, target, newKey());
    expect(stays.may).toMatchObject({ yes: false, why: { code: 'migration-impossible' } });
    expect(stays.causes).toEqual([
      expect.objectContaining({
        element: 'vote',
        name: '表决',
        said: expect.objectContaining({ code: 'step-vote-open' }),
      }),
    ]);
    expect(say(stays.causes[0]?.said.code ?? '', stays.causes[0]?.said.values)).toBe('正处于表决“表决”，不能调整。');
  });

  it('says what it does not know, and tells residents nothing', async () => {
    const nothing = { activate: [{ element: 'nothing' }], terminate: [] };
    const page = await worker.port.previewModify(matter, nothing, newKey());
    expect(page.may.why?.code).toBe('unknown-element');
    const resident = await served.signedIn('jumin3');
    expect(await problem(resident.port.previewModify(matter, nothing, newKey()))).toBe('403 role-does-not-fit');
    expect(served.errors).toEqual([]);
  });
});

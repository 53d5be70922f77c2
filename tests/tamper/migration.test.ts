import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit, exportFromWorld, type EvidenceBundle } from '#audit';
import { buildDefinitionSet } from '#bpmn';
import { SYSTEM } from '#engine';
import {
  base64Decode,
  base64Encode,
  buildRecord,
  definitionFile,
  definitionHash,
  utf8Decode,
  utf8Encode,
} from '#ledger';
import { createWorld } from '#world';

type Stream = EvidenceBundle['streams'][number];
interface Told {
  readonly type: string;
  readonly def: string;
  readonly body: { readonly command: Record<string, unknown>; readonly events: Record<string, unknown>[] };
}

/** A history that went on in another definition set, told otherwise with hashes that all fit again. */
describe('a migration in the evidence', () => {
  let bundle: EvidenceBundle;
  let stream: Stream;
  let [from, to] = ['', ''];

  beforeAll(async () => {
    const sets = await Promise.all(
      ['from', 'to'].map(async (version) => {
        const url = new URL(`../conformance/migrations/timer-kept.${version}.bpmn`, import.meta.url);
        const files = [{ path: 'main.bpmn', text: readFileSync(url, 'utf8') }];
        const hash = definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text))));
        const built = await buildDefinitionSet(files, base64Encode(hash), 'main');
        if (!built.ok) throw new Error('not readable');
        return { set: built.set, evidence: { main: 'main', files } };
      }),
    );
    [from = '', to = ''] = sets.map(({ set }) => set.hash);
    const world = createWorld({ definitions: sets.map(({ set }) => set), rules: [], at: 1_772_413_200_000 });
    const started = world.start({ definition: from, variables: { k: '1' } });
    if ('refused' in started) throw new Error(started.refused);
    for (const command of [
      { type: 'setVariables', variables: { n: 1 } },
      { type: 'migrate', definition: to, mapping: {} },
      { type: 'setVariables', variables: { n: 2 } },
    ]) {
      const answer = world.submit(started.stream, { command, by: SYSTEM });
      if ('refused' in answer) throw new Error(answer.refused);
    }
    bundle = exportFromWorld(
      world,
      sets.map(({ evidence }) => evidence),
    );
    stream = bundle.streams[0] as Stream;
  });

  const told = (change: (record: Told, seq: number) => Told): EvidenceBundle => {
    let prev: Uint8Array | null = null;
    const records = stream.records.map((record, seq) => {
      const leaf = JSON.parse(record.leaf) as { readonly def: string; readonly type: string };
      const body = JSON.parse(record.body ?? '') as Told['body'];
      const next = change({ type: leaf.type, def: leaf.def, body }, seq);
      const built = buildRecord({
        stream: stream.id,
        seq,
        at: Number(next.body.command['at']),
        type: next.type,
        def: base64Decode(next.def),
        prev,
        body: next.body,
        salt: base64Decode(record.salt ?? ''),
      });
      prev = built.leafHash;
      return { leaf: utf8Decode(built.leafBytes), body: utf8Decode(built.bodyBytes), salt: record.salt };
    });
    return { ...bundle, streams: [{ ...stream, records }] };
  };
  const faults = async (change: (record: Told, seq: number) => Told) =>
    (await audit(told(change))).differences.map(({ step, seq, what }) => `${step} ${seq} ${what}`);

  it('is equal as it was', async () => {
    expect(await faults((record) => record)).toEqual([]);
    expect(stream.records.map(({ leaf }) => (JSON.parse(leaf) as { def: string }).def)).toEqual([from, from, to, to]);
  });

  it('cannot be told as if it had been the old set, or the new one from the beginning', async () => {
    expect(await faults((record) => ({ ...record, def: from }))).toContain('chain 2 def');
    expect(await faults((record) => ({ ...record, def: to }))).not.toEqual([]);
    expect(await faults((record, seq) => (seq === 3 ? { ...record, def: from } : record))).toContain('chain 3 def');
    expect(await faults((record, seq) => (seq === 1 ? { ...record, def: to } : record))).toContain('chain 1 def');
  });

  it('cannot be told with another mapping, other dates, or by somebody who may not', async () => {
    const command = (over: object) => (record: Told, seq: number) =>
      seq === 2 ? { ...record, body: { ...record.body, command: { ...record.body.command, ...over } } } : record;
    const event = (over: object) => (record: Told, seq: number) =>
      seq === 2 ? { ...record, body: { ...record.body, events: [{ ...record.body.events[0], ...over }] } } : record;
    expect(await faults(command({ mapping: { ask: 'start' } }))).toContain('replay 2 refused');
    expect(await faults(command({ by: { ...SYSTEM, p: 'li', role: 'worker' } }))).toContain('replay 2 refused');
    expect(await faults(event({ waits: [] }))).toContain('replay 2 events');
    expect(await faults(event({ from: to }))).toContain('replay 2 events');
    expect(await faults(command({ definition: from }))).toContain('chain 2 def');
  });

  it('cannot be executed again without both sets', async () => {
    for (const kept of [0, 1]) {
      const report = await audit({
        ...bundle,
        definitions: bundle.definitions.filter((_set, index) => index === kept),
      });
      expect(report.differences).toContainEqual(
        expect.objectContaining({ step: 'definitions', seq: kept === 0 ? 2 : 0, what: 'definition' }),
      );
    }
  });
});

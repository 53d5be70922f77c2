import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit, exportFromWorld, type EvidenceBundle } from '#audit';
import { setOf, carriedCalendar, nodeIo } from '#cli';
import { base64Decode, buildRecord, noDefinition, utf8Decode } from '#ledger';
import { capabilities } from '#rules/all';
import { say } from '#text';
import { runScenario, type Scenario } from '#world';

/** A workflow's scenario, run to its end and exported; `change` makes another one of it before. */
async function evidence(
  workflow: string,
  name: string,
  change: (scenario: Scenario) => Scenario = (scenario) => scenario,
): Promise<EvidenceBundle> {
  const folder = new URL(`../../workflows/${workflow}`, import.meta.url).pathname;
  const { built, files } = await setOf(nodeIo({}), folder);
  if (!built.ok) throw new Error('the procedure does not build');
  const scenario = change(JSON.parse(readFileSync(`${folder}/scenarios/${name}.json`, 'utf8')) as Scenario);
  const { passed, world } = runScenario(scenario, { set: built.set, rules: capabilities, calendar: carriedCalendar });
  if (!passed || world === null) throw new Error('the scenario does not pass');
  return exportFromWorld(world, [{ main: built.set.main, files }]);
}

type Path = readonly (string | number)[];

/** Every string of the bundle by its path. */
function stringsOf(value: unknown, path: Path = []): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    stringsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A copy in which the string at `path` is another one. */
function withText(bundle: EvidenceBundle, path: Path, text: string): EvidenceBundle {
  const copy = JSON.parse(JSON.stringify(bundle)) as EvidenceBundle;
  const parent = path.slice(0, -1).reduce((at: unknown, key) => (at as Record<string | number, unknown>)[key], copy);
  (parent as Record<string | number, unknown>)[path.at(-1)!] = text;
  return copy;
}

/** The character at `at` becomes another of the same kind, so that JSON mostly stays JSON. */
function flipped(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const other = code === 0x39 ? 0x38 : code === 0x7a ? 0x79 : code === 0x5a ? 0x59 : code + 1;
  return text.slice(0, at) + String.fromCharCode(other) + text.slice(at + 1);
}

describe('an audited history', () => {
  /** The whole first procedure: opinions, a vote, publicity with an objection. */
  let bundle: EvidenceBundle;
  /** One vote alone: small enough to be changed in every place. */
  let vote: EvidenceBundle;
  beforeAll(async () => {
    bundle = await evidence('procedures/first-vote', 'passed');
    vote = await evidence('steps/vote', 'two-thirds');
  });

  it('is equal when nothing was changed', async () => {
    // when
    const report = await audit(bundle);
    // then
    expect(report.differences).toEqual([]);
    expect(report.verdict).toBe('equal');
    expect(report.steps.every(({ ok }) => ok)).toBe(true);
    const counts = Object.fromEntries(report.steps.map(({ step, detail }) => [step, detail.values['count']]));
    expect(counts).toMatchObject({ definitions: 1, facts: 1, polls: 3 });
    expect(counts['replay']).toBe(bundle.streams.reduce((sum, stream) => sum + stream.records.length, 0));
    expect(counts['references']).toBeGreaterThan(4);
  });

  it('is equal for a whole consultation with rolls of persons and households, support, seats and a closing record', async () => {
    // given
    const consultation = await evidence('procedures/consultation', 'council-not-passed');
    // when
    const report = await audit(consultation);
    // then
    expect(report.differences).toEqual([]);
    expect(report.verdict).toBe('equal');
    const kinds = new Set(consultation.streams.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['roll', 'cosign', 'council', 'poll', 'intake', 'archive']));
  });

  it('tells how each decision came about, from the model and what it read then', async () => {
    // given
    const bundle = await evidence('procedures/consultation', 'consensus');
    // when
    const { decisions } = await audit(bundle);
    // then
    expect(decisions.length).toBeGreaterThan(1);
    for (const { explained } of decisions) {
      expect(explained.map(({ code }) => code)).toEqual(expect.arrayContaining(['decision', 'result']));
      expect(explained.filter(({ code }) => code === 'problem')).toEqual([]);
    }
    const admission = decisions.find(({ explained }) => explained[0]?.values['name'] === '议题受理');
    expect(admission?.explained.map(({ code, values }) => say(`explained.${code}`, values))).toEqual([
      '决策“议题受理”',
      '读到“lawful”：是',
      '读到“decided_within_12_months”：否',
      '读到“inside_self_government”：是',
      '读到“owners_joint_matter”：否',
      '读到“affects_other_communities”：否',
      '查表，共6行，取最先成立的一行',
      '条件“内容合法”：是',
      '条件“12个月内已决定”：否',
      '条件“属于居民自治”：是',
      '条件“业主共同决定事项”：否',
      '条件“影响其他社区”：否',
      '第6行成立',
      '“议题受理”的结果：{"road":"consult","reason":"属于居民自治事项，进入协商。"}',
    ]);
  });

  it('names stream and seq of one changed byte in any record', async () => {
    // given: the first, a middle and the last byte of every leaf, body and salt
    const records = vote.streams.flatMap(({ id, records: all }, s) =>
      all.flatMap((record, seq) =>
        (['leaf', 'body', 'salt'] as const).map((part) => ({ id, seq, part, s, text: record[part] ?? '' })),
      ),
    );
    for (const { id, seq, part, s, text } of records) {
      for (const at of [0, Math.floor(text.length / 2), text.length - 2]) {
        // when
        const report = await audit(withText(vote, ['streams', s, 'records', seq, part], flipped(text, at)));
        // then
        expect(report.verdict, `${id} ${seq} ${part} ${at}`).toBe('different');
        expect(report.differences.map((each) => `${each.stream} ${each.seq}`)).toContain(`${id} ${seq}`);
      }
    }
  });

  it('finds a changed byte in every other text: definitions, facts, names, ballots', async () => {
    // given
    const others = stringsOf(vote).filter(({ path }) => !(path[0] === 'streams' && path[2] === 'records'));
    expect(others.length).toBeGreaterThan(10);
    for (const { path, text } of others) {
      for (const at of new Set([0, Math.floor(text.length / 3), text.length - 2].filter((position) => position >= 0))) {
        // when
        const report = await audit(withText(vote, path, flipped(text, at)));
        // then
        expect(report.verdict, `${path.join('.')} ${at}`).toBe('different');
        expect(report.differences[0]?.what).not.toBe('');
      }
    }
  });

  it('finds a record left out, one put in twice, and two that changed places', async () => {
    // given
    const matter = bundle.streams.findIndex(({ kind }) => kind === 'instance');
    const { records } = bundle.streams[matter]!;
    const changes: readonly (readonly [string, readonly (typeof records)[number][], number])[] = [
      ['left out', [...records.slice(0, 3), ...records.slice(4)], 3],
      ['twice', [...records.slice(0, 4), records[3]!, ...records.slice(4)], 4],
      ['changed places', [...records.slice(0, 3), records[4]!, records[3]!, ...records.slice(5)], 3],
    ];
    for (const [name, changed, seq] of changes) {
      // when
      const streams = bundle.streams.map((stream, index) =>
        index === matter ? { ...stream, records: changed } : stream,
      );
      const report = await audit({ ...bundle, streams });
      // then
      expect(report.differences[0], name).toMatchObject({ step: 'chain', seq });
    }
  });

  it('finds a vote that was added, taken away or opened otherwise', async () => {
    // given
    const [board] = bundle.votes;
    const ballots = board!.ballots;
    for (const changed of [
      [...ballots, ballots[0]!],
      ballots.slice(1),
      [{ ...ballots[0]!, choice: '{"choice":"no","heads":1}' }, ...ballots.slice(1)],
    ]) {
      // when
      const report = await audit({ ...bundle, votes: [{ ...board!, ballots: changed }] });
      // then
      expect(report.differences[0]).toMatchObject({ step: 'polls', stream: board!.poll });
      expect(report.differences[0]?.seq).not.toBeNull();
    }
  });

  it('finds a helper taken out of a ballot that somebody else cast, or put into one nobody helped with', async () => {
    // given the same vote, li's ballot entered by a grid worker
    const helped = await evidence('steps/vote', 'two-thirds', (scenario) => ({
      ...scenario,
      people: [...scenario.people, { id: 'chen', role: 'grid' }],
      steps: scenario.steps.map((step) =>
        step.vote !== undefined && step.by === 'li' ? { ...step, by: 'chen', for: 'li', way: 'phone' } : step,
      ),
    }));
    const [board] = helped.votes;
    const of = (helper: boolean) => board!.ballots.find(({ choice }) => choice.includes('"helper"') === helper)!;
    // then
    expect((await audit(helped)).verdict).toBe('equal');
    for (const [ballot, choice] of [
      [of(true), '{"choice":"yes","heads":1}'],
      [of(true), '{"choice":"yes","heads":1,"helper":"chen","way":"paper"}'],
      [of(false), '{"choice":"yes","heads":1,"helper":"chen","way":"phone"}'],
    ] as const) {
      expect(ballot.choice).not.toBe(choice);
      // when
      const ballots = board!.ballots.map((each) => (each === ballot ? { ...each, choice } : each));
      const report = await audit({ ...helped, votes: [{ ...board!, ballots }] });
      // then
      expect(report.differences[0]).toMatchObject({ step: 'polls', stream: board!.poll, what: 'ballot' });
    }
  });

  it('finds a lie that was chained and hashed anew', async () => {
    // given: who holds the database rewrites a whole stream
    const poll = vote.streams.findIndex(({ kind }) => kind === 'poll');
    const lies: readonly (readonly [string, (body: Body) => Body, string])[] = [
      ['another result', changing('"outcome":"passed"', '"outcome":"failed"'), 'events'],
      ['a poll a person opened', changing('"role":"system"', '"role":"worker"'), 'refused'],
      ['a threshold that was never asked for', changing('"num":2', '"num":1'), 'events'],
    ];
    for (const [name, lie, what] of lies) {
      // when
      const changed = rewritten(vote.streams[poll]!, lie);
      const streams = vote.streams.map((stream, index) => (index === poll ? changed.stream : stream));
      const report = await audit({ ...vote, streams });
      // then
      expect(
        report.differences.filter(({ step }) => step === 'chain' || step === 'bodies' || step === 'records'),
        name,
      ).toEqual([]);
      expect(report.differences).toContainEqual(
        expect.objectContaining({ step: 'replay', stream: changed.stream.id, seq: changed.seq, what }),
      );
      expect(report.results, name).toEqual([]);
    }
  });

  it('finds a matter that claims to run no procedure', async () => {
    // given
    const matter = vote.streams.findIndex(({ kind }) => kind === 'instance');
    const { stream } = rewritten(vote.streams[matter]!, (body) => body, noDefinition());
    // when
    const report = await audit({
      ...vote,
      streams: vote.streams.map((each, index) => (index === matter ? stream : each)),
    });
    // then
    expect(report.differences).toContainEqual(
      expect.objectContaining({ step: 'definitions', stream: stream.id, seq: 0 }),
    );
  });

  it('never throws, whatever a text is replaced by', async () => {
    const texts = ['', '\ud800', '{}', '{"command":{"type":"start","at":0},"events":[]}'];
    for (const [index, { path }] of stringsOf(vote).entries()) {
      // when
      const report = await audit(withText(vote, path, texts[index % texts.length]!));
      // then
      expect(report.verdict, path.join('.')).toBe('different');
    }
  });

  it('counts the polls again', async () => {
    // when
    const report = await audit(bundle);
    // then
    expect(report.results).toMatchObject([
      { poll: bundle.votes[0]!.poll, result: { outcome: 'passed', counts: { yes: 3, no: 0, abstain: 0 } } },
    ]);
  });

  it('says what it could not check where a body is withheld', async () => {
    // given
    const streams = vote.streams.map((stream) => ({
      ...stream,
      records: stream.records.map((record, seq) =>
        stream.kind === 'notification' && seq === 0 ? { ...record, body: null, salt: null } : record,
      ),
    }));
    // when
    const report = await audit({ ...vote, streams });
    // then
    expect(report.verdict).toBe('equal');
    expect(report.unverifiable).toContainEqual(expect.objectContaining({ code: 'body-missing', seq: 0 }));
  });
});

interface Body {
  readonly text: string;
  /** True in the record that was changed first. */
  readonly changed: boolean;
}

/** Replaces the first occurrence there is, once. */
function changing(from: string, to: string): (body: Body) => Body {
  let done = false;
  return (body) => {
    if (done || !body.text.includes(from)) return body;
    done = true;
    return { text: body.text.replace(from, to), changed: true };
  };
}

type Stream = EvidenceBundle['streams'][number];

/** A stream with every leaf made anew over changed bodies: all hashes fit again. */
function rewritten(
  stream: Stream,
  change: (body: Body) => Body,
  def?: Uint8Array,
): { readonly stream: Stream; readonly seq: number } {
  let prev: Uint8Array | null = null;
  let first = -1;
  const records = stream.records.map((record, seq) => {
    const { text, changed } = change({ text: record.body ?? '', changed: false });
    if (changed && first < 0) first = seq;
    const body = JSON.parse(text) as { readonly command: { readonly type: string; readonly at: number } };
    const leaf = JSON.parse(record.leaf) as { readonly def: string };
    const built = buildRecord({
      stream: stream.id,
      seq,
      at: body.command.at,
      type: body.command.type,
      def: def ?? base64Decode(leaf.def),
      prev,
      body,
      salt: base64Decode(record.salt ?? ''),
    });
    prev = built.leafHash;
    return { leaf: utf8Decode(built.leafBytes), body: text, salt: record.salt };
  });
  return { stream: { ...stream, records }, seq: first };
}

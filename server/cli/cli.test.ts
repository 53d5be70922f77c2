import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportFromWorld } from '#audit';
import { capabilities } from '#rules/all';
import { runScenario } from '#world';
import { main } from './cli.js';
import type { Io } from './io.js';
import { nodeIo } from './node-io.js';
import { carriedCalendar, setOf } from './test/command.js';

const CASES = new URL('../../tests/conformance/cases/', import.meta.url).pathname;
const WORKFLOWS = new URL('../../workflows/', import.meta.url).pathname;

interface Heard {
  readonly code: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly words: readonly string[];
}

async function heyi(argv: readonly string[], input: readonly string[] = []): Promise<Heard> {
  const lines: Record<string, unknown>[] = [];
  const words: string[] = [];
  const io: Io = {
    ...nodeIo({}),
    out: (line) => void lines.push(JSON.parse(line)),
    words: (text) => void words.push(text),
    lines: async function* () {
      yield* input;
    },
    language: 'en',
  };
  return { code: await main(argv, io), lines, words };
}

describe('heyi', () => {
  it.each([
    [['nope'], 'There is no command nope. heyi help lists them all.'],
    [['run', '--wiht', 'x'], 'There is no option --wiht.'],
    [['run', `${CASES}call.bpmn`, '--at'], 'Option --at needs a value.'],
    [['run', '--stdin', '--at', '2026-01-01'], 'Option at cannot be used here.'],
    [['decide', `${CASES}fees.dmn`], 'Option --decision is missing.'],
    [['lint'], 'PATH is missing.'],
  ])('says what is wrong with %j in a sentence, exit 2', async (argv, sentence) => {
    // when
    const heard = await heyi(argv);
    // then
    expect(heard.code).toBe(2);
    expect(heard.words[0]).toBe(sentence);
  });

  it('lists its commands', async () => {
    // when
    const heard = await heyi(['help']);
    // then
    expect(heard.code).toBe(0);
    expect(heard.words.join('\n')).toContain('heyi run FILE.bpmn');
  });
});

describe('heyi run', () => {
  it('prints a line for each finished element and a result, exit 0 also when it waits', async () => {
    // when
    const heard = await heyi(['run', `${CASES}user-task-waits.bpmn`]);
    // then
    expect(heard.code).toBe(0);
    expect(heard.lines).toEqual([
      { type: 'ElementCompleted', element: 'start' },
      {
        type: 'Result',
        status: 'waiting',
        variables: {},
        waiting: [{ element: 'ask', kind: 'userTask', name: 'Ask the residents' }],
        incidents: [],
      },
    ]);
    expect(heard.words).toEqual(['The process waits at: ask Ask the residents.']);
  });

  it('takes variables, a script file, further files and an instant', async () => {
    // given
    const folder = mkdtempSync(join(tmpdir(), 'heyi-run-'));
    const script = join(folder, 'script.json');
    writeFileSync(script, '[{"complete":"ask/work","variables":{"share":0.25}}]');
    // when
    const heard = await heyi([
      'run',
      `${CASES}call-with.bpmn`,
      '--with',
      `${CASES}call-helper.bpmn`,
      '--script',
      script,
      '--variables',
      '{"big":12345678901234567890.5}',
      '--at',
      '2026-03-02T09:00:00+08:00',
    ]);
    // then
    expect(heard.code).toBe(0);
    expect(heard.lines.at(-1)).toMatchObject({
      type: 'Result',
      status: 'completed',
      variables: { big: '12345678901234567890.5' },
    });
  });

  it('refuses a model by element, rule and message, exit 2', async () => {
    // when
    const heard = await heyi(['run', `${CASES}refused-complex-gateway.bpmn`]);
    // then
    expect(heard.code).toBe(2);
    expect(heard.lines).toEqual([
      { type: 'Refused', findings: [{ element: 'odd', rule: 'unsupported', message: expect.any(String) }] },
    ]);
  });

  it('says what whoever failed the job said', async () => {
    // when
    const heard = await heyi(
      ['run', '--stdin'],
      [
        JSON.stringify({
          file: `${CASES}service-incident.bpmn`,
          script: [{ fail: 'fetch', retries: 0, message: 'no paper' }],
        }),
      ],
    );
    // then
    expect(heard.lines.at(-1)).toMatchObject({
      status: 'incident',
      incidents: [{ element: 'fetch', message: expect.stringContaining('no paper') }],
    });
  });

  it('shows a step that found nothing to act on, and goes on', async () => {
    // given
    const step = { complete: 'nobody' };
    // when
    const heard = await heyi(
      ['run', '--stdin'],
      [
        JSON.stringify({
          file: `${CASES}user-task-completed.bpmn`,
          script: [step, { signal: 'x' }, { complete: 'ask' }],
        }),
      ],
    );
    // then
    expect(heard.lines.filter(({ type }) => type === 'Skipped')).toMatchObject([
      { step, index: 0 },
      { step: { signal: 'x' }, index: 1 },
    ]);
    expect(heard.lines.at(-1)).toMatchObject({ type: 'Result', status: 'completed' });
  });

  it('answers each line of standard input and keeps going after a bad one', async () => {
    // given
    const good = JSON.stringify({ file: `${CASES}start-end.bpmn` });
    const input = [
      good,
      'nonsense',
      '{"file":"nowhere.bpmn"}',
      JSON.stringify({ file: `${CASES}start-end.bpmn`, process: 'nobody' }),
      '{"file":1}',
      '',
      good,
    ];
    // when
    const heard = await heyi(['run', '--stdin'], input);
    // then
    const ends = heard.lines.filter(({ type }) => type === 'Result' || type === 'Refused').map(({ type }) => type);
    expect(ends).toEqual(['Result', 'Refused', 'Refused', 'Refused', 'Refused', 'Result']);
    expect(heard.code).toBe(2);
  });

  it('gives the same lines twice', async () => {
    // given
    const argv = ['run', `${CASES}parallel-fork-join.bpmn`];
    // when
    const [first, second] = [await heyi(argv), await heyi(argv)];
    // then
    expect(second).toEqual(first);
  });
});

describe('heyi decide', () => {
  it('answers with result, matched rules and errors', async () => {
    // when
    const heard = await heyi(['decide', `${CASES}fees.dmn`, '--decision', 'Fee', '--input', '{"units":"12.5"}']);
    // then
    expect(heard).toMatchObject({ code: 0, lines: [{ result: 25, matched: [{ rule: 2, id: 'rule2' }], errors: [] }] });
  });

  it('tells with --explain how it came about', async () => {
    // when
    const heard = await heyi([
      'decide',
      `${CASES}fees.dmn`,
      '--decision',
      'Fee',
      '--input',
      '{"units":4}',
      '--explain',
    ]);
    // then
    expect(heard.words).toEqual([
      'Decision “Fee”',
      '  It looked into a table of 2 rows; the first row that matches counts',
      '    Condition “units” is 4',
      '    Row 1 matches',
      '  Result of “Fee”: 2.5',
    ]);
  });

  it('answers line by line, the bad ones too', async () => {
    // given
    const file = `${CASES}fees.dmn`;
    const input = [
      JSON.stringify({ file, decision: 'fee', input: { units: 1 } }),
      '{',
      JSON.stringify({ file, decision: 'none', input: {} }),
    ];
    // when
    const heard = await heyi(['decide', '--stdin'], input);
    // then
    expect(heard.lines).toMatchObject([
      { result: 2.5 },
      { result: null, errors: [{ code: 'json' }] },
      { result: null, errors: [{ code: 'unknown-decision' }] },
    ]);
    expect(heard.code).toBe(2);
    expect(await heyi(['decide', '--stdin'], [input[0]!, input[2]!])).toMatchObject({ code: 1 });
  });
});

describe('heyi tally', () => {
  it('counts a poll file with its ballots beside it', async () => {
    // given
    const folder = mkdtempSync(join(tmpdir(), 'heyi-tally-'));
    writeFileSync(join(folder, 'poll.json'), '{"method":"plurality","options":[{"id":"a"},{"id":"b"}]}');
    writeFileSync(join(folder, 'ballots.jsonl'), '{"choice":"a"}\n{"choice":"b","count":2}\n');
    // when
    const heard = await heyi(['tally', join(folder, 'poll.json'), '--ballots', join(folder, 'ballots.jsonl')]);
    // then
    expect(heard).toMatchObject({ code: 0, lines: [{ winners: ['b'], counts: { a: 1, b: 2 } }] });
  });

  it('refuses a poll it cannot read exactly', async () => {
    // given
    const file = join(mkdtempSync(join(tmpdir(), 'heyi-tally-')), 'poll.json');
    writeFileSync(file, '{"method":"irv","options":[{"id":"a"}]}');
    // when
    const heard = await heyi(['tally', file]);
    // then
    expect(heard).toMatchObject({ code: 2, lines: [{ error: 'invalid-poll' }] });
  });
});

describe('heyi lint', () => {
  it('finds nothing wrong with the first procedure', async () => {
    // when
    const heard = await heyi(['lint', `${WORKFLOWS}procedures/first-vote`]);
    // then
    expect(heard.lines.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(heard.code).toBe(0);
  });

  it('reads files given together as one procedure', async () => {
    // when
    const alone = await heyi(['lint', `${CASES}business-rule.bpmn`]);
    const together = await heyi(['lint', `${CASES}business-rule.bpmn`, `${CASES}fees.dmn`]);
    // then
    expect(alone.lines).toContainEqual(expect.objectContaining({ element: 'price', rule: 'unknown-decision' }));
    expect([alone.code, together.code]).toEqual([1, 0]);
  });

  it('names what is wrong by element and rule, exit 1', async () => {
    // when
    const heard = await heyi(['lint', `${CASES}refused-complex-gateway.bpmn`]);
    // then
    expect(heard.code).toBe(1);
    expect(heard.lines).toContainEqual(
      expect.objectContaining({ element: 'odd', rule: 'unsupported', severity: 'error' }),
    );
  });
});

describe('heyi verify', () => {
  it('executes an exported history again and says what it does not prove', async () => {
    // given
    const folder = join(WORKFLOWS, 'steps/vote');
    const { built, files } = await setOf(nodeIo({}), folder);
    if (!built.ok) throw new Error('the step does not build');
    const scenario = JSON.parse(readFileSync(join(folder, 'scenarios/two-thirds.json'), 'utf8'));
    const { world } = runScenario(scenario, { set: built.set, rules: capabilities, calendar: carriedCalendar });
    const evidence = JSON.stringify(exportFromWorld(world!, [{ main: built.set.main, files }]));
    const place = mkdtempSync(join(tmpdir(), 'heyi-verify-'));
    writeFileSync(join(place, 'good.json'), evidence);
    writeFileSync(
      join(place, 'bad.json'),
      evidence.replace('two-thirds', 'two-third').replace('\\"num\\":2', '\\"num\\":1'),
    );
    writeFileSync(join(place, 'none.json'), '{"v":1}');
    // when
    const [good, bad, none] = await Promise.all(
      ['good', 'bad', 'none'].map((name) => heyi(['verify', join(place, `${name}.json`)])),
    );
    // then
    expect(good).toMatchObject({ code: 3 });
    expect(good!.lines.at(-1)).toMatchObject({
      type: 'Verdict',
      verdict: 'self-consistent',
      notProved: expect.arrayContaining(['heads']),
    });
    expect(bad).toMatchObject({ code: 1 });
    expect(bad!.lines.at(-1)).toMatchObject({ verdict: 'failed' });
    expect(bad!.lines.flatMap((line) => (line['at'] as readonly object[] | undefined) ?? [])).not.toEqual([]);
    expect(none).toMatchObject({ code: 2, words: ['This is no evidence file.'] });
  });
});

describe('heyi layout', () => {
  it('draws a model that has no diagram, once', async () => {
    // given
    const file = join(mkdtempSync(join(tmpdir(), 'heyi-layout-')), 'model.bpmn');
    writeFileSync(file, readFileSync(`${CASES}start-end.bpmn`));
    // when
    const [first, second] = [await heyi(['layout', file]), await heyi(['layout', file])];
    // then
    expect([first.lines[0]?.['changed'], second.lines[0]?.['changed']]).toEqual([true, false]);
    expect(readFileSync(file, 'utf8')).toContain('bpmndi:BPMNShape');
  });
});

describe('heyi test', () => {
  it('passes every scenario of the steps and procedures', async () => {
    // when
    const heard = await heyi(['test', WORKFLOWS]);
    // then
    expect(heard.lines.filter(({ passed }) => passed !== true)).toEqual([]);
    expect(heard.lines.length).toBeGreaterThanOrEqual(8);
    expect(heard.code).toBe(0);
  });

  it('fails a scenario whose expectation does not hold, and says where', async () => {
    // given
    const folder = join(WORKFLOWS, 'steps/vote/scenarios');
    const scenario = JSON.parse(readFileSync(join(folder, 'two-thirds.json'), 'utf8'));
    scenario.expect.variables.result.outcome = 'failed';
    scenario.steps[2] = { ...scenario.steps[2], refused: 'poll-closed' };
    // when
    const heard = await heyiOn(join(folder, 'changed.json'), JSON.stringify(scenario));
    // then
    expect(heard.code).toBe(1);
    expect(heard.lines[0]).toMatchObject({
      passed: false,
      differences: [
        { step: 3, what: 'refused', expected: 'poll-closed' },
        { step: null, what: 'variables.result.outcome', expected: 'failed', found: 'passed' },
      ],
    });
  });
});

/** `heyi test` on a scenario that stands nowhere but here. */
async function heyiOn(path: string, text: string): Promise<Heard> {
  const lines: Record<string, unknown>[] = [];
  const real = nodeIo({});
  const io: Io = {
    ...real,
    out: (line) => void lines.push(JSON.parse(line)),
    words: () => undefined,
    readText: (file) => (file === path ? text : real.readText(file)),
    language: 'en',
  };
  return { code: await main(['test', path], io), lines, words: [] };
}

import { describe, expect, it } from 'vitest';
import { parseOptions, type Grammar } from './options.js';

const grammar: Grammar = {
  positionals: { name: 'FILE', min: 1, max: 1 },
  options: { at: 'value', with: 'list', stdin: 'flag' },
};

describe('options', () => {
  it('reads flags, values and lists in any order', () => {
    // given
    const argv = ['main.bpmn', '--with', 'a.bpmn', 'b.dmn', '--at=2026-03-02', '--stdin', '--with', 'c.form'];
    // when
    const answer = parseOptions(argv, grammar);
    // then
    expect(answer).toMatchObject({
      ok: true,
      parsed: {
        positionals: ['main.bpmn'],
        values: { at: '2026-03-02' },
        lists: { with: ['a.bpmn', 'b.dmn', 'c.form'] },
      },
    });
    expect(answer.ok && answer.parsed.flags.has('stdin')).toBe(true);
  });

  it.each([
    [['--wiht', 'x'], 'cli.unknown-option'],
    [['-x', 'f'], 'cli.unknown-option'],
    [['--constructor', 'f'], 'cli.unknown-option'],
    [['f', '--at'], 'cli.option-needs-value'],
    [['f', '--with'], 'cli.option-needs-value'],
    [['f', '--stdin=1'], 'cli.option-takes-no-value'],
    [['f', '--at', '1', '--at', '2'], 'cli.option-twice'],
    [['f', 'g'], 'cli.argument-too-many'],
    [[], 'cli.argument-missing'],
  ])('refuses %j', (argv, code) => {
    // when
    const answer = parseOptions(argv, grammar);
    // then
    expect(answer).toMatchObject({ ok: false, code });
  });

  it('takes what follows -- as it is', () => {
    // when
    const answer = parseOptions(['--', '--at'], grammar);
    // then
    expect(answer).toMatchObject({ ok: true, parsed: { positionals: ['--at'] } });
  });
});

import { describe, expect, it } from 'vitest';
import type { LetterLine } from '#web/port';
import { letterGroups } from './groups.js';

function line(letter: string, due: number, to: LetterLine['to'], code = 'roll.posted'): LetterLine {
  return {
    letter,
    to,
    from: ['青禾街道', '青禾里社区'],
    matter: 'm1',
    number: 'QHL-2026-0001',
    title: '照明灯',
    said: { code, values: {} } as unknown as LetterLine['said'],
    at: 0,
    due,
    delivery: null,
  };
}

describe('letters to be brought', () => {
  const LINES = [
    line('a', 10, { name: '甲', place: '1号楼10单元' }),
    line('b', 10, null),
    line('c', 20, { name: '乙', place: '3号楼' }),
    line('d', 10, { name: '丙', place: '1号楼2单元' }),
    line('e', 10, { name: '丁', place: '1号楼2单元' }, 'poll.opened'),
  ];

  it('are one group where they say the same until the same day, in the order of the way', () => {
    expect(letterGroups(LINES, '').map(({ lines }) => lines.map(({ letter }) => letter).join(''))).toEqual([
      'dab',
      'c',
      'e',
    ]);
  });

  it('of different seats are one group, each with its own words', () => {
    const seat = (letter: string, n: number) => {
      const one = line(letter, 10, { name: '甲', place: `${n}号楼` });
      return { ...one, said: { code: 'council.seat', values: { n } } as unknown as LetterLine['said'] };
    };
    const [first, ...others] = letterGroups([seat('a', 1), seat('b', 2), seat('c', 2)], '');
    expect(others).toEqual([]);
    expect(first).toMatchObject({ said: null, lines: [{ letter: 'a' }, { letter: 'b' }, { letter: 'c' }] });
    expect(letterGroups([seat('b', 2), seat('c', 2)], '')[0]?.said).not.toBeNull();
  });

  it('are found by name and place', () => {
    expect(letterGroups(LINES, ' 3号 ').map(({ lines }) => lines.map(({ letter }) => letter))).toEqual([['c']]);
    expect(letterGroups(LINES, '丙')).toHaveLength(1);
    expect(letterGroups(LINES, '戊')).toEqual([]);
  });
});

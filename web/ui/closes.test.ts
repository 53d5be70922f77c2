import { expect, it } from 'vitest';
import type { Due } from '#web/port';
import { closesInWords } from './closes.js';
import { labelOf, RESIDENT_WORDS } from './labels/index.js';

const NOW = Date.UTC(2026, 2, 2, 1);
const at = Date.UTC(2026, 2, 5, 16);
const due = (more: Partial<Due>): Due => ({ at, awaitsYear: null, left: null, ...more });
const said = (of: Due, open: boolean): string =>
  closesInWords(of, open, {
    language: { value: 'zh-CN' } as never,
    now: () => NOW,
    t: (key, values) => labelOf(RESIDENT_WORDS, key, values, 'zh-CN'),
  });

it('says until when something may be done, when it was over, and nothing of a term there is not', () => {
  const left = { n: 3, unit: 'day', late: false } as const;
  expect(said(due({ left }), true)).toMatch(/^3月5日（周四）24:00截止，.*3天/);
  expect(said(due({ left: { ...left, late: true } }), false)).toBe('3月5日（周四）24:00已截止');
  expect(said(due({ at: null }), false)).toBe('已截止');
  expect(said(due({ at: null }), true)).toBe('');
  expect(said(due({ at: null, awaitsYear: 2027 }), true)).toContain('2027');
});

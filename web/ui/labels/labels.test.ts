import { describe, expect, it } from 'vitest';
import { EN as COMMON_EN } from './en.js';
import { EN_TRACING } from './en-tracing.js';
import { labelOf, type LabelKey } from './index.js';
import { ZH as COMMON_ZH } from './zh.js';
import { ZH_TRACING } from './zh-tracing.js';

const ZH = { ...COMMON_ZH, ...ZH_TRACING };
const EN = { ...COMMON_EN, ...EN_TRACING };

const keys = Object.keys(ZH) as LabelKey[];
const asked = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{([a-z]+)\}/gi)].map((match) => match[1] ?? ''))].sort();

describe('labels', () => {
  it('exist in both languages and ask for the same values', () => {
    expect(Object.keys(EN).sort()).toEqual([...keys].sort());
    const differing = keys.filter((key) => asked(EN[key]).some((name) => !asked(ZH[key]).includes(name)));
    expect(differing).toEqual([]);
  });

  it('are Chinese in Chinese: no Latin word but what the design allows', () => {
    const latin = keys.filter((key) => /[A-Za-z]/.test(ZH[key].replace(/\{[^}]*\}/g, '').replace(/JSON/g, '')));
    expect(latin).toEqual([]);
  });

  it('choose one or many by number', () => {
    expect(labelOf('notice.objections', { n: 1 }, 'en')).toBe('1 objection');
    expect(labelOf('notice.objections', { n: 2 }, 'en')).toBe('2 objections');
    expect(labelOf('notice.objections', { n: 2 }, 'zh-CN')).toBe('异议2件');
  });
});

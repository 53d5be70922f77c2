import { describe, expect, it } from 'vitest';
import { keys } from './keys.js';
import { chinese, translator } from '../../web/editor/modeler/language/translate.js';

/** Read once: it is every source of the library. */
const KEYS = keys();

describe('the dictionary of the modeler', () => {
  it('has a Chinese text for everything the installed packages show', () => {
    // given: the sources of the packages
    const shown = [...KEYS].filter((key) => key.trim() !== '' || key === ' or ');
    // then: nothing is left in English, and the collector still finds what it is there for
    expect(shown.filter((key) => chinese(key) === undefined)).toEqual([]);
    expect(shown.length).toBeGreaterThan(380);
    expect(shown).toContain('{eventType}: {type}');
  });

  it('keeps every value of a text', () => {
    const values = (text: string): readonly string[] => (text.match(/\{[^{}]+\}/g) ?? []).sort();
    for (const key of KEYS) expect([key, values(chinese(key) ?? '')]).toEqual([key, values(key)]);
  });

  it('finds the head of the panel, whatever its capitals, and leaves what people wrote', () => {
    const zh = translator('zh-CN');
    expect(zh('Message Start Event')).toBe('消息开始事件');
    expect(zh('List contains {numOfItems} items', { numOfItems: 0 })).toBe('共0项');
    expect(zh('Vote of the owners')).toBe('Vote of the owners');
    expect(translator('en')('List contains {numOfItems} items', { numOfItems: 2 })).toBe('List contains 2 items');
  });
});

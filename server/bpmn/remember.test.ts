import { describe, expect, it } from 'vitest';
import { remembering } from './remember.js';

describe('remembering', () => {
  it('reads a text of a path once, and another text anew', async () => {
    // given
    const asked: string[] = [];
    const read = remembering((text, path) => {
      asked.push(`${path} ${text}`);
      return Promise.resolve(`${path}: ${text}`);
    });
    // when, then
    expect(await read('one', 'a.bpmn')).toBe('a.bpmn: one');
    expect(await read('one', 'a.bpmn')).toBe('a.bpmn: one');
    expect(await read('one', 'b.bpmn')).toBe('b.bpmn: one');
    expect(await read('two', 'a.bpmn')).toBe('a.bpmn: two');
    expect(await read('one', 'a.bpmn')).toBe('a.bpmn: one');
    expect(asked).toEqual(['a.bpmn one', 'b.bpmn one', 'a.bpmn two', 'a.bpmn one']);
  });

  it('lets go of the file that was asked for longest ago', async () => {
    // given
    let reads = 0;
    const read = remembering(() => Promise.resolve(++reads));
    for (let file = 0; file < 128; file++) await read('', `${file}`);
    // when: the first is asked for again, then one more comes
    await read('', '0');
    await read('', 'more');
    // then
    await read('', '0');
    expect(reads).toBe(129);
    await read('', '1');
    expect(reads).toBe(130);
  });
});

import { describe, expect, it } from 'vitest';
import { dmnProofs } from '../conformance/dmn/coverage.js';
import { page, proofs, unproved } from './bpmn-support.js';

describe('docs/bpmn-support.md', () => {
  it('names a conformance case for everything that is executed, and for everything that is refused', async () => {
    // when
    const all = await proofs();
    // then
    expect(all.length).toBeGreaterThan(100);
    expect(unproved(all)).toEqual([]);
  });

  it('is what the table of the engine says', async () => {
    await expect(page(await proofs(), await dmnProofs())).toMatchFileSnapshot('../../docs/bpmn-support.md');
  });
});

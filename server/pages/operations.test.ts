import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
import { Matter, type Ask } from '../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { MatterData } from './data.js';
import { operationCommand } from './operations.js';

const WU: Actor = { p: 'wu', role: 'worker', scope: 'qinghe', basis: null };

describe('sending back from parallel work', () => {
  it('leaves nothing at the join: what was done in one branch is done again, and both are waited for', () => {
    // given
    const process = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'ask', ANYBODY)
      .element('parallelGateway', 'fork')
      .element('userTask', 'work', ANYBODY)
      .element('userTask', 'other', ANYBODY)
      .element('parallelGateway', 'join')
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'ask', 'fork', 'work', 'join', 'end')
      .chain('fork', 'other', 'join')
      .build();
    const matter = new Matter([process]).start();
    matter.complete('ask');
    matter.complete('other');
    const data = { state: matter.state, set: matter.facts.definitions } as MatterData;
    // when
    const key = matter.keyOf('task', 'work') ?? 0;
    const command = operationCommand('sendBack', { key }, { element: 'ask' }, '', data);
    const sent = matter.ask(command as unknown as Ask, WU);
    // then
    expect(sent).not.toBeTypeOf('string');
    expect(matter.ledger.open).toEqual(['task ask']);
    expect(matter.state.nodes[1]?.inner?.tokens).toEqual([]);
    matter.complete('ask');
    matter.complete('work');
    expect(matter.state.status).toBe('active');
    matter.complete('other');
    expect(matter.state.status).toBe('completed');
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import type { Process, StoredValue } from '#engine';
import { nextAfter } from '#pages';
import { readProcedure } from '#procedures';

const WORKFLOWS = join(import.meta.dirname, '../../workflows');

async function processOf(name: string): Promise<Process> {
  const { files } = await readProcedure(WORKFLOWS, name);
  const texts = files.map(({ path, bytes }) => ({ path, text: new TextDecoder().decode(bytes) }));
  const built = await buildDefinitionSet(texts, '', name);
  if (!built.ok) throw new Error(JSON.stringify(built.findings));
  const process = built.set.processes[name];
  if (process === undefined) throw new Error(name);
  return process;
}

function next(process: Process, id: string, known: Readonly<Record<string, StoredValue>>): string | null {
  const element = process.elements.find((each) => each.id === id);
  return element === undefined ? 'no such element' : (nextAfter(process, element, known)?.name ?? null);
}

describe('what comes after a vote', () => {
  it('is read from the branch the engine will take', async () => {
    const first = await processOf('first-vote');
    const after = (outcome: string) => next(first, 'vote', { vote_result: { outcome } });
    expect(['passed', 'failed', 'no-quorum'].map(after)).toEqual(['公示通过', '公示未通过', '公示未通过']);
  });

  it('is read through scripts in between, with what the matter knows', async () => {
    const consultation = await processOf('consultation');
    const held = { outcome: 'held', result: 'divided', present: 9 };
    const after = (outcome: string, meeting: StoredValue = held) =>
      next(consultation, 'council_vote', { meeting_result: meeting, council_vote_result: { outcome } });
    expect(['passed', 'failed', 'no-quorum'].map((outcome) => after(outcome))).toEqual([
      '形成协商方案',
      '公示协商结果',
      '公示协商结果',
    ]);
    // what is not known decides nothing
    expect(next(consultation, 'council_vote', { meeting_result: held })).toBeNull();
    expect(next(consultation, 'council_vote', { council_vote_result: { outcome: 'passed' } })).toBeNull();
  });

  it('is not told where the time decides', async () => {
    const first = await processOf('first-vote');
    const [passed] = first.elements.filter(({ id }) => id === 'passed');
    const flows = first.flows.map((flow) =>
      flow.source === passed?.index && flow.condition !== null
        ? { ...flow, condition: 'now() > date and time("2026-01-01T00:00:00+08:00")' }
        : flow,
    );
    expect(next({ ...first, flows }, 'vote', { vote_result: { outcome: 'passed' } })).toBeNull();
  });

  it('is not told where the ways part without a choice', async () => {
    const consultation = await processOf('consultation');
    expect(next(consultation, 'material', {})).toBeNull();
  });
});

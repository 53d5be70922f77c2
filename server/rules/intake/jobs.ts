import {
  commandTo,
  isContext,
  nameOrNull,
  referenceValue,
  textOrNull,
  type FactNeed,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import { SIMILAR_DAYS, type IntakeState } from './types.js';

/**
 * `intake.register`: gives the matter its number and looks for open matters of the same place and topic of the last 30 days. The
 * reporter is told the number: `reporter` where the procedure names one, else who started the matter.
 */
export const registerJob: PureJob = {
  type: 'intake.register',
  input: {
    source: { type: 'string', required: true },
    topic: { type: 'string', required: true },
    place: { type: 'string', required: true },
    title: { type: 'text', required: false },
    reporter: { type: 'string', required: false },
  },
  output: {
    intake: { type: 'string', required: true },
    number: { type: 'string', required: true },
    similar: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan(input, context): JobPlan | JobProblem {
    const { source, topic, place, title, reporter } = input;
    for (const field of ['source', 'topic', 'place']) {
      const value = input[field];
      if (typeof value !== 'string' || value === '') return { problem: 'input-missing', values: { field } };
    }
    const { matter, similar } = context.facts;
    if (matter === undefined || similar === undefined) {
      const asked: FactNeed['parameters'] = { place: place ?? null, topic: topic ?? null, days: SIMILAR_DAYS };
      const needs: FactNeed[] = [
        { name: 'matter', kind: 'matter', parameters: {} },
        { name: 'similar', kind: 'similar', parameters: asked },
      ];
      return { commands: [], needs };
    }
    const known = isContext(matter) ? matter : {};
    const named = typeof reporter === 'string' ? reporter : known['reporter'];
    const command = {
      type: 'register',
      matter: context.instance,
      scope: context.scope,
      source: source ?? null,
      topic: topic ?? null,
      place: place ?? null,
      title: textOrNull(title),
      number: numberOf(known['number']),
      reporter: nameOrNull(named),
      similar: Array.isArray(similar) ? similar.map(similarOf) : [],
    };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'intake', command }] };
  },
  result(_input, after): Variables | JobProblem {
    const [opened] = after;
    if (opened === undefined) return { problem: 'stream-missing' };
    const { number, similar } = opened.state as IntakeState;
    return { intake: opened.stream, number, similar: similar.length, reference: referenceValue(opened.record) };
  },
};

/** `intake.settle`: the gate. Settled where nothing is similar or the merge is decided; `merged_into` is the other matter or null. */
export const settleJob: PureJob = {
  type: 'intake.settle',
  input: { intake: { type: 'string', required: true } },
  output: {
    settled: { type: 'boolean', required: true },
    merged_into: { type: 'string', required: false },
    number: { type: 'string', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('intake', input, { type: 'settle' }),
  result(_input, after): Variables | JobProblem {
    const [intake] = after;
    if (intake === undefined) return { problem: 'stream-missing' };
    const { status, merging, number } = intake.state as IntakeState;
    const settled = status === 'settled';
    return {
      settled,
      merged_into: settled ? (merging?.into ?? null) : null,
      number,
      reference: referenceValue(intake.record),
    };
  },
};

function similarOf(value: StoredValue): StoredValue {
  const { matter, number, title, at } = isContext(value) ? value : {};
  return { matter: matter ?? null, number: numberOf(number), title: textOrNull(title), at: at ?? null };
}

function numberOf(value: StoredValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

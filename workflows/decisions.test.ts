import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDmnFiles } from '#bpmn';
import { evaluateDecision, type StoredValue } from '#engine';
import { createBudget } from '#engine/expression';

/** The tables of the consultation, over every combination of what they read. */
const folder = join(import.meta.dirname, 'procedures/consultation');
const reading = await readDmnFiles(
  ['admissible.dmn', 'threshold.dmn', 'seats.dmn'].map((path) => ({
    path,
    text: readFileSync(join(folder, path), 'utf8'),
  })),
);

function decide(decision: string, input: Readonly<Record<string, StoredValue>>): StoredValue {
  const { result, problems } = evaluateDecision(reading.models, decision, input, { at: 0, budget: createBudget() });
  expect(problems).toEqual([]);
  return result;
}

const FACTS = [
  'lawful',
  'decided_within_12_months',
  'inside_self_government',
  'owners_joint_matter',
  'affects_other_communities',
];
const CLEAR = [true, false, true, false, false];
const asked = (values: readonly boolean[]) => Object.fromEntries(FACTS.map((name, i) => [name, values[i] ?? false]));

describe('the table of admission', () => {
  it.each([
    ['consult', CLEAR],
    ['refuse', [false, false, true, false, false]],
    ['refuse', [true, true, true, false, false]],
    ['refer_department', [true, false, false, true, true]],
    ['owners_vote', [true, false, true, true, true]],
    ['elastic_area', [true, false, true, false, true]],
  ])('%s for %j', (road, values) => {
    expect(decide('admissible', asked(values))).toMatchObject({ road });
  });

  it('gives a road and a reason for everything that can be answered', () => {
    for (let bits = 0; bits < 32; bits++) {
      const values = FACTS.map((_name, i) => ((bits >> i) & 1) === 1);
      const { road, reason } = decide('admissible', asked(values)) as { road: string; reason: string };
      expect(['consult', 'owners_vote', 'refer_department', 'elastic_area', 'refuse']).toContain(road);
      expect(reason.length).toBeGreaterThan(5);
      // only what is lawful, new, the residents' own and nobody else's is deliberated here
      expect(road === 'consult').toBe(values.every((value, i) => value === CLEAR[i]));
    }
  });
});

describe('the threshold of support', () => {
  it.each([
    [60, 3],
    [61, 4],
    [1500, 10],
    [200, 10],
    [199, 10],
    [180, 9],
    [20, 1],
    [1, 1],
  ])('of %i households is %i', (households, threshold) => {
    expect(decide('support_threshold', { households })).toBe(threshold);
  });
});

describe('the table of seats', () => {
  const TOPICS = ['affairs', 'facility', 'environment', 'property', 'welfare', 'pact', 'safety', 'other'];
  const seatsOf = (topic: string, reach: string, money: number, affected: readonly string[]) =>
    decide('seats', { topic, reach, money, affected }) as readonly {
      readonly kind: string;
      readonly side: string;
      readonly min: number;
      readonly max: number;
      readonly mandatory: boolean;
    }[];

  it('names every kind once, always a convenor and residents, and lets a lawful council of fifteen be seated', () => {
    for (const topic of TOPICS)
      for (const reach of ['building', 'estate', 'community'])
        for (const money of [0, 49_999, 50_000])
          for (const affected of [[], ['elders']]) {
            const seats = seatsOf(topic, reach, money, affected);
            const kinds = seats.map(({ kind }) => kind);
            expect(new Set(kinds).size).toBe(kinds.length);
            expect(seats.filter(({ mandatory }) => mandatory).map(({ kind }) => kind)).toEqual(
              expect.arrayContaining(['convenor', 'resident']),
            );
            // the government could take eight seats: it is the council that refuses them of fifteen
            const government = seats.filter(({ side }) => side === 'government').reduce((sum, { max }) => sum + max, 0);
            expect(government).toBe(8);
            const others = seats.filter(({ side }) => side !== 'government').reduce((sum, { max }) => sum + max, 0);
            expect(others).toBeGreaterThanOrEqual(15);
          }
  });

  it('asks for an expert from 50,000 yuan on, and for those who are affected', () => {
    const must = (money: number, affected: readonly string[]) =>
      seatsOf('facility', 'estate', money, affected)
        .filter(({ mandatory }) => mandatory)
        .map(({ kind }) => kind);
    expect(must(49_999, [])).toEqual(['convenor', 'resident']);
    expect(must(50_000, [])).toEqual(['convenor', 'resident', 'expert']);
    expect(must(0, ['elders'])).toEqual(['convenor', 'resident', 'affected']);
  });
});

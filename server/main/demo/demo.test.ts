import { describe, expect, it } from 'vitest';
import { isAdult, planHouseholds, planProperty, readHouseholds, readProperty } from '#rules/register';
import { hxRosters, qhlRosters, smallRosters, type CommunityRosters } from './registers.js';

const DAY = '2026-03-02';

function read(rosters: CommunityRosters) {
  let n = 0;
  const newId = () => `id-${String(++n).padStart(6, '0')}`;
  const { units, community } = rosters;
  const nobody = { units, day: DAY, persons: [], households: [] };
  const homes = readHouseholds(rosters.households, nobody);
  const living = planHouseholds(homes, nobody, new Map(), newId);
  const ground = { units, community, day: DAY, persons: living.persons, properties: [], owners: [] };
  const owned = readProperty(rosters.property, ground);
  return { homes, living, owned, owning: planProperty(owned, ground, new Map(), newId) };
}

const adults = ({ living }: ReturnType<typeof read>) => living.persons.filter(({ born }) => isAdult(born, DAY));
const sum = (areas: readonly number[]) => areas.reduce((all, area) => all + area, 0);

describe.each([
  ['青禾里, D2', qhlRosters(), 300, 612],
  ['荷香, D3', hxRosters(), 1500, 3060],
] as const)('the rosters of %s', (_name, rosters, households, people) => {
  const found = read(rosters);

  it('are right in every row, and no two of them are one', () => {
    expect(found.homes).toMatchObject({ findings: [], proposals: [] });
    expect(found.owned).toMatchObject({ findings: [], proposals: [] });
  });

  it('have exactly the numbers of the community', () => {
    expect(found.living.households.length).toBe(households);
    expect(adults(found).length).toBe(people);
    const homes = new Set(adults(found).map(({ household }) => household));
    expect(homes.size).toBe(households);
    expect(found.living.persons.length).toBeGreaterThan(people);
  });
});

describe('the rosters of estate D1', () => {
  const found = read(qhlRosters());
  const units = found.owning.units.filter(({ scope }) => scope.startsWith('qinghe/qhl/e1/'));
  const groups = new Map(found.owning.owners.map((group) => [group.id, group]));
  const held = new Map<string, number[]>();
  for (const { owners, area } of units) held.set(owners ?? '', [...(held.get(owners ?? '') ?? []), area]);

  it('have 300 units of 25,200.00 m² in three sizes', () => {
    expect(units.length).toBe(300);
    expect(sum(units.map(({ area }) => area))).toBe(2_520_000);
    expect([60_00, 90_00, 120_00].map((size) => units.filter(({ area }) => area === size).length)).toEqual([
      120, 120, 60,
    ]);
  });

  it('have 279 owners: the developer with 18, one with three, two with two, everybody else with one', () => {
    expect(held.size).toBe(279);
    const several = [...held].filter(([, areas]) => areas.length > 1).sort((a, b) => b[1].length - a[1].length);
    expect(several.map(([id, areas]) => [groups.get(id)?.kind, areas.length, sum(areas)])).toEqual([
      ['developer', 18, 216_000],
      ['persons', 3, 27_000],
      ['persons', 2, 12_000],
      ['persons', 2, 12_000],
    ]);
  });

  it('stand in the stairwell D4 next door with twelve units of twelve owners', () => {
    const d4 = found.owning.units.filter(({ scope }) => scope === 'qinghe/qhl/e2/b6/u1');
    expect([d4.length, sum(d4.map(({ area }) => area)), new Set(d4.map(({ owners }) => owners)).size]).toEqual([
      12, 108_000, 12,
    ]);
  });
});

it('five residents are enough for the small roster, the same five as in the large one', () => {
  const five = read(smallRosters()).living.persons;
  expect(five.length).toBe(5);
  const large = read(qhlRosters()).living.persons;
  for (const { name, place, born, scope } of five)
    expect(large.find((each) => each.name === name)).toMatchObject({ place, born, scope });
});

import { describe, expect, it } from 'vitest';
import type { BodyLine, UnitLine } from '#web/port';
import { BODY_KINDS as ALL_KINDS, PARENT_KIND, ROLES } from '#rules/people';
import {
  BODY_KINDS,
  bodiesAt,
  countedBelow,
  daysLater,
  lastDayOf,
  needsParent,
  nextCode,
  parentsFor,
  partyChain,
  POST_ROLES,
  startOf,
  treeRows,
  unitsFound,
} from './model.js';

const units: readonly UnitLine[] = [
  { path: 'q', name: '青禾街道', kind: 'street' },
  { path: 'q/a', name: '青禾里社区', kind: 'community' },
  { path: 'q/a/e1', name: '青禾苑', kind: 'estate' },
  { path: 'q/ab', name: '荷香社区', kind: 'community' },
];
const body = (id: string, kind: BodyLine['kind'], scope: string): BodyLine => ({
  ...{ body: id, kind, name: id, scope, parent: null, remit: [], seats: [] },
});

describe('the tree of the organisation', () => {
  it('shows what is opened, and counts what is vacant below what is not', () => {
    // given
    const vacancies = [{ role: 'grid', scope: 'q/a/e1', body: null, missing: 2 }] as const;
    const rows = (...opened: string[]) =>
      treeRows({ units, vacancies }, new Set(opened)).map(({ unit, depth, open, vacant }) => [
        ...[unit.path, depth, open, vacant],
      ]);
    // then
    expect(rows()).toEqual([['q', 1, false, 2]]);
    expect(rows('q', 'q/a')).toEqual([
      ['q', 1, true, 0],
      ['q/a', 2, true, 0],
      ['q/a/e1', 3, null, 2],
      ['q/ab', 2, null, 0],
    ]);
  });

  it('finds units by name wherever they lie, and says what they lie in and what is vacant in them', () => {
    // given
    const vacancies = [{ role: 'grid', scope: 'q/a/e1', body: null, missing: 2 }] as const;
    const found = unitsFound({ units, vacancies }, '青禾').map(({ unit, above, vacant }) => [
      ...[unit.path, above.join('/'), vacant],
    ]);
    // then
    expect(found).toEqual([
      ['q', '', 2],
      ['q/a', '青禾街道', 2],
      ['q/a/e1', '青禾街道/青禾里社区', 2],
    ]);
    expect(countedBelow(units, 'q')).toEqual([
      { kind: 'community', n: 2 },
      { kind: 'estate', n: 1 },
    ]);
    expect(countedBelow(units, 'q/ab')).toEqual([]);
  });

  it('begins with the topmost unit the reader sees', () => {
    const rows = treeRows({ units: units.slice(1), vacancies: [] }, new Set(['q/a']));
    expect(rows.map(({ unit }) => unit.path)).toEqual(['q/a', 'q/a/e1', 'q/ab']);
  });

  it('proposes the next free code', () => {
    expect(nextCode('estate', 'q/a', units)).toBe('e2');
    expect(nextCode('building', 'q/a/e1', units)).toBe('b1');
  });
});

describe('bodies', () => {
  const bodies = [
    body('branch', 'party-estate', 'q/a/e1'),
    body('grid', 'grid', 'q/a'),
    body('work', 'party-street', 'q'),
    body('party', 'party-community', 'q/a'),
    body('other', 'party-community', 'q/ab'),
    body('committee', 'committee', 'q/a'),
  ];

  it('of the Party are a chain from the street to the place', () => {
    expect(partyChain(bodies, 'q/a/e1').map((each) => each.body)).toEqual(['work', 'party', 'branch']);
    expect(bodiesAt(bodies, 'q/a').map((each) => each.body)).toEqual(['party', 'committee', 'grid']);
  });

  it('stand under what their kind needs, here or above', () => {
    expect(parentsFor('party-estate', 'q/a/e1', bodies).map((each) => each.body)).toEqual(['party']);
    expect(parentsFor('grid', 'q/a/e1', bodies).map((each) => each.body)).toEqual(['grid', 'committee']);
  });

  it('are of every kind there is, and posts of every role but the resident’s', () => {
    expect([...BODY_KINDS].sort()).toEqual([...ALL_KINDS].sort());
    expect(BODY_KINDS.filter(needsParent).sort()).toEqual(Object.keys(PARENT_KIND).sort());
    expect([...POST_ROLES, 'resident'].sort()).toEqual([...ROLES].sort());
  });
});

it('days are Shanghai’s, the last one included', () => {
  expect(lastDayOf(startOf('2026-03-01'))).toBe('2026-02-28');
  expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
});

import { describe, expect, it } from 'vitest';
import { SYSTEM, type Decision } from '#engine';
import { base64Encode } from '#ledger';
import { actor } from '../../../tests/support/decider.js';
import {
  isAdult,
  registerDecider as decider,
  registerRoot,
  type ChangeRegister,
  type PersonRow,
  type RegisterChanged,
  type RegisterRows,
  type RegisterState,
} from './index.js';

const salt = (n: number) => base64Encode(new Uint8Array(32).fill(n));
const person = (id: string, more: Partial<PersonRow> = {}) => ({
  id,
  name: '林晓',
  place: '1号楼',
  scope: 'qinghe/d2',
  household: null,
  phone: null,
  born: null,
  relation: null,
  ...more,
});
const rows = (more: Partial<RegisterRows> = {}): RegisterRows => ({
  persons: [],
  households: [],
  units: [],
  owners: [],
  ...more,
});
const root = registerRoot(rows({ persons: [{ ...person('p1'), salt: salt(1) }] }));
const counts = { persons: 1, households: 0, units: 0, owners: 0 };
const change = {
  type: 'changeRegister',
  scope: 'qinghe/d2',
  kind: 'import',
  before: '',
  root,
  counts,
  added: 1,
  changed: 0,
  removed: 0,
  file: null,
};

function when(state: RegisterState, command: object): Decision<RegisterChanged> {
  return decider.decide(state, { at: 0, by: SYSTEM, ...command } as ChangeRegister, undefined);
}

function given(): RegisterState {
  const decision = when(decider.initial(), change);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.reduce((state, event) => decider.evolve(state, event, undefined), decider.initial());
}

describe('a register', () => {
  it('records every change by count and root', () => {
    expect(given()).toEqual({ scope: 'qinghe/d2', root, counts, changes: 1 });
  });

  it.each([
    ['register-moved-on', { before: 'another' }],
    ['register-numbers', { before: root }],
    ['register-numbers', { before: root, added: 0, root: 'no root' }],
    ['register-of-another-scope', { before: root, added: 0, scope: 'qinghe/d3' }],
    ['role-does-not-fit', { before: root, added: 0, by: actor('p', 'grid', 'qinghe/d2') }],
    ['scope-does-not-fit', { before: root, added: 0, by: actor('p', 'worker', 'qinghe/d3') }],
  ])('is not changed: %s', (refused, more) => {
    expect(when(given(), { ...change, ...more })).toMatchObject({ refused });
  });

  it('is kept by workers and administrators of its scope', () => {
    for (const role of ['worker', 'administrator'])
      expect(when(given(), { ...change, before: root, added: 0, by: actor('p', role, 'qinghe') })).toMatchObject({
        events: [{ type: 'RegisterChanged' }],
      });
  });
});

describe('the root over the rows', () => {
  const two = [
    { ...person('p1'), salt: salt(1) },
    { ...person('p2'), salt: salt(2) },
  ];

  it('does not depend on their order', () => {
    expect(registerRoot(rows({ persons: [...two].reverse() }))).toBe(registerRoot(rows({ persons: two })));
  });

  it.each([
    ['a name', [{ ...person('p1', { name: '林夕' }), salt: salt(1) }, two[1]]],
    ['a salt', [{ ...person('p1'), salt: salt(3) }, two[1]]],
    ['a row less', [two[0]]],
  ])('changes with %s', (_what, persons) => {
    expect(registerRoot(rows({ persons: persons as RegisterRows['persons'] }))).not.toBe(
      registerRoot(rows({ persons: two })),
    );
  });
});

describe('an adult', () => {
  it.each([
    ['2008-03-02', '2026-03-02', true],
    ['2008-03-03', '2026-03-02', false],
    ['2008-02-29', '2026-02-28', false],
    ['2008-02-29', '2026-03-01', true],
    [null, '2026-03-02', true],
  ])('born %s, on %s: %s', (born, day, adult) => {
    expect(isAdult(born, day)).toBe(adult);
  });
});

import { describe, expect, it } from 'vitest';
import { decide, plainOf } from '#cli';
import { hasErrors, readDmn } from '#bpmn';
import { DMN_SUPPORT } from '#engine';
import { dmnCases, fileOf, requestOf } from './cases.js';
import { dmnProofs } from './coverage.js';

describe('what is executed, and what is refused', () => {
  it('every executed construct has a case whose decision uses it', async () => {
    // when
    const proofs = await dmnProofs();
    const executed = Object.keys(DMN_SUPPORT).filter((construct) => DMN_SUPPORT[construct] === 'executed');
    // then
    expect(executed.filter((construct) => !proofs.has(construct))).toEqual([]);
    expect([...proofs.keys()].filter((construct) => DMN_SUPPORT[construct] !== 'executed')).toEqual([]);
  });

  it('every refused construct has a model that is refused for it', () => {
    // when
    const found = dmnCases().flatMap(({ refused }) => refused.map(({ construct }) => construct));
    // then
    const rows = Object.keys(DMN_SUPPORT).filter((construct) => DMN_SUPPORT[construct] === 'refused');
    expect(rows.filter((construct) => !found.includes(construct))).toEqual([]);
  });

  it.each(dmnCases())('$name has the findings it is said to have', async ({ name, refused }) => {
    // when
    const { findings } = await readDmn(fileOf(`${name}.dmn`).text, name);
    // then
    const errors = findings.filter((finding) => hasErrors([finding]) && finding.rule !== 'dmn-import');
    const said = errors.map(({ element, rule, values }) => ({
      element,
      rule,
      ...(typeof values['construct'] === 'string' && { construct: values['construct'] }),
    }));
    if (refused.length > 0) expect(said).toEqual(refused);
  });
});

describe.each(dmnCases().filter(({ cases }) => cases.length > 0))('$name', ({ name, cases }) => {
  it.each(cases.map((each, index) => [`${index + 1} ${each.service ?? each.decision ?? ''}`, each] as const))(
    '%s',
    async (_, given) => {
      // when
      const answer = await decide(requestOf(name, given), 'en');
      // then
      expect(answer.result).toEqual(plainOf(given.result));
      expect(answer.errors.map(({ code }) => code)).toEqual(
        given.errors === undefined ? [] : expect.arrayContaining([...given.errors]),
      );
      if (given.errors) expect(answer.errors).not.toEqual([]);
      if (given.matched) expect(answer.matched.map(({ rule }) => rule)).toEqual(given.matched);
      if (given.annotations) expect(answer.matched.map(({ annotations }) => annotations)).toEqual(given.annotations);
    },
  );
});

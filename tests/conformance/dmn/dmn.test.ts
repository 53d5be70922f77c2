import { describe, expect, it } from 'vitest';
import { decide, plainOf } from '#cli';
import { dmnCases, requestOf } from './cases.js';

describe.each(dmnCases())('$name', ({ name, cases }) => {
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

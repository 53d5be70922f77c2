import { describe, expect, it } from 'vitest';
import type { TraceMark } from '#web/port';
import { say } from '#text';
import { markRuns, runSaid } from './runs.js';

const mark = (code: string, values: TraceMark['said']['values'], at = 0): TraceMark => ({
  ...{ kind: 'late', notch: null, at, element: null },
  said: { code, values },
});

describe('runs of the same late thing', () => {
  it('are letters of one date, never other dates, steps or gaps', () => {
    const marks = [
      mark('letter-open', { n: 1, due: 5 }),
      mark('done-late', { name: 'a', due: 5 }),
      mark('letter-open', { n: 2, due: 5 }),
      mark('done-late', { name: 'b', due: 5 }),
      mark('letter-open', { n: 3, due: 6 }),
      mark('gap', { from: 1, days: 7 }, 1),
      mark('gap', { from: 2, days: 7 }, 2),
    ];
    expect(markRuns(marks).map(({ first, count }) => [marks.indexOf(first), count])).toEqual([
      ...[
        [0, 2],
        [1, 1],
        [3, 1],
      ],
      ...[
        [4, 1],
        [5, 1],
        [6, 1],
      ],
    ]);
  });

  it('are told in one sentence', () => {
    const due = Date.parse('2026-02-14T00:00:00+08:00');
    const letters = [1, 2].map((n) => mark('trace.mark.letter-open', { n, due }));
    const [both] = markRuns(letters).map(runSaid);
    expect(say(both?.code ?? '', both?.values)).toBe('2封纸质信还没送达，应在2月13日（周五）24:00前送到');
    const [one] = markRuns(letters.slice(1)).map(runSaid);
    expect(say(one?.code ?? '', one?.values)).toMatch(/^第2封/);
  });
});

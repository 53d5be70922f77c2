import { expect, it } from 'vitest';
import type { InboxLine, TaskLine } from '#web/port';
import { inboxDays, messagePlace } from './inbox.js';

const line = (at: string, matter: string | null, code = 'notice.task-urged', title: string | null = '充电棚') =>
  ({
    message: at,
    at: Date.parse(`2026-03-${at}+08:00`),
    said: { code, values: { name: '逐条答复' } },
    matter,
    title,
    read: false,
  }) satisfies InboxLine;
const task = (matter: string, name: string) => ({ task: `${matter}.7`, matter, name }) as TaskLine;

it('gathers the messages of a day by what they are about, by the days of China', () => {
  // given: 00:30 in China is still the day before by UTC
  const days = inboxDays([
    line('06T09:00', 'a'),
    line('06T08:00', null, 'notice.draft-waits'),
    line('06T00:30', 'a'),
    line('05T23:30', 'a'),
  ]);
  // then
  expect(days.map(({ groups }) => groups.map(({ key, about, lines }) => [key, about, lines.length]))).toEqual([
    [
      ['a', 'matter', 2],
      ['procedures', 'procedures', 1],
    ],
    [['a', 'matter', 1]],
  ]);
  expect(days[0]?.at).toBe(Date.parse('2026-03-06T09:00+08:00'));
});

it('leads to the task while it waits for the reader, otherwise to the matter, and nowhere out of reach', () => {
  const todo = [task('b', '逐条答复'), task('a', '答复异议'), task('a', '逐条答复')];
  expect(messagePlace(line('06T09:00', 'a'), todo)).toBe('/tasks/a.7');
  expect(messagePlace(line('06T09:00', 'a'), todo.slice(0, 2))).toBe('/matters/a');
  expect(messagePlace(line('06T09:00', 'a', 'notice.task-urged', null), todo)).toBeNull();
  expect(messagePlace(line('06T09:00', null, 'notice.draft-waits', null), todo)).toBe('/procedures');
  expect(messagePlace(line('06T09:00', null, 'notice.enrolment-accepted', null), todo)).toBeNull();
});

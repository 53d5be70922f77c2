import { ROOT, type InstanceState } from '#engine';
import type { PaperLetter } from '#rules/letters';
import type { HistoryRecord, MatterData, Reading } from '../data.js';
import { leftUntil } from '../due.js';
import { Trail } from '../trail.js';
import type { Instant } from '../views.js';
import type { TraceMark } from '../views/tracing.js';
import { fold, type Folded } from './fold.js';
import { datesOf } from './states.js';

const DAY = 86_400_000;
/** Working days without a record and without a running date that are a gap. */
export const GAP_DAYS = 5;

/**
 * What rules say about the acts of a matter: finished after its date, still open after it, a date moved once it had passed, a clock that was
 * a day late, a letter that came late or not at all, and times in which nothing happened and no date ran.
 */
export function marksOf(
  data: MatterData,
  reading: Reading,
  trail = new Trail(data),
  folded: Folded = fold(data),
): readonly TraceMark[] {
  const { order, notches, steps } = folded;
  const nameOf = (key: number) => {
    const element = trail.byKey(key)?.element;
    return { element: element?.id ?? null, name: element?.name ?? element?.id ?? '' };
  };
  const late = (due: Instant, at: Instant) =>
    leftUntil(due, 'working_day', { now: at, calendars: reading.calendars }).n;
  const marks: TraceMark[] = [];
  for (const step of steps) {
    const notch = notches.get(step.record) ?? null;
    const { at, events } = step.record;
    for (const event of events) {
      const key = event['key'];
      if (typeof key !== 'number') continue;
      const node = step.before.nodes[key];
      const { element, name } = nameOf(key);
      const mark = (code: string, due: Instant): void => {
        marks.push({ kind: 'late', notch, at, element, said: { code, values: { name, due, days: late(due, at) } } });
      };
      const task = node?.task?.due?.due ?? null;
      if (event.type === 'Completed' && task !== null && at > task) mark('trace.mark.done-late', task);
      const timer = node?.timer?.due ?? null;
      if (event.type === 'Completed' && timer !== null && at - timer > DAY) mark('trace.mark.clock-late', timer);
      const was = task ?? timer;
      if (event.type === 'DueMoved' && was !== null && at > was && step.record.command.by.p !== 'system')
        mark('trace.mark.moved-late', was);
    }
  }
  const last = steps.at(-1);
  for (const node of Object.values(last?.after.nodes ?? {})) {
    const due = node.task?.due?.due ?? null;
    if (due === null || reading.now <= due || last?.after.suspended) continue;
    const { element, name } = nameOf(node.key);
    const values = { name, due, days: late(due, reading.now) };
    marks.push({ kind: 'late', notch: null, at: due, element, said: { code: 'trace.mark.still-open', values } });
  }
  return [...marks, ...lettersLate(data, reading, order), ...gaps(folded, reading, late)];
}

function lettersLate(data: MatterData, reading: Reading, order: readonly HistoryRecord[]): readonly TraceMark[] {
  return data.entities
    .filter(({ kind }) => kind === 'letters')
    .flatMap(({ stream, state }) =>
      (state as { readonly letters: readonly PaperLetter[] }).letters.flatMap(({ n, due, delivery }): TraceMark[] => {
        const mark = (notch: number | null, at: Instant, code: string): TraceMark[] => [
          { kind: 'late', notch, at, element: null, said: { code, values: { n, due } } },
        ];
        if (delivery === null) return reading.now > due ? mark(null, due, 'trace.mark.letter-open') : [];
        const found = order.findIndex(
          (each) =>
            each.stream === stream && each.events.some((event) => event.type === 'LetterDelivered' && event['n'] === n),
        );
        const notch = found < 0 ? null : found;
        if (delivery.way === 'failed') return mark(notch, delivery.at, 'trace.mark.letter-failed');
        return delivery.at > due ? mark(notch, delivery.at, 'trace.mark.letter-late') : [];
      }),
    );
}

/** Times between two records in which the matter stood open, no date ran, and more than `GAP_DAYS` working days went by. */
function gaps(
  { order, notches, steps }: Folded,
  reading: Reading,
  late: (from: Instant, to: Instant) => number,
): readonly TraceMark[] {
  const after = new Map(steps.map((step) => [notches.get(step.record) ?? -1, step.after]));
  const found: TraceMark[] = [];
  let state: InstanceState | null = null;
  order.forEach(({ at }, notch) => {
    state = after.get(notch) ?? state;
    if (state?.nodes[ROOT] === undefined || state.suspended !== null) return;
    const next = order[notch + 1];
    const until = next?.at ?? reading.now;
    const from = Math.max(
      at,
      ...Object.values(state.nodes).flatMap((node) => datesOf(node).map(({ due }) => due ?? Infinity)),
    );
    if (!Number.isFinite(from) || until <= from) return;
    const days = late(from, until);
    if (days <= GAP_DAYS) return;
    const said = { code: 'trace.mark.gap', values: { from, days } };
    found.push({ kind: 'gap', notch: next === undefined ? null : notch + 1, at: until, element: null, said });
  });
  return found;
}

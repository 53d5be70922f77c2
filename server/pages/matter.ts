import type { MatterData, Reading } from './data.js';
import { textOf } from './data.js';
import { resultOf } from './poll.js';
import { isOver, outcomeOf, statusOf } from './standing.js';
import { openNow, stepLines, withDoers } from './steps.js';
import { timeline } from './timeline.js';
import { diagrams } from './diagrams.js';
import { startVariables, topicOf, type FileNames } from './topic.js';
import { Trail } from './trail.js';
import { fold, readingsByDay, traceMore, type ReadingNoted } from './tracing/index.js';
import type { Holder, MatterLine, MatterPage, Role, StepLine, TracePage } from './views.js';

/** One row of a list of matters. */
export function matterLine(data: MatterData, reading: Reading, trail = new Trail(data)): MatterLine {
  return lineFrom(data, reading, trail, stepLines(data, reading, trail));
}

/**
 * A matter with its way: done, now, next; why it waits, who holds it, until when. `names`: what its files were called, asked by
 * whoever keeps them; null where nobody was asked.
 */
export function matterPage(
  data: MatterData,
  reading: Reading,
  trail = new Trail(data),
  names: FileNames | null = null,
): MatterPage {
  const steps = stepLines(data, reading, trail);
  return {
    ...lineFrom(data, reading, trail, steps),
    summary: textOf(startVariables(data)['details'], reading),
    topic: topicOf(data, reading, names),
    procedure: { ...data.procedure, definition: data.set.hash },
    startedBy: starter(data, reading),
    steps: withDoers(steps, data, reading, trail),
  };
}

/**
 * All an auditor sees: sentences, drawings, records and published results. Of an open poll nothing is in it. `noted`: who looked at it,
 * asked by whoever keeps that.
 */
export function tracePage(data: MatterData, reading: Reading, noted: readonly ReadingNoted[] = []): TracePage {
  const trail = new Trail(data);
  const folded = fold(data);
  const { steps: _steps, ...page } = matterPage(data, reading, trail);
  const results = data.entities.flatMap((entity) => {
    const result = entity.kind === 'poll' ? resultOf(entity) : null;
    return result ? [{ poll: entity.stream, title: titleOf(data, reading), result }] : [];
  });
  const records = [{ kind: 'instance', history: data.history }, ...data.entities].flatMap(({ kind, history }) =>
    history.map(({ stream, seq, leafHash, leaf, at, type, prev }) => ({
      stream,
      seq,
      leafHash,
      leaf,
      streamKind: kind,
      at,
      type,
      prev,
    })),
  );
  const erased = reading.erased ?? 0;
  return {
    ...page,
    erased,
    timeline: timeline(data, reading, trail),
    readings: readingsByDay(noted),
    diagrams: diagrams(data, trail, folded),
    ...traceMore(data, reading, trail, folded),
    records,
    results,
  };
}

export function titleOf(data: MatterData, reading: Reading): string {
  return textOf(data.state.title, reading) ?? data.number;
}

function lineFrom(data: MatterData, reading: Reading, trail: Trail, steps: readonly StepLine[]): MatterLine {
  const open = openNow(data, reading, trail, steps);
  const status = statusOf(data.state);
  const last = data.history[data.history.length - 1];
  return {
    matter: data.matter,
    number: data.number,
    title: titleOf(data, reading),
    status,
    startedAt: data.history[0]?.at ?? 0,
    endedAt: isOver(status) ? (last?.at ?? null) : null,
    steps: steps.map(({ kind, name, state, sure }) => ({ kind, name, state, sure })),
    now: open[0] ?? null,
    open,
    outcome: isOver(status) ? outcomeOf(trail) : null,
  };
}

function starter(data: MatterData, reading: Reading): Holder {
  const by = data.history[0]?.command.by;
  return reading.holder(by && by.p !== 'system' ? by.p : null, (by?.role as Role | 'system' | undefined) ?? 'system');
}

import type { InstanceState } from '#engine';
import type { MatterData, Reading } from './data.js';
import { textOf } from './data.js';
import { NO_DUE } from './due.js';
import { kindOf } from './kinds.js';
import { resultOf } from './poll.js';
import { stepLines } from './steps.js';
import { timeline } from './timeline.js';
import { diagrams } from './diagrams.js';
import { Trail } from './trail.js';
import { fold, traceMore } from './tracing/index.js';
import type { Holder, MatterLine, MatterPage, MatterStatus, Role, StepLine, TracePage } from './views.js';

/** One row of a list of matters. */
export function matterLine(data: MatterData, reading: Reading, trail = new Trail(data)): MatterLine {
  return lineFrom(data, reading, trail, stepLines(data, reading, trail));
}

/** A matter with its way: done, now, next; why it waits, who holds it, until when. */
export function matterPage(data: MatterData, reading: Reading, trail = new Trail(data)): MatterPage {
  const steps = stepLines(data, reading, trail);
  return {
    ...lineFrom(data, reading, trail, steps),
    summary: textOf(startVariables(data)['details'], reading),
    procedure: { ...data.procedure, definition: data.set.hash },
    startedBy: starter(data, reading),
    steps,
  };
}

/** All an auditor sees: sentences, drawings, records and published results. Of an open poll nothing is in it. */
export function tracePage(data: MatterData, reading: Reading): TracePage {
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
  const now = steps.find((step) => step.state === 'now');
  const status = statusOf(data.state);
  const last = data.history[data.history.length - 1];
  return {
    matter: data.matter,
    number: data.number,
    title: titleOf(data, reading),
    status,
    startedAt: data.history[0]?.at ?? 0,
    endedAt: isOver(status) ? (last?.at ?? null) : null,
    steps: steps.map(({ kind, name, state }) => ({ kind, name, state })),
    now: now
      ? { kind: now.kind, name: now.name, holder: now.holder ?? reading.holder(null, 'system'), due: now.due ?? NO_DUE }
      : null,
    outcome: isOver(status) ? outcomeOf(trail) : null,
  };
}

/** What became of a matter so far. */
export function statusOf(state: InstanceState): MatterStatus {
  if (state.status !== 'active') return state.status === 'new' ? 'active' : state.status;
  if (state.suspended) return 'suspended';
  return Object.keys(state.incidents).length > 0 ? 'incident' : 'active';
}

export function isOver(status: MatterStatus): boolean {
  return status === 'completed' || status === 'terminated' || status === 'cancelled';
}

/** Name of the end the procedure itself reached last. */
export function outcomeOf(trail: Trail): string | null {
  const ends = trail.runs.filter((run) => run.path.length === 0 && kindOf(run.element) === 'end');
  return ends[ends.length - 1]?.element.name ?? null;
}

function starter(data: MatterData, reading: Reading): Holder {
  const by = data.history[0]?.command.by;
  return reading.holder(by && by.p !== 'system' ? by.p : null, (by?.role as Role | 'system' | undefined) ?? 'system');
}

function startVariables(data: MatterData): Readonly<Record<string, never>> {
  const variables = data.history[0]?.command['variables'];
  return typeof variables === 'object' && variables !== null && !Array.isArray(variables)
    ? (variables as Readonly<Record<string, never>>)
    : {};
}

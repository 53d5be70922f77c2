import {
  callPath,
  elementOf,
  initialState,
  type DefinitionSet,
  type InstanceState,
  type NodeState,
  type StoredValue,
} from '#engine';
import type { HistoryRecord, MatterData, Reading } from '../data.js';
import { heldBy } from '../deputies.js';
import { statusOf } from '../standing.js';
import { actorOf, tellsApart } from '../timeline.js';
import type { FormComponent, FormSchema } from '../views.js';
import type { Basis, Moment, ValueSet } from '../views/tracing.js';
import type { Folded } from './fold.js';
import { keptFrom, type Kept } from './kept.js';
import { PUBLISHED, shown } from './shown.js';
import type { Step } from './states.js';

/** What people do to the way or to who goes it, beside completing tasks. */
const OPERATIONS: ReadonlySet<string> = new Set([
  'assignTask',
  'updateTask',
  'addSeat',
  'removeSeat',
  'rescheduleTimer',
  'modify',
  'migrate',
  'suspend',
  'resume',
  'cancel',
  'resolveIncident',
  'setVariables',
]);

/** The stream of appointments has this fixed id. */
const ORGANISATION = /^0{26}$/;

/** One moment for each record, in the order it happened. */
export function momentsOf(data: MatterData, reading: Reading, { order, steps }: Folded): readonly Moment[] {
  const stepOf = new Map(steps.map((step) => [step.record, step]));
  const kinds = new Map(data.entities.map(({ stream, kind }) => [stream, kind]));
  const labels = labelsIn(data.set);
  const kept = keptFrom(data, reading);
  let state: InstanceState = initialState();
  return order.map((record) => {
    const step = stepOf.get(record);
    state = step?.after ?? state;
    const { by } = record.command;
    return {
      at: record.at,
      stream: record.stream,
      seq: record.seq,
      type: record.type,
      operation: by.role !== 'system' && record.stream === data.matter && OPERATIONS.has(record.type),
      by: actorOf(record, reading),
      helped: by.for === undefined || by.for.way === 'deputy' ? null : by.for.way,
      standsFor: heldBy(record, reading),
      basis: basisOf(record, data, reading, kinds),
      status: statusOf(state),
      values: step ? valuesSet(step, reading, labels, kept) : [],
      closed: step ? closedBy(step) : [],
    };
  });
}

/** Where a resident's act rests on a record outside the matter, that record would join what they do in several matters. */
function basisOf(
  { command: { by } }: HistoryRecord,
  { matter }: MatterData,
  reading: Reading,
  kinds: ReadonlyMap<string, string>,
): Basis | null {
  if (by.basis === null || by.basis === undefined) return null;
  const { stream, seq, leafHash } = by.basis;
  const own = stream === matter ? 'instance' : kinds.get(stream);
  const kind = own ?? (ORGANISATION.test(stream) ? 'organisation' : 'register');
  const named = by.role !== 'resident' || by.p === reading.p || tellsApart(reading);
  const open = kind === 'organisation' || (own !== undefined && named);
  return { kind, record: open ? { stream, seq, leafHash } : null };
}

function valuesSet(
  { before, after, next }: Step,
  reading: Reading,
  labels: ReadonlyMap<string, string>,
  kept: Kept,
): readonly ValueSet[] {
  const found: ValueSet[] = [];
  for (const node of Object.values(after.nodes)) {
    const was = before.nodes[node.key]?.variables;
    if (was === node.variables) continue;
    const keptBack = kept(node.variables);
    for (const [name, value] of Object.entries(node.variables)) {
      // a mapping of something that is not there yet says nothing
      if (value === (was?.[name] ?? null)) continue;
      const label = labels.get(name) ?? null;
      found.push({
        scope: node.key,
        where: placeOf(node, after, next),
        name,
        label,
        ...(keptBack.has(name) ? KEPT : told(name, value, node, reading, kept)),
      });
    }
  }
  return found;
}

/** What forms call the variables they ask for; of several the first. */
function labelsIn({ forms }: DefinitionSet): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (components: readonly FormComponent[]): void => {
    for (const { key, label, components: inside } of components) {
      if (key !== undefined && label !== undefined && !found.has(key)) found.set(key, label);
      if (inside !== undefined) look(inside);
    }
  };
  for (const form of Object.values(forms)) look((form as unknown as FormSchema).components);
  return found;
}

const KEPT = { value: null, hidden: true } as const;

function told(name: string, value: StoredValue, { key }: NodeState, reading: Reading, kept: Kept) {
  return shown(value, reading, key === 1 && PUBLISHED.has(name), kept);
}

/** Names of the calls it lies in, and of the element itself where it has variables of its own. */
function placeOf(node: NodeState, state: InstanceState, definitions: Step['next']): readonly string[] {
  const facts = { definitions };
  const names: string[] = [];
  for (let key = node.key; key !== 0; key = state.nodes[key]?.scope ?? 0) {
    const element = elementOf(state, facts, key);
    if (element !== undefined && element.name !== names[0]) names.unshift(element.name ?? element.id);
  }
  return names.length > 0 ? names : callPath(state, facts, node.key);
}

/** A matter that is over keeps what stood in it last. */
function closedBy({ before, after }: Step): readonly number[] {
  return Object.keys(before.nodes)
    .map(Number)
    .filter((key) => key !== 1 && after.nodes[key] === undefined);
}

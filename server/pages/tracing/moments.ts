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
import type { FormComponent, FormSchema, Plain } from '../views.js';
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
  const fields = fieldsIn(data.set);
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
      values: step ? valuesSet(step, reading, fields, kept) : [],
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
  fields: ReadonlyMap<string, FormComponent>,
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
      const field = fields.get(name);
      const seen = keptBack.has(name) ? KEPT : told(name, value, node, reading, kept);
      found.push({
        scope: node.key,
        where: placeOf(node, after, next),
        name,
        label: field?.label ?? null,
        chosen: chosenIn(field, seen.value),
        ...seen,
      });
    }
  }
  return found;
}

/** The fields of forms that ask for variables, by variable; of several the first. */
function fieldsIn({ forms }: DefinitionSet): ReadonlyMap<string, FormComponent> {
  const found = new Map<string, FormComponent>();
  const look = (components: readonly FormComponent[]): void => {
    for (const component of components) {
      const { key, label, components: inside } = component;
      if (key !== undefined && label !== undefined && !found.has(key)) found.set(key, component);
      if (inside !== undefined) look(inside);
    }
  };
  for (const form of Object.values(forms)) look((form as unknown as FormSchema).components);
  return found;
}

/** What the form calls the options that a value is; null where it is none of them. */
function chosenIn(field: FormComponent | undefined, value: Plain): readonly string[] | null {
  const called = new Map((field?.values ?? []).map((option) => [option.value, option.label]));
  const said = (Array.isArray(value) ? (value as readonly Plain[]) : [value]).map((one) => called.get(one as string));
  return said.length > 0 && said.every((one) => one !== undefined) ? said : null;
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

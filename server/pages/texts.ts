import type { StoredValue } from '#engine';
import { principal } from '#rules/contract';
import type { HistoryRecord, MatterData } from './data.js';
import type { FormComponent, FormSchema } from './views.js';

/**
 * A sealed text of a matter by its commitment, and who may look for words in it: whoever may open the matter (`all`), who works on it
 * (`staff`), or its author alone (`own`). Whose it is is known by `p` where a person typed it; authors always find their own.
 */
export interface ListedText {
  readonly commitment: string;
  readonly reader: 'all' | 'staff' | 'own';
  readonly p: string | null;
}

/** Of the variables a matter is started with: shown to everybody on its page. */
const PUBLISHED: ReadonlySet<string> = new Set(['title', 'details']);
/**
 * Entities whose words those who work on the matter read all of. Rolls and letters are left out: what is sealed there is who people are. A
 * call-back is told to nobody before it is closed.
 */
const READ_BY_STAFF: ReadonlySet<string> = new Set(['opinions', 'notice', 'council', 'cosign', 'intake', 'meeting']);

/** Every text somebody typed, each once, by the widest circle that may read it. The words themselves are not here. */
export function textsOf(data: MatterData): readonly ListedText[] {
  const known = knownFields(data);
  const found = new Map<string, ListedText>();
  const note = (commitment: string, reader: ListedText['reader'], p: string | null): void => {
    const before = found.get(commitment);
    if (before !== undefined && WIDTH[before.reader] >= WIDTH[reader]) return;
    found.set(commitment, { commitment, reader, p: before?.p ?? p });
  };
  for (const record of data.history) {
    const { variables, title, reason } = record.command as Readonly<Record<string, StoredValue | undefined>>;
    const start = record.command.type === 'start';
    const p = authorOf(record);
    if (title !== undefined) for (const each of commitments(title)) note(each, 'all', p);
    if (reason !== undefined) for (const each of commitments(reason)) note(each, 'staff', p);
    // what a job answers was sealed before, by somebody else
    if (p === null || typeof variables !== 'object' || variables === null || Array.isArray(variables)) continue;
    for (const [name, value] of Object.entries(variables as Readonly<Record<string, StoredValue>>)) {
      if (known.has(name)) continue;
      for (const each of commitments(value)) note(each, start && PUBLISHED.has(name) ? 'all' : 'staff', p);
    }
  }
  for (const { kind, state, history } of data.entities) {
    const closed = (state as { readonly status?: unknown }).status === 'closed';
    const staff = READ_BY_STAFF.has(kind) || (kind === 'callback' && closed);
    if (!staff && kind !== 'callback') continue;
    for (const record of history) {
      const p = authorOf(record);
      if (p === null) continue;
      const { by: _by, facts: _facts, ...said } = record.command;
      for (const each of commitments(said as StoredValue)) note(each, staff ? 'staff' : 'own', p);
    }
  }
  return [...found.values()];
}

const WIDTH: Readonly<Record<ListedText['reader'], number>> = { own: 0, staff: 1, all: 2 };

function authorOf({ command: { by } }: HistoryRecord): string | null {
  return by.p === 'system' ? null : principal(by);
}

/** Fields the register answers: names, telephone numbers and homes, by which nobody is looked up. */
function knownFields({ set }: MatterData): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (components: readonly FormComponent[]): void => {
    for (const { key, properties, components: inside } of components) {
      if (key !== undefined && properties?.['heyi.known'] !== undefined) found.add(key);
      if (inside !== undefined) look(inside);
    }
  };
  for (const form of Object.values(set.forms)) look((form as unknown as FormSchema).components);
  return found;
}

function commitments(value: StoredValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return (value as readonly StoredValue[]).flatMap(commitments);
  const fields = value as Readonly<Record<string, StoredValue>>;
  const commitment = fields['~'];
  if (typeof commitment === 'string') return [commitment];
  return Object.values(fields).flatMap(commitments);
}

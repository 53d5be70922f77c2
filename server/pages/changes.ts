import {
  isRefusal,
  previewChange,
  SYSTEM,
  type Actor,
  type Change,
  type DefinitionSet,
  type InstanceCommand,
  type StoredValue,
} from '#engine';
import { capabilities } from '#rules/all';
import { no, YES } from './may.js';
import type { MatterData, Reading } from './data.js';
import type { Hash, Id, May, Plain, Said } from './views.js';

/** What moving a matter by hand, or putting it on another version, would do; asked before it is done. */
export interface ChangePage {
  readonly matter: Id;
  readonly may: May;
  /** Why single elements keep a matter on its version; empty unless `may.why` is `migration-impossible`. */
  readonly causes: readonly { readonly element: Id; readonly name: string; readonly said: Said }[];
  /** One sentence each (`change.…`), in the order in which they would happen; empty where it may not be done. */
  readonly changes: readonly Said[];
}

/** Elements by id, or `call/element` inside a call; `scope` is the key of the scope around it. Nothing else is taken. */
export interface Modification {
  readonly activate: readonly {
    readonly element: string;
    readonly path?: readonly string[];
    readonly scope?: number;
  }[];
  readonly terminate: readonly (string | number)[];
  readonly op?: 'modify' | 'return' | 'withdraw';
}

/** The hash of the definition set to go on in, and what has another id there. */
export interface Migration {
  readonly definition: Hash;
  readonly mapping: Readonly<Record<string, string>>;
}

/** A dry run of a modification, by the actor who would ask for it. */
export function modificationPage(data: MatterData, reading: Reading, asked: Modification, by: Actor): ChangePage {
  return changesPage(data, reading, { type: 'modify', ...asked, by, at: reading.now }, null);
}

/** A dry run of a migration; `target` is null where there is no such set. */
export function migrationPage(
  data: MatterData,
  reading: Reading,
  asked: Migration,
  by: Actor,
  target: DefinitionSet | null,
): ChangePage {
  return changesPage(data, reading, { type: 'migrate', ...asked, by, at: reading.now }, target);
}

/** A dry run of any command; `said` may say a change in its own words. */
export function changesPage(
  data: MatterData,
  reading: Reading,
  command: InstanceCommand,
  target: DefinitionSet | null,
  said: (change: Change) => Said | null = () => null,
): ChangePage {
  const facts = { definitions: data.set, calendars: reading.calendars, target };
  const preview = previewChange(data.state, command, facts);
  const page = { matter: data.matter, causes: [], changes: [] };
  if ('changes' in preview)
    return {
      ...page,
      may: YES,
      changes: preview.changes
        .filter((each) => isWorthSaying(each) && isCancelled(data, each, reading.now))
        .map((each) => said(each) ?? saidOf(each)),
    };
  const { refused, values = {} } = preview;
  const { causes = [], ...rest } = values;
  return {
    ...page,
    may: no(refused, rest as Readonly<Record<string, Plain>>),
    causes: isList(causes) ? causes.flatMap((cause) => causeOf(cause)) : [],
  };
}

/** What was opened to residents and ends with what is broken off; an entity that is over stays as it is and is not spoken of. */
function isCancelled({ entities }: MatterData, { code, values }: Change, at: number): boolean {
  if (code !== 'change.entity-cancelled') return true;
  const entity = entities.find(({ stream }) => stream === values['stream']);
  const decider = DECIDERS.find(({ kind }) => kind === values['kind']);
  if (entity === undefined || decider === undefined) return false;
  return !isRefusal(decider.decide(entity.state, { type: 'cancel', at, by: SYSTEM }, null));
}

const DECIDERS = capabilities.flatMap(({ deciders }) => deciders);

/** What is passed at once and has no name (a start inside a step, a gateway) tells a clerk nothing. */
function isWorthSaying({ code, values }: Change): boolean {
  return code !== 'change.passed' || values['name'] !== values['element'];
}

/** Pseudonyms stay out: who has a task is said on its page, as far as the reader may know. */
function saidOf({ code, values: { assignee: _assignee, stream: _stream, ...values } }: Change): Said {
  return { code, values: values as Readonly<Record<string, Plain>> };
}

function causeOf(cause: StoredValue): ChangePage['causes'] {
  if (typeof cause !== 'object' || cause === null || isList(cause)) return [];
  const { element, name, code } = cause as Readonly<Record<string, StoredValue>>;
  if (typeof element !== 'string' || typeof name !== 'string' || typeof code !== 'string') return [];
  return [{ element, name, said: { code, values: cause as Readonly<Record<string, Plain>> } }];
}

function isList(value: StoredValue): value is readonly StoredValue[] {
  return Array.isArray(value);
}

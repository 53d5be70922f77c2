import type { StoredValue } from '#engine';
import { dueOfDate } from '#engine/expression';
import { base64Encode, sha256, utf8Encode } from '#ledger';
import type { HouseholdRow, SimilarRow } from '../data.js';
import type { Scenario } from './types.js';

/** The households of a scenario as rows; `seal` makes the commitment of a line's name, which is its id. */
export function householdsOf(scenario: Scenario, seal: (name: string) => StoredValue): readonly HouseholdRow[] {
  const rows: HouseholdRow[] = [];
  const add = (line: Partial<HouseholdRow>): void => {
    const elector = line.elector ?? `household-${String(rows.length + 1).padStart(4, '0')}`;
    const { scope = scenario.scope, heads = 1, area = 0, holders = [] } = line;
    rows.push({ elector, scope, name: seal(elector), heads, area, holders });
  };
  for (const entry of scenario.households ?? []) {
    if (typeof entry === 'number') for (let n = 0; n < entry; n++) add({});
    else add(isIds(entry) ? { holders: entry } : entry);
  }
  return rows;
}

function isIds(entry: object): entry is readonly string[] {
  return Array.isArray(entry);
}

/** The similar matters of a scenario; null where one has no instant. */
export function similarOf(scenario: Scenario, start: number): readonly SimilarRow[] | null {
  const rows: SimilarRow[] = [];
  for (const { matter, number, title, at } of scenario.similar ?? []) {
    const instant = at === undefined ? start : instantOf(at);
    if (instant === null) return null;
    rows.push({ matter, number, title: title ?? null, at: instant });
  }
  return rows;
}

function instantOf(text: string): number | null {
  const due = dueOfDate(text, { at: 0 });
  return due.ok ? due.at : null;
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
};

/** An uploaded file as an act names it: in a scenario by its name, whose bytes stand for what it holds. Null for other endings. */
export function fileNamed(name: string): StoredValue | null {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  if (type === undefined) return null;
  const bytes = utf8Encode(name);
  return { file: base64Encode(sha256(bytes)), type, size: bytes.length };
}

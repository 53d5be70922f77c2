import type { StoredValue } from '#engine';
import type { DefinitionRow, SnapshotRow } from '#runtime';
import type { Session } from './dialect/dialect.js';
import { snapshotRow } from './rows.js';

/** Reads that happen both inside a unit and outside of one. */

export async function snapshotOf(session: Session, stream: string): Promise<SnapshotRow | null> {
  const rows = await session.all('SELECT * FROM snapshot WHERE stream = ?', [stream]);
  return rows[0] === undefined ? null : snapshotRow(rows[0]);
}

export async function definitionOf(session: Session, hash: Uint8Array): Promise<DefinitionRow | null> {
  const [definition] = await session.all('SELECT main FROM definition WHERE hash = ?', [hash]);
  if (definition === undefined) return null;
  const files = await session.all('SELECT path, bytes FROM definition_file WHERE definition = ? ORDER BY path', [hash]);
  return {
    hash,
    main: definition['main'] as string,
    files: files.map((file) => ({ path: file['path'] as string, bytes: file['bytes'] as Uint8Array })),
  };
}

export async function settingOf(session: Session, name: string): Promise<StoredValue | undefined> {
  const rows = await session.all('SELECT value FROM setting WHERE name = ?', [name]);
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0]['value'] as string) as StoredValue);
}

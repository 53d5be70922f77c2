import type { MigrationInterface } from 'typeorm';
import { Ground1761000000001 } from './0001-ground.js';
import { People1761000000002 } from './0002-people.js';

/** Every change of the schema, in order. A released migration is never edited, only followed. */
export const migrations: readonly (new () => MigrationInterface)[] = [Ground1761000000001, People1761000000002];

export { columns, table, isSqlite, type Columns } from './columns.js';

/** The one door to the database: SQLite or MariaDB behind the runtime's store port, and a unit of work for the rooms above. */
export { openDatabase, Database, DatabaseProblem, type DatabaseSettings, type Entities } from './database.js';
export { migrate, checkSchema } from './migrate.js';
export { SqlStore } from './store.js';
export type { Projection, Projections } from './unit.js';
export { holdFile, type FileHold } from './hold.js';
export * from './entities.js';
/** For rooms that write many rows at once: set-based statements inside a unit of theirs. */
export { once, type Repeatable } from './once.js';
export { insertRows, inChunks, places } from './write.js';
/** Conditions of queries, put together with their parameters. */
export { atOrBelow, either, together, type Where } from './where.js';
export type { TableOf } from './rows.js';
export type { Parameter, Row, Session } from './dialect/dialect.js';

import type { MigrationInterface } from 'typeorm';
import { Ground1761000000001 } from './0001-ground.js';
import { People1761000000002 } from './0002-people.js';
import { Register1761000000003 } from './0003-register.js';
import { Identity1761000000004 } from './0004-identity.js';
import { Files1761000000005 } from './0005-files.js';
import { PrintedBy1761000000007 } from './0007-printed-by.js';
import { Letters1761000000008 } from './0008-letters.js';
import { Lists1761000000009 } from './0009-lists.js';
import { AskedBy1761000000010 } from './0010-asked-by.js';
import { Procedures1761000000011 } from './0011-procedures.js';
import { AccessByMatter1761000000012 } from './0012-access-by-matter.js';
import { Figures1761000000013 } from './0013-figures.js';
import { Reminders1761000000014 } from './0014-reminders.js';
import { Deputies1761000000016 } from './0016-deputies.js';
import { DraftComments1761000000018 } from './0018-draft-comments.js';
import { StepFigures1761000000020 } from './0020-step-figures.js';
import { MatterRows1761000000022 } from './0022-matter-rows.js';

/** Every change of the schema, in order. A released migration is never edited, only followed. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  Ground1761000000001,
  People1761000000002,
  Register1761000000003,
  Identity1761000000004,
  Files1761000000005,
  PrintedBy1761000000007,
  Letters1761000000008,
  Lists1761000000009,
  AskedBy1761000000010,
  Procedures1761000000011,
  AccessByMatter1761000000012,
  Figures1761000000013,
  Reminders1761000000014,
  Deputies1761000000016,
  DraftComments1761000000018,
  StepFigures1761000000020,
  MatterRows1761000000022,
];

export { columns, table, isSqlite, type Columns } from './columns.js';

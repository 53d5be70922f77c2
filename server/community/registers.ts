import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor, RecordReference } from '#engine';
import { appendLeaf, base64Encode, canonicalBytes, EMPTY_FRONTIER, frontierRoot } from '#ledger';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import {
  NO_REGISTER,
  registerLeaves,
  type ChangeKind,
  type Commit,
  type HouseholdRow,
  type OwnersRow,
  type PersonRow,
  type PropertyRow,
  type RegisterRows,
  type RegisterState,
  type Salted,
} from '#rules/register';
import { isRefused, Runtime } from '#runtime';
import { Database } from '#store';
import { Register, RegisterChange } from './entities.js';
import { registerRows, writeRows, type Removed } from './rows.js';
import { AT_ONCE, inTurns, turn } from './turns.js';

/** Rows that come or change (the same id), and ids of rows that go. */
export interface RowsChange {
  readonly persons?: readonly PersonRow[];
  readonly households?: readonly HouseholdRow[];
  readonly units?: readonly PropertyRow[];
  readonly owners?: readonly OwnersRow[];
  readonly remove?: Partial<Removed>;
}

export interface ChangeRequest {
  readonly community: string;
  readonly kind: ChangeKind;
  readonly by: Actor;
  readonly rows: RowsChange;
  /** Id of the change where it stands in the table already (an import). */
  readonly id?: string;
  /** SHA-256 of the imported file, standard base64. */
  readonly file?: string | null;
}

/** Thrown with the code of the refusal. */
export class RegisterProblem extends Error {
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

/** What a planned change holds until its rows are written. */
interface Plan {
  readonly by: Actor;
  readonly command: Readonly<{ type: string } & Record<string, never>>;
  readonly stream: string;
  readonly put: RegisterRows;
  readonly remove: Removed;
}

const NOTHING: Removed = { persons: [], households: [], units: [], owners: [] };

/**
 * The registers of the communities. A change goes in three steps: the plan is kept, its record is written by one small
 * command that names count and root, then the rows and the new latest record go in together. What a crash left between
 * two of them is brought to its end by `resume`; the stream's root refuses the second of two changes at once.
 */
@Injectable()
export class Registers {
  /** Changes of one community go one after another in this process. */
  readonly #tails = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `RegisterProblem`. Answers the record every resident of the community quotes from now on. */
  change(request: ChangeRequest): Promise<RecordReference> {
    const { community } = request;
    const before = this.#tails.get(community) ?? Promise.resolve();
    const done = before.then(() => this.#change(request));
    this.#tails.set(
      community,
      done.catch(() => undefined),
    );
    return done;
  }

  /** The latest record of a community's register; null where nobody is registered. */
  async latest(community: string): Promise<RecordReference | null> {
    const row = await this.database.repository(Register).findOneBy({ scope: community });
    return row && { stream: row.stream, seq: row.seq, leafHash: row.leafHash };
  }

  /** All rows of a community, with the salts of their commitments. */
  rows(community: string): Promise<RegisterRows> {
    return registerRows(this.database, community);
  }

  /** Whether the rows still are what the latest record says. */
  async isWhole(community: string): Promise<boolean> {
    const row = await this.database.repository(Register).findOneBy({ scope: community });
    if (!row) return true;
    const view = await this.runtime.state<RegisterState>(row.stream);
    return view !== null && view.state.root === (await rootOfRows(await this.rows(community)));
  }

  /** Ends what a crash interrupted: a plan whose record is there gets its rows, one whose record is refused is dropped. */
  async resume(): Promise<void> {
    const planned = await this.database.repository(RegisterChange).findBy({ status: 'planned' });
    for (const { id, scope, plan } of planned) {
      await this.#record(id, scope, plan as Plan).catch((error: unknown) => {
        if (!(error instanceof RegisterProblem)) throw error;
      });
    }
  }

  async #change(request: ChangeRequest): Promise<RecordReference> {
    const { community, kind, by, rows, file = null } = request;
    const [row, held] = await Promise.all([
      this.database.repository(Register).findOneBy({ scope: community }),
      this.rows(community),
    ]);
    const remove: Removed = { ...NOTHING, ...rows.remove };
    const put = await saltAll(rows);
    const after = await merged(held, put, remove);
    const root = await rootOfRows(after);
    const gone = countOf(remove);
    const added = countAll(after) - countAll(held) + gone;
    const id = request.id ?? this.ids.ulid();
    const stream = row?.stream ?? this.ids.ulid();
    const plan = {
      by,
      stream,
      put,
      remove,
      command: {
        type: 'changeRegister',
        scope: community,
        kind,
        before: row?.root ?? NO_REGISTER.root,
        root,
        counts: {
          persons: after.persons.length,
          households: after.households.length,
          units: after.units.length,
          owners: after.owners.length,
        },
        added,
        changed: countAll(put) - added,
        removed: gone,
        file,
      },
    };
    await this.#keep(id, request, plan);
    return this.#record(id, community, plan as unknown as Plan);
  }

  /** An import is planned while nobody has decided about it: one discarded while it was checked is not brought in. */
  async #keep(id: string, request: ChangeRequest, plan: object): Promise<void> {
    const { community, kind, by } = request;
    await this.database.write(async (manager) => {
      if (request.id !== undefined) {
        const kept = await manager.update(RegisterChange, { id, status: 'preview' }, { status: 'planned', plan });
        if ((kept.affected ?? 0) === 0) throw new RegisterProblem('import-decided');
        return;
      }
      const person = by.p === 'system' ? null : by.p;
      const at = this.clock.now();
      await manager.insert(RegisterChange, {
        id,
        scope: community,
        kind,
        status: 'planned',
        person,
        file: null,
        at,
        staged: null,
        plan,
      });
    });
  }

  async #record(id: string, community: string, plan: Plan): Promise<RecordReference> {
    const { stream, by, command, put, remove } = plan;
    const answer = await this.runtime.submit({
      stream,
      kind: 'register',
      scope: community,
      by,
      command,
      idempotencyKey: `register:${id}`,
    });
    if (isRefused(answer)) {
      await this.database.write((manager) => manager.update(RegisterChange, { id }, { status: 'refused', plan: null }));
      throw new RegisterProblem(answer.refused, (answer.values ?? {}) as Readonly<Record<string, string | number>>);
    }
    const { seq, leafHash } = answer.record;
    await this.database.transaction(async (session) => {
      await writeRows(this.database, session, community, put, remove);
      const root = String((command as Readonly<Record<string, unknown>>)['root']);
      await session.run('DELETE FROM register WHERE scope = ?', [community]);
      await session.run('INSERT INTO register (scope, stream, seq, leaf_hash, root) VALUES (?, ?, ?, ?, ?)', [
        community,
        stream,
        seq,
        leafHash,
        root,
      ]);
      // what was read from a file has done its work: names do not lie about in plans
      await session.run("UPDATE register_change SET status = 'done', plan = NULL, staged = NULL WHERE id = ?", [id]);
    });
    return answer.record;
  }
}

async function saltAll({ persons = [], households = [], units = [], owners = [] }: RowsChange): Promise<RegisterRows> {
  return {
    persons: await salted(persons),
    households: await salted(households),
    units: await salted(units),
    owners: await salted(owners),
  };
}

/** As `registerRoot` gives it, made in parts. */
async function rootOfRows(rows: RegisterRows): Promise<string> {
  let tree = EMPTY_FRONTIER;
  for (const leaf of registerLeaves(rows, commit)) {
    tree = appendLeaf(tree, leaf);
    if (tree.size % AT_ONCE === 0) await turn();
  }
  return base64Encode(frontierRoot(tree));
}

/** As `valueCommitment` of `#ledger`, by the host's hashing: a register has tens of thousands of rows. */
const commit: Commit = (salt, value) =>
  createHash('sha256').update('heyi/value/v1\n').update(salt).update(canonicalBytes(value)).digest();

/** A new salt for every version of a row: two versions cannot be told to be the same row. */
async function salted<Row>(rows: readonly Row[]): Promise<readonly Salted<Row>[]> {
  const done: Salted<Row>[] = [];
  await inTurns(rows, (part) => {
    for (const row of part) done.push({ ...row, salt: randomBytes(32).toString('base64') });
  });
  return done;
}

async function merged(held: RegisterRows, put: RegisterRows, remove: Removed): Promise<RegisterRows> {
  const persons = over(held.persons, put.persons, remove.persons);
  await turn();
  const households = over(held.households, put.households, remove.households);
  await turn();
  const units = over(held.units, put.units, remove.units);
  return { persons, households, units, owners: over(held.owners, put.owners, remove.owners) };
}

function over<Row extends { readonly id: string }>(
  held: readonly Row[],
  put: readonly Row[],
  remove: readonly string[],
): readonly Row[] {
  const rows = new Map(held.map((row) => [row.id, row]));
  for (const id of remove) rows.delete(id);
  for (const row of put) rows.set(row.id, row);
  return [...rows.values()];
}

function countAll({ persons, households, units, owners }: RegisterRows): number {
  return persons.length + households.length + units.length + owners.length;
}

function countOf({ persons, households, units, owners }: Removed): number {
  return persons.length + households.length + units.length + owners.length;
}

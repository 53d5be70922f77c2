import type { OpenTask, Seat, StoredValue } from '#engine';
import type { StreamStatus } from '#runtime';
import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';

/** 64-bit integers that hold safe integers: numbers on SQLite, numbers or strings on MariaDB. Throws on anything else. */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? null : toSafeInteger(value)),
};

export function toSafeInteger(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe integer: ${String(value)}`);
  return number;
}

/** JSON kept as text. */
export const jsonText: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : null),
};

const id = { type: 'varchar', length: 26 } as const;
const name = (length: number) => ({ type: 'varchar', length }) as const;
const integer = { type: 'bigint', transformer: safeInteger } as const;
const json = { type: 'text', transformer: jsonText } as const;

/** Entities serve what is not on the append path: lists, pages, repositories. The append path writes in sets. */
@Entity('stream')
export class StreamEntity {
  @PrimaryColumn(id) id!: string;
  @Column(name(32)) kind!: string;
  @Column({ type: 'blob' }) definition!: Buffer;
  @Column(name(255)) scope!: string;
  @Column(json) title!: StoredValue;
  @Column(name(16)) status!: StreamStatus;
  @Column(integer) seq!: number;
  @Column({ type: 'blob', name: 'leaf_hash', nullable: true }) leafHash!: Buffer | null;
  @Column(integer) at!: number;
  @Column({ ...integer, name: 'started_at' }) startedAt!: number;
}

@Entity('task')
export class TaskEntity {
  @PrimaryColumn(id) stream!: string;
  @PrimaryColumn({ ...integer, name: 'task_key' }) key!: number;
  @Column(name(255)) element!: string;
  @Column(name(255)) scope!: string;
  @Column({ ...name(128), nullable: true }) assignee!: string | null;
  @Column(json) roles!: readonly string[];
  @Column({ ...integer, nullable: true }) due!: number | null;
  @Column(json) task!: OpenTask['task'] & { readonly seats: readonly Seat[] };
  @Column({ ...integer, name: 'opened_at' }) openedAt!: number;
}

@Entity('timer')
export class TimerEntity {
  @PrimaryColumn(id) stream!: string;
  @PrimaryColumn({ ...integer, name: 'timer_key' }) key!: number;
  @Column(name(255)) element!: string;
  @Column({ ...integer, nullable: true }) due!: number | null;
  @Column({ ...integer, name: 'awaits_year', nullable: true }) awaitsYear!: number | null;
}

@Entity('incident')
export class IncidentEntity {
  @PrimaryColumn(id) stream!: string;
  @PrimaryColumn({ ...integer, name: 'incident_key' }) key!: number;
  @Column(name(255)) element!: string;
  @Column(name(64)) code!: string;
  @Column({ ...json, name: 'details' }) values!: Readonly<Record<string, StoredValue>>;
  @Column(integer) at!: number;
}

@Entity('sealed_value')
export class SealedValueEntity {
  @PrimaryColumn({ type: 'blob' }) commitment!: Buffer;
  @Column({ type: 'blob' }) salt!: Buffer;
  @Column({ type: 'blob' }) value!: Buffer;
  @Column({ ...name(64), name: 'subject_id', nullable: true }) subject!: string | null;
  @Column({ ...integer, name: 'erase_after', nullable: true }) eraseAfter!: number | null;
}

@Entity('vote')
export class VoteEntity {
  @PrimaryColumn(id) poll!: string;
  @PrimaryColumn(name(64)) elector!: string;
  @PrimaryColumn(integer) revision!: number;
  @Column({ type: 'blob' }) leaf!: Buffer;
  @Column({ type: 'blob', name: 'leaf_hash' }) leafHash!: Buffer;
  @Column({ type: 'blob' }) choice!: Buffer;
  @Column({ type: 'blob' }) salt!: Buffer;
}

/** The entities of this room; the rooms above add their own when they open the database. */
export const storeEntities = [
  StreamEntity,
  TaskEntity,
  TimerEntity,
  IncidentEntity,
  SealedValueEntity,
  VoteEntity,
] as const;

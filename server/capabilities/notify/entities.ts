import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliveryWay } from '#rules/letters';
import { jsonText, safeInteger } from '#store';

/** A letter in a person's in-app inbox: a code and its values; the words are made when it is read. */
@Entity('letter')
export class Letter {
  /** Of the outbox row it came from: a row that is performed twice leaves one letter. */
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @PrimaryColumn({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'varchar', length: 26, nullable: true })
  matter!: string | null;
  @Column({ type: 'varchar', length: 128 })
  code!: string;
  @Column({ type: 'text', transformer: jsonText, name: 'details' })
  values!: Readonly<Record<string, never>>;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'read_at' })
  readAt!: number | null;
}

/** A letter on paper: who is to get it, what it says by its code, and that it was brought. Names are read from the register. */
@Entity('paper_letter')
export class PaperRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  /** Of the outbox row, or the telling, it came from. */
  @Column({ type: 'varchar', length: 26 })
  source!: string;
  /** A person, a household or an owner group of a register. */
  @Column({ type: 'varchar', length: 26 })
  addressee!: string;
  @Column({ type: 'varchar', length: 26 })
  matter!: string;
  /** Number in the matter's stream of letters; null until it is recorded there. */
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true })
  n!: number | null;
  /** Path of the community that brings it. */
  @Column({ type: 'varchar', length: 255 })
  scope!: string;
  @Column({ type: 'varchar', length: 128 })
  code!: string;
  @Column({ type: 'text', transformer: jsonText, name: 'details' })
  values!: Readonly<Record<string, never>>;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  @Column({ type: 'bigint', transformer: safeInteger })
  due!: number;
  @Column({ type: 'varchar', length: 10, nullable: true })
  day!: string | null;
  @Column({ type: 'varchar', length: 16, nullable: true })
  way!: DeliveryWay | null;
  @Column({ type: 'varchar', length: 26, nullable: true })
  deliverer!: string | null;
}

/** A matter somebody follows (关注). */
@Entity('following')
export class FollowingRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  person!: string;
  @PrimaryColumn({ type: 'varchar', length: 26 })
  matter!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
}

/** When somebody is told of things, and how far their digests have come. Who chose nothing and follows nothing has no row. */
@Entity('reminder')
export class ReminderRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'digest_hour' })
  digestHour!: number;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'quiet_from' })
  quietFrom!: number;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'quiet_to' })
  quietTo!: number;
  /** What happened up to here was told. */
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true })
  since!: number | null;
  /** When the next digest is due; null while nothing is followed. */
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true })
  next!: number | null;
  /** When the last one was sent. */
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true })
  last!: number | null;
}

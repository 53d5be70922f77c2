import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A matter's number for people, and the key of its pseudonyms (null once erased). */
@Entity('matter')
export class MatterRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @Column({ type: 'varchar', length: 32 })
  number!: string;
  @Column({ type: 'blob', nullable: true, name: 'pseudonym_key' })
  pseudonymKey!: Buffer | null;
  /** Stream of the matter's letters on paper; null while there was none. */
  @Column({ type: 'varchar', length: 26, nullable: true })
  letters!: string | null;
}

/** Which person stands behind a pseudonym; erasing the row leaves the record intact and nobody named. */
@Entity('pseudonym')
export class PseudonymRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  matter!: string;
  @PrimaryColumn({ type: 'varchar', length: 44 })
  p!: string;
  @Column({ type: 'varchar', length: 26 })
  person!: string;
}

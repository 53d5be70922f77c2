import { Column, Entity, PrimaryColumn } from 'typeorm';
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

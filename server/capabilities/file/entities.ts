import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '#store';

/** An uploaded photo or paper. Its bytes lie in the data folder under their hash; records hold the hash alone. */
@Entity('file')
export class FileRow {
  /** SHA-256 of the bytes as they are kept, standard base64. */
  @PrimaryColumn({ type: 'varchar', length: 44 })
  hash!: string;
  /** Who uploaded it: two people may upload the same bytes. */
  @PrimaryColumn({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'varchar', length: 64 })
  type!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  size!: number;
  /** As it was called on the uploader's device: shown beside the matter, erasable, in no record. */
  @Column({ type: 'varchar', length: 255 })
  name!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
}

/** Where a file is used: who may open the matter may open the file. */
@Entity('file_use')
export class FileUseRow {
  @PrimaryColumn({ type: 'varchar', length: 44 })
  hash!: string;
  @PrimaryColumn({ type: 'varchar', length: 26 })
  matter!: string;
}

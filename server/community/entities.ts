import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A natural person. The name is erasable; streams only ever hold pseudonyms. */
@Entity('person')
export class Person {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @Column({ type: 'varchar', length: 64 })
  name!: string;
  /** What residents call the place or post, e.g. `3号楼2单元502室`, `社区工作站`. */
  @Column({ type: 'varchar', length: 128 })
  place!: string;
}

/** The appointments of the organisation's stream as rows, each with the record its right rests on. */
@Entity('appointment')
export class AppointmentRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @Column({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'varchar', length: 32 })
  role!: string;
  @Column({ type: 'varchar', length: 255 })
  scope!: string;
  @Column({ type: 'varchar', length: 26 })
  stream!: string;
  @Column({ type: 'int' })
  seq!: number;
  @Column({ type: 'varchar', length: 44, name: 'leaf_hash' })
  leafHash!: string;
}

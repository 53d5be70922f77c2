import { Column, Entity, PrimaryColumn } from 'typeorm';
import { jsonText, safeInteger } from '#store';

const id = { type: 'varchar', length: 26 } as const;
const name = (length: number) => ({ type: 'varchar', length }) as const;
const integer = { type: 'bigint', transformer: safeInteger } as const;
const json = { type: 'text', transformer: jsonText } as const;

/** A natural person. The row is erasable; streams only ever hold pseudonyms and commitments. */
@Entity('person')
export class Person {
  @PrimaryColumn(id) id!: string;
  @Column(name(64)) name!: string;
  /** What residents call the place or post, e.g. `3号楼2单元502室`, `社区工作站`. */
  @Column(name(128)) place!: string;
  /** Path of the community in whose register the person stands; null for staff who stand in none. */
  @Column({ ...name(255), nullable: true }) community!: string | null;
  /** Path of the smallest known unit the person lives in; null for whoever lives elsewhere. */
  @Column({ ...name(255), nullable: true }) scope!: string | null;
  @Column({ ...id, nullable: true }) household!: string | null;
  /** Digits; a leading `+` for numbers abroad. */
  @Column({ ...name(20), nullable: true }) phone!: string | null;
  /** Date of birth, `YYYY-MM-DD`. */
  @Column({ ...name(10), nullable: true }) born!: string | null;
  @Column({ ...name(16), nullable: true }) relation!: string | null;
  @Column({ type: 'blob', nullable: true }) salt!: Buffer | null;
}

/** The appointments of the organisation's stream as rows, each with the record its right rests on. */
@Entity('appointment')
export class AppointmentRow {
  @PrimaryColumn(id) id!: string;
  @Column(id) person!: string;
  @Column(name(32)) role!: string;
  @Column(name(255)) scope!: string;
  @Column(id) stream!: string;
  @Column({ type: 'int' }) seq!: number;
  @Column({ ...name(44), name: 'leaf_hash' }) leafHash!: string;
  @Column({ ...id, nullable: true }) body!: string | null;
  /** In force from this instant until before the other; null: without end. */
  @Column({ ...integer, name: 'from_at' }) from!: number;
  @Column({ ...integer, name: 'to_at', nullable: true }) to!: number | null;
  @Column({ ...name(64), name: 'document_number', nullable: true }) documentNumber!: string | null;
  @Column({ ...name(128), name: 'document_title', nullable: true }) documentTitle!: string | null;
}

@Entity('household')
export class Household {
  @PrimaryColumn(id) id!: string;
  /** Path of the smallest known unit it lives in. */
  @Column(name(255)) scope!: string;
  @Column(name(128)) label!: string;
  /** Number in the community's books (户号). */
  @Column(name(32)) number!: string;
  @Column({ type: 'blob' }) salt!: Buffer;
}

/** An exclusive part of a building; `area` in hundredths of a square metre. */
@Entity('property_unit')
export class PropertyUnit {
  @PrimaryColumn(id) id!: string;
  @Column(name(255)) scope!: string;
  @Column(name(128)) label!: string;
  @Column(name(32)) number!: string;
  @Column(name(16)) kind!: string;
  @Column(integer) area!: number;
  @Column({ ...name(16), name: 'area_source' }) areaSource!: string;
  @Column({ ...name(10), name: 'area_date', nullable: true }) areaDate!: string | null;
  @Column({ ...id, nullable: true }) owners!: string | null;
  @Column({ type: 'blob' }) salt!: Buffer;
}

/** Who owns together: one head, however many units (R06). */
@Entity('owner_group')
export class OwnerGroup {
  @PrimaryColumn(id) id!: string;
  @Column(name(255)) scope!: string;
  @Column(name(16)) kind!: string;
  @Column(name(128)) name!: string;
  /** The person who speaks for the group. */
  @Column({ ...id, nullable: true }) holder!: string | null;
  @Column({ ...name(128), nullable: true }) document!: string | null;
  @Column({ type: 'blob' }) salt!: Buffer;
}

@Entity('owner')
export class Owner {
  @PrimaryColumn(id) owners!: string;
  @PrimaryColumn(id) person!: string;
}

/** The register of a community with its latest record: what every resident's right rests on. */
@Entity('register')
export class Register {
  @PrimaryColumn(name(255)) scope!: string;
  @Column(id) stream!: string;
  @Column(integer) seq!: number;
  @Column({ ...name(44), name: 'leaf_hash' }) leafHash!: string;
  @Column(name(44)) root!: string;
}

/** A change of a register on its way: an import that is looked at, or rows whose record may already be written. */
@Entity('register_change')
export class RegisterChange {
  @PrimaryColumn(id) id!: string;
  @Column(name(255)) scope!: string;
  @Column(name(16)) kind!: string;
  /** `preview`, `planned` (rows and record are being written), `done`, `discarded`, `refused`. */
  @Column(name(16)) status!: string;
  /** Who asked for it; null for the installation. */
  @Column({ ...id, nullable: true }) person!: string | null;
  @Column({ ...name(255), nullable: true }) file!: string | null;
  @Column(integer) at!: number;
  /** What was read from the file, with findings and proposals; emptied when decided. */
  @Column({ ...json, nullable: true }) staged!: object | null;
  /** The rows to write; emptied once they are. */
  @Column({ ...json, nullable: true }) plan!: object | null;
}

/** Tables of this room. */
export const COMMUNITY_ENTITIES = [
  Person,
  AppointmentRow,
  Household,
  PropertyUnit,
  OwnerGroup,
  Owner,
  Register,
  RegisterChange,
] as const;

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { jsonText, safeInteger } from '#store';

/** Who can sign in. Roles are not here: they are appointments in the organisation's stream. */
@Entity('account')
export class Account {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  /** Lower case, NFC, unique. */
  @Column({ type: 'varchar', length: 64, unique: true })
  login!: string;
  @Column({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'varchar', length: 255 })
  password!: string;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'created_at' })
  createdAt!: number;
}

/** A signed-in browser. The cookie holds the token; only its SHA-256 is kept. */
@Entity('session')
export class Session {
  @PrimaryColumn({ type: 'varchar', length: 64, name: 'token_hash' })
  tokenHash!: string;
  @Column({ type: 'varchar', length: 26 })
  account!: string;
  @Column({ type: 'varchar', length: 43 })
  csrf!: string;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'expires_at' })
  expiresAt!: number;
}

/** A one-time link to choose a login and password for a person who holds an appointment already. */
@Entity('invitation')
export class Invitation {
  @PrimaryColumn({ type: 'varchar', length: 64, name: 'token_hash' })
  tokenHash!: string;
  @Column({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'expires_at' })
  expiresAt!: number;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'used_at' })
  usedAt!: number | null;
}

/** A one-time code printed for a household; only its SHA-256 is kept. */
@Entity('household_code')
export class HouseholdCode {
  @PrimaryColumn({ type: 'varchar', length: 64, name: 'code_hash' })
  codeHash!: string;
  @Column({ type: 'varchar', length: 26 })
  household!: string;
  @Column({ type: 'varchar', length: 26, name: 'issued_by' })
  issuedBy!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'expires_at' })
  expiresAt!: number;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'used_at' })
  usedAt!: number | null;
}

export type PhonePurpose = 'enrol' | 'reset';

/** Six digits sent to a phone for one purpose. */
@Entity('phone_code')
export class PhoneCode {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @Column({ type: 'varchar', length: 20 })
  phone!: string;
  @Column({ type: 'varchar', length: 16 })
  purpose!: PhonePurpose;
  @Column({ type: 'varchar', length: 64, name: 'code_hash' })
  codeHash!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'expires_at' })
  expiresAt!: number;
  @Column({ type: 'int' })
  tries!: number;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'used_at' })
  usedAt!: number | null;
}

/** How an account came to be a resident's: waits until somebody at the desk has seen the person, unless the register knew the phone. */
@Entity('enrolment')
export class Enrolment {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  account!: string;
  @Column({ type: 'varchar', length: 26 })
  person!: string;
  @Column({ type: 'varchar', length: 26, nullable: true })
  household!: string | null;
  @Column({ type: 'varchar', length: 20 })
  phone!: string;
  @Column({ type: 'varchar', length: 16 })
  status!: 'waiting' | 'accepted' | 'refused';
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  /** Who printed the code it was made with; null where that is not known any more. */
  @Column({ type: 'varchar', length: 26, nullable: true, name: 'printed_by' })
  printedBy!: string | null;
  @Column({ type: 'varchar', length: 26, nullable: true, name: 'decided_by' })
  decidedBy!: string | null;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'decided_at' })
  decidedAt!: number | null;
}

/** The second factor of an account (TOTP, RFC 6238); in force once confirmed. */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  account!: string;
  /** Base32. */
  @Column({ type: 'varchar', length: 64 })
  secret!: string;
  /** The last time step a code was taken for: none is taken twice. */
  @Column({ type: 'bigint', transformer: safeInteger, name: 'last_step' })
  lastStep!: number;
  @Column({ type: 'bigint', transformer: safeInteger, nullable: true, name: 'confirmed_at' })
  confirmedAt!: number | null;
  /** SHA-256 of the recovery codes that are left. */
  @Column({ type: 'text', transformer: jsonText })
  recovery!: readonly string[];
}

/** Between the password and the second factor. */
@Entity('sign_in_step')
export class SignInStep {
  @PrimaryColumn({ type: 'varchar', length: 64, name: 'token_hash' })
  tokenHash!: string;
  @Column({ type: 'varchar', length: 26 })
  account!: string;
  @Column({ type: 'bigint', transformer: safeInteger, name: 'expires_at' })
  expiresAt!: number;
  @Column({ type: 'int' })
  tries!: number;
}

/** Who looked at or took out whose data, append-only by this room. */
@Entity('access_log')
export class AccessRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;
  @Column({ type: 'bigint', transformer: safeInteger })
  at!: number;
  @Column({ type: 'varchar', length: 26, nullable: true })
  reader!: string | null;
  @Column({ type: 'varchar', length: 26, nullable: true })
  subject!: string | null;
  @Column({ type: 'varchar', length: 26, nullable: true })
  matter!: string | null;
  @Column({ type: 'varchar', length: 64 })
  what!: string;
  @Column({ type: 'text', transformer: jsonText })
  details!: Readonly<Record<string, string | number>>;
}

/** Tables of this room. */
export const IDENTITY_ENTITIES = [
  Account,
  Session,
  Invitation,
  HouseholdCode,
  PhoneCode,
  Enrolment,
  SecondFactor,
  SignInStep,
  AccessRow,
] as const;

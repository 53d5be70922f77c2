import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '#store';

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

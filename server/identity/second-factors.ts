import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Database } from '#store';
import { digest, normal } from './codes.js';
import { SecondFactor } from './entities.js';

const PERIOD = 30;
const RECOVERY_CODES = 8;

/** What an authenticator app needs, shown once before it is confirmed. */
export interface NewFactor {
  readonly secret: string;
  readonly uri: string;
}

/** Time-based one-time passwords (RFC 6238: SHA-1, six digits, 30 seconds, one step either way) and recovery codes. */
@Injectable()
export class SecondFactors {
  constructor(@Inject(Database) private readonly database: Database) {}

  async isSet(account: string): Promise<boolean> {
    const row = await this.database.repository(SecondFactor).findOneBy({ account });
    return row !== null && row.confirmedAt !== null;
  }

  /** A new secret, in force once a code of it was entered; the one before stays in force until then and is refused to be replaced. */
  async begin(account: string, login: string): Promise<NewFactor | null> {
    if (await this.isSet(account)) return null;
    const secret = new Secret({ size: 20 });
    const row: SecondFactor = { account, secret: secret.base32, lastStep: 0, confirmedAt: null, recovery: [] };
    await this.database.write((manager) => manager.upsert(SecondFactor, row, ['account']));
    return { secret: secret.base32, uri: totp(secret.base32, login).toString() };
  }

  /** Recovery codes where the code fits, each good once; null where it does not or nothing was begun. */
  async confirm(account: string, code: string): Promise<readonly string[] | null> {
    const row = await this.database.repository(SecondFactor).findOneBy({ account });
    if (!row || row.confirmedAt !== null) return null;
    const step = stepOf(row, code);
    if (step === null) return null;
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode());
    await this.database.write((manager) =>
      manager.update(
        SecondFactor,
        { account },
        { confirmedAt: Date.now(), lastStep: step, recovery: codes.map((each) => digest(normal(each))) },
      ),
    );
    return codes;
  }

  /** Whether the digits are those of now, or a recovery code that is left. Neither is taken twice. */
  async fits(account: string, code: string): Promise<boolean> {
    const row = await this.database.repository(SecondFactor).findOneBy({ account });
    if (!row || row.confirmedAt === null) return false;
    const step = stepOf(row, code);
    if (step !== null) {
      const taken = await this.database.write((manager) =>
        manager.update(SecondFactor, { account, lastStep: row.lastStep }, { lastStep: step }),
      );
      return taken.affected === 1;
    }
    const hash = digest(normal(code));
    if (!row.recovery.includes(hash)) return false;
    const recovery = row.recovery.filter((each) => each !== hash);
    const taken = await this.database.write((manager) =>
      manager
        .createQueryBuilder()
        .update(SecondFactor)
        .set({ recovery })
        .where('account = :account AND recovery = :before', { account, before: JSON.stringify(row.recovery) })
        .execute(),
    );
    return taken.affected === 1;
  }

  /** Taken away by somebody who may, when the device is lost. */
  async remove(account: string): Promise<void> {
    await this.database.write((manager) => manager.delete(SecondFactor, { account }));
  }
}

/** The time step a code stands for, later than the last one taken; null where it is no code of now. */
function stepOf(row: SecondFactor, code: string): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const now = Date.now();
  const delta = totp(row.secret, '').validate({ token, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / PERIOD) + delta;
  return step > row.lastStep ? step : null;
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: '合议',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });
}

function recoveryCode(): string {
  return randomBytes(8)
    .toString('hex')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');
}

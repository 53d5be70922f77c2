import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Household, Person } from '#community';
import { IDS, Sms, type Ids } from '#outside';
import { Database } from '#store';
import { HouseholdCode, PhoneCode, type PhonePurpose } from './entities.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A printed code may be used for 60 days; one sent to a phone for five minutes. */
export const HOUSEHOLD_CODE_DAYS = 60;
const PHONE_CODE_MINUTES = 5;
const MAX_TRIES = 5;
const MOST_A_DAY = 10;
/** No letters and digits that people mistake for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Why a code is of no use: told to whoever entered it. */
export type CodeProblem =
  | 'household-code-wrong'
  | 'phone-invalid'
  | 'phone-code-wrong'
  | 'phone-code-too-soon'
  | 'phone-code-too-many'
  | 'sms-not-available';

/** A code as it is printed. It is shown once, here; only its hash is kept. */
export interface PrintedCode {
  readonly household: string;
  readonly label: string;
  /** `XXXX-XXXX-XXXX` */
  readonly code: string;
  readonly expiresAt: number;
}

export interface HouseholdMember {
  readonly person: string;
  readonly name: string;
  readonly relation: string | null;
}

/** One-time codes: on paper for a household, in a short text for a phone. Real time. */
@Injectable()
export class Codes {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(Sms) private readonly sms: Sms,
  ) {}

  /** Whether a phone can be reached at all. */
  get phones(): boolean {
    return this.sms.available;
  }

  /** New codes for households; codes they had before and did not use are worth nothing from now on. */
  async print(households: readonly Household[], by: string): Promise<readonly PrintedCode[]> {
    const at = Date.now();
    const expiresAt = at + HOUSEHOLD_CODE_DAYS * DAY;
    const printed = households.map(({ id, label }) => ({ household: id, label, code: newCode(), expiresAt }));
    await this.database.write(async (manager) => {
      for (const chunk of chunks(printed, 200)) {
        await manager.delete(HouseholdCode, { household: In(chunk.map((each) => each.household)), usedAt: IsNull() });
        await manager.insert(
          HouseholdCode,
          chunk.map(({ household, code }) => ({
            codeHash: digest(normal(code)),
            household,
            issuedBy: by,
            at,
            expiresAt,
            usedAt: null,
          })),
        );
      }
    });
    return printed;
  }

  /** The household of a printed code that can still be used; null for any other. */
  async householdOf(code: string): Promise<Household | null> {
    const row = await this.database
      .repository(HouseholdCode)
      .findOneBy({ codeHash: digest(normal(code)), usedAt: IsNull(), expiresAt: MoreThan(Date.now()) });
    return row && this.database.repository(Household).findOneBy({ id: row.household });
  }

  /** People of a household as the register has them. */
  async members(household: string): Promise<readonly HouseholdMember[]> {
    const rows = await this.database.repository(Person).find({ where: { household }, order: { id: 'ASC' } });
    return rows.map(({ id, name, relation }) => ({ person: id, name, relation }));
  }

  /** Sends six digits and answers them: what may be shown of them is the caller's business. */
  async send(phone: string, purpose: PhonePurpose, text: (code: string) => string): Promise<string | CodeFault> {
    const to = phoneOf(phone);
    if (to === null) return { problem: 'phone-invalid' };
    if (!this.sms.available) return { problem: 'sms-not-available' };
    const now = Date.now();
    const rows = this.database.repository(PhoneCode);
    const today = await rows.find({ where: { phone: to, at: MoreThan(now - DAY) }, order: { at: 'DESC' } });
    if (today.length >= MOST_A_DAY) return { problem: 'phone-code-too-many' };
    if (today[0] && today[0].at > now - MINUTE) return { problem: 'phone-code-too-soon' };
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const row: PhoneCode = {
      id: this.ids.ulid(),
      phone: to,
      purpose,
      codeHash: digest(`${to} ${code}`),
      at: now,
      expiresAt: now + PHONE_CODE_MINUTES * MINUTE,
      tries: 0,
      usedAt: null,
    };
    await this.database.write((manager) => manager.insert(PhoneCode, row));
    await this.sms.send(to, text(code));
    return code;
  }

  /** Whether the digits are the last ones sent to the phone; used up by being right. Five wrong tries end them. */
  async fits(phone: string, purpose: PhonePurpose, code: string): Promise<boolean> {
    const to = phoneOf(phone);
    if (to === null) return false;
    const now = Date.now();
    return this.database.write(async (manager) => {
      const [last] = await manager.find(PhoneCode, { where: { phone: to, purpose }, order: { id: 'DESC' }, take: 1 });
      if (!last || last.usedAt !== null || last.expiresAt <= now || last.tries >= MAX_TRIES) return false;
      // counted first and in the same statement that asks how many there were: tries at once do not pass together
      const counted = await manager.update(PhoneCode, { id: last.id, tries: last.tries }, { tries: last.tries + 1 });
      if (counted.affected !== 1) return false;
      if (last.codeHash !== digest(`${to} ${code.trim()}`)) return false;
      const used = await manager.update(PhoneCode, { id: last.id, usedAt: IsNull() }, { usedAt: now });
      return used.affected === 1;
    });
  }
}

export interface CodeFault {
  readonly problem: CodeProblem;
}

/** A mobile number of the mainland as eleven digits, or a number abroad with its `+`; null for anything else. */
export function phoneOf(text: string): string | null {
  const plain = text.replace(/[\s-]/g, '').replace(/^(\+86|0086)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(plain) || /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null;
}

function newCode(): string {
  const limit = 256 - (256 % ALPHABET.length);
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      if (byte < limit && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length] ?? '';
    }
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** As it was printed, however it was typed. */
export function normal(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function* chunks<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

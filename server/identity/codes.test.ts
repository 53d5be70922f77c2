import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrate, openDatabase, type Database } from '#store';
import { sqlitePlace } from '../../tests/contract/server-subject.js';
import { Codes, normal, phoneOf } from './codes.js';
import { HouseholdCode, IDENTITY_ENTITIES, PhoneCode } from './entities.js';
import { SecondFactors } from './second-factors.js';
import { Tries } from './tries.js';
import { Household, Person } from '#community';

const AT = Date.parse('2026-03-02T09:00:00+08:00');

describe('RFC 6238', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('appendix B at %s seconds', (seconds, code) => {
    const totp = new TOTP({
      secret: Secret.fromUTF8('12345678901234567890'),
      digits: 8,
      period: 30,
      algorithm: 'SHA1',
    });
    expect(totp.generate({ timestamp: seconds * 1000 })).toBe(code);
  });
});

describe('with a database', () => {
  const place = sqlitePlace();
  let database: Database;
  let factors: SecondFactors;

  beforeAll(async () => {
    database = await openDatabase(place.settings, [...IDENTITY_ENTITIES, Household, Person]);
    await migrate(database);
    factors = new SecondFactors(database);
  });
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: AT }));
  afterAll(async () => {
    vi.useRealTimers();
    await database.close();
    place.remove();
  });

  const shown = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: Date.now() + steps * 30_000,
    });

  async function confirmed(account: string): Promise<{ secret: string; recovery: readonly string[] }> {
    const begun = await factors.begin(account, 'anquan');
    const secret = begun?.secret ?? '';
    const recovery = await factors.confirm(account, shown(secret));
    if (recovery === null) throw new Error('the code was not taken');
    return { secret, recovery };
  }

  describe('a second factor', () => {
    it('is in force once a code of it was entered, and is not replaced then', async () => {
      const begun = await factors.begin('A1', 'anquan');
      expect(begun?.uri).toMatch(/^otpauth:\/\/totp\/.*anquan\?.*secret=/);
      expect(await factors.isSet('A1')).toBe(false);
      expect(await factors.fits('A1', shown(begun?.secret ?? ''))).toBe(false);
      expect(await factors.confirm('A1', '000000x')).toBeNull();
      expect(await factors.confirm('A1', shown(begun?.secret ?? ''))).toHaveLength(8);
      expect(await factors.isSet('A1')).toBe(true);
      expect(await factors.begin('A1', 'anquan')).toBeNull();
    });

    it('takes a code once, and none that is older', async () => {
      const { secret } = await confirmed('A2');
      expect(await factors.fits('A2', shown(secret))).toBe(false);
      vi.setSystemTime(AT + 30_000);
      expect(await factors.fits('A2', shown(secret))).toBe(true);
      expect(await factors.fits('A2', shown(secret))).toBe(false);
      expect(await factors.fits('A2', shown(secret, -1))).toBe(false);
    });

    it('takes the code of a clock that is one step off, not two', async () => {
      const { secret } = await confirmed('A3');
      vi.setSystemTime(AT + 120_000);
      expect(await factors.fits('A3', shown(secret, 2))).toBe(false);
      expect(await factors.fits('A3', shown(secret, -2))).toBe(false);
      expect(await factors.fits('A3', shown(secret, -1))).toBe(true);
      expect(await factors.fits('A3', shown(secret, 1))).toBe(true);
    });

    it('takes a code of two tries at once for one of them', async () => {
      const { secret } = await confirmed('A4');
      vi.setSystemTime(AT + 60_000);
      const code = shown(secret);
      const taken = await Promise.all([factors.fits('A4', code), factors.fits('A4', code), factors.fits('A4', code)]);
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('has recovery codes, each good once, however they are typed', async () => {
      const { recovery } = await confirmed('A5');
      const [first = '', second = ''] = recovery;
      expect(new Set(recovery).size).toBe(8);
      expect(await factors.fits('A5', first.toLowerCase().replace(/-/g, ' '))).toBe(true);
      expect(await factors.fits('A5', first)).toBe(false);
      expect(await Promise.all([factors.fits('A5', second), factors.fits('A5', second)])).toContain(false);
      await factors.remove('A5');
      expect(await factors.isSet('A5')).toBe(false);
    });
  });

  describe('codes', () => {
    const sms = { available: true, send: () => Promise.resolve() };
    let n = 0;
    const codes = () =>
      new Codes(database, { ulid: () => `CODE${String(++n).padStart(22, '0')}`, salt: () => new Uint8Array(32) }, sms);
    const home = (id: string): Household => ({ id, scope: 'q/d', label: '1号楼', number: '1', salt: Buffer.alloc(32) });

    it('on paper are good for sixty days, and until the next ones are printed', async () => {
      // given
      await database.write((manager) => manager.insert(Household, [home('H1'), home('H2')]));
      const [one, two] = await codes().print([home('H1'), home('H2')], 'W');
      // then
      expect(one?.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
      expect(one?.code).not.toBe(two?.code);
      expect((await codes().householdOf(normal(one?.code ?? '').toLowerCase()))?.id).toBe('H1');
      expect(JSON.stringify(await database.repository(HouseholdCode).find())).not.toContain(one?.code);
      vi.setSystemTime(AT + 60 * 86_400_000 - 1);
      expect((await codes().householdOf(two?.code ?? ''))?.id).toBe('H2');
      vi.setSystemTime(AT + 60 * 86_400_000);
      expect(await codes().householdOf(two?.code ?? '')).toBeNull();
      vi.setSystemTime(AT);
      await codes().print([home('H1')], 'W');
      expect(await codes().householdOf(one?.code ?? '')).toBeNull();
    });

    it('on a phone are the last ones, for one purpose, for five minutes and five tries', async () => {
      const phone = '13800000001';
      const first = await codes().send(phone, 'enrol', (code) => code);
      vi.setSystemTime(AT + 60_001);
      const last = String(await codes().send(phone, 'enrol', (code) => code));
      if (first !== last) expect(await codes().fits(phone, 'enrol', String(first))).toBe(false);
      expect(await codes().fits(phone, 'reset', last)).toBe(false);
      expect(await codes().fits('+86 138-0000-0001', 'enrol', ` ${last} `)).toBe(true);
      expect(await codes().fits(phone, 'enrol', last)).toBe(false);
      // and late
      vi.setSystemTime(AT + 200_000);
      const late = String(await codes().send(phone, 'enrol', (code) => code));
      vi.setSystemTime(AT + 200_000 + 5 * 60_000);
      expect(await codes().fits(phone, 'enrol', late)).toBe(false);
      expect(JSON.stringify(await database.repository(PhoneCode).find())).not.toContain(`"${late}"`);
    });

    it('on a phone are ten a day at most', async () => {
      const phone = '13800000002';
      for (let sent = 0; sent < 10; sent++) {
        expect(typeof (await codes().send(phone, 'enrol', (code) => code))).toBe('string');
        vi.setSystemTime(Date.now() + 60_001);
      }
      expect(await codes().send(phone, 'enrol', (code) => code)).toEqual({ problem: 'phone-code-too-many' });
      vi.setSystemTime(AT + 2 * 86_400_000);
      expect(typeof (await codes().send(phone, 'enrol', (code) => code))).toBe('string');
    });

    it.each([
      ['138 0013 8000', '13800138000'],
      ['+8613800138000', '13800138000'],
      ['0086-13800138000', '13800138000'],
      ['+44 20 7946 0958', '+442079460958'],
      ['12800138000', null],
      ['1380013800', null],
      ['+0123456789', null],
      ['１３８００１３８０００', null],
    ])('go to %s', (text, phone) => {
      expect(phoneOf(text)).toBe(phone);
    });
  });

  it('wrong tries make a name rest, and only that name', () => {
    const tries = new Tries(5, 60_000);
    for (let n = 0; n < 4; n++) tries.count('a');
    expect(tries.wait('a')).toBe(0);
    tries.count('a');
    expect([tries.wait('a'), tries.wait('b')]).toEqual([60, 0]);
    vi.setSystemTime(AT + 60_000);
    expect(tries.wait('a')).toBe(0);
    tries.count('a');
    expect(tries.wait('a')).toBe(0);
  });
});

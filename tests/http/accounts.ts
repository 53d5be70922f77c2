import { TOTP, Secret } from 'otpauth';
import { SYSTEM } from '#engine';
import { People, Registers, type Role } from '#community';
import { Accounts } from '#identity';
import type { Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, type Served } from './server.js';

/** A household of three in the register of 青禾里: the head's phone is known, the others' are not. */
export async function newHousehold(
  { heyi: { app } }: Pick<Served, 'heyi'>,
  n: number,
): Promise<{ id: string; phone: string }> {
  const id = `HOUSEHOLD${String(n).padStart(17, '0')}`;
  const phone = `139${String(n).padStart(8, '0')}`;
  const scope = 'qinghe/qhl/e1/b1/u1';
  const place = `1号楼1单元9${n}室`;
  const member = (m: number, name: string, relation: string, known: string | null) => ({
    ...{
      id: `MEMBER${m}${String(n).padStart(19, '0')}`,
      name,
      place,
      scope,
      household: id,
      phone: known,
      born: '1970-05-06',
      relation,
    },
  });
  await app.get(Registers).change({
    community: 'qinghe/qhl',
    kind: 'import',
    by: SYSTEM,
    rows: {
      households: [{ id, scope, label: place, number: `T${n}` }],
      persons: [
        member(1, `诸葛甲${n}`, '户主', phone),
        member(2, `上官乙${n}`, '配偶', null),
        member(3, `诸葛丙${n}`, '子女', null),
      ],
    },
  });
  return { id, phone };
}

/** The code printed for the household by the worker, as it stands on paper. */
export async function codeFor(worker: Client, household: string): Promise<string> {
  const { value } = await worker.port.printCodes({ scope: 'qinghe/qhl', all: true }, newKey());
  const line = value.codes.find((each) => each.household === household);
  if (line === undefined) throw new Error('no code was printed');
  return line.code;
}

/** The digits as they came to the phone: a demo answers them. */
export async function digitsFor(who: Client, phone: string, purpose: 'enrol' | 'reset' = 'enrol'): Promise<string> {
  return (await who.port.sendPhoneCode({ phone, purpose }, newKey())).value.code ?? '';
}

/** An account for somebody new who holds a role. */
export async function staff(
  { heyi: { app } }: Pick<Served, 'heyi'>,
  account: string,
  name: string,
  role: Role,
  scope = 'qinghe',
): Promise<string> {
  const person = await app.get(People).add({ name, place: '青禾街道办事处', role, scope, document: DOCUMENT });
  await app.get(Accounts).create(account, DEMO_PASSWORD, person);
  return person;
}

/** The digits an authenticator shows `steps` of 30 seconds from now. */
export function authenticator(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
    timestamp: Date.now() + steps * 30_000,
  });
}

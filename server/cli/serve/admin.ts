import { People } from '#community';
import { AccessLog, Accounts, SecondFactors } from '#identity';
import { readSettings, type Heyi } from '#main';
import { say } from '#text';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { open, origin, PROJECT } from './opening.js';
import { saying } from './problems.js';

export const ADMIN_GRAMMAR: Grammar = {
  positionals: { name: '', min: 0, max: 0 },
  options: { name: 'value', street: 'value', path: 'value' },
};
export const FACTOR_GRAMMAR: Grammar = {
  positionals: { name: '', min: 0, max: 0 },
  options: { account: 'value', again: 'value' },
};

/** `heyi admin create`: a person with the role of administrator, and a one-time link to choose account and password. */
export function adminCreate(parsed: Parsed, io: Io): Promise<ExitCode> {
  return saying(io, async () => {
    const { name, street, path = 'street' } = parsed.values;
    const missing = name ? (street ? null : '--street') : '--name';
    if (missing) {
      io.words(say('cli.option-missing', { option: missing }, io.language));
      return EXIT.unusable;
    }
    const settings = readSettings(process.env, PROJECT);
    const heyi = await open(settings, io);
    try {
      const people = heyi.app.get(People);
      await people.found([{ path, name: String(street), kind: 'street' }]);
      const person = await people.add({
        name: String(name),
        place: String(street),
        role: 'administrator',
        scope: path,
      });
      const token = await heyi.app.get(Accounts).invite(person);
      const address = `${origin(settings)}/desk/#/invitation/${token}`;
      io.out(JSON.stringify({ invitation: address }));
      io.words(say('serve.invitation', { address }, io.language));
    } finally {
      await heyi.close();
    }
    return EXIT.ok;
  });
}

/**
 * `heyi admin factor-off`: takes the second factor of an account away, for when nobody is left who could. Whoever can run
 * it holds the machine and its data anyway; what it does stands in the access log. The account is named twice.
 */
export function adminFactorOff(parsed: Parsed, io: Io): Promise<ExitCode> {
  return saying(io, async () => {
    const { account, again } = parsed.values;
    const missing = account ? (again ? null : '--again') : '--account';
    if (missing) {
      io.words(say('cli.option-missing', { option: missing }, io.language));
      return EXIT.unusable;
    }
    if (account !== again) {
      io.words(say('serve.named-differently', {}, io.language));
      return EXIT.unusable;
    }
    const heyi = await open(readSettings(process.env, PROJECT), io);
    try {
      return await factorOff(heyi, String(account), io);
    } finally {
      await heyi.close();
    }
  });
}

async function factorOff({ app }: Heyi, login: string, io: Io): Promise<ExitCode> {
  const [accounts, factors] = [app.get(Accounts), app.get(SecondFactors)];
  const account = await accounts.byLogin(login);
  if (account === null || !(await factors.isSet(account.id))) {
    const code = account === null ? 'serve.account-unknown' : 'serve.factor-none';
    io.words(say(code, { account: login }, io.language));
    return EXIT.failed;
  }
  const people = app.get(People);
  const held = await people.appointmentsOf(account.person);
  const past = Object.values((await people.state()).appointments).filter(({ person }) => person === account.person);
  // noted first: a line too many can be explained, one too few cannot
  const looked = { reader: null, subject: account.person, what: 'second-factor-removed-by-operator' } as const;
  const holdsPost = held.some(({ role }) => role !== 'resident');
  await app.get(AccessLog).noteAtPosts(looked, holdsPost || past.length === 0 ? held : past);
  await factors.remove(account.id);
  await accounts.signOutAll(account.id);
  const name = await people.nameOf(account.person);
  io.out(JSON.stringify({ account: account.login, secondFactor: 'removed' }));
  io.words(say('serve.factor-removed', { account: account.login, name }, io.language));
  return EXIT.ok;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { People } from '#community';
import { Accounts } from '#identity';
import {
  createHeyi,
  createLogger,
  ENTITIES,
  hasDemoAccounts,
  installationOf,
  instant,
  readSettings,
  seedDemo,
  STORY_BEGINS,
  type Heyi,
  type Settings,
} from '#main';
import { migrate, openDatabase } from '#store';
import { label, say } from '#text';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { saying } from './problems.js';

const NOTHING: Grammar = { positionals: { name: '', min: 0, max: 0 }, options: {} };
export const SERVE_GRAMMAR = NOTHING;
export const MIGRATE_GRAMMAR = NOTHING;
export const SEED_GRAMMAR = NOTHING;
export const ADMIN_GRAMMAR: Grammar = {
  positionals: { name: '', min: 0, max: 0 },
  options: { name: 'value', street: 'value', path: 'value' },
};

/** Root of the installed project: from dist/server/cli/serve. */
const PROJECT = fileURLToPath(new URL('../../../..', import.meta.url));

/** `heyi serve`: runs until it is told to stop; then 0. */
export function serve(_parsed: Parsed, io: Io): Promise<ExitCode> {
  return saying(io, async () => {
    const settings = readSettings(process.env, PROJECT);
    if (!existsSync(join(settings.web, 'index.html'))) {
      io.words(say('serve.web-missing', {}, io.language));
      return EXIT.failed;
    }
    // Heard from the first moment: whoever stops a server that is still starting means it, too.
    const stop = stopSignal();
    const heyi = await open(settings, io);
    try {
      if (settings.demo && (await seedIfNew(heyi, io))) io.words(say('serve.seeded', {}, io.language));
      // Not through Nest, which would write a busy port to the log before the sentence about it.
      await heyi.app.getHttpAdapter().getInstance().listen({ port: settings.port, host: settings.host });
      await tellAddress(heyi, settings, io);
      await stop;
      io.words(say('serve.stopping', {}, io.language));
    } finally {
      await heyi.close();
    }
    return EXIT.ok;
  });
}

/** `heyi migrate`: brings the schema up to date and ends. */
export function migrateCommand(_parsed: Parsed, io: Io): Promise<ExitCode> {
  return saying(io, async () => {
    const database = await openDatabase(readSettings(process.env, PROJECT).database, ENTITIES);
    try {
      const ran = await migrate(database);
      io.out(JSON.stringify({ migrated: ran }));
      io.words(say('serve.migrated', { count: ran.length }, io.language));
    } finally {
      await database.close();
    }
    return EXIT.ok;
  });
}

/** `heyi seed`: loads the demo data and ends; a second time nothing changes. */
export function seed(_parsed: Parsed, io: Io): Promise<ExitCode> {
  return saying(io, async () => {
    const settings = { ...readSettings(process.env, PROJECT), demo: true };
    const heyi = await open(settings, io);
    try {
      const seeded = await seedIfNew(heyi, io);
      io.out(JSON.stringify({ seeded }));
      io.words(say(seeded ? 'serve.seeded' : 'serve.seeded-before', {}, io.language));
    } finally {
      await heyi.close();
    }
    return EXIT.ok;
  });
}

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

function open(settings: Settings, io: Io): Promise<Heyi> {
  const place = 'file' in settings.database ? settings.database.file : new URL(settings.database.url).host;
  io.words(say('serve.opening', { place }, io.language));
  return createHeyi({
    settings,
    installation: installationOf(settings),
    log: createLogger(process.env['HEYI_LOG'] ?? 'warn'),
    demoBegins: instant(STORY_BEGINS),
  });
}

async function seedIfNew(heyi: Heyi, io: Io): Promise<boolean> {
  return seedDemo(heyi, () => io.words(say('serve.seeding', {}, io.language)));
}

async function tellAddress(heyi: Heyi, settings: Settings, io: Io): Promise<void> {
  const { app, ground } = heyi;
  const bound = app.getHttpServer().address() as { port: number };
  const address = origin({ ...settings, port: bound.port });
  io.words(say('serve.listening', { address: `${address}/` }, io.language));
  io.words(say('serve.desk', { address: `${address}/desk/` }, io.language));
  const { demoAccounts } = ground.installation;
  if (demoAccounts.length > 0) io.words(say('serve.accounts', {}, io.language));
  for (const { role, account, password, name } of demoAccounts) {
    io.words(say('serve.account', { role: label('role', role, io.language), account, password, name }, io.language));
  }
  if (!settings.demo && (await hasDemoAccounts(heyi))) io.words(say('serve.demo-left', {}, io.language));
  if (!(await app.get(People).isHeld('administrator'))) {
    io.words(say('serve.no-administrator', {}, io.language));
  }
  io.words(say('serve.stop-hint', {}, io.language));
}

function origin({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  return process.env['HEYI_ORIGIN'] ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { People } from '#community';
import { ENTITIES, hasDemoAccounts, readSettings, seedDemo, type Heyi, type Settings } from '#main';
import { migrate, openDatabase } from '#store';
import { label, say } from '#text';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { open, origin, PROJECT } from './opening.js';
import { saying } from './problems.js';

const NOTHING: Grammar = { positionals: { name: '', min: 0, max: 0 }, options: {} };
export const SERVE_GRAMMAR = NOTHING;
export const MIGRATE_GRAMMAR = NOTHING;
export const SEED_GRAMMAR = NOTHING;

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

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

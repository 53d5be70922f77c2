import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { createHeyi, fewPeople, installationOf, seedDemo, type DemoPeople, type Heyi, type Settings } from '#main';
import { Histories } from '#matters';
import { DemoClock } from '#outside';
import { Database } from '#store';
import { mariaPlace, sqlitePlace, type Place } from '../contract/server-subject.js';
import { client, type Client } from './client.js';

/** Both databases, for `describe.each`. */
export const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', () => Promise.resolve(sqlitePlace())],
  ['MariaDB', mariaPlace],
];

export const ROOT = join(import.meta.dirname, '../..');

/** A whole server, put together as `heyi serve` does, spoken to without a socket. */
export interface Served {
  readonly heyi: Heyi;
  readonly settings: Settings;
  readonly place: Place;
  /** Errors the server wrote to its log: a test that provokes none expects none. */
  readonly errors: string[];
  /** Warnings, for the message of a test that fails. */
  readonly warnings: string[];
  /** Somebody at a browser of their own, not signed in. */
  visitor(): Client;
  /** Somebody signed in to an account of the demo data. */
  signedIn(account: string, password?: string): Promise<Client>;
  /** Moves the demo clock and waits until all that became due is done. */
  clockTo(instant: number): Promise<void>;
  close(): Promise<void>;
}

export interface Serving {
  readonly demo?: boolean;
  /** Without the demo data there are no accounts and no calendar. */
  readonly seed?: boolean;
  /** Five residents, a worker and an administrator, where nobody else is asked for. */
  readonly people?: DemoPeople;
  /** Another folder of procedures than the one that is delivered. */
  readonly workflows?: string;
}

export const DEMO_PASSWORD = 'heyi-demo-2026';

/** The paper an appointment of a test rests on. */
export const DOCUMENT = { number: '青街任〔2026〕1号', title: '关于任职的通知' };

export async function serve(
  place: Place,
  { demo = true, seed = demo, people = fewPeople(), workflows = join(ROOT, 'workflows') }: Serving = {},
): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-http-'));
  const settings: Settings = {
    database: place.settings,
    data,
    host: '127.0.0.1',
    port: 0,
    demo,
    workflows,
    web: join(data, 'no-pages'),
    https: false,
  };
  const errors: string[] = [];
  const warnings: string[] = [];
  const heyi = await createHeyi({ settings, installation: installationOf(settings), log: keeping(errors, warnings) });
  if (seed) await seedDemo(heyi, () => undefined, people);
  let visitors = 0;
  const visitor = () => client(heyi.app, `10.1.0.${(visitors++ % 250) + 1}`);
  return {
    heyi,
    settings,
    place,
    errors,
    warnings,
    visitor,
    async signedIn(account, password = DEMO_PASSWORD) {
      const somebody = visitor();
      await somebody.port.signIn({ account, password }, newKey());
      return somebody;
    },
    async clockTo(instant) {
      const { clock, runtime } = heyi.ground;
      if (!(clock instanceof DemoClock)) throw new Error('the clock of this server is real');
      await clock.moveTo(instant);
      const { settled } = await runtime.clockMoved(30_000);
      if (!settled) throw new Error('the server did not come to rest');
    },
    async close() {
      await heyi.close();
      place.remove();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Overwrites a record of a stream, past the trigger that keeps records: nobody can read it from then on. */
export async function damage({ heyi: { app } }: Pick<Served, 'heyi'>, stream: string): Promise<void> {
  await app.get(Database).write((manager) => manager.query('DROP TRIGGER record_update'));
  await app
    .get(Database)
    .transaction((session) =>
      session.run('UPDATE record SET body = ? WHERE stream = ? AND seq = 1', [Buffer.from('{'), stream]),
    );
  app.get(Histories).forget(stream);
}

let keys = 0;

/** A new idempotency key. */
export function newKey(): string {
  return `test-key-${String(++keys).padStart(16, '0')}`;
}

function keeping(errors: string[], warnings: string[]): LoggerService {
  const into =
    (lines: string[]) =>
    (message: unknown, ...more: unknown[]) =>
      void lines.push([message, ...more].map(String).join(' '));
  return { log: () => undefined, warn: into(warnings), error: into(errors) };
}

import 'reflect-metadata';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { FileRow, FileUseRow, MAX_UPLOAD } from '#capabilities/file';
import { FollowingRow, Letter, Letters, PaperRow, ReminderRow } from '#capabilities/notify';
import { answerUnroutable } from '#http';
import { IDENTITY_ENTITIES, type Installation } from '#identity';
import { COMMUNITY_ENTITIES, COMMUNITY_PROJECTIONS, Registers } from '#community';
import { DESK_PROJECTIONS } from '#desk';
import { Definitions, MatterRow, PseudonymRow, readDefinition } from '#matters';
import { DatabaseClock, DemoClock, LoggedSms, NoSms, SystemIds } from '#outside';
import { PROCEDURE_ENTITIES, PROCEDURE_PROJECTIONS } from '#procedures';
import { capabilities } from '#rules/all';
import { peopleRules } from '#rules/people';
import { decideBallot, openingOf, type PollState } from '#rules/poll';
import { rollLineFor, type RollState } from '#rules/roll';
import { Runtime, type FactProviders, type OutboxPerformer, type RuntimeLog } from '#runtime';
import { holdFile, migrate, openDatabase, SqlStore, type FileHold } from '#store';
import { INSTANCE_HOST } from '#world';
import type { Refusal, StoredValue } from '#engine';
import { StoredDemoInstant } from './demo-clock.js';
import { Facts } from './facts.js';
import { HeyiModule, type Ground } from './modules.js';
import { describeApi } from './openapi.js';
import type { Settings } from './settings.js';

export const ENTITIES = [
  ...IDENTITY_ENTITIES,
  ...COMMUNITY_ENTITIES,
  ...PROCEDURE_ENTITIES,
  MatterRow,
  PseudonymRow,
  Letter,
  PaperRow,
  FollowingRow,
  ReminderRow,
  FileRow,
  FileUseRow,
];

export interface Heyi {
  readonly app: NestFastifyApplication;
  readonly ground: Ground;
  /** Ends everything in order; what is left to do lies in the database. */
  close(): Promise<void>;
}

export interface Start {
  readonly settings: Settings;
  readonly installation: Installation;
  readonly log: LoggerService;
  /** Where the clock of a new demo begins, UTC milliseconds; its usual start unless said. */
  readonly demoBegins?: number;
}

/** Opens the database, brings its schema up to date, and puts the server together without listening yet. */
export async function createHeyi({ settings, installation, log, demoBegins }: Start): Promise<Heyi> {
  // What was opened is closed in the opposite order, also where the start goes wrong half way.
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    if ('file' in settings.database) {
      const hold: FileHold = holdFile(settings.database.file);
      opened.push(() => hold.release());
    }
    const database = await openDatabase(settings.database, ENTITIES);
    opened.push(() => database.close());
    await migrate(database);
    const store = new SqlStore(
      database,
      new Map([...COMMUNITY_PROJECTIONS, ...DESK_PROJECTIONS, ...PROCEDURE_PROJECTIONS]),
    );
    const realClock = await DatabaseClock.open(() => store.databaseTime());
    opened.push(() => realClock.close());
    const clock = settings.demo
      ? await DemoClock.open(new StoredDemoInstant(database), realClock, demoBegins)
      : realClock;
    const ids = new SystemIds();
    const late = lateBound();
    const runtime: Runtime = new Runtime({
      store,
      clock,
      ids,
      deciders: [INSTANCE_HOST],
      rules: [...capabilities, peopleRules],
      definitions: readDefinition,
      providers: late.providers,
      outbox: late.outbox,
      casting: {
        kind: 'poll',
        rollLine: (_poll, state, elector, line) => rollLine(runtime, state as PollState, elector, line),
        decideBallot,
        opening: openingOf,
      },
      log: runtimeLog(log),
    });
    const files = join(settings.data, 'files');
    const sms = settings.demo ? new LoggedSms((line) => log.log(line, 'sms')) : new NoSms();
    const ground = { database, store, runtime, clock, ids, installation, files, sms };
    const app = await assemble(ground, settings, log);
    opened.push(() => app.close());
    late.bind(app.get(Facts), app.get(Letters));
    opened.push(() => runtime.stop());
    await runtime.start();
    await app.get(Registers).resume();
    await app.get(Definitions).publish(settings.workflows);
    return { app, ground, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(ground: Ground, settings: Settings, log: LoggerService): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576,
    trustProxy: [...(settings.proxies ?? ['loopback'])],
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerUnroutable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(HeyiModule.on(ground), adapter, {
    logger: log,
    abortOnError: false,
    bodyParser: false,
  });
  // Pages send JSON, and uploads as raw bytes; what a form of another site could send is not even read.
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MAX_UPLOAD + 1 },
    (_request, body, done) => done(null, body),
  );
  await app.register(cookie);
  await app.register(helmet, {
    // bpmn-js sets styles from script; everything else comes from here.
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: settings.https ? [] : null,
      },
    },
    hsts: settings.https,
  });
  SwaggerModule.setup('api/docs', app, describeApi(app));
  await app.register(fastifyStatic, { root: settings.web, serve: false });
  pages(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** A name with a dot is a file; every other address belongs to the router of the entry it lies below. */
function pages(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '/';
      if (path.startsWith('/api/')) return reply.callNotFound();
      if (path.includes('.')) return reply.sendFile(decodeURIComponent(path.slice(1)));
      const entry = /^\/(desk|trace)(\/|$)/.exec(path)?.[1];
      // The page names the build it belongs to, so it must not outlive it.
      return reply
        .header('cache-control', 'no-cache')
        .sendFile(entry === undefined ? 'index.html' : `${entry}/index.html`);
    });
}

/** The line of the poll's frozen roll that this person votes for. */
async function rollLine(
  runtime: Runtime,
  { terms }: PollState,
  elector: string,
  named: number | null,
): Promise<StoredValue | Refusal | null> {
  const roll = terms === null ? null : await runtime.state<RollState>(terms.roll.stream);
  return roll === null ? null : ({ ...rollLineFor(roll.state, elector, named) } as unknown as StoredValue | Refusal);
}

/** Services that need the runtime and that the runtime needs. */
function lateBound() {
  let electors: FactProviders | null = null;
  let letters: OutboxPerformer | null = null;
  return {
    bind(providers: FactProviders, outbox: OutboxPerformer): void {
      electors = providers;
      letters = outbox;
    },
    providers: {
      provide: (need, context) =>
        electors ? electors.provide(need, context) : Promise.reject(new Error('not started yet')),
    } satisfies FactProviders,
    outbox: {
      perform: (item) => (letters ? letters.perform(item) : Promise.reject(new Error('not started yet'))),
    } satisfies OutboxPerformer,
  };
}

function runtimeLog(log: LoggerService): RuntimeLog {
  return { warn: (message, details) => void log.warn(`${message} ${JSON.stringify(details)}`, 'runtime') };
}

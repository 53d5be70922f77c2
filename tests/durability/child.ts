import { createInterface } from 'node:readline';
import { DatabaseClock, SystemIds } from '#outside';
import { calendarRules } from '#rules/calendar';
import { Runtime, type PublishRequest, type SubmitRequest } from '#runtime';
import { holdFile, migrate, openDatabase, SqlStore, type DatabaseSettings } from '#store';
import { toyRules } from '../contract/toy.js';

/**
 * A server to be killed: takes one request a line, answers `{"id"}` once it is accepted, `{"id","refused"}` or
 * `{"id","error"}`. The parent ends it with SIGKILL.
 */
export type Request =
  { readonly id: string; readonly submit: SubmitRequest } | { readonly id: string; readonly publish: PublishRequest };

const settings = JSON.parse(process.argv[2] ?? '{}') as DatabaseSettings;
if ('file' in settings) holdFile(settings.file);
const database = await openDatabase(settings);
await migrate(database);
const store = new SqlStore(database);
const runtime = new Runtime({
  store,
  clock: await DatabaseClock.open(() => store.databaseTime()),
  ids: new SystemIds(),
  deciders: [],
  rules: [toyRules, calendarRules],
  definitions: () => {
    throw new Error('the toy has no definitions');
  },
  providers: { provide: () => Promise.resolve([]) },
  limits: { pollEvery: 50, jobLease: 1_000 },
  log: { warn: (message, details) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`) },
});
await runtime.start();
say({ ready: true });

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line) as Request;
  const { id } = request;
  const answer = 'submit' in request ? runtime.submit(request.submit) : runtime.publishMessage(request.publish);
  answer.then(
    (given) => say('refused' in given ? { id, refused: given.refused } : { id }),
    (error: unknown) => say({ id, error: String(error) }),
  );
});

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

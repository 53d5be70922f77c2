import type { Actor, StoredValue } from '#engine';
import { base64Encode } from '#ledger';
import { SystemIds } from '#outside';
import { capabilities } from '#rules/all';
import { isProblem, type JobContext } from '#rules/contract';
import { decideBallot, openingOf, type PollState } from '#rules/poll';
import { rollLineOf, type RollState } from '#rules/roll';
import { Runtime, type Accepted } from '#runtime';
import { migrate, openDatabase, SqlStore } from '#store';
import { sqlitePlace } from '../contract/server-subject.js';
import { compared, type Measured } from './compare.js';
import { councilScript } from './scripts.js';

const SEATS = 15;
const SCOPE = 'qinghe/d1';
const SYSTEM: Actor = { p: 'system', role: 'system', scope: '', basis: null };
const TEXT = { '~': base64Encode(new Uint8Array(32).fill(7)) };
const HALF = { num: 1, den: 2, op: '>' };
const PEOPLE = Array.from({ length: SEATS }, (_, n) => `p${String(n).padStart(2, '0')}`);
const CONVENOR: Actor = { p: PEOPLE[0] ?? '', role: 'convenor', scope: SCOPE, basis: null };

type Input = Readonly<Record<string, StoredValue>>;

/**
 * A council's vote by its real rules, one unit after another: seats composed and settled, roll frozen, 15 sign in, two
 * rounds of turns, result and minutes, poll opened, 15 ballots, closed and counted. The floor writes as many records and
 * ballots of as many bytes.
 */
export async function councilVote(): Promise<Measured> {
  const place = sqlitePlace();
  const { file } = place.settings as { file: string };
  const database = await openDatabase(place.settings);
  await migrate(database);
  const store = new SqlStore(database);
  const ids = new SystemIds();
  const runtime: Runtime = new Runtime({
    store,
    clock: { now: () => Date.now(), real: () => Date.now() },
    ids,
    deciders: [],
    rules: capabilities,
    definitions: () => {
      throw new Error('none');
    },
    providers: { provide: () => Promise.resolve([]) },
    limits: { pollEvery: 3_600_000, groupStreams: 1, commandsPerUnit: 1 },
    casting: {
      kind: 'poll',
      decideBallot,
      opening: openingOf,
      async rollLine(_poll, state, elector) {
        const { terms } = state as PollState;
        const roll = terms === null ? null : await runtime.state<RollState>(terms.roll.stream);
        const line = roll === null ? null : rollLineOf(roll.state, elector);
        return line === null ? null : ({ ...line } as unknown as StoredValue);
      },
    },
  });
  const votes = councilVotes(runtime, ids);
  const unit = async (): Promise<void> => {
    await votes.next();
  };
  // the record of a turn, which most are, stands for all
  let meeting = '';
  for (let n = 0; n < 2 * SEATS; n++) meeting = (await votes.next()).value;
  const record = (await store.records(meeting, 0, 2 * SEATS)).at(-1);
  if (record?.body == null) throw new Error('nothing was written');
  const script = councilScript(file, meeting, { leaf: record.leaf, body: record.body });
  const measured = await compared(1, unit, () => script.unit(0));
  await script.close();
  await database.close();
  place.remove();
  return measured;
}

/** One vote after another; yields the stream of every unit once it is committed. */
async function* councilVotes(runtime: Runtime, ids: SystemIds): AsyncGenerator<string, never> {
  let count = 0;
  const submit = async (stream: string, kind: string, command: Input, by: Actor): Promise<Accepted> => {
    const answer = await runtime.submit({
      stream,
      kind,
      scope: SCOPE,
      command: command as Input & { type: string },
      by,
      idempotencyKey: `c${count++}`,
    });
    if ('refused' in answer) throw new Error(`${kind} ${String(command['type'])}: ${answer.refused}`);
    return answer;
  };
  /** The commands of a job, each a unit of its own; answers the record of the first. */
  async function* job(type: string, input: Input, facts: Input = {}): AsyncGenerator<string, Accepted> {
    const found = capabilities.flatMap(({ jobs }) => jobs).find((each) => each.type === type);
    const context: JobContext = {
      instance: 'bench',
      key: 1,
      element: type,
      elementName: null,
      headers: {},
      scope: SCOPE,
      definition: '',
      at: Date.now(),
      ids: [ids.ulid(), ids.ulid(), ids.ulid(), ids.ulid()],
      facts,
    };
    const plan = found?.plan(input, context);
    if (plan === undefined || isProblem(plan)) throw new Error(`${type}: ${plan?.problem ?? 'unknown'}`);
    let opened: Accepted | undefined;
    for (const { stream, kind, command } of plan.commands) {
      const answer = await submit(stream, kind, command, SYSTEM);
      opened ??= answer;
      yield stream;
    }
    if (opened === undefined) throw new Error(`${type}: nothing to do`);
    return opened;
  }
  const lines = PEOPLE.map((elector) => ({ elector, heads: 1, area: 0 }));
  const kindOf = (n: number): string => (n === 0 ? 'convenor' : n < 8 ? 'resident' : 'expert');
  for (;;) {
    const seats = [
      { kind: 'convenor', side: 'organisation', min: 1, max: 1, mandatory: true },
      { kind: 'resident', side: 'residents', min: 7, max: 7, mandatory: true },
      { kind: 'expert', side: 'expert', min: 7, max: 7, mandatory: false },
    ];
    const council = (yield* job('council.open', { seats })).stream;
    const members = PEOPLE.map((p, n) => ({ kind: kindOf(n), p }));
    await submit(council, 'council', { type: 'compose', members }, CONVENOR);
    yield council;
    yield* job('council.settle', { council });
    const frozen = yield* job('roll.freeze', { members: lines });
    const seated = PEOPLE.map((elector, n) => ({ elector, kind: kindOf(n) }));
    const meeting = (yield* job('meeting.open', { council, members: seated, title: '充电棚' })).stream;
    for (const p of PEOPLE) {
      await submit(meeting, 'meeting', { type: 'signIn' }, { p, role: 'resident', scope: SCOPE, basis: null });
      yield meeting;
    }
    yield* job('meeting.quorum', { meeting });
    for (const round of [1, 2]) {
      for (const p of [...PEOPLE.slice(1), CONVENOR.p]) {
        await submit(meeting, 'meeting', { type: 'speak', p, round, text: TEXT }, CONVENOR);
        yield meeting;
      }
    }
    const last: readonly (Readonly<Record<string, string>> & { readonly type: string })[] = [
      { type: 'conclude', result: 'vote' },
      { type: 'minutes' },
    ];
    for (const more of last) {
      await submit(meeting, 'meeting', { ...more, text: TEXT }, CONVENOR);
      yield meeting;
    }
    yield* job('meeting.close', { meeting });
    const { state } = (await runtime.state<RollState>(frozen.stream)) ?? {};
    if (state === undefined) throw new Error('no roll');
    const roll = {
      stream: frozen.stream,
      electors: SEATS,
      heads: SEATS,
      root: state.root,
      reference: { ...frozen.record },
    };
    const question = '是否同意建充电棚？';
    const poll = (yield* job('poll.open', { question, roll, quorum: HALF, threshold: HALF, attending: SEATS })).stream;
    for (const [n, elector] of PEOPLE.entries()) {
      const by = { p: elector, role: 'resident', scope: SCOPE, basis: null };
      const answer = await runtime.castVote({ poll, elector, choice: n < 8 ? 'yes' : 'no', channel: 'device', by });
      if ('refused' in answer) throw new Error(answer.refused);
      yield poll;
    }
    const board = (await runtime.votes(poll)).map(({ leaf, choice, salt }) => ({
      leaf: Buffer.from(leaf).toString('utf8'),
      choice,
      salt: base64Encode(salt),
    }));
    yield* job('poll.close', { poll }, { board });
    const counted = await runtime.state<PollState>(poll);
    if (counted?.state.result?.outcome !== 'passed') throw new Error('8 of 15 are more than half');
  }
}

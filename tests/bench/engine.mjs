// The pure engine against bpmn-engine from npm: decide and evolve of whole instances, commands and events plain JSON.
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { buildDefinitionSet } from '#bpmn';
import { evolveAll, instanceDecider, isRefusal, SYSTEM } from '#engine';
import { buildRecord } from '#ledger';
import { NATIVE } from '#runtime';
import { MODELS, pairs, piles } from './models.mjs';
import { clock, median, rounds } from './measure.mjs';

const AT = Date.UTC(2026, 2, 2, 1);
const HASH = new Uint8Array(32).fill(7);

/** What a model is decided on: its definition set, read from the same text the peer reads in its own dialect. */
export async function factsOf(model) {
  const result = await buildDefinitionSet([{ path: 'bench.bpmn', text: model.xml('heyi') }], '');
  if (!result.ok) throw new Error(`${model.name}: ${JSON.stringify(result.findings)}`);
  return { definitions: result.set };
}

/**
 * Runs one instance to its end; tasks are completed from outside as soon as they are open. `recorded` is called with
 * every command and its events.
 */
export function runInstance(facts, variables, recorded) {
  let state = instanceDecider.initial();
  let command = { type: 'start', at: AT, by: SYSTEM, scope: 'qinghe/d2', variables };
  for (;;) {
    const decision = instanceDecider.decide(state, command, facts);
    if (isRefusal(decision)) throw new Error(decision.refused);
    state = evolveAll(state, decision.events, facts);
    recorded?.(command, decision.events);
    if (state.status !== 'active') return;
    const task = decision.effects.find((effect) => effect.do === 'openTask');
    if (task === undefined) throw new Error('the instance waits for nobody');
    command = { type: 'completeTask', at: AT, by: SYSTEM, key: task.key };
  }
}

/** The same, with the record of every command built as the runtime does: canonical bytes, commitment, leaf and leaf hash. */
function runRecorded(facts, variables) {
  let seq = 0;
  let prev = null;
  runInstance(facts, variables, (command, events) => {
    const record = {
      stream: '01JXBENCH00000000000000000',
      seq,
      at: AT,
      type: command.type,
      def: HASH,
      prev,
      salt: HASH,
    };
    prev = buildRecord({ ...record, body: { command, events } }, NATIVE).leafHash;
    seq += 1;
  });
}

/** Microseconds per instance of our engine: the median of batches, so that a pause of the machine spoils one of them. */
function ours(run, facts, variables, batches) {
  const taken = [];
  for (let batch = 0; batch < batches; batch++) {
    const begin = clock();
    for (let i = 0; i < BATCH; i++) run(facts, variables);
    taken.push((clock() - begin) / BATCH);
  }
  return median(taken);
}

const BATCH = 50;

/** Microseconds per instance of bpmn-engine, the median of single runs. Reading the model and making the engine do not count. */
async function peers(model, source, count) {
  const taken = [];
  for (let i = 0; i < count; i++) {
    const engine = new Engine({ name: 'bench', sourceContext: source, variables: model.variables });
    await engine.getDefinitions();
    const listener = new EventEmitter();
    listener.on('activity.wait', (task) => task.signal());
    const begin = clock();
    await new Promise((resolve, reject) =>
      engine.execute({ listener }, (error) => (error ? reject(error) : resolve())),
    );
    taken.push(clock() - begin);
  }
  return median(taken);
}

/** The model as bpmn-engine keeps it once read. */
async function sourceOf(model) {
  const [definition] = await new Engine({ name: 'bench', source: model.xml('peer') }).getDefinitions();
  return definition.context.definitionContext;
}

/** Ratios of every model whose figure is wanted, bare and with its records built. */
export async function engineFigures(only, say) {
  for (const model of MODELS) {
    const name = `engine: ${model.name}`;
    if (!name.includes(only)) continue;
    const facts = await factsOf(model);
    const source = await sourceOf(model);
    ours(runInstance, facts, model.variables, 100);
    ours(runRecorded, facts, model.variables, 40);
    await peers(model, source, 40);
    const taken = await rounds(7, async () => ({
      bare: ours(runInstance, facts, model.variables, 60),
      peer: await peers(model, source, 40),
      recorded: ours(runRecorded, facts, model.variables, 30),
    }));
    const floor = time(taken.map(({ peer }) => peer));
    // the peer keeps no record, so only the bare figure has a goal
    for (const [key, suffix, goal] of [
      ['bare', '', 300],
      ['recorded', ', records built too', null],
    ]) {
      const ratio = median(taken.map((round) => round.peer / round[key]));
      say({ name: `${name}${suffix}`, ratio, goal, ours: time(taken.map((round) => round[key])), floor });
    }
  }
}

function time(values) {
  return `${median(values).toFixed(1)} µs`;
}

/** A chain of exclusive pairs costs as much for each further pair: growth of the second ten over that of the first ten. */
export async function linearity(only, say) {
  const name = 'engine: exclusive pairs, (t20 − t10) / (t10 − t0)';
  if (!name.includes(only)) return;
  const models = [0, 10, 20].map(pairs);
  const facts = await Promise.all(models.map(factsOf));
  const times = (batches) => models.map(({ variables }, i) => ours(runInstance, facts[i], variables, batches));
  times(100);
  const taken = await rounds(15, async () => times(40));
  const ratio = median(taken.map(([t0, t10, t20]) => (t20 - t10) / (t10 - t0)));
  const each = models.map((_, i) => time(taken.map((round) => round[i]))).join(', ');
  say({ name, ratio, goal: 1.3, most: true, ours: each, floor: '' });
}

/**
 * What a matter holds already must not make the next element dearer: 1,500 turns of a loop against 500, per turn. One model
 * piles up what can be undone, the other tasks beside a condition that is looked at every turn, each in one command.
 */
export async function growth(only, say) {
  for (const kind of ['undone', 'opened']) {
    const name = `engine: what is ${kind} piles up, cost of one of 1,500 against one of 500`;
    if (!name.includes(only)) continue;
    const facts = await factsOf(piles(kind));
    const each = (n) => {
      const taken = [];
      for (let i = 0; i < 9; i++) {
        const begin = clock();
        runInstance(facts, { n });
        taken.push((clock() - begin) / n);
      }
      return median(taken);
    };
    for (let i = 0; i < 20; i++) each(500);
    const taken = await rounds(9, async () => ({ few: each(500), many: each(1_500) }));
    const ratio = median(taken.map(({ few, many }) => many / few));
    const [few, many] = ['few', 'many'].map((key) => time(taken.map((round) => round[key])));
    say({ name, ratio, goal: 1.4, most: true, ours: many, floor: few });
  }
}

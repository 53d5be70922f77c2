// The pure engine against bpmn-engine from npm: decide and evolve of whole instances, commands and events plain JSON.
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { buildDefinitionSet } from '#bpmn';
import { evolveAll, instanceDecider, isRefusal, SYSTEM } from '#engine';
import { buildRecord } from '#ledger';
import { MODELS, pairs } from './models.mjs';
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
    const task = decision.effects.find((effect) => effect.do === 'openTask');
    if (task === undefined) break;
    command = { type: 'completeTask', at: AT, by: SYSTEM, key: task.key };
  }
  if (state.status !== 'completed') throw new Error(`the instance is ${state.status}`);
}

/** The same, with the record of every command built: canonical bytes, commitment, leaf and leaf hash. */
function runRecorded(facts, variables) {
  let seq = 0;
  let prev = null;
  runInstance(facts, variables, (command, events) => {
    const record = { stream: '01JXBENCH00000000000000000', seq, at: AT, type: command.type, def: HASH, prev, salt: HASH };
    prev = buildRecord({ ...record, body: { command, events } }).leafHash;
    seq += 1;
  });
}

/** Microseconds per instance of our engine. */
function ours(run, facts, variables, count) {
  const begin = clock();
  for (let i = 0; i < count; i++) run(facts, variables);
  return (clock() - begin) / count;
}

/** Microseconds per instance of bpmn-engine. Reading the model and making the engine do not count. */
async function peers(model, source, count) {
  let total = 0;
  for (let i = 0; i < count; i++) {
    const engine = new Engine({ name: 'bench', sourceContext: source, variables: model.variables });
    await engine.getDefinitions();
    const listener = new EventEmitter();
    listener.on('activity.wait', (task) => task.signal());
    const begin = clock();
    await new Promise((resolve, reject) => engine.execute({ listener }, (error) => (error ? reject(error) : resolve())));
    total += clock() - begin;
  }
  return total / count;
}

/** The model as bpmn-engine keeps it once read. */
async function sourceOf(model) {
  const [definition] = await new Engine({ name: 'bench', source: model.xml('peer') }).getDefinitions();
  return definition.context.definitionContext;
}

/** Ratios of every model, bare and with its records built. */
export async function engineFigures(say) {
  const figures = [];
  for (const model of MODELS) {
    const facts = await factsOf(model);
    const source = await sourceOf(model);
    ours(runInstance, facts, model.variables, 5_000);
    ours(runRecorded, facts, model.variables, 1_000);
    await peers(model, source, 40);
    const taken = await rounds(7, async () => {
      const bare = ours(runInstance, facts, model.variables, 4_000);
      const peer = await peers(model, source, 40);
      const recorded = ours(runRecorded, facts, model.variables, 1_000);
      return { bare, peer, recorded };
    });
    const times = (key) => `${median(taken.map((round) => round[key])).toFixed(1)} µs`;
    const engine = { ratio: median(taken.map(({ peer, bare }) => peer / bare)), goal: 300, ours: times('bare') };
    figures.push(say({ name: `engine: ${model.name}`, ...engine, floor: times('peer') }));
    const whole = { ratio: median(taken.map(({ peer, recorded }) => peer / recorded)), goal: null, ours: times('recorded') };
    figures.push(say({ name: `engine with records: ${model.name}`, ...whole, floor: times('peer') }));
  }
  return figures;
}

/** A chain of exclusive pairs costs as much for each further pair: growth of the second ten over that of the first ten. */
export async function linearity(say) {
  const models = [0, 10, 20].map(pairs);
  const facts = await Promise.all(models.map(factsOf));
  const run = (i, count) => ours(runInstance, facts[i], models[i].variables, count);
  for (const i of [0, 1, 2]) run(i, 3_000);
  const taken = await rounds(15, async () => [run(0, 3_000), run(1, 3_000), run(2, 3_000)]);
  const growth = taken.map(([t0, t10, t20]) => (t20 - t10) / (t10 - t0));
  const [t0, t10, t20] = [0, 1, 2].map((i) => `${median(taken.map((times) => times[i])).toFixed(1)} µs`);
  return [
    say({ name: 'engine: exclusive pairs, (t20 − t10) / (t10 − t0)', ratio: median(growth), goal: 1.3, most: true, ours: `${t0}, ${t10}, ${t20}`, floor: '' }),
  ];
}

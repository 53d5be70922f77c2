import type { InstanceRefusal } from '../codes.js';
import type { Effect } from '../decider.js';
import type { Migrate } from '../history/commands.js';
import { Draft } from '../history/draft.js';
import { moveTo } from '../history/appliers/migrated.js';
import { Counterparts } from '../history/counterparts.js';
import { open, openTask } from '../run/effects.js';
import type { Run } from '../run/run.js';
import { refuseAdministrator } from '../tasks/authority.js';
import { armed } from './arming.js';
import { BAD_COMMAND } from './handler.js';
import { misfits, type Misfit } from './misfits.js';

/**
 * Puts the matter on another definition set, or says of every element why it cannot go on there. What is open outside is
 * asked for again only where it reads differently.
 */
export function migrate(run: Run, command: Migrate): InstanceRefusal | null {
  const { by, definition, mapping = {} } = command;
  if (typeof definition !== 'string' || !isMapping(mapping)) return BAD_COMMAND;
  const refused = refuseAdministrator(by);
  if (refused !== null) return refused;
  const { definitions, target = null } = run.facts;
  if (target === null || target.hash !== definition) return { refused: 'definition-unknown', values: { definition } };
  if (definitions.hash === definition) return { refused: 'definition-same', values: { definition } };
  const causes = misfits(run.state, definitions, new Counterparts(definitions, target, mapping));
  if (causes.length > 0) return impossible(causes);
  // what would be watched there is read off a trial: the state as it would be, with nothing armed yet
  const trial = new Draft(run.state, definitions, target);
  moveTo(trial, definition, mapping);
  const waits = armed(run, trial, new Counterparts(definitions, target, mapping));
  if ('causes' in waits) return impossible(waits.causes);
  const before = openOutside(run);
  run.moveTo({
    type: 'Migrated',
    v: 1,
    from: definitions.hash,
    definition,
    ...(Object.keys(mapping).length === 0 ? null : { mapping }),
    ...(waits.length === 0 ? null : { waits }),
  });
  reopen(run, before);
  run.perform({ do: 'setDefinition', definition });
  return null;
}

function isMapping(mapping: unknown): mapping is Readonly<Record<string, string>> {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return false;
  return Object.entries(mapping).every(([from, to]) => from !== '' && !from.startsWith('~') && isId(to));
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function impossible(causes: readonly Misfit[]): InstanceRefusal {
  const names = [...new Set(causes.map(({ name }) => name))];
  return {
    refused: 'migration-impossible',
    values: { count: causes.length, names, causes: causes.map((cause) => ({ ...cause })) },
  };
}

type Opening = Extract<Effect, { readonly do: `open${string}` }>;

/** Everything that is open outside, as it would be asked for now, by kind and key. */
function openOutside(run: Run): ReadonlyMap<string, Opening> {
  const mark = run.effects.length;
  for (const node of Object.values(run.state.nodes)) {
    if (run.state.suspended === null) open(run, node);
    else if (node.task !== null && node.phase === 'active') openTask(run, node, run.planOfNode(node));
  }
  for (const { key, scope, element, code, values } of Object.values(run.state.incidents)) {
    run.perform({ do: 'openIncident', key, element: run.plan(scope, element).element.id, code, values });
  }
  const effects = run.effects.splice(mark);
  return new Map(effects.flatMap((effect) => (isOpening(effect) ? [[`${effect.do} ${effect.key}`, effect]] : [])));
}

function isOpening(effect: Effect): effect is Opening {
  return effect.do.startsWith('open');
}

/** Takes back what is not there any more, asks for what is new or reads differently. */
function reopen(run: Run, before: ReadonlyMap<string, Opening>): void {
  const after = openOutside(run);
  for (const [name, { do: what, key }] of before) if (!after.has(name)) run.perform(closingOf(what, key));
  for (const [name, effect] of after) {
    const was = before.get(name);
    if (was === undefined || JSON.stringify(was) !== JSON.stringify(effect)) run.perform(effect);
  }
}

function closingOf(what: Opening['do'], key: number): Effect {
  switch (what) {
    case 'openJob':
      return { do: 'closeJob', key };
    case 'openTimer':
      return { do: 'closeTimer', key };
    case 'openSubscription':
      return { do: 'closeSubscription', key };
    case 'openTask':
      return { do: 'closeTask', key, outcome: 'cancelled' };
    case 'openIncident':
      return { do: 'closeIncident', key };
  }
}

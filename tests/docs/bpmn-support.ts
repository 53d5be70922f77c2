import { readdirSync, readFileSync } from 'node:fs';
import { constructsOf } from '#bpmn';
import { DMN_SUPPORT, SUPPORT } from '#engine';

/** A conformance case with what its diagram uses, as far as the run got to it. */
interface Proof {
  readonly name: string;
  /** `whole`: the run came to its end; `refused`: the model was not run at all. */
  readonly outcome: 'whole' | 'part' | 'refused';
  /** Constructs of elements the run finished or waits at, or for which the model was refused. */
  readonly proved: ReadonlySet<string>;
}

interface Expected {
  readonly refused?: readonly { readonly element: string; readonly rule: string }[];
  readonly completed?: readonly (string | { readonly element: string })[];
  readonly result?: { readonly status?: string; readonly waiting?: readonly { readonly element?: string }[] };
}

const CASES = new URL('../conformance/cases/', import.meta.url);
/** Cases named in a row; the simplest come first. A count of the others would change with every new case. */
const SHOWN = 4;

/** Reads every conformance case. */
export async function proofs(): Promise<readonly Proof[]> {
  const names = readdirSync(CASES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  const found: Proof[] = [];
  for (const name of names) {
    const expected = JSON.parse(readFileSync(new URL(`${name}.json`, CASES), 'utf8')) as Expected;
    const { refused, result } = expected;
    const unsupported = refused?.filter(({ rule }) => rule === 'unsupported').map(({ element }) => element);
    const reached = unsupported === undefined ? reachedBy(expected) : new Set(unsupported);
    const uses = await constructsOf(readFileSync(new URL(`${name}.bpmn`, CASES), 'utf8'));
    const proved = uses.filter(({ element }) => element === null || reached.has(element)).map((use) => use.construct);
    const outcome = refused === undefined ? (result?.status === 'completed' ? 'whole' : 'part') : 'refused';
    if (reached.size > 0) found.push({ name, outcome, proved: new Set(proved) });
  }
  const rank = ({ outcome, proved }: Proof): number => (outcome === 'part' ? 1000 : 0) + proved.size;
  return found.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function reachedBy({ completed = [], result = {} }: Expected): ReadonlySet<string> {
  const { waiting = [] } = result;
  const ids = completed.map((entry) => (typeof entry === 'string' ? entry : entry.element));
  return new Set([...ids, ...waiting.flatMap(({ element }) => element ?? [])]);
}

/** Rows that say they are executed or refused and that no case proves. */
export function unproved(all: readonly Proof[]): readonly string[] {
  return Object.keys(SUPPORT).filter(
    (construct) => SUPPORT[construct] !== 'drawing' && provedBy(construct, all).length === 0,
  );
}

/** `docs/bpmn-support.md`, from the engine's own tables and the cases. */
export function page(all: readonly Proof[], decisions: ReadonlyMap<string, readonly string[]>): string {
  const sections = SECTIONS.map(({ title, holds, about }) => {
    const rows = Object.keys(SUPPORT).filter((construct) => SUPPORT[construct] !== 'drawing' && holds(construct));
    const by = (construct: string): string => linked(provedBy(construct, all), '');
    return [`## ${title}`, ...(about === undefined ? [] : [about]), table(rows, SUPPORT, by)].join('\n\n');
  });
  const dmn = Object.keys(DMN_SUPPORT).filter((construct) => DMN_SUPPORT[construct] !== 'drawing');
  const by = (construct: string): string =>
    linked(decisions.get(construct) ?? (DMN_SUPPORT[construct] === 'refused' ? ['refused'] : []), 'dmn/');
  return `${[HEAD, ...sections, drawing(SUPPORT), BEHAVIOUR, DECISIONS, table(dmn, DMN_SUPPORT, by), drawing(DMN_SUPPORT)].join('\n\n')}\n`;
}

type Table = Readonly<Record<string, string>>;

function table(rows: readonly string[], of: Table, proof: (construct: string) => string): string {
  const lines = rows.map((construct) => {
    const executes = of[construct] === 'executed';
    return `| ${code(construct)} | ${executes ? 'executed' : 'refused'} | ${proof(construct)} |`;
  });
  return ['| construct | | proved by |', '| --- | --- | --- |', ...lines].join('\n');
}

function drawing(of: Table): string {
  const names = Object.keys(of).filter((construct) => of[construct] === 'drawing');
  return `Drawing, read and without meaning at run time: ${names.map(code).join(', ')}.`;
}

function provedBy(construct: string, all: readonly Proof[]): readonly string[] {
  const refused = SUPPORT[construct] === 'refused';
  return all
    .filter(({ outcome, proved }) => (outcome === 'refused') === refused && proved.has(construct))
    .map(({ name }) => name);
}

function linked(names: readonly string[], folder: string): string {
  const shown = names.slice(0, SHOWN);
  return shown.map((name) => `[${name}](../tests/conformance/${folder}cases/${name}.json)`).join(', ');
}

function code(construct: string): string {
  return `\`${construct}\``;
}

interface Section {
  readonly title: string;
  readonly about?: string;
  holds(construct: string): boolean;
}

const isEvent = (construct: string): boolean => /Event\./.test(construct) || /^eventSubProcess\./.test(construct);

const SECTIONS: readonly Section[] = [
  {
    title: 'Activities',
    holds: (construct) => /^(?:[a-z]*[tT]ask|[a-zA-Z]*Activity|[a-zA-Z]*[sS]ubProcess|transaction|subChoreography)$/.test(construct),
  },
  { title: 'Gateways', holds: (construct) => /Gateway/.test(construct) },
  {
    title: 'Events',
    about: 'Event with its definition; `eventSubProcess.…` is what an event sub-process begins with.',
    holds: isEvent,
  },
  { title: 'Markers', holds: (construct) => construct.startsWith('marker.') },
  { title: 'Data and resources', holds: (construct) => /^(?:io|data|resource|correlation)/.test(construct) },
  { title: 'Extensions of Zeebe', holds: (construct) => construct.startsWith('zeebe.') },
];

const HEAD = `# What of BPMN is executed

Made from the engine's own tables (\`server/engine/elements/support.ts\`, \`server/engine/decision/support.ts\`) and the conformance cases by
\`npx vitest run tests/docs/bpmn-support.test.ts -u\`; the test fails where this page and the tables differ, and where no case proves
a row: a run that gets there, or a model that is refused for it. What is not listed is refused by element id, name and rule, never ignored.`;

const DECISIONS = `## Decisions (DMN 1.5)

Expressions go by the name of their element, types by \`type.NAME\`.`;

const BEHAVIOUR = `## Where BPMN leaves it open

**Inclusive gateway.** Splitting, every flow whose condition holds is taken, else the default flow, else an incident.
Joining follows BPMN 2.0, table 13.3: at least one incoming flow has a token, and from wherever else in the same scope a
token can get to an empty incoming flow without visiting the gateway, it can also get to one that has a token. A token inside
an activity counts with the activity's own flows and with those of its boundary events, as long as they can still happen. Joins
are looked at whenever everything else of a command is worked off, so it does not matter whether a token moved or died. One
token of each incoming flow that has any is taken.

**Event-based gateway.** The first event wins and the others are withdrawn in the same record; what comes for one of them later
is refused. Timers that fall due at the same instant fire in the order they are drawn; a condition that is true already wins
when the gateway is reached. The gateway is what waits; it is finished together with the event that won, before it.

**Signals.** A signal is heard by whoever waits for it at that moment and kept for nobody. In the matter that throws it that is
decided at once, before the token goes on, so a scope that waits for the signal of its own end hears it. Other matters hear it
when they belong to the organisation of the thrower or to one below it: a street's signal reaches its communities, a
community's neither its street nor its neighbours. Input mappings of the throwing event make its variables. A suspended matter
hears nothing. A signal start event begins a process when it is started at that event.

**Conditional events.** A condition is looked at when what waits for it is entered, and after every step that wrote a variable
it can see (output, \`setVariables\`, mappings). It happens when it becomes true; true at the first look counts. A
non-interrupting one has to be false once before it can happen again. While a matter is suspended nothing is looked at; when it
goes on, everything is. A condition that is null or no boolean is an incident on its event; the element beside it goes on.

**Links.** In one scope every thrower of a name goes on at the one catcher of that name, as if a sequence flow led there.

**Multi-instance.** The body is a scope around its runs. Its collection (or \`loopCardinality\`) is read once; at most 10,000 runs. Item,
\`loopCounter\` and the variable that \`outputElement\` names belong to one run; everything else a run brings is handed on as usual.
Mappings belong to the run, boundary events to the body. Results stand in the order of the items; what a completion condition
ended is null. The condition reads \`numberOfInstances\`, \`numberOfActiveInstances\`, \`numberOfCompletedInstances\`,
\`numberOfTerminatedInstances\`, the results so far and the variables of the run that was just done. Without an item the body is done
at once. A run that cannot begin stays back with an incident while parallel ones go on.

**Event sub-processes.** They are watched from the moment their scope is entered; what they wait for is worked out with the variables
of that scope. The first interrupting one that begins ends all that runs there, and no other of the scope can begin afterwards;
boundary events of the scope still can happen. Once what runs inside is done, none can begin. An error or escalation is offered to
the event sub-processes of a scope before its boundary events, at each place to the one with the code before the one for any, and
never to the event sub-process it comes from. A process whose event sub-processes cannot be watched does not begin before the
incident at its start is resolved.

**Escalation.** The nearest that fits takes it, calls included; nobody else is told. Taken by nobody, it goes on without a word, also when a
person or a job throws it.

**Compensation.** What was completed in the scope of the event is undone, the last first, one after the other; inside an event sub-process
also what was completed in the scope around it. A sub-process without a handler of its own is undone from inside, with the
variables it had when it was completed; a run of a multi-instance with its item and counter. What was interrupted or is still
running is not undone. A called process is a border: only a handler of the call undoes it. The event is left when all of it is
undone; an event that would not wait is refused.

**Messages.** A throwing message event and a send task are jobs where they have a task definition; else the message goes out with
what their input mappings made, to the correlation key of the message, and is kept for 30 days or as long as the property
\`message.timeToLive\` says.`;

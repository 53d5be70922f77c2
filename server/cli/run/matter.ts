import { ROOT, type InstanceState, type StoredValue } from '#engine';
import { say, type Language } from '#text';
import { pathOf, traceOf, type Trace, type World } from '#world';
import { isContext } from '../json/read.js';
import { pathField, plainVariables, type Line, type Result } from './output.js';

/** The one matter of a run: what it did since last asked, what it waits for, and how it stands. */
export class Matter {
  readonly #world: World;
  readonly #trace: Trace;

  constructor(
    world: World,
    readonly stream: string,
  ) {
    this.#world = world;
    this.#trace = traceOf(world, stream);
  }

  get state(): InstanceState {
    return this.#world.state(this.stream) as InstanceState;
  }

  /** Finished runs of elements since the last call. */
  completed(): readonly Line[] {
    return this.#trace.next().map(({ element, path, body }) => ({
      type: 'ElementCompleted',
      element,
      ...pathField(path),
      ...(body === undefined ? null : { body }),
    }));
  }

  /** Call path of an open incident. */
  pathOfIncident(key: number): readonly string[] {
    const set = this.#world.definition(this.#world.stream(this.stream)?.definition ?? '');
    const incident = this.state.incidents[key];
    return set === undefined || incident === undefined ? [] : pathOf(set, this.state, incident.scope);
  }

  result(language: Language): Result {
    const { state } = this;
    const incidents = this.#world.incidents(this.stream).map(({ key, element, code, values }) => ({
      element,
      message: [say(`incident.${code}`, values, language), ...saidBy(values)].join(' '),
      code,
      ...pathField(this.pathOfIncident(key)),
    }));
    const waiting = this.#world
      .waiting(this.stream)
      .map(({ element, kind, name, path }) => ({ element, kind, name, ...pathField(path) }));
    return {
      type: 'Result',
      status: statusOf(state, incidents.length),
      variables: plainVariables(variablesOf(state)),
      waiting,
      incidents,
    };
  }
}

/** What whoever failed the job said about it. */
function saidBy(values: Readonly<Record<string, StoredValue>>): readonly string[] {
  const { values: cause = null } = values;
  const message = isContext(cause) ? cause['message'] : undefined;
  return typeof message === 'string' && message !== '' ? [message] : [];
}

function statusOf(state: InstanceState, incidents: number): Result['status'] {
  if (incidents > 0) return 'incident';
  if (state.status === 'completed') return 'completed';
  return state.status === 'terminated' || state.status === 'cancelled' ? 'terminated' : 'waiting';
}

function variablesOf(state: InstanceState): Readonly<Record<string, StoredValue>> {
  return state.nodes[ROOT]?.variables ?? state.result;
}

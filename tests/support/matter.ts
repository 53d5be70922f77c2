import {
  evolveAll,
  instanceDecider,
  isRefusal,
  ROOT,
  SYSTEM,
  type Actor,
  type DefinitionSet,
  type Effect,
  type InstanceCommand,
  type InstanceEvent,
  type InstanceFacts,
  type InstanceState,
  type OpenIncident,
  type OpenJob,
  type OpenSubscription,
  type OpenTask,
  type OpenTimer,
  type Process,
  type StoredValue,
} from '#engine';

/** What is open outside, as the effects so far say it. */
export class Ledger {
  readonly jobs = new Map<number, OpenJob>();
  readonly timers = new Map<number, OpenTimer>();
  readonly subscriptions = new Map<number, OpenSubscription>();
  readonly tasks = new Map<number, OpenTask>();
  readonly incidents = new Map<number, OpenIncident>();
  readonly others: Effect[] = [];
  /** Closings of what was not open: none should ever be asked for. */
  readonly stray: Effect[] = [];

  add(effect: Effect): void {
    switch (effect.do) {
      case 'openJob':
        this.jobs.set(effect.key, effect);
        break;
      case 'openTimer':
        this.timers.set(effect.key, effect);
        break;
      case 'openSubscription':
        this.subscriptions.set(effect.key, effect);
        break;
      case 'openTask':
        this.tasks.set(effect.key, effect);
        break;
      case 'openIncident':
        this.incidents.set(effect.key, effect);
        break;
      case 'closeJob':
        this.close(this.jobs, effect);
        break;
      case 'closeTimer':
        this.close(this.timers, effect);
        break;
      case 'closeSubscription':
        this.close(this.subscriptions, effect);
        break;
      case 'closeTask':
        this.close(this.tasks, effect);
        break;
      case 'closeIncident':
        this.close(this.incidents, effect);
        break;
      default:
        this.others.push(effect);
    }
  }

  private close(rows: Map<number, unknown>, effect: Effect & { readonly key: number }): void {
    if (!rows.delete(effect.key)) this.stray.push(effect);
  }

  /** Everything open, as `kind element`. */
  get open(): readonly string[] {
    const rows: readonly [string, Map<number, { readonly element: string }>][] = [
      ['job', this.jobs],
      ['timer', this.timers],
      ['subscription', this.subscriptions],
      ['task', this.tasks],
      ['incident', this.incidents],
    ];
    return rows.flatMap(([kind, map]) => [...map.values()].map(({ element }) => `${kind} ${element}`));
  }
}

type Without<C> = C extends InstanceCommand ? Omit<C, 'at' | 'by' | 'facts'> : never;

/** A command without what every command carries. */
export type Ask = Without<InstanceCommand>;

/** Monday 5 January 2026, 09:00 in China. */
export const MONDAY = 1_767_574_800_000;

/** What a matter is started with: one field that everybody reads and one that the office alone does. */
export const START_FORM = 'start';
const FORMS: DefinitionSet['forms'] = {
  [START_FORM]: {
    type: 'default',
    id: 'start',
    components: [
      { type: 'textfield', key: 'title', label: '事项', properties: { 'heyi.open': 'true' } },
      { type: 'textarea', key: 'words', label: '说明' },
    ],
  },
};

/** One instance driven by hand, with a clock that is moved and a ledger of what is open. */
export class Matter {
  state: InstanceState = instanceDecider.initial();
  at = MONDAY;
  readonly events: InstanceEvent[] = [];
  /** Accepted commands with the facts they were decided on. */
  readonly commands: { readonly command: InstanceCommand; readonly facts: InstanceFacts }[] = [];
  readonly ledger = new Ledger();
  facts: InstanceFacts;

  constructor(
    processes: readonly Process[],
    given: {
      readonly calendars?: InstanceFacts['calendars'];
      readonly decisions?: DefinitionSet['decisions'];
      readonly forms?: DefinitionSet['forms'];
    } = {},
  ) {
    const [main] = processes;
    const definitions: DefinitionSet = {
      hash: '',
      main: main?.id ?? '',
      processes: Object.fromEntries(processes.map((process) => [process.id, process])),
      decisions: given.decisions ?? { decisions: {} },
      forms: given.forms ?? FORMS,
    };
    this.facts = given.calendars === undefined ? { definitions } : { definitions, calendars: given.calendars };
  }

  /** Decides; returns the events, or the code of the refusal. */
  ask(ask: Ask, by: Actor = SYSTEM): readonly InstanceEvent[] | string {
    const command = { at: this.at, by, ...ask } as InstanceCommand;
    const decision = instanceDecider.decide(this.state, command, this.facts);
    if (isRefusal(decision)) return decision.refused;
    this.state = evolveAll(this.state, decision.events, this.facts);
    this.events.push(...decision.events);
    this.commands.push({ command, facts: this.facts });
    for (const effect of decision.effects) this.ledger.add(effect);
    return decision.events;
  }

  start(variables: Readonly<Record<string, StoredValue>> = {}, element?: string): this {
    this.ask({ type: 'start', scope: 'qinghe/d2', variables, ...(element === undefined ? null : { element }) });
    return this;
  }

  /** Completes the oldest open job or task of the element. */
  complete(element: string, variables: Readonly<Record<string, StoredValue>> = {}): readonly InstanceEvent[] | string {
    const job = this.keyOf('job', element);
    if (job !== undefined) return this.ask({ type: 'completeJob', key: job, variables });
    return this.ask({ type: 'completeTask', key: this.keyOf('task', element) ?? -1, variables });
  }

  fire(element: string): readonly InstanceEvent[] | string {
    return this.ask({ type: 'fireTimer', key: this.keyOf('timer', element) ?? -1 });
  }

  deliver(element: string, variables: Readonly<Record<string, StoredValue>> = {}): readonly InstanceEvent[] | string {
    return this.ask({ type: 'deliverMessage', key: this.keyOf('subscription', element) ?? -1, variables });
  }

  resolve(element: string): readonly InstanceEvent[] | string {
    return this.ask({ type: 'resolveIncident', key: this.keyOf('incident', element) ?? -1 });
  }

  /** Key of the oldest open row of an element. */
  keyOf(kind: 'job' | 'task' | 'timer' | 'subscription' | 'incident', element: string): number | undefined {
    const rows: Map<number, { readonly element: string }> = {
      job: this.ledger.jobs,
      task: this.ledger.tasks,
      timer: this.ledger.timers,
      subscription: this.ledger.subscriptions,
      incident: this.ledger.incidents,
    }[kind];
    const keys = [...rows].filter(([, row]) => row.element === element).map(([key]) => key);
    return keys.length === 0 ? undefined : Math.min(...keys);
  }

  /** Variables of the root scope, also after the end. */
  get variables(): Readonly<Record<string, StoredValue>> {
    return this.state.nodes[ROOT]?.variables ?? this.state.result;
  }

  /** Ids of elements that were passed, completed or fired, in order. */
  get path(): readonly string[] {
    return this.events.flatMap((event) =>
      event.type === 'Passed' || event.type === 'Completed' || event.type === 'Fired' ? [event.element] : [],
    );
  }

  /** Codes of the open incidents. */
  get incidents(): readonly string[] {
    return Object.values(this.state.incidents).map(({ code }) => code);
  }
}

import fc from 'fast-check';
import type { Process } from '#engine';
import {
  ANYBODY,
  conditionEvent,
  errorEvent,
  jobOf,
  linkEvent,
  messageEvent,
  NONE_EVENT,
  ProcessBuilder,
  signalEvent,
  timerOf,
} from './processes.js';

/** A piece of a process with one way in and one way out (an end has no way out). */
type Block =
  | {
      readonly kind:
        | 'pass'
        | 'count'
        | 'user'
        | 'seated'
        | 'job'
        | 'receive'
        | 'catch'
        | 'timer'
        | 'term'
        | 'throw'
        | 'hear'
        | 'shout'
        | 'until'
        | 'mapped'
        | 'manual'
        | 'context';
    }
  | { readonly kind: 'end'; readonly how: 'none' | 'error' | 'terminate' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly branches: readonly Branch[]; readonly fallback: boolean }
  | { readonly kind: 'fork'; readonly branches: readonly Block[]; readonly joined: boolean | 'inclusive' }
  | {
      readonly kind: 'some';
      readonly branches: readonly Branch[];
      readonly fallback: boolean;
      readonly joined: boolean;
    }
  | { readonly kind: 'first'; readonly events: readonly First[] }
  | { readonly kind: 'link'; readonly throwers: number; readonly body: Block }
  | { readonly kind: 'loop'; readonly body: Block; readonly limit: number }
  | { readonly kind: 'sub'; readonly body: Block; readonly boundaries: readonly Boundary[]; readonly local: boolean }
  | { readonly kind: 'call'; readonly which: number; readonly boundaries: readonly Boundary[]; readonly all: boolean }
  | { readonly kind: 'guarded'; readonly host: 'user' | 'job'; readonly boundaries: readonly Boundary[] };

interface Branch {
  readonly condition: string;
  readonly body: Block;
}

/** What may come first behind an event-based gateway. */
interface First {
  readonly event: 'timer' | 'message' | 'receive' | 'signal' | 'condition';
  readonly body: Block;
}

interface Boundary {
  readonly event: 'duration' | 'cycle' | 'message' | 'signal' | 'condition' | 'error' | 'any';
  readonly interrupting: boolean;
  readonly body: Block;
}

/** Flows between any two elements of one scope: joins that never fill, loops that never end, tokens that pile up. */
interface Wild {
  readonly from: number;
  readonly to: number;
}

const CONDITIONS = [
  'n > 1',
  'n < 3',
  'n <= 2',
  'n != 1',
  'not(n = 0)',
  'n = 0 or n = 3',
  'flag',
  'not(flag)',
  'true',
  'nobody > 1',
  'text',
  'n = 2',
];

const { block } = fc.letrec<{ block: Block; boundary: Boundary; branch: Branch; first: First }>((tie) => ({
  first: fc.record({
    event: fc.constantFrom('timer', 'message', 'receive', 'signal', 'condition'),
    body: tie('block'),
  }),
  boundary: fc.record({
    event: fc.constantFrom('duration', 'cycle', 'message', 'signal', 'condition', 'error', 'any'),
    interrupting: fc.boolean(),
    body: tie('block'),
  }),
  branch: fc.record({ condition: fc.constantFrom(...CONDITIONS), body: tie('block') }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 5 },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'pass' as const,
          'count' as const,
          'user' as const,
          'seated' as const,
          'job' as const,
          'receive' as const,
          'catch' as const,
          'timer' as const,
          'term' as const,
          'throw' as const,
          'hear' as const,
          'shout' as const,
          'until' as const,
          'mapped' as const,
          'manual' as const,
          'context' as const,
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('end' as const),
        how: fc.constantFrom('none' as const, 'error' as const, 'terminate' as const),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('sequence' as const),
        blocks: fc.array(tie('block'), { minLength: 2, maxLength: 4 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('choice' as const),
        branches: fc.array(tie('branch'), { minLength: 1, maxLength: 3 }),
        fallback: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('fork' as const),
        branches: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
        joined: fc.constantFrom(true, false, 'inclusive' as const),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('some' as const),
        branches: fc.array(tie('branch'), { minLength: 2, maxLength: 3 }),
        fallback: fc.boolean(),
        joined: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('first' as const),
        events: fc.array(tie('first'), { minLength: 2, maxLength: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('link' as const),
        throwers: fc.integer({ min: 1, max: 2 }),
        body: tie('block'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('loop' as const),
        body: tie('block'),
        limit: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('sub' as const),
        body: tie('block'),
        boundaries: fc.array(tie('boundary'), { maxLength: 2 }),
        local: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('call' as const),
        which: fc.nat(3),
        boundaries: fc.array(tie('boundary'), { maxLength: 2 }),
        all: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('guarded' as const),
        host: fc.constantFrom('user' as const, 'job' as const),
        boundaries: fc.array(tie('boundary'), { minLength: 1, maxLength: 3 }),
      }),
    },
  ),
}));

/** Random processes: the first is the main one, which may call the others and itself. */
export const randomProcesses: fc.Arbitrary<readonly Process[]> = fc
  .record({
    bodies: fc.array(block, { minLength: 1, maxLength: 3 }),
    wild: fc.oneof(
      { weight: 9, arbitrary: fc.constant<readonly Wild[]>([]) },
      { weight: 1, arbitrary: fc.array(fc.record({ from: fc.nat(), to: fc.nat() }), { maxLength: 3 }) },
    ),
  })
  .map(({ bodies, wild }) =>
    bodies.map((body, index) => new Writer(`P${index}`, bodies.length).write(body, index === 0 ? wild : [])),
  );

/** Writes blocks as elements and flows; ids are the kind with a counter. */
class Writer {
  private readonly builder: ProcessBuilder;
  private count = 0;

  constructor(
    private readonly id: string,
    private readonly processes: number,
  ) {
    this.builder = new ProcessBuilder(id);
  }

  write(body: Block, wild: readonly Wild[]): Process {
    this.scope(this.id, body);
    const process = this.builder.build();
    const inside = process.elements.filter(
      ({ type }) => type !== 'process' && type !== 'boundaryEvent' && type !== 'startEvent',
    );
    for (const { from, to } of wild) {
      const source = inside[from % inside.length];
      const target = inside[to % inside.length];
      if (source === undefined || target === undefined || source.parent !== target.parent || source.type === 'endEvent')
        continue;
      this.count += 1;
      this.builder.flow(source.id, target.id, null, `wild${this.count}`);
    }
    return this.builder.build();
  }

  private scope(scope: string, body: Block): void {
    const start = this.add('startEvent', scope, { event: NONE_EVENT });
    const end = this.add('endEvent', scope, { event: NONE_EVENT });
    this.link(this.body(body, scope, start), end);
  }

  private add(
    type: Parameters<ProcessBuilder['element']>[0],
    scope: string,
    given: Parameters<ProcessBuilder['element']>[2] = {},
  ): string {
    this.count += 1;
    // as short as people name them
    const id = `${type.replace(/^intermediate|Based|Gateway$/g, '')}${this.count}`;
    this.builder.element(type, id, given, scope === this.id ? undefined : scope);
    return id;
  }

  private link(source: string | null, target: string, condition: string | null = null): void {
    if (source === null) return;
    this.count += 1;
    this.builder.flow(source, target, condition, `f${this.count}`);
  }

  private after(
    source: string | null,
    type: Parameters<ProcessBuilder['element']>[0],
    scope: string,
    given: Parameters<ProcessBuilder['element']>[2] = {},
  ): string {
    const id = this.add(type, scope, given);
    this.link(source, id);
    return id;
  }

  /** Writes a block after `from`; answers where it goes on, null where it does not. */
  private body(block: Block, scope: string, from: string | null): string | null {
    switch (block.kind) {
      case 'pass':
        return this.after(from, 'task', scope);
      case 'count':
        return this.after(from, 'scriptTask', scope, { script: { source: 'n + 1', resultVariable: 'n' } });
      case 'mapped':
        return this.after(from, 'serviceTask', scope, {
          ...jobOf('work'),
          input: [{ source: 'n', target: 'local' }],
          output: [
            { source: '{ got: given, was: local }', target: 'kept.deep' },
            { source: 'local + 1', target: 'sum' },
            { source: 'not(flag)', target: 'flag' },
          ],
        });
      case 'context': {
        const made = this.after(from, 'scriptTask', scope, {
          script: { source: '{ z: n, b: 1, a: { y: 1, x: 2 } }', resultVariable: 'made' },
        });
        const between = this.after(made, 'userTask', scope, ANYBODY);
        return this.after(between, 'scriptTask', scope, {
          script: { source: 'for e in get entries(made) return e.key', resultVariable: 'keys' },
        });
      }
      case 'manual':
        return this.after(from, 'manualTask', scope, { properties: { 'manual.waits': 'true' } });
      case 'user':
        return this.after(from, 'userTask', scope, ANYBODY);
      case 'seated':
        return this.after(from, 'userTask', scope, {
          user: { ...ANYBODY.user, dueDate: 'term(now(), 3, "working_day")', candidateGroups: '["staff"]' },
        });
      case 'job':
        return this.after(from, 'serviceTask', scope, jobOf('work'));
      case 'receive':
        return this.after(from, 'receiveTask', scope, messageEvent('m', 'text'));
      case 'catch':
        return this.after(from, 'intermediateCatchEvent', scope, messageEvent('m', 'n'));
      case 'timer':
        return this.after(from, 'intermediateCatchEvent', scope, timerOf('duration', 'PT1H'));
      case 'term':
        return this.after(from, 'intermediateCatchEvent', scope, {
          event: { kind: 'timer', timer: 'date', expression: 'term(now(), 2, "working_day")' },
        });
      case 'throw':
        return this.after(from, 'intermediateThrowEvent', scope, messageEvent('out', 'text'));
      case 'hear':
        return this.after(from, 'intermediateCatchEvent', scope, signalEvent('s'));
      case 'shout':
        return this.after(from, 'intermediateThrowEvent', scope, {
          ...signalEvent('s'),
          input: [{ source: 'n', target: 'x' }],
        });
      case 'until':
        return this.after(from, 'intermediateCatchEvent', scope, conditionEvent('n > 1'));
      case 'end':
        this.end(block.how, scope, from);
        return null;
      case 'sequence':
        return block.blocks.reduce<string | null>(
          (at, inner) => (at === null ? null : this.body(inner, scope, at)),
          from,
        );
      case 'choice':
        return this.choice(block, scope, from);
      case 'fork':
        return this.fork(block, scope, from);
      case 'some':
        return this.some(block, scope, from);
      case 'first':
        return this.first(block, scope, from);
      case 'link':
        return this.linked(block, scope, from);
      case 'loop':
        return this.loop(block, scope, from);
      case 'sub': {
        const id = this.after(from, 'subProcess', scope, block.local ? { input: [{ source: 'n', target: 'n' }] } : {});
        this.scope(id, block.body);
        this.guard(id, block.boundaries, scope);
        return id;
      }
      case 'call': {
        const processId = block.which === 3 ? '"nowhere"' : `"P${block.which % this.processes}"`;
        const id = this.after(from, 'callActivity', scope, {
          call: { processId, propagateAllParentVariables: block.all, propagateAllChildVariables: !block.all },
          input: [{ source: 'n + 1', target: 'n' }],
        });
        this.guard(id, block.boundaries, scope);
        return id;
      }
      case 'guarded': {
        const id = this.after(
          from,
          block.host === 'user' ? 'userTask' : 'serviceTask',
          scope,
          block.host === 'user' ? ANYBODY : jobOf('work'),
        );
        this.guard(id, block.boundaries, scope);
        return id;
      }
    }
  }

  private end(how: 'none' | 'error' | 'terminate', scope: string, from: string | null): void {
    const event =
      how === 'error' ? errorEvent('E1').event : how === 'terminate' ? ({ kind: 'terminate' } as const) : NONE_EVENT;
    this.after(from, 'endEvent', scope, { event: event ?? NONE_EVENT });
  }

  private choice(block: Extract<Block, { kind: 'choice' }>, scope: string, from: string | null): string {
    const split = this.after(from, 'exclusiveGateway', scope);
    const merge = this.add('exclusiveGateway', scope);
    for (const { condition, body } of block.branches) {
      const first = this.add('task', scope);
      this.link(split, first, condition);
      this.link(this.body(body, scope, first), merge);
    }
    if (block.fallback) this.builder.fallback(split, merge);
    else this.link(split, merge, 'n >= 0');
    return merge;
  }

  private fork(block: Extract<Block, { kind: 'fork' }>, scope: string, from: string | null): string {
    const split = this.after(from, 'parallelGateway', scope);
    const gateway = block.joined === 'inclusive' ? 'inclusiveGateway' : 'parallelGateway';
    const join = this.add(block.joined === false ? 'exclusiveGateway' : gateway, scope);
    for (const branch of block.branches) this.link(this.body(branch, scope, split), join);
    return join;
  }

  private some(block: Extract<Block, { kind: 'some' }>, scope: string, from: string | null): string {
    const split = this.after(from, 'inclusiveGateway', scope);
    const join = this.add(block.joined ? 'inclusiveGateway' : 'exclusiveGateway', scope);
    for (const { condition, body } of block.branches) {
      const first = this.add('task', scope);
      this.link(split, first, condition);
      this.link(this.body(body, scope, first), join);
    }
    if (block.fallback) this.builder.fallback(split, join);
    else this.link(split, join, 'n >= 0');
    return join;
  }

  private first(block: Extract<Block, { kind: 'first' }>, scope: string, from: string | null): string {
    const gateway = this.after(from, 'eventBasedGateway', scope);
    const merge = this.add('exclusiveGateway', scope);
    for (const { event, body } of block.events) {
      const definition = {
        timer: timerOf('duration', 'PT1H'),
        message: messageEvent('m', 'text'),
        receive: { ...messageEvent('m', '"k"'), output: [{ source: 'n + 1', target: 'n' }] },
        signal: signalEvent('s'),
        condition: conditionEvent('flag'),
      }[event];
      const caught = this.after(
        gateway,
        event === 'receive' ? 'receiveTask' : 'intermediateCatchEvent',
        scope,
        definition,
      );
      this.link(this.body(body, scope, caught), merge);
    }
    return merge;
  }

  /** Throwers lead to one catcher, as the reader joins them; between stands a choice of which is taken. */
  private linked(block: Extract<Block, { kind: 'link' }>, scope: string, from: string | null): string | null {
    const split = this.after(from, 'inclusiveGateway', scope);
    const caught = this.add('intermediateCatchEvent', scope, linkEvent('L'));
    for (let thrower = 0; thrower < block.throwers; thrower += 1) {
      const thrown = this.add('intermediateThrowEvent', scope, linkEvent('L'));
      this.link(split, thrown, thrower === 0 ? 'true' : 'n > 1');
      this.link(thrown, caught);
    }
    return this.body(block.body, scope, caught);
  }

  private loop(block: Extract<Block, { kind: 'loop' }>, scope: string, from: string | null): string {
    const merge = this.after(from, 'exclusiveGateway', scope);
    const counted = this.after(merge, 'scriptTask', scope, { script: { source: 'n + 1', resultVariable: 'n' } });
    const again = this.add('exclusiveGateway', scope);
    this.link(this.body(block.body, scope, counted), again);
    const out = this.add('task', scope);
    this.link(again, merge, `n < ${block.limit}`);
    this.builder.fallback(again, out);
    return out;
  }

  private guard(host: string, boundaries: readonly Boundary[], scope: string): void {
    for (const { event, interrupting, body } of boundaries) {
      this.count += 1;
      const id = `boundary${this.count}`;
      const error = event === 'error' || event === 'any';
      const definition = {
        duration: timerOf('duration', 'PT2H'),
        cycle: timerOf('cycle', 'R3/PT1H'),
        message: messageEvent('b', '"k"'),
        signal: signalEvent('s'),
        condition: conditionEvent('n > 2'),
        error: errorEvent('E1'),
        any: errorEvent(null),
      }[event === 'cycle' && interrupting ? 'duration' : event];
      this.builder.boundary(host, id, { ...definition, interrupting: error || interrupting });
      const end = this.body(body, scope, id);
      if (end !== null) this.after(end, 'endEvent', scope, { event: NONE_EVENT });
    }
  }
}

import fc from 'fast-check';
import type { LoopDefinition, Process } from '#engine';
import {
  ANYBODY,
  compensationEvent,
  conditionEvent,
  errorEvent,
  escalationEvent,
  jobOf,
  linkEvent,
  messageEvent,
  NONE_EVENT,
  ProcessBuilder,
  signalEvent,
  timerOf,
} from './processes.js';
import {
  block,
  inside,
  type Block,
  type Boundary,
  type Inside,
  type Loop,
  type UndoneBy,
  type Wild,
} from './random-shapes.js';

/** Random processes: the first is the main one, which may call the others and itself. */
export const randomProcesses: fc.Arbitrary<readonly Process[]> = fc
  .record({
    bodies: fc.array(fc.record({ body: block, aside: fc.array(inside, { maxLength: 1 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    wild: fc.oneof(
      { weight: 9, arbitrary: fc.constant<readonly Wild[]>([]) },
      { weight: 1, arbitrary: fc.array(fc.record({ from: fc.nat(), to: fc.nat() }), { maxLength: 3 }) },
    ),
  })
  .map(({ bodies, wild }) =>
    bodies.map(({ body, aside }, index) =>
      new Writer(`P${index}`, bodies.length).write(body, aside, index === 0 ? wild : []),
    ),
  );

/** Writes blocks as elements and flows; ids are the kind with a counter. */
class Writer {
  private readonly builder: ProcessBuilder;
  private count = 0;
  /** How many events around what is being written set it off. */
  private setOff = 0;

  constructor(
    private readonly id: string,
    private readonly processes: number,
  ) {
    this.builder = new ProcessBuilder(id);
  }

  write(body: Block, aside: readonly Inside[], wild: readonly Wild[]): Process {
    this.scope(this.id, body);
    this.aside(this.id, aside);
    const process = this.builder.build();
    const inside = process.elements.filter(
      ({ type, forCompensation }) =>
        type !== 'process' &&
        type !== 'boundaryEvent' &&
        type !== 'startEvent' &&
        type !== 'eventSubProcess' &&
        !forCompensation,
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
          // what a signal set off does not throw it again: that never ends
          ...signalEvent(this.setOff > 0 ? 'other' : 's'),
          input: [{ source: 'n', target: 'x' }],
        });
      case 'until':
        return this.after(from, 'intermediateCatchEvent', scope, conditionEvent('n > 1'));
      case 'tell':
        return this.after(from, 'intermediateThrowEvent', scope, {
          ...escalationEvent('UP'),
          input: [{ source: 'n', target: 'x' }],
        });
      case 'undo':
        return this.after(from, 'intermediateThrowEvent', scope, compensationEvent);
      case 'many':
        return this.many(block, scope, from);
      case 'undone':
        return this.undone(block, scope, from);
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
        this.aside(id, block.inside);
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

  private end(how: Extract<Block, { kind: 'end' }>['how'], scope: string, from: string | null): void {
    if (how === 'escalation' || how === 'undo') {
      this.after(from, 'endEvent', scope, how === 'undo' ? compensationEvent : escalationEvent('UP'));
      return;
    }
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

  /** An activity that runs several times. */
  private many(block: Extract<Block, { kind: 'many' }>, scope: string, from: string | null): string {
    const { loop, body, boundaries } = block;
    const last = `P${this.processes - 1}`;
    // several calls of itself each time would only show how fast a counted limit is reached
    const what = block.what === 'call' && this.id === last ? 'count' : block.what;
    const many = { loop: loopOf(loop) };
    const given: Parameters<ProcessBuilder['element']>[2] = {
      user: { ...many, ...ANYBODY },
      job: { ...many, ...jobOf('work') },
      count: { ...many, script: { source: 'n + loopCounter', resultVariable: 'n' } },
      receive: { ...many, ...messageEvent('m', 'loopCounter') },
      sub: { ...many, input: [{ source: 'n', target: 'n' }] },
      call: {
        ...many,
        call: {
          processId: `"${last}"`,
          propagateAllParentVariables: true,
          propagateAllChildVariables: false,
        },
      },
    }[what];
    const id = this.after(from, TYPES[what], scope, given);
    if (what === 'sub') this.scope(id, body);
    this.guard(id, boundaries, scope);
    return id;
  }

  /** An activity that can be undone, and what undoes it. */
  private undone({ what, by, body, loop }: Extract<Block, { kind: 'undone' }>, scope: string, from: string | null) {
    const many = loop === null ? {} : { loop: loopOf(loop) };
    const given = {
      user: { ...many, ...ANYBODY },
      job: { ...many, ...jobOf('work') },
      count: { ...many, script: { source: 'n + 1', resultVariable: 'n' } },
      sub: many,
    }[what];
    const id = this.after(from, TYPES[what], scope, given);
    if (what === 'sub') this.scope(id, body);
    this.count += 1;
    const handler = this.handler(by, scope);
    // without a handler of its own a sub-process is undone from inside
    if (what !== 'sub' || by === 'count') this.builder.undone(id, `undone${this.count}`, handler);
    return id;
  }

  private handler(by: UndoneBy, scope: string): string {
    const forCompensation = true;
    switch (by) {
      case 'user':
        return this.add('userTask', scope, { ...ANYBODY, forCompensation });
      case 'job':
        return this.add('serviceTask', scope, { ...jobOf('undo'), forCompensation });
      case 'count':
        return this.add('scriptTask', scope, { script: { source: 'n - 1', resultVariable: 'n' }, forCompensation });
      case 'fails':
        return this.add('scriptTask', scope, { script: { source: 'n / x', resultVariable: 'r' }, forCompensation });
      case 'many':
        return this.add('serviceTask', scope, {
          ...jobOf('undo'),
          forCompensation,
          loop: loopOf({ sequential: true, items: 'list', until: null, collects: false }),
        });
      case 'sub': {
        const id = this.add('subProcess', scope, { forCompensation });
        this.scope(id, { kind: 'end', how: 'escalation' });
        return id;
      }
    }
  }

  /** Event sub-processes of a scope. */
  private aside(scope: string, insides: readonly Inside[]): void {
    for (const { event, interrupting, body } of insides) {
      const id = this.add('eventSubProcess', scope);
      // its key may be no text: then the scope cannot be watched
      const waits = event === 'message' ? { ...messageEvent('m', 'text'), interrupting } : watched(event, interrupting);
      const start = this.add('startEvent', id, waits);
      this.setOff += 1;
      const end = this.body(body, id, start);
      this.setOff -= 1;
      if (end !== null) this.after(end, 'endEvent', id, { event: NONE_EVENT });
    }
  }

  private guard(host: string, boundaries: readonly Boundary[], scope: string): void {
    for (const { event, interrupting, body } of boundaries) {
      this.count += 1;
      const id = `boundary${this.count}`;
      this.builder.boundary(host, id, watched(event, interrupting));
      this.setOff += 1;
      const end = this.body(body, scope, id);
      this.setOff -= 1;
      if (end !== null) this.after(end, 'endEvent', scope, { event: NONE_EVENT });
    }
  }
}

const TYPES = {
  user: 'userTask',
  job: 'serviceTask',
  count: 'scriptTask',
  receive: 'receiveTask',
  sub: 'subProcess',
  call: 'callActivity',
} as const;

function loopOf({ sequential, items, until, collects }: Loop): LoopDefinition {
  const collection = { list: '[1, 2, n]', empty: '[]', variable: 'given', number: null }[items];
  return {
    sequential,
    collection,
    inputElement: collection === null ? null : 'item',
    cardinality: collection === null ? '3' : null,
    outputCollection: collects ? 'results' : null,
    outputElement: collects ? 'loopCounter' : null,
    completionCondition: until,
  };
}

/** What a boundary event or an event sub-process takes; an error always interrupts, a cycle never does. */
function watched(event: Boundary['event'], interrupting: boolean): Parameters<ProcessBuilder['boundary']>[2] {
  const definition = {
    duration: timerOf('duration', 'PT2H'),
    cycle: timerOf('cycle', 'R3/PT1H'),
    message: messageEvent('b', '"k"'),
    signal: signalEvent('s'),
    condition: conditionEvent('n > 2'),
    error: errorEvent('E1'),
    any: errorEvent(null),
    escalation: escalationEvent('UP'),
    anything: escalationEvent(null),
  }[event === 'cycle' && interrupting ? 'duration' : event];
  return { ...definition, interrupting: event === 'error' || event === 'any' || interrupting };
}

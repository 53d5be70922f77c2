import fc from 'fast-check';

/** A piece of a process with one way in and one way out (an end has no way out). */
export type Block =
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
        | 'context'
        | 'tell'
        | 'undo';
    }
  | { readonly kind: 'end'; readonly how: 'none' | 'error' | 'terminate' | 'escalation' | 'undo' }
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
  | {
      readonly kind: 'sub';
      readonly body: Block;
      readonly boundaries: readonly Boundary[];
      readonly local: boolean;
      readonly inside: readonly Inside[];
    }
  | {
      readonly kind: 'many';
      readonly what: Many;
      readonly loop: Loop;
      readonly body: Block;
      readonly boundaries: readonly Boundary[];
    }
  | {
      readonly kind: 'undone';
      readonly what: 'user' | 'job' | 'count' | 'sub';
      readonly by: UndoneBy;
      readonly body: Block;
      readonly loop: Loop | null;
    }
  | { readonly kind: 'call'; readonly which: number; readonly boundaries: readonly Boundary[]; readonly all: boolean }
  | { readonly kind: 'guarded'; readonly host: 'user' | 'job'; readonly boundaries: readonly Boundary[] };

export type Many = 'user' | 'job' | 'count' | 'receive' | 'sub' | 'call';
export type UndoneBy = 'user' | 'job' | 'count' | 'fails' | 'sub' | 'many';

/** How often an activity runs. */
export interface Loop {
  readonly sequential: boolean;
  readonly items: 'list' | 'empty' | 'variable' | 'number';
  readonly until: string | null;
  readonly collects: boolean;
}

/** An event sub-process. */
export interface Inside {
  readonly event: Boundary['event'];
  readonly interrupting: boolean;
  readonly body: Block;
}

export interface Branch {
  readonly condition: string;
  readonly body: Block;
}

/** What may come first behind an event-based gateway. */
export interface First {
  readonly event: 'timer' | 'message' | 'receive' | 'signal' | 'condition';
  readonly body: Block;
}

export interface Boundary {
  readonly event:
    'duration' | 'cycle' | 'message' | 'signal' | 'condition' | 'error' | 'any' | 'escalation' | 'anything';
  readonly interrupting: boolean;
  readonly body: Block;
}

/** Flows between any two elements of one scope: joins that never fill, loops that never end, tokens that pile up. */
export interface Wild {
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

const EVENTS = [
  'duration',
  'cycle',
  'message',
  'signal',
  'condition',
  'error',
  'any',
  'escalation',
  'anything',
] as const;

const loop: fc.Arbitrary<Loop> = fc.record({
  sequential: fc.boolean(),
  items: fc.constantFrom('list', 'list', 'number', 'variable', 'empty'),
  until: fc.constantFrom(null, null, 'numberOfCompletedInstances > 1', 'flag', 'x'),
  collects: fc.boolean(),
});

export const { block, inside } = fc.letrec<{
  block: Block;
  boundary: Boundary;
  branch: Branch;
  first: First;
  inside: Inside;
}>((tie) => ({
  inside: fc.record({
    event: fc.constantFrom<Boundary['event'][]>(...EVENTS),
    interrupting: fc.boolean(),
    body: tie('block'),
  }),
  first: fc.record({
    event: fc.constantFrom('timer', 'message', 'receive', 'signal', 'condition'),
    body: tie('block'),
  }),
  boundary: fc.record({
    event: fc.constantFrom<Boundary['event'][]>(...EVENTS),
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
          'tell' as const,
          'undo' as const,
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('end' as const),
        how: fc.constantFrom(
          'none' as const,
          'error' as const,
          'terminate' as const,
          'escalation' as const,
          'undo' as const,
        ),
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
        inside: fc.array(tie('inside'), { maxLength: 2 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('many' as const),
        what: fc.constantFrom<Many[]>('user', 'job', 'count', 'receive', 'sub', 'call'),
        loop,
        body: tie('block'),
        boundaries: fc.array(tie('boundary'), { maxLength: 2 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('undone' as const),
        what: fc.constantFrom('user' as const, 'job' as const, 'count' as const, 'sub' as const),
        by: fc.constantFrom<UndoneBy[]>('user', 'job', 'count', 'fails', 'sub', 'many'),
        body: tie('block'),
        loop: fc.option(loop, { freq: 3 }),
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

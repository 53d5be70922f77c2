import { describe, expect, test } from 'vitest';
import {
  type CompileOptions,
  type Environment,
  type FeelValue,
  type StoredValue,
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelMonths,
  FeelRange,
  PROBLEM_CODES,
  Sealed,
  aggregate,
  callableOf,
  compare,
  compile,
  createBudget,
  display,
  equal,
  evaluate,
  fromStored,
  integer,
  numberOf,
  readTyped,
  term,
  toStored,
  trackNames,
} from './index.js';

const environment = (more: Partial<Environment> = {}): Environment => ({ at: 0, budget: createBudget(), ...more });

function run(
  source: string,
  variables: Readonly<Record<string, FeelValue>> = {},
  more: Partial<Environment> = {},
  options: CompileOptions = {},
) {
  const compiled = compile(source, options);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problems[0]!.code}`);
  return evaluate(
    compiled.expression,
    (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    environment(more),
  );
}

const stored = (value: FeelValue): StoredValue => {
  const answer = toStored(value);
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value;
};

describe('names', () => {
  const options = { names: ['Monthly Income', 'rent-ratio', 'days in weekend', 'if then', 'Loan/Value'] };
  const variables = {
    'Monthly Income': integer(5),
    'rent-ratio': integer(2),
    'days in weekend': [integer(6), integer(7)],
    'if then': integer(9),
    'Loan/Value': integer(4),
  };

  test.each([
    ['Monthly Income * 2', 10],
    ['Monthly   Income * 2', 10],
    ['rent-ratio + 1', 3],
    ['rent - ratio + 1', 3],
    ['for d in days in weekend return d', [6, 7]],
    ['if then + 1', 10],
    ['Loan/Value', 4],
    ['`Monthly Income` + 1', 6],
    ['{Monthly Income: 7}.Monthly Income', 7],
    ['[{Monthly Income: 7}][Monthly Income > 1].Monthly Income', [7]],
  ])('declared ones may be written as they are: %s', (source, expected) => {
    expect(stored(run(source, variables, {}, options).value)).toEqual(expected);
  });

  test('the components of a variable are declared like variables', () => {
    // given
    const applicant = new FeelContext(new Map([['Monthly Income', integer(3)]]));

    // when
    const { value } = run('Applicant.Monthly Income + 1', { Applicant: applicant }, {}, options);

    // then
    expect(stored(value)).toBe(4);
  });

  test('a parse never depends on values: an undeclared name is refused whatever the variables are', () => {
    expect(compile('Monthly Income * 2')).toEqual({
      ok: false,
      problems: [{ code: 'undeclared-name', values: { name: 'Monthly Income' }, from: 0, to: 14 }],
    });
  });

  test.each([
    ['a + b.c', ['a', 'b']],
    ['a + a', ['a']],
    ['sum(x) + count(y)', ['x', 'y']],
    ['for i in xs return i + k + count(partial)', ['xs', 'k']],
    ['some i in xs, j in i satisfies j = z', ['xs', 'z']],
    ['function(p) p + q', ['q']],
    ['{a: x, b: a + y}', ['x', 'y']],
    ['{a: b, b: 1}', ['b']],
    ['items[price > limit and item.x = 1]', ['items', 'price', 'limit']],
    ['if a then b else c', ['a', 'b', 'c']],
    ['x in [a..b]', ['x', 'a', 'b']],
    ['x between lo and hi', ['x', 'lo', 'hi']],
    ['f(n: g)', ['f', 'g']],
    ['x instance of number', ['x']],
    ['[a, (< b)]', ['a', 'b']],
    ['-a ** b', ['a', 'b']],
    ['now()', []],
    ['1 +', []],
  ])('trackNames of %s', (source, names) => {
    expect(trackNames(source)).toEqual(names);
  });

  test('trackNames of unary tests', () => {
    expect(trackNames('> limit, ? = other', { dialect: 'unary-tests' })).toEqual(['limit', 'other']);
  });
});

describe('types of the caller', () => {
  const types = {
    tAge: 'number',
    tAges: 'list<tAge>',
    tPerson: 'context<name: string, ages: tAges>',
    tLoop: 'list<tLoop>',
  };

  test.each([
    ['1 instance of tAge', true],
    ['"x" instance of tAge', false],
    ['[1, 2] instance of tAges', true],
    ['{name: "x", ages: [1]} instance of tPerson', true],
    ['{name: "x", ages: ["y"]} instance of tPerson', false],
    ['(function(a: tAge) a + 1)(1)', 2],
  ])('%s', (source, expected) => {
    expect(stored(run(source, {}, {}, { types }).value)).toBe(expected);
  });

  test.each(['1 instance of tOther', '1 instance of tLoop'])('refuses %s', (source) => {
    expect(compile(source, { types })).toMatchObject({ ok: false, problems: [{ code: 'unknown-type' }] });
  });
});

describe('problems', () => {
  test('carry the place they arose at, in order', () => {
    expect(run('[a, 1 + "x"]').problems).toEqual([
      { code: 'unknown-variable', values: { name: 'a' }, from: 1, to: 2 },
      { code: 'wrong-operand', values: { operator: '+', left: 'number', right: 'string' }, from: 4, to: 11 },
    ]);
  });

  test('of a syntax error say where', () => {
    expect(compile('1 + + 2')).toMatchObject({ ok: false, problems: [{ code: 'syntax', from: 4 }] });
  });

  test('do not pile up without end', () => {
    expect(run('for i in 1..1000 return a').problems).toHaveLength(50);
  });

  test('have codes that are listed once', () => {
    expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  });
});

describe('budgets', () => {
  test.each([
    ['steps', 'for i in 1..100000 return i', { steps: 1000 }],
    ['steps', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "^(a+)+$b")', { steps: 5000 }],
    ['steps', '{f: function(n) f(n), r: f(1)}.r', { steps: 100 }],
    ['steps', '{big: for i in 1..900 return i, r: for i in 1..100 return big = big}.r', { steps: 20_000 }],
    [
      'steps',
      '{big: for i in 1..900 return i, r: for i in 1..100 return big instance of list<number>}.r',
      { steps: 20_000 },
    ],
    ['depth', '{f: function(n) f(n + 1), r: f(1)}.r', {}],
    ['depth', '1 + (2 + (3 + (4 + 5)))', { depth: 4 }],
    ['depth', 'string(for i in 1..2000 return [partial[-1]])', {}],
    ['items', 'for i in 1..100 return i', { items: 50 }],
    ['items', '[1, 2, 3]', { items: 2 }],
    ['items', '{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f("ab", 30)}.r', {}],
    ['items', 'concatenate([1, 2], [3, 4])', { items: 7 }],
  ] as const)('past its %s an evaluation ends: %s', (kind, source, limits) => {
    // when
    const { value, problems } = run(source, {}, { budget: createBudget(limits) });

    // then
    expect(value).toBeNull();
    expect(problems.at(-1)).toMatchObject({ code: `budget-${kind}` });
  });

  test('are counted down over evaluations that share one, and depth comes back', () => {
    // given
    const budget = createBudget({ steps: 100, depth: 10 });

    // when
    const first = run('1 + 2', {}, { budget });
    const deep = run('{f: function(n) f(n), r: f(1)}.r', {}, { budget });
    const again = run('1 + 2', {}, { budget });

    // then
    expect([first.value, again.value].map((value) => value && stored(value))).toEqual([3, 3]);
    expect(deep.problems.at(-1)!.code).toBe('budget-depth');
    expect(budget.depth).toBe(10);
    expect(budget.steps).toBeLessThan(94);
  });

  test('are used alike by every run', () => {
    // given
    const budgets = [createBudget(), createBudget()];

    // when
    for (const budget of budgets)
      run('sort(for i in 1..50 return modulo(i * 7, 31), function(a, b) a < b)', {}, { budget });

    // then
    expect(budgets[0]).toEqual(budgets[1]);
    expect(budgets[0]!.steps).toBeLessThan(createBudget().steps);
  });
});

describe('stored values', () => {
  test.each([
    [null],
    [true],
    ['text'],
    [''],
    [0],
    [-5],
    [9007199254740991],
    [{ '~n': '0.5' }],
    [{ '~n': '9007199254740992' }],
    [{ '~': 'c2VhbGVk' }],
    [[1, [2, null], 'x']],
    [{ a: 1, b: { c: [true] } }],
    [JSON.parse('{"__proto__": 1, "constructor": 2}') as StoredValue],
    [{ 'a b': 1, '2': 2, '1': 1 }],
  ] as [StoredValue][])('go through FEEL unchanged: %j', (value) => {
    expect(toStored(fromStored(value))).toEqual({ ok: true, value });
    expect(JSON.stringify(stored(fromStored(value)))).toBe(JSON.stringify(value));
  });

  test('JSON numbers with a fraction are read by their shortest decimal', () => {
    expect(stored(fromStored(0.1))).toEqual({ '~n': '0.1' });
    expect(stored(fromStored(1e21))).toEqual({ '~n': '1000000000000000000000' });
    expect(stored(fromStored(-0))).toBe(0);
  });

  test.each(['function(a) a', '[1..3]', '{a: [function() 1]}', '{"~n": 1}'])('%s cannot be stored', (source) => {
    expect(toStored(run(source).value)).toMatchObject({ ok: false, problem: { code: 'cannot-store' } });
  });

  test('values that nest too deep cannot be stored', () => {
    expect(toStored(run('for i in 1..1000 return [partial[-1]]').value)).toMatchObject({
      ok: false,
      problem: { values: { kind: 'nesting' } },
    });
  });

  test('dates, times and durations are stored as ISO strings', () => {
    expect(stored(new FeelDateTime(new FeelDate(2026, 1, 5), 0, { id: 'Asia/Shanghai' }))).toBe(
      '2026-01-05T00:00:00+08:00',
    );
    expect(stored(new FeelDuration(1n))).toBe('PT0.000000001S');
    expect(stored(new FeelMonths(-1))).toBe('-P1M');
  });

  test.each([
    ['2026-01-05', 'date', '2026-01-05'],
    ['2026-01-05T10:00:00Z', 'date and time', '2026-01-05T10:00:00Z'],
    ['2026-01-05T10:00:00Z', 'dateTime', '2026-01-05T10:00:00Z'],
    ['10:00:00', 'time', '10:00:00'],
    ['P1D', 'dayTimeDuration', 'P1D'],
    ['P1D', 'days and time duration', 'P1D'],
    ['P1Y', 'yearMonthDuration', 'P1Y'],
    ['P1Y', 'years and months duration', 'P1Y'],
    ['0.5', 'number', { '~n': '0.5' }],
    [5, 'number', 5],
    ['x', 'string', 'x'],
    [true, 'boolean', true],
    ['x', 'Any', 'x'],
    [{ a: 1 }, 'context', { a: 1 }],
    [[1], 'list', [1]],
    [null, 'date', null],
    [{ '~': 'eA==' }, 'number', { '~': 'eA==' }],
  ] as [StoredValue, string, StoredValue][])('%j is read as %s-typed', (value, type, expected) => {
    const read = readTyped(value, type);
    expect(read === undefined ? undefined : stored(read)).toEqual(expected);
  });

  test('a typed date is a date', () => {
    expect(readTyped('2026-01-05', 'date')).toBeInstanceOf(FeelDate);
  });

  test.each([
    ['2026-02-30', 'date'],
    ['x', 'number'],
    [1, 'string'],
    ['true', 'boolean'],
    ['P1Y', 'dayTimeDuration'],
    ['P1D', 'yearMonthDuration'],
    [1, 'context'],
    [1, 'tUnknown'],
  ] as [StoredValue, string][])('%j is no %s', (value, type) => {
    expect(readTyped(value, type)).toBeUndefined();
  });
});

describe('values for other rooms', () => {
  test('equal and compare', () => {
    expect(equal(integer(1), numberOf('1.0')!)).toBe(true);
    expect(equal(integer(1), '1')).toBeNull();
    expect(equal(new Sealed('a'), new Sealed('a'))).toBeNull();
    expect(compare('a', 'b')).toBe(-1);
    expect(compare(integer(2), integer(1))).toBe(1);
    expect(compare(integer(1), null)).toBeNull();
  });

  test('aggregate', () => {
    const numbers = [integer(3), integer(1), numberOf('0.5')!];
    expect(stored(aggregate('sum', numbers))).toEqual({ '~n': '4.5' });
    expect(stored(aggregate('min', numbers))).toEqual({ '~n': '0.5' });
    expect(stored(aggregate('max', numbers))).toBe(3);
    expect(stored(aggregate('count', numbers))).toBe(3);
    expect(stored(aggregate('count', []))).toBe(0);
    expect(aggregate('sum', [])).toBeNull();
    expect(aggregate('sum', [integer(1), 'a'])).toBeNull();
    expect(aggregate('max', [integer(1), null])).toBeNull();
  });

  test('display writes values as string() does', () => {
    expect(display(new FeelRange(integer(1), integer(3), true, false))).toBe('[1..3)');
    expect(display(new Sealed('eA=='))).toBeNull();
    expect(display(null)).toBeNull();
  });

  test('a function from outside is called by position and by name', () => {
    // given
    const minus = callableOf('minus', ['from', 'what'], (call, [from, what]) => {
      return run('a - b', { a: from!, b: what! }, call.state.environment).value;
    });

    // then
    expect(stored(run('minus(5, 3)', { minus }).value)).toBe(2);
    expect(stored(run('minus(what: 5, from: 3)', { minus }).value)).toBe(-2);
    expect(run('minus(5)', { minus }).problems).toMatchObject([
      { code: 'wrong-arguments', values: { function: 'minus' } },
    ]);
  });

  test('a missing calendar year is named beside the null', () => {
    // when
    const answer = run('term("2027-01-04", 3, "day")');

    // then
    expect(answer).toMatchObject({ value: null, awaitingCalendar: 2027, problems: [{ code: 'awaiting-calendar' }] });
    expect(term('2027-01-04', 3, 'day', environment())).toEqual({ ok: false, awaitingCalendar: 2027 });
  });

  test('now is of the environment, in its zone', () => {
    expect(stored(run('now()', {}, { at: 0, zone: 'UTC' }).value)).toBe('1970-01-01T00:00:00Z');
    expect(stored(run('today()', {}, { at: 0, zone: 'America/New_York' }).value)).toBe('1969-12-31');
    expect(run('now()', {}, { zone: 'Nowhere/Land' }).problems).toMatchObject([{ code: 'unknown-zone' }]);
  });

  test('an expression not made by compile is a mistake of the caller', () => {
    expect(() => evaluate({ source: '1', dialect: 'expression', names: [] }, () => undefined, environment())).toThrow(
      TypeError,
    );
  });
});

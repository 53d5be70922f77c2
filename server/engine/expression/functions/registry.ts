import type { Call } from '../evaluate/state.js';
import { holdsSealed, isList, isNumber, kindOf } from '../values/kind.js';
import { safeInteger } from '../values/number.js';
import { midnightOf } from '../values/instance.js';
import { FeelDate, FeelFunction, type FeelProblemCode, type FeelValue, Sealed } from '../values/types.js';

/**
 * What a parameter takes. `copy` is anything, handed on whole (sealed values too); `any` is anything that may be looked at; `list` may hold
 * sealed items, `open list` may not; `integer` arrives as a JavaScript number. The rest are kinds of values, several with `|`.
 */
interface Parameter {
  readonly name: string;
  readonly types: readonly string[];
  readonly optional: boolean;
  readonly nullable: boolean;
}

interface Overload {
  readonly parameters: readonly Parameter[];
  /** The last parameter takes all arguments that are left, as an array. */
  readonly variadic: boolean;
  readonly run: (call: Call, args: readonly unknown[]) => FeelValue;
}

/** Built-in functions by name. */
export type Library = ReadonlyMap<string, FeelFunction>;

/** One form of a built-in function; see `form`. */
export interface Form {
  readonly name: string;
  readonly overload: Overload;
}

/**
 * One form of a built-in: its signature as the specification writes it, such as `string: string, start position: number, length?: number`
 * (`?` after the name: may be left out, after the type: may be null; `...` before the name: all arguments that are left), and its code, which
 * gets the arguments converted as the signature says.
 */
export function form<Args extends readonly unknown[]>(
  name: string,
  signature: string,
  run: (call: Call, ...args: Args) => FeelValue,
): Form {
  const written = signature === '' ? [] : signature.split(', ');
  return {
    name,
    overload: {
      parameters: written.map(parameterOf),
      variadic: written.at(-1)?.startsWith('...') ?? false,
      // The signature is what makes the arguments of this shape; `convert` has checked them against it.
      run: (call, args) => run(call, ...(args as unknown as Args)),
    },
  };
}

function parameterOf(written: string): Parameter {
  const [label = '', types = ''] = written.split(': ');
  const optional = label.endsWith('?');
  const nullable = types.endsWith('?');
  return {
    name: label.replace('...', '').replace('?', ''),
    types: types.replace('?', '').split('|'),
    optional,
    nullable,
  };
}

/** Built-in functions of forms; forms of one name are tried in order. */
export function libraryOf(forms: readonly Form[]): Library {
  const byName = new Map<string, Overload[]>();
  for (const { name, overload } of forms) byName.set(name, [...(byName.get(name) ?? []), overload]);
  return new Map(
    [...byName].map(([name, overloads]) => [
      name,
      new FeelFunction(
        name,
        overloads[0]!.parameters.map((parameter) => parameter.name),
        (call, positional) => invoke(overloads, call, positional),
        (call, named) => invokeNamed(overloads, call, named),
      ),
    ]),
  );
}

interface Mismatch {
  readonly code: FeelProblemCode;
  readonly parameter: string;
  readonly expected: string;
}

function invoke(overloads: readonly Overload[], call: Call, positional: readonly FeelValue[]): FeelValue {
  let mismatch: Mismatch | undefined;
  for (const overload of overloads) {
    const { parameters, variadic } = overload;
    // A function of nothing but `...` needs at least one argument; after others there may be none.
    const required =
      parameters.filter((parameter) => !parameter.optional).length - (variadic && parameters.length > 1 ? 1 : 0);
    if (positional.length < required || (!variadic && positional.length > parameters.length)) continue;
    const args: unknown[] = [];
    const fixed = variadic ? parameters.length - 1 : parameters.length;
    let wrong: Mismatch | undefined;
    for (let index = 0; index < fixed && !wrong; index++) {
      if (index >= positional.length) args.push(undefined);
      else wrong = convertInto(args, positional[index]!, parameters[index]!);
    }
    if (variadic && !wrong) {
      const rest: unknown[] = [];
      for (const value of positional.slice(fixed)) wrong ??= convertInto(rest, value, parameters[fixed]!);
      args.push(rest);
    }
    if (!wrong) return overload.run(call, args);
    mismatch ??= wrong;
  }
  return report(call, mismatch);
}

function invokeNamed(overloads: readonly Overload[], call: Call, named: ReadonlyMap<string, FeelValue>): FeelValue {
  let mismatch: Mismatch | undefined;
  for (const overload of inOrder(overloads, [...named.keys()])) {
    const { parameters, variadic } = overload;
    const known = new Set(parameters.map((parameter) => parameter.name));
    if ([...named.keys()].some((name) => !known.has(name))) continue;
    if (parameters.some((parameter) => !parameter.optional && !named.has(parameter.name))) continue;
    const args: unknown[] = [];
    let wrong: Mismatch | undefined;
    for (const parameter of parameters) {
      const value = named.get(parameter.name);
      if (value === undefined) args.push(undefined);
      else wrong ??= convertInto(args, value, parameter);
    }
    if (variadic) args.push([args.pop()]);
    if (!wrong) return overload.run(call, args);
    mismatch ??= wrong;
  }
  return report(call, mismatch);
}

/** Forms whose parameters are named in the order of the call come first: `before(range: …, point: …)` has the names of its opposite. */
function inOrder(overloads: readonly Overload[], names: readonly string[]): readonly Overload[] {
  const fits = ({ parameters }: Overload): boolean => names.every((name, index) => parameters[index]?.name === name);
  return [...overloads.filter(fits), ...overloads.filter((overload) => !fits(overload))];
}

function report(call: Call, mismatch: Mismatch | undefined): null {
  if (!mismatch) return call.fail('wrong-arguments');
  return call.fail(mismatch.code, { parameter: mismatch.parameter, expected: mismatch.expected });
}

function convertInto(args: unknown[], value: FeelValue, parameter: Parameter): Mismatch | undefined {
  const converted = convert(value, parameter);
  if (converted !== undefined) {
    args.push(converted);
    return undefined;
  }
  const open = !(value instanceof Sealed) && !(isList(value) && holdsSealed(value));
  const code = !open ? 'sealed-used' : value === null ? 'null-argument' : 'wrong-argument';
  return { code, parameter: parameter.name, expected: parameter.types.join('|') };
}

/** The argument as the parameter wants it; undefined where it does not fit. */
function convert(value: FeelValue, parameter: Parameter): unknown {
  if (value === null && (parameter.nullable || parameter.types.includes('any') || parameter.types.includes('copy')))
    return null;
  for (const type of parameter.types) {
    const fitting = fit(value, type);
    if (fitting !== undefined) return fitting;
  }
  if (value instanceof FeelDate && parameter.types.includes('date and time')) return midnightOf(value);
  // A list of one item stands for the item (DMN 1.5, 10.3.2.9.4).
  if (isList(value) && value.length === 1) {
    for (const type of parameter.types) {
      const fitting = type === 'list' || type === 'open list' ? undefined : fit(value[0]!, type);
      if (fitting !== undefined && fitting !== null) return fitting;
    }
  }
  return undefined;
}

function fit(value: FeelValue, type: string): unknown {
  switch (type) {
    case 'copy':
      return value;
    case 'any':
      return holdsSealed(value) ? undefined : value;
    case 'list':
      return isList(value) ? value : value === null ? undefined : [value];
    case 'open list':
      if (value === null || holdsSealed(value)) return undefined;
      return isList(value) ? value : [value];
    case 'integer':
      return isNumber(value) ? safeInteger(value) : undefined;
    default:
      return value !== null && kindOf(value) === type ? value : undefined;
  }
}

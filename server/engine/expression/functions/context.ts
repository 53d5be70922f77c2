import { entryOf } from '../evaluate/access.js';
import type { Call } from '../evaluate/state.js';
import { contextOf, descend, isList } from '../values/kind.js';
import { FeelContext, type FeelValue } from '../values/types.js';
import { form } from './registry.js';

function getValue(call: Call, context: FeelContext, key: string): FeelValue {
  const value = entryOf(context, key);
  return value === undefined ? call.fail('no-entry', { name: key }) : value;
}

/** Follows a list of keys into nested contexts (Camunda). */
function getDeepValue(call: Call, context: FeelContext, keys: readonly FeelValue[]): FeelValue {
  let value: FeelValue = context;
  for (const key of keys) {
    call.step();
    if (!(value instanceof FeelContext) || typeof key !== 'string')
      return call.fail('no-entry', { name: typeof key === 'string' ? key : '' });
    value = getValue(call, value, key);
  }
  return value;
}

function getEntries(call: Call, context: FeelContext): FeelValue {
  call.items(context.entries.size);
  return [...context.entries].map(([key, value]) =>
    contextOf([
      ['key', key],
      ['value', value],
    ]),
  );
}

/** `context([{key: "a", value: 1}])` (DMN 1.5, table 80): keys are strings and differ. */
function fromEntries(call: Call, entries: readonly FeelValue[]): FeelValue {
  const made = new Map<string, FeelValue>();
  for (const entry of entries) {
    const key = entry instanceof FeelContext ? entry.entries.get('key') : undefined;
    const value = entry instanceof FeelContext ? entry.entries.get('value') : undefined;
    if (typeof key !== 'string' || value === undefined || made.has(key))
      return call.fail('bad-value', { parameter: 'entries' });
    made.set(key, value);
  }
  call.items(made.size);
  return new FeelContext(made);
}

function put(call: Call, context: FeelContext, key: string, value: FeelValue): FeelContext {
  call.items(context.entries.size + 1);
  return contextOf([...context.entries, [key, value]]);
}

/** Puts into nested contexts, which are made where there are none. */
function putDeep(call: Call, context: FeelContext, keys: readonly FeelValue[], value: FeelValue): FeelValue {
  const walk = (outer: FeelContext, at: number): FeelContext | undefined => {
    const key = keys[at];
    if (typeof key !== 'string') return undefined;
    if (at === keys.length - 1) return put(call, outer, key, value);
    descend(at);
    const inner = outer.entries.get(key);
    if (inner !== undefined && inner !== null && !(inner instanceof FeelContext)) return undefined;
    const changed = walk(inner ?? contextOf([]), at + 1);
    return changed && put(call, outer, key, changed);
  };
  return walk(context, 0) ?? call.fail('bad-value', { parameter: 'keys' });
}

function merge(call: Call, contexts: readonly FeelValue[]): FeelValue {
  const made = new Map<string, FeelValue>();
  for (const context of contexts.flatMap((one) => (isList(one) ? one : [one]))) {
    if (!(context instanceof FeelContext))
      return call.fail('wrong-argument', { parameter: 'contexts', expected: 'list<context>' });
    call.items(context.entries.size);
    for (const [key, value] of context.entries) made.set(key, value);
  }
  return new FeelContext(made);
}

/** Context functions (DMN 1.5, 10.3.4.10, table 80) and the forms Camunda adds. */
export const CONTEXT_FORMS = [
  form('get value', 'm: context, key: string', getValue),
  form('get value', 'context: context, key: string', getValue),
  form('get value', 'context: context, keys: list', getDeepValue),
  form('get entries', 'm: context', getEntries),
  form('get entries', 'context: context', getEntries),
  form('context', 'entries: list', fromEntries),
  form('context put', 'context: context, key: string, value: copy', put),
  form('context put', 'context: context, keys: list, value: copy', putDeep),
  form('put', 'context: context, key: string, value: copy', put),
  form('context merge', 'contexts: list', merge),
  form('context merge', '...contexts: context', merge),
  form('put all', '...contexts: context', merge),
];

import type { Span } from '../parse/ast.js';
import { isPlainName, normalName } from '../parse/names.js';
import { propertyOf } from '../temporal/properties.js';
import { isList, kindOf } from '../values/kind.js';
import { safeInteger, type FeelNumber } from '../values/number.js';
import { FeelContext, FeelRange, type FeelValue, Sealed } from '../values/types.js';
import type { State } from './state.js';

/** `source.name` (DMN 1.5, 10.3.2.5, tables 53 and 60): an entry, a property, or the entry of each item of a list. */
export function access(state: State, span: Span, source: FeelValue, name: string): FeelValue {
  if (isList(source)) {
    state.items(span, source.length);
    return source.map((item) => {
      state.step(span);
      return accessOne(state, span, item, name);
    });
  }
  return accessOne(state, span, source, name);
}

function accessOne(state: State, span: Span, source: FeelValue, name: string): FeelValue {
  if (source instanceof Sealed) return state.fail('sealed-used', span);
  if (source instanceof FeelContext) {
    const entry = entryOf(source, name);
    return entry === undefined ? state.fail('no-entry', span, { name }) : entry;
  }
  if (source instanceof FeelRange) {
    switch (name) {
      case 'start':
        return source.start ?? null;
      case 'end':
        return source.end ?? null;
      case 'start included':
        return source.startIncluded;
      case 'end included':
        return source.endIncluded;
    }
  }
  if (source === null) return state.fail('no-entry', span, { name });
  const property = propertyOf(source, name);
  return property === undefined ? state.fail('no-property', span, { name, kind: kindOf(source) }) : property;
}

/** The entry of a name however its blanks and operators are spaced; undefined where there is none. */
export function entryOf(context: FeelContext, name: string): FeelValue | undefined {
  const exact = context.entries.get(name);
  if (exact !== undefined || isPlainName(name)) return exact;
  const wanted = normalName(name);
  for (const [key, value] of context.entries) if (normalName(key) === wanted) return value;
  return undefined;
}

/** `list[index]`: from 1 forwards or from -1 backwards (10.3.2.5). */
export function itemAt(state: State, span: Span, list: readonly FeelValue[], index: FeelNumber): FeelValue {
  const whole = safeInteger(index);
  if (whole === undefined) return state.fail('wrong-index', span);
  const item = whole > 0 ? list[whole - 1] : whole < 0 ? list[list.length + whole] : undefined;
  return item === undefined ? state.fail('index-out-of-range', span, { index: whole, size: list.length }) : item;
}

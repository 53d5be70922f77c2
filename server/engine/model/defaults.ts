import type { StoredValue } from '../expression/index.js';
import type { Model } from './index.js';
import type { Element } from './types.js';

/** Roles that may act where the model names none: the role of the lane, else the staff of the organisation. */
export function defaultRoles(model: Model, element: Element): readonly string[] {
  const groups = element.user?.candidateGroups ?? null;
  const literal = groups === null ? undefined : model.constant(groups)?.value;
  const named = typeof literal === 'string' ? splitList(literal) : areTexts(literal) ? literal : [];
  if (named.length > 0) return named;
  const lane = element.lane === null ? undefined : model.process.lanes[element.lane];
  return [lane?.role ?? 'staff'];
}

function areTexts(value: StoredValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Names in a text separated by commas, without the space around them. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The text an expression is when it is a plain literal, else the empty text. */
export function literalText(model: Model, source: string): string {
  const constant = model.constant(source)?.value;
  return typeof constant === 'string' ? constant : '';
}

/** Does a boundary event end its host? An error always does. */
export function interrupts(boundary: Element): boolean {
  return boundary.interrupting || boundary.event?.kind === 'error';
}

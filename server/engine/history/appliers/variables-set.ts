import type { Draft } from '../draft.js';
import type { VariablesSet } from '../events.js';

export function variablesSet(draft: Draft, event: VariablesSet): void {
  for (const name of Object.keys(event.variables)) {
    const value = event.variables[name];
    if (value !== undefined) draft.set(event.scope, name, value);
  }
}

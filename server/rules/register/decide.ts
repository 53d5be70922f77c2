import type { Decision } from '#engine';
import { isCount, refuseActor } from '../contract/index.js';
import { CHANGE_KINDS, type ChangeRegister, type RegisterChanged, type RegisterState } from './types.js';

/** Who keeps a register. */
export const KEEPERS: readonly string[] = ['worker', 'administrator'];
/** Who takes somebody's data out for good. */
const ERASERS: readonly string[] = ['security'];

const ROOT = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Refusals: `role-does-not-fit`, `scope-does-not-fit`, `register-of-another-scope`, `register-moved-on` (the root it
 * starts from is not the latest), `register-numbers` (the counts do not follow from those before).
 */
export function decide(state: RegisterState, command: ChangeRegister): Decision<RegisterChanged> {
  if (command.type !== 'changeRegister') return { refused: 'unknown-command' };
  const { scope, kind, before, root, counts, added, changed, removed, file, by } = command;
  const refused =
    by.p === 'system' && by.role === 'system'
      ? undefined
      : refuseActor(by, kind === 'erasure' ? ERASERS : KEEPERS, scope);
  if (refused) return refused;
  if (state.changes > 0 && state.scope !== scope)
    return { refused: 'register-of-another-scope', values: { scope: state.scope } };
  if (before !== state.root) return { refused: 'register-moved-on' };
  const sum = (each: RegisterState['counts']): number => each.persons + each.households + each.units + each.owners;
  const sound =
    CHANGE_KINDS.includes(kind) &&
    ROOT.test(root) &&
    [...Object.values(counts), added, changed, removed].every(isCount) &&
    sum(counts) === sum(state.counts) + added - removed;
  if (!sound) return { refused: 'register-numbers' };
  return {
    events: [{ type: 'RegisterChanged', v: 1, scope, kind, root, counts, added, changed, removed, file }],
    effects: [],
  };
}

import type { Decider, Decision, Refusal } from '#engine';
import { isContext, refuseHelp, type CapabilityRules } from '../contract/index.js';
import {
  MAX_NAME,
  NO_SETTINGS,
  OFFICE_FIELDS,
  SESSION_HOURS,
  type ChangeSettings,
  type OfficeField,
  type OfficeValues,
  type SettingsChanged,
  type SettingsState,
} from './types.js';

const PHONE = /^\+?[0-9][0-9 -]{4,30}$/;
const MOST_CHANGES = 100;

/**
 * One stream for the installation. An administrator of a topmost place changes it: what it says is said in every community.
 * Refusals: `role-does-not-fit`, `scope-does-not-fit`, `not-for-others`, `setting-unknown`, `setting-invalid` (with the field), `nothing-to-change`.
 */
function decide(state: SettingsState, command: ChangeSettings): Decision<SettingsChanged> {
  const { by, at, values } = command;
  if (command.type !== 'changeSettings') return { refused: 'unknown-command' };
  const helped = refuseHelp(by);
  if (helped) return helped;
  if (by.role !== 'administrator')
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: 'administrator' } };
  if (by.scope.includes('/')) return { refused: 'scope-does-not-fit', values: { scope: by.scope, needed: '' } };
  if (!isContext(values)) return { refused: 'setting-unknown' };
  const changed: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = OFFICE_FIELDS.find((each) => each === name);
    if (field === undefined) return { refused: 'setting-unknown' };
    const read = readValue(field, value);
    if (typeof read === 'object' && read !== null) return read;
    if (read !== state[field]) changed[field] = read;
  }
  if (Object.keys(changed).length === 0) return { refused: 'nothing-to-change' };
  return {
    events: [{ type: 'SettingsChanged', v: 1, values: changed as Partial<OfficeValues>, p: by.p, at }],
    effects: [],
  };
}

function readValue(field: OfficeField, value: unknown): string | number | null | Refusal {
  const invalid: Refusal = { refused: 'setting-invalid', values: { field } };
  if (value === null) return null;
  if (field === 'sessionHours') {
    const [least, most] = SESSION_HOURS;
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
      ? value
      : invalid;
  }
  if (typeof value !== 'string' || value !== value.trim() || value === '' || [...value].length > MAX_NAME)
    return invalid;
  return field === 'phone' && !PHONE.test(value) ? invalid : value;
}

function evolve(state: SettingsState, { values, p, at }: SettingsChanged): SettingsState {
  const changes = OFFICE_FIELDS.flatMap((field) => {
    const after = values[field];
    return after === undefined ? [] : [{ field, before: state[field], after, p, at }];
  });
  return { ...state, ...values, changes: [...state.changes, ...changes].slice(-MOST_CHANGES) };
}

export const settingsDecider: Decider<SettingsState, ChangeSettings, SettingsChanged> = {
  kind: 'settings',
  stateVersion: 1,
  initial: () => NO_SETTINGS,
  decide,
  evolve,
};

/** No procedure changes a setting: there are no jobs. */
export const settingsRules: CapabilityRules = { name: 'settings', deciders: [settingsDecider], jobs: [] };

export { NO_SETTINGS, OFFICE_FIELDS, SESSION_HOURS } from './types.js';
export type {
  ChangeSettings,
  OfficeField,
  OfficeValues,
  SettingChange,
  SettingsChanged,
  SettingsState,
} from './types.js';

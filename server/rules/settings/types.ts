import type { Command, Event } from '#engine';

/** What the office sets for the whole installation. Null: what the server was started with. */
export interface OfficeValues {
  /** Names of the community and the street, as everybody sees them before a sign-in and on what is printed. */
  readonly community: string | null;
  readonly street: string | null;
  readonly phone: string | null;
  /** First line of letters and printed notices, where it is not street and community. */
  readonly letterhead: string | null;
  /** Hours after which somebody signs in anew. */
  readonly sessionHours: number | null;
}

export type OfficeField = keyof OfficeValues;
export const OFFICE_FIELDS: readonly OfficeField[] = ['community', 'street', 'phone', 'letterhead', 'sessionHours'];

/** Characters a name may have, and the hours a session may last. */
export const MAX_NAME = 60;
export const SESSION_HOURS = [1, 24] as const;

export interface SettingsState extends OfficeValues {
  /** The latest hundred, the newest last. */
  readonly changes: readonly SettingChange[];
}

export interface SettingChange {
  readonly field: OfficeField;
  readonly before: string | number | null;
  readonly after: string | number | null;
  /** Id of the administrator. */
  readonly p: string;
  /** UTC milliseconds. */
  readonly at: number;
}

/** Only what is named is changed. */
export interface ChangeSettings extends Command {
  readonly type: 'changeSettings';
  readonly values: Readonly<Record<string, string | number | null>>;
}

export interface SettingsChanged extends Event {
  readonly type: 'SettingsChanged';
  readonly v: 1;
  readonly values: Partial<OfficeValues>;
  readonly p: string;
  readonly at: number;
}

export const NO_SETTINGS: SettingsState = {
  community: null,
  street: null,
  phone: null,
  letterhead: null,
  sessionHours: null,
  changes: [],
};

import type { Key } from './port.js';
import type { Route } from './routes.js';
import type { Answer, SettingsPage, StuckLine } from './views.js';

/** What administrators keep going. */
export interface AdministrationPort {
  /** GET /api/stuck: jobs, effects and commands of the administrator's places that do not go on by themselves. */
  stuck(): Promise<readonly StuckLine[]>;
  /** POST /api/stuck/:stuck/retry: answers what is left. Problem: `stuck-unknown` 404. */
  tryAgain(stuck: string, key: Key): Promise<Answer<readonly StuckLine[]>>;
  /** GET /api/settings: what the office set for the whole installation, and who changed it. */
  settings(): Promise<SettingsPage>;
  /** POST /api/settings: what is named is changed, null goes back to what the server was started with. Problems: `setting-invalid` 422, `nothing-to-change` 409. */
  changeSettings(
    body: { readonly values: Readonly<Record<string, string | number | null>> },
    key: Key,
  ): Promise<Answer<SettingsPage>>;
}

const ADMINISTRATOR = ['administrator'] as const;

export const ADMINISTRATION_ROUTES: Readonly<Record<keyof AdministrationPort, Route>> = {
  stuck: { method: 'GET', path: '/api/stuck', audience: ADMINISTRATOR },
  tryAgain: { method: 'POST', path: '/api/stuck/:stuck/retry', audience: ADMINISTRATOR },
  settings: { method: 'GET', path: '/api/settings', audience: ['administrator', 'security', 'auditor'] },
  changeSettings: { method: 'POST', path: '/api/settings', audience: ADMINISTRATOR },
};

interface Calls {
  read<T>(name: keyof AdministrationPort, parts: readonly string[], more?: { query?: string }): Promise<T>;
  change<T>(name: keyof AdministrationPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function administrationCalls({ read, change }: Calls): AdministrationPort {
  return {
    stuck: () => read('stuck', []),
    settings: () => read('settings', []),
    changeSettings: (body, key) => change('changeSettings', [], body, key),
    tryAgain: (stuck, key) => change('tryAgain', [stuck], {}, key),
  };
}

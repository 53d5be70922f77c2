import type { Route } from './routes.js';
import type { HelpOpening } from './views.js';

/** 代办: what may be entered for residents. */
export interface HelpPort {
  /** GET /api/help/openings: the steps of all matters in the reader's reach that take something now, the nearest last day first. */
  helpOpenings(): Promise<readonly HelpOpening[]>;
}

export const HELP_ROUTES: Readonly<Record<keyof HelpPort, Route>> = {
  helpOpenings: { method: 'GET', path: '/api/help/openings', audience: ['grid', 'worker'] },
};

interface Calls {
  read<T>(name: keyof HelpPort, parts: readonly string[]): Promise<T>;
}

export function helpCalls({ read }: Calls): HelpPort {
  return { helpOpenings: () => read('helpOpenings', []) };
}

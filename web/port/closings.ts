import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type { Answer, ClosingAsked, ClosingPreview, ClosingsPage, NewClosing } from './views.js';

/** 本地停止办公日: days on which the offices of a street or a community do not work. Terms that run keep their dates. */
export interface ClosingPort {
  /** GET /api/closings: those of the reader's places, of what lies above, and below. */
  closings(): Promise<ClosingsPage>;
  /** POST /api/closings/preview `{scope, from, to}`: what it would do, and why not. Problem: `unknown-scope` 404. */
  previewClosing(body: ClosingAsked, key: Key): Promise<ClosingPreview>;
  /**
   * POST /api/closings `{scope, from, to, reason, document}`. Problems: `unknown-scope` 404; `closing-too-long` 422; 409: `closing-past`, `closing-backwards`,
   * `closing-year`, `closing-not-worked`, `closing-overlaps`.
   */
  closeDays(body: NewClosing, key: Key): Promise<Answer<ClosingsPage>>;
  /** POST /api/closings/:closing/reopening `{reason}`. Problems: `unknown-scope` 404; 409: `closing-unknown`, `closing-begun`, `closing-withdrawn`. */
  reopenDays(closing: string, body: { readonly reason: string }, key: Key): Promise<Answer<ClosingsPage>>;
}

const ADMINISTRATOR = ['administrator'] as const;
const HOME = '/api/closings';

export const closingRoutes = (staff: Audience): Readonly<Record<keyof ClosingPort, Route>> => ({
  closings: { method: 'GET', path: HOME, audience: staff },
  previewClosing: { method: 'POST', path: `${HOME}/preview`, audience: ADMINISTRATOR },
  closeDays: { method: 'POST', path: HOME, audience: ADMINISTRATOR },
  reopenDays: { method: 'POST', path: `${HOME}/:closing/reopening`, audience: ADMINISTRATOR },
});

interface Calls {
  read<T>(name: keyof ClosingPort, parts: readonly string[]): Promise<T>;
  change<T>(name: keyof ClosingPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function closingCalls({ read, change }: Calls): ClosingPort {
  return {
    closings: () => read('closings', []),
    previewClosing: (body, key) => change('previewClosing', [], body, key),
    closeDays: (body, key) => change('closeDays', [], body, key),
    reopenDays: (closing, body, key) => change('reopenDays', [closing], body, key),
  };
}

import type { Route } from './routes.js';
import type { BoardPage, Role } from './views.js';

/** What hangs in the community hall. */
export interface BoardPort {
  /** GET /api/board?scope=: of the reader's first post where no place is named. Problem: `unknown-scope` 404. */
  board(scope: string): Promise<BoardPage>;
}

export function boardRoutes(staff: readonly Role[]): Readonly<Record<keyof BoardPort, Route>> {
  return { board: { method: 'GET', path: '/api/board', audience: staff } };
}

interface Calls {
  read<T>(name: keyof BoardPort, parts: readonly string[], more?: { query?: string }): Promise<T>;
}

export function boardCalls({ read }: Calls): BoardPort {
  return { board: (scope) => read('board', [], { query: scope === '' ? '' : `?scope=${encodeURIComponent(scope)}` }) };
}

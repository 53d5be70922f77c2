import { fileName } from './files.js';
import type { Route } from './routes.js';
import type { FigureAsked, FigureList, OverviewAsked, OverviewPage, StepsPage } from './views.js';

/** What figures by step are asked for; `definition` is a hash in base64. */
export interface StepsAsked extends OverviewAsked {
  readonly definition: string;
}

/** What managers see of the places they are responsible for. */
export interface OverviewPort {
  /** GET /api/overview?scope=&from=&to=; what is left out is the reader's first place and this month. Problems: `unknown-scope` 404, `period-invalid` 422. */
  overview(asked: Partial<OverviewAsked>): Promise<OverviewPage>;
  /** GET /api/overview/steps: figures by step of a version, the most used one where none is named; whole quarters. */
  overviewSteps(asked: Partial<StepsAsked>): Promise<StepsPage>;
  /** GET /api/overview/lines: the matters or tasks behind a figure, thirty a page. */
  overviewLines(asked: Partial<FigureAsked>): Promise<FigureList>;
  /** GET /api/overview/lines/file: the same rows as XLSX, not by page but the first thousand. */
  overviewLinesFile(asked: Partial<FigureAsked>): Promise<Blob>;
  /** GET /api/overview/file: the figures as XLSX. */
  overviewFile(asked: Partial<OverviewAsked>): Promise<Blob>;
}

const OVERSEERS = ['worker', 'supervision', 'street', 'party', 'administrator', 'auditor'] as const;

export const OVERVIEW_ROUTES: Readonly<Record<keyof OverviewPort, Route>> = {
  overview: { method: 'GET', path: '/api/overview', audience: OVERSEERS },
  overviewSteps: { method: 'GET', path: '/api/overview/steps', audience: OVERSEERS },
  overviewLines: { method: 'GET', path: '/api/overview/lines', audience: OVERSEERS },
  overviewLinesFile: { method: 'GET', path: '/api/overview/lines/file', audience: OVERSEERS },
  overviewFile: { method: 'GET', path: '/api/overview/file', audience: OVERSEERS },
};

interface Calls {
  read<T>(name: keyof OverviewPort, parts: readonly string[], more?: { query?: string; raw?: boolean }): Promise<T>;
}

export function overviewCalls({ read }: Calls): OverviewPort {
  return {
    overview: (asked) => read('overview', [], { query: queryOf(asked) }),
    overviewSteps: (asked) => read('overviewSteps', [], { query: queryOf(asked) }),
    overviewLines: (asked) => read('overviewLines', [], { query: queryOf(asked) }),
    overviewLinesFile: (asked) => read('overviewLinesFile', [], { query: queryOf(asked), raw: true }),
    overviewFile: (asked) => read('overviewFile', [], { query: queryOf(asked), raw: true }),
  };
}

/** What is null or empty is not asked; hashes stand as base64url. */
function queryOf(asked: Readonly<Record<string, string | number | null | undefined>>): string {
  const parts = Object.entries(asked).flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [`${name}=${name === 'definition' ? fileName(String(value)) : encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type { Answer, ChangePage, Id, MatterPage } from './views.js';

/** 撤回: taking back what one has completed. */
export interface RecallPort {
  /** POST /api/tasks/:task/preview-recall `{}`: what it would do, or why it cannot be done; nothing is recorded. */
  previewRecall(task: Id, key: Key): Promise<ChangePage>;
  /**
   * POST /api/tasks/:task/recall `{reason}`: answers the matter as it is then. Problems: `moved-on`, `task-opened`, `effect-sent`,
   * `not-your-act` 409, `text-empty` 422.
   */
  recall(task: Id, body: { readonly reason: string }, key: Key): Promise<Answer<MatterPage>>;
}

export function recallRoutes(staff: Audience): Readonly<Record<keyof RecallPort, Route>> {
  return {
    previewRecall: { method: 'POST', path: '/api/tasks/:task/preview-recall', audience: staff },
    recall: { method: 'POST', path: '/api/tasks/:task/recall', audience: staff },
  };
}

interface Calls {
  change<T>(name: keyof RecallPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function recallCalls({ change }: Calls): RecallPort {
  return {
    previewRecall: (task, key) => change('previewRecall', [task], {}, key),
    recall: (task, body, key) => change('recall', [task], body, key),
  };
}

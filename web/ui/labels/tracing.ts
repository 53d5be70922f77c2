import { EN_TRACING } from './en-tracing.js';
import { addLabels } from './index.js';
import { ZH_TRACING } from './zh-tracing.js';

/** The words of the trace: only where it is shown, since residents' pages have little room. */
export function addTracingLabels(): void {
  addLabels(ZH_TRACING, EN_TRACING);
}

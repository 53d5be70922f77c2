import { label } from './say.js';
import type { Language } from './types.js';

/** A figure of the overview as an address or a request names it. */
interface FigureNamed {
  readonly of: string;
  readonly age?: string | null;
  readonly state?: string | null;
  readonly only?: string | null;
  /** What its step is called. */
  readonly step?: string | null;
}

/** What a list behind a figure is of: `事项，7天以内，办理中`, `提出异议，还没答复`. */
export function figureInWords({ of, age, state, only, step }: FigureNamed, language: Language): string {
  const kind = of === 'objections' ? 'raised' : of === 'opinions' ? 'given' : of;
  const parts = [
    label('figure', kind, language),
    step ?? '',
    age ? label('matter-age', age, language) : '',
    state ? label('matter-state', state, language) : '',
    only ? label('figure-only', only, language) : '',
  ];
  return parts.filter((part) => part !== '').join(language === 'en' ? ', ' : '，');
}

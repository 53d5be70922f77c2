import type { StoredValue } from '#engine';

/** A scenario file as `workflows/README.md` describes it. */
export interface Scenario {
  readonly v: 1;
  readonly name: string;
  /** ISO with offset. */
  readonly at: string;
  readonly scope: string;
  readonly people: readonly Person[];
  readonly electors: readonly (string | { readonly elector: string; readonly heads: number; readonly area: number })[];
  /**
   * Lines of the selector `households`: the ids who act for one, a line in full, or a number: so many more where nobody of the
   * file lives. They are `household-0001` and so on, unless named.
   */
  readonly households?: readonly (readonly string[] | HouseholdLine | number)[];
  /** What the fact `count` says of a selector; the number of its lines unless given. */
  readonly count?: Readonly<Record<string, number>>;
  /** Open matters of elsewhere that are similar; `at` ISO, the scenario's own start unless given. */
  readonly similar?: readonly {
    readonly matter: string;
    readonly number: string;
    readonly title?: string;
    readonly at?: string;
  }[];
  readonly calendars: readonly number[];
  readonly process?: string;
  readonly start: { readonly by: string; readonly variables: Readonly<Record<string, StoredValue>> };
  readonly steps: readonly ScenarioStep[];
  readonly expect: Expectation;
}

export interface HouseholdLine {
  readonly elector?: string;
  readonly holders: readonly string[];
  readonly scope?: string;
  readonly heads?: number;
  readonly area?: number;
}

export interface Person {
  readonly id: string;
  readonly role: string;
  readonly scope?: string;
}

/** Exactly one verb; `refused` names the code it must be refused with. */
export interface ScenarioStep {
  readonly complete?: string;
  readonly act?: string;
  readonly vote?: string;
  /** Of `vote`: place of the line on the roll, where somebody stands for several. */
  readonly line?: number;
  readonly advance?: string;
  readonly load?: Readonly<Record<string, StoredValue>>;
  readonly expect?: Expectation;
  readonly by?: string;
  /** 代办: `by` acts or votes for this person, who told them in this way (`in-person` unless given). */
  readonly for?: string;
  readonly way?: 'in-person' | 'phone' | 'paper';
  readonly variables?: Readonly<Record<string, StoredValue>>;
  readonly with?: Readonly<Record<string, StoredValue>>;
  readonly on?: string;
  readonly refused?: string;
}

export interface Expectation {
  readonly status?: 'active' | 'completed' | 'terminated' | 'cancelled' | 'incident';
  readonly variables?: Readonly<Record<string, StoredValue>>;
  readonly path?: readonly string[];
  readonly waiting?: readonly (string | { readonly element: string; readonly due: string | null })[];
  readonly incidents?: readonly string[];
  readonly events?: readonly (Readonly<Record<string, StoredValue>> & {
    readonly kind: string;
    readonly type: string;
  })[];
  readonly inbox?: readonly { readonly to: string; readonly code: string }[];
}

/** Where a run differs from its scenario. `step` counts from 1; 0 is the start, null the end. */
export interface ScenarioDifference {
  readonly step: number | null;
  /** What was compared: `refused`, `status`, `variables.vote_result.outcome`, `path`, `waiting` … */
  readonly what: string;
  readonly expected: StoredValue;
  readonly found: StoredValue;
}

export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly ScenarioDifference[];
}

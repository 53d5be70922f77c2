import type { BasisLine, DemoAccount, Id, Instant } from '../views.js';

/** What a world for pages is made of: plain data, so that it can be posted into a worker. Every person is invented. */
export interface WorldSetup {
  readonly procedures: readonly WorldProcedure[];
  /** Calendar files, exact text. */
  readonly calendars: readonly string[];
  readonly at: Instant;
  readonly people: readonly WorldPerson[];
  readonly community: string;
  readonly street: string;
  readonly phone: string | null;
}

/** A procedure with the step procedures, decisions and forms it uses. */
export interface WorldProcedure {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  readonly summary: string | null;
  readonly basis: readonly BasisLine[];
  /** Standard base64 of the definition set's hash. */
  readonly hash: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly start: { readonly roles: readonly string[]; readonly form: string | null; readonly title: string };
  /** Kinds of its steps, in order. */
  readonly steps: readonly string[];
}

export interface WorldPerson extends DemoAccount {
  readonly person: Id;
  /** Path in the organisation tree, and its name. */
  readonly scope: string;
  readonly scopeName: string;
  /** Where one lives or works, as staff see it. */
  readonly place: string;
  /** Telephone as one is shown it (138****1234); absent: none is known. */
  readonly phone?: string;
}

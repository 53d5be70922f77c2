/**
 * Counted limits, never seconds: time would break replay. Past one of them an incident is raised; resolving it goes on
 * with a fresh count.
 */
export const LIMITS = {
  /** Elements entered or left by one command. */
  elements: 10_000,
  /** Steps of FEEL in one command. */
  feelSteps: 1_000_000,
  /** List items and characters FEEL may make in one command. */
  feelItems: 1_000_000,
  /** Nesting inside one expression. */
  feelDepth: 400,
  /** Scopes inside each other, calls included. */
  scopes: 64,
  /** Runs of one multi-instance body. */
  runs: 10_000,
  /** Bytes of variables written by one command, as JSON. */
  variableBytes: 1_048_576,
} as const;

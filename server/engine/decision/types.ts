/** Decisions of a definition set in plain JSON; see `bpmn` for how DMN XML becomes this. */
export interface DecisionModels {
  readonly decisions: Readonly<Record<string, unknown>>;
}

/** A model of the bench: its BPMN text in our dialect or that of bpmn-engine, and what its conditions read. */
export interface BenchModel {
  readonly name: string;
  readonly variables: Readonly<Record<string, boolean>>;
  xml(dialect: 'heyi' | 'peer'): string;
}

export const MODELS: readonly BenchModel[];
export function pairs(count: number): BenchModel;

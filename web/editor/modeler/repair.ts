import type { ProcedureFinding } from '#pages';
import type { Board } from './board.js';

/** An input of a step, as the expression it would have to be. */
export type Repair = NonNullable<ProcedureFinding['fix']>;

interface Mapping {
  readonly target: string;
}
interface Extended {
  readonly extensionElements?: {
    readonly values?: readonly { readonly $type: string; readonly inputParameters?: readonly Mapping[] }[];
  };
}

/** Sets the input of a step as a finding proposes, in one command: one undo takes it back. Unknown elements and inputs are left alone. */
export function repair(board: Board, id: string, { input, source }: Repair): void {
  const element = board.get('elementRegistry').get(id);
  const extended = element?.businessObject as (Extended & object) | undefined;
  const mapping = extended?.extensionElements?.values
    ?.find(({ $type }) => $type === 'zeebe:IoMapping')
    ?.inputParameters?.find(({ target }) => target === input);
  if (element !== undefined && mapping !== undefined)
    board.get('modeling').updateModdleProperties(element, mapping, { source });
}

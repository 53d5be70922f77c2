import { buildDefinitionSet, lint, type Finding, type ModelFile } from '#bpmn';
import type { DefinitionSet, Element, StoredValue } from '#engine';
import { check, PACKS, packOf, type GivenFraction, type LawFinding, type Term } from '#law';
import { kindOf } from '../kinds.js';
import { calledBy, inputsOf, termOf, type Known } from './constants.js';

/** A finding of the model, or (`law.…`) of the law, on an element of a file. Its sentence: `finding.<rule>` or `law.<code>`. */
export interface ProcedureFinding extends Omit<Finding, 'rule'> {
  readonly rule: string;
}

/**
 * Everything there is to say about a procedure before it is published: what the engine runs, soundness, portability, and the law of
 * its rule packs on `day` (`YYYY-MM-DD`). The same function serves editor, submission and publication.
 */
export async function checkProcedure(
  files: readonly ModelFile[],
  main: string,
  day: string,
): Promise<readonly ProcedureFinding[]> {
  const { findings, ok } = await lint(files, main);
  const built = await buildDefinitionSet(files, '', main);
  return ok && built.ok ? [...findings, ...lawFindings(built.set, placesOf(files, built.set), day)] : findings;
}

/** File of each process. */
function placesOf(files: readonly ModelFile[], set: DefinitionSet): ReadonlyMap<string, string> {
  const models = files.filter(({ path }) => path.endsWith('.bpmn'));
  return new Map(
    Object.keys(set.processes).map((id) => [id, models.find(({ text }) => text.includes(`id="${id}"`))?.path ?? '']),
  );
}

/**
 * Steps that name a rule pack against its floors. Only what is written out can be compared; what a form or a decision gives is compared
 * by the same rules when the matter gets there.
 */
export function lawFindings(
  set: DefinitionSet,
  places: ReadonlyMap<string, string>,
  day: string,
): readonly ProcedureFinding[] {
  return Object.values(set.processes).flatMap((process) =>
    process.elements.flatMap((element) => {
      const given = inputsOf(element);
      const pack = given['pack'];
      if (element.call === null || typeof pack !== 'string') return [];
      const at = { element: element.id, name: element.name, file: places.get(process.id) ?? '' };
      const found = packOf(PACKS, pack, day);
      if (found === undefined)
        return [{ ...at, rule: 'law.pack-unknown', severity: 'error' as const, values: { pack, day } }];
      const params = {
        ...fractions('quorum', given['quorum'], { of: 'heads', base: 'electorate' }),
        ...fractions('threshold', given['threshold'], { of: 'heads' }),
        ...publicity(set, element, given),
      };
      const judged = check(found, params, { day });
      return judged.map(({ code, law, article, values }: LawFinding) => {
        const said: Readonly<Record<string, StoredValue>> = { ...values, law, article };
        return { ...at, rule: `law.${code}`, severity: 'error' as const, values: said };
      });
    }),
  );
}

function fractions(field: 'quorum' | 'threshold', given: StoredValue | undefined, more: Partial<GivenFraction>) {
  if (typeof given !== 'object' || given === null || !('num' in given) || !('den' in given)) return {};
  return { [field]: { ...(given as unknown as GivenFraction), ...more } };
}

/** How long a step shows what was decided: the term of the timer inside it. */
function publicity(set: DefinitionSet, element: Element, given: Known): { readonly publicity?: Term } {
  if (kindOf(element) !== 'publicity') return {};
  const inside = set.processes[calledBy(element) ?? '']?.elements ?? [];
  const terms = inside.flatMap(({ event, type }) =>
    event?.kind === 'timer' && type === 'intermediateCatchEvent' ? (termOf(event.expression, given) ?? []) : [],
  );
  const [first] = terms;
  return first === undefined ? {} : { publicity: first };
}

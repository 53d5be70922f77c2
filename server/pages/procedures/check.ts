import { lintSet, type Finding, type ModelFile, type Readings } from '#bpmn';
import type { DefinitionSet, Element, Feel, StoredValue } from '#engine';
import { check, PACKS, packOf, type GivenFraction, type LawFinding, type LawFix, type Term } from '#law';
import { kindOf } from '../kinds.js';
import { calledBy, inputsOf, termInputOf, termOf, type Known } from './constants.js';
import { personalFindings } from './personal.js';

/** A finding of the model, or (`law.…`) of the law, on an element of a file. Its sentence: `finding.<rule>` or `law.<code>`. */
export interface ProcedureFinding extends Omit<Finding, 'rule'> {
  readonly rule: string;
  /** What puts it right: an input of the element, as the expression it would have to be (`=15`). */
  readonly fix?: { readonly input: string; readonly source: string };
}

/**
 * Everything there is to say about a procedure before it is published: what the engine runs, soundness, portability, personal data in texts
 * for everybody, and the law of its rule packs on `day` (`YYYY-MM-DD`). The same function serves editor, submission and publication; an editor hands in `readings`, so that
 * only the file that changed is read again. `main`: the process a matter starts, where it is known.
 */
export async function checkProcedure(
  files: readonly ModelFile[],
  main: string | undefined,
  day: string,
  readings?: Readings,
): Promise<readonly ProcedureFinding[]> {
  const { findings, ok, set } = await lintSet(files, main, readings);
  if (!ok || set === null) return findings;
  const places = placesOf(files, set);
  return [...findings, ...personalFindings(set, places), ...lawFindings(set, places, day)];
}

/** File of each process. */
function placesOf(files: readonly ModelFile[], set: DefinitionSet): ReadonlyMap<string, string> {
  const models = files.filter(({ path }) => path.endsWith('.bpmn'));
  return new Map(
    Object.keys(set.processes).map((id) => [id, models.find(({ text }) => processesIn(text).includes(id))?.path ?? '']),
  );
}

function processesIn(text: string): readonly string[] {
  return [...text.matchAll(/<(?:[\w-]+:)?process\b[^>]*?\bid="([^"]*)"/g)].map(([, id = '']) => id);
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
      return judged.map(({ code, law, article, values, fix }: LawFinding) => {
        const version = found.source.textVersion;
        const said: Readonly<Record<string, StoredValue>> = { ...values, law, article, version };
        const right = fix === undefined ? null : fixOf(fix, set, element);
        const finding = { ...at, rule: `law.${code}`, severity: 'error' as const, values: said };
        return right === null ? finding : { ...finding, fix: right };
      });
    }),
  );
}

function fractions(field: 'quorum' | 'threshold', given: StoredValue | undefined, more: Partial<GivenFraction>) {
  if (typeof given !== 'object' || given === null || !('num' in given) || !('den' in given)) return {};
  return { [field]: { ...(given as unknown as GivenFraction), ...more } };
}

/** A parameter of the law as the input of the step that carries it; null where the step has no such input. */
function fixOf(fix: LawFix, set: DefinitionSet, element: Element): ProcedureFinding['fix'] | null {
  const has = (input: string): boolean => element.input.some(({ target }) => target === input);
  if (fix.field === 'quorum' || fix.field === 'threshold') {
    const { num, den, op } = fix.fraction;
    return has(fix.field) ? { input: fix.field, source: `={num: ${num}, den: ${den}, op: "${op}"}` } : null;
  }
  if (fix.field !== 'publicity') return null;
  const timer = shownIn(set, element);
  const input = timer === null ? null : termInputOf(timer);
  return input !== null && input.unit === fix.term.unit && has(input.name)
    ? { input: input.name, source: `=${fix.term.n}` }
    : null;
}

/** How long a step shows what was decided: the term of the timer inside it. */
function publicity(set: DefinitionSet, element: Element, given: Known): { readonly publicity?: Term } {
  if (kindOf(element) !== 'publicity') return {};
  const timer = shownIn(set, element);
  const term = timer === null ? null : termOf(timer, given);
  return term === null ? {} : { publicity: term };
}

/** The expression of the timer a called step waits for. */
function shownIn(set: DefinitionSet, element: Element): Feel | null {
  const inside = set.processes[calledBy(element) ?? '']?.elements ?? [];
  const timer = inside.find(({ event, type }) => event?.kind === 'timer' && type === 'intermediateCatchEvent')?.event;
  return timer?.kind === 'timer' ? timer.expression : null;
}

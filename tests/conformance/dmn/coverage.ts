import { readDmnFiles } from '#bpmn';
import { constructsOfDecision } from '#engine';
import { dmnCases, requestOf } from './cases.js';

/** For every construct of DMN the files of cases with a decision that uses it and has a result; computed from the models. */
export async function dmnProofs(): Promise<ReadonlyMap<string, readonly string[]>> {
  const proofs = new Map<string, string[]>();
  for (const { name, cases } of dmnCases()) {
    const used = new Set<string>();
    const [first] = cases;
    if (first === undefined) continue;
    const { file, with: others } = requestOf(name, first);
    const { models } = await readDmnFiles([file, ...others]);
    for (const given of cases) {
      const wanted = given.service ?? given.decision ?? '';
      const ids = [...Object.values(models.decisions), ...Object.values(models.services ?? {})]
        .filter(({ id, name: named }) => id === wanted || named === wanted)
        .map(({ id }) => id);
      // a case that only shows what goes wrong proves nothing of what is executed
      if (given.result === null) continue;
      for (const construct of ids.flatMap((id) => [...constructsOfDecision(models, id)])) used.add(construct);
    }
    for (const construct of used) proofs.set(construct, [...(proofs.get(construct) ?? []), name]);
  }
  return proofs;
}

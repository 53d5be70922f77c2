import { dayOf } from '#rules/contract';
import { durationOf, wordsOf, type ProcedureCard, type ProcedurePage, type ReadView } from '#pages';
import type { ProcedurePort } from '../procedures.js';
import type { Id, Role } from '../views.js';
import type { Ready } from './matter-data.js';
import { reaches } from './matter-data.js';
import type { Stage } from './stage.js';

/** The procedures of a world can be read as on a server; they are drawn and approved on a server only. */
export function libraryCalls(stage: Stage): ProcedurePort {
  const onlyOnAServer = () => Promise.reject<never>(stage.problem('only-on-a-server', 409));
  const ready = (procedure: Id): Ready => {
    const found = [...stage.ready.values()].find((each) => each.procedure.id === procedure);
    if (found === undefined) throw stage.problem('procedure-unknown', 404);
    return found;
  };
  const card = (one: Ready): ProcedureCard => {
    const { id, name, summary, basis, version, hash } = one.procedure;
    return {
      ...{ procedure: id, version, definition: hash },
      name: { zh: name, en: name },
      use: { zh: summary ?? '', en: summary ?? '' },
      duration: durationOf(one.set, dayOf(stage.world.at)),
      running: running(stage, hash),
      basis,
      ...{ shipped: true, scope: null, scopeName: null },
    };
  };
  return {
    library: async () => [...stage.ready.values()].map(card),
    procedurePage: async (procedure): Promise<ProcedurePage> => {
      const shown = card(ready(procedure));
      const { version, definition } = shown;
      const line = { version, hash: definition, definition, shipped: true, inForce: true, running: shown.running };
      const versions = [{ ...line, at: null, submitter: null, approver: null }];
      return { ...shown, versions, may: { author: false, retire: false } };
    },
    readProcedure: async (procedure, version): Promise<ReadView> => {
      const one = ready(procedure);
      if (version !== one.procedure.version) throw stage.problem('version-unknown', 404);
      const { set, bpmn } = one;
      const drawings = Object.entries(bpmn).map(([process, xml]) => ({
        process,
        name: set.processes[process]?.name ?? process,
        xml,
      }));
      drawings.sort((a, b) => Number(b.process === set.main) - Number(a.process === set.main));
      const { name, start } = one.procedure;
      return {
        ...{ procedure, version, drawings },
        name: { zh: name, en: name },
        words: wordsOf(set, dayOf(stage.world.at)),
        duration: durationOf(set, dayOf(stage.world.at)),
        roles: start.roles as readonly Role[],
      };
    },
    differences: async (procedure) => {
      ready(procedure);
      return { lines: [], layout: false };
    },
    retireProcedure: onlyOnAServer,
    drafts: () => Promise.resolve({ own: [], shared: [], waiting: [], scopes: [] }),
    beginDraft: onlyOnAServer,
    draft: () => Promise.reject<never>(stage.problem('draft-unknown', 404)),
    saveDraft: onlyOnAServer,
    discardDraft: onlyOnAServer,
    submitDraft: onlyOnAServer,
    withdrawDraft: onlyOnAServer,
    approveDraft: onlyOnAServer,
    shareDraft: onlyOnAServer,
    askForDraft: onlyOnAServer,
    passDraft: onlyOnAServer,
    commentDraft: onlyOnAServer,
    assignComment: onlyOnAServer,
    closeComment: onlyOnAServer,
    returnDraft: onlyOnAServer,
  };
}

/** Open matters in the reader's reach on a definition set. */
function running(stage: Stage, definition: string): number {
  const { reader } = stage;
  if (reader === null) return 0;
  return stage.world
    .streams('instance')
    .filter((stream) => stream.definition === definition && stream.status === 'open')
    .filter((stream) => reaches(reader, stream.scope)).length;
}

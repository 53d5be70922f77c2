import { buildDefinitionSet, readBpmn } from '#bpmn';
import { capabilities } from '#rules/all';
import { createWorld } from '#world';
import type { Port } from '../port.js';
import type { Language } from '../views.js';
import type { Ready } from './matter-data.js';
import type { WorldSetup } from './setup.js';
import { Stage } from './stage.js';
import { worldPort } from './world-port.js';

/** A world of the given procedures and people, with the pages' port on it. Throws where a procedure cannot be read. */
export async function createWorldPort(setup: WorldSetup, language: () => Language): Promise<Port> {
  const ready = new Map<string, Ready>();
  for (const procedure of setup.procedures) {
    const built = await buildDefinitionSet(procedure.files, procedure.hash, procedure.id);
    if (!built.ok) {
      const first = built.findings.find((finding) => finding.severity === 'error');
      throw new Error(`${procedure.id}: ${first?.file ?? ''} ${first?.element ?? ''} ${first?.rule ?? ''}`);
    }
    const bpmn: Record<string, string> = {};
    for (const { path, text } of procedure.files.filter((file) => file.path.endsWith('.bpmn'))) {
      for (const process of (await readBpmn(text, path)).drafts) bpmn[process.id] = text;
    }
    ready.set(procedure.hash, { procedure, set: built.set, bpmn });
  }
  const world = createWorld({
    definitions: [...ready.values()].map(({ set }) => set),
    rules: capabilities,
    calendars: setup.calendars,
    at: setup.at,
  });
  world.setElectors(
    setup.people
      .filter(({ role }) => role === 'resident')
      .map(({ person, name, scope }) => ({
        elector: person,
        scope,
        name: world.seal(name, person),
        heads: 1,
        area: 0,
      })),
  );
  return worldPort(new Stage(world, setup, ready, language));
}

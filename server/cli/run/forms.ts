import type { DefinitionSet, StoredValue } from '#engine';
import { sealAnswer } from '#forms';
import type { World } from '#world';

type Variables = Readonly<Record<string, StoredValue>>;

/** Seals what the linked form says; without a form everything is open. */
export function sealByForm(world: World, set: DefinitionSet, form: string | null, variables: Variables): Variables {
  const schema = form !== null && Object.hasOwn(set.forms, form) ? set.forms[form] : undefined;
  return schema === undefined ? variables : sealAnswer(schema, variables, (_key, value) => world.seal(value));
}

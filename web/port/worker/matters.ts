import { matterLine, matterPage, migrationPage, modificationPage, tracePage } from '#pages';
import type { Key, Port } from '../port.js';
import type { ChangePage, Id, MatterPage, Migration, Modification, Plain } from '../views.js';
import { evidenceOf } from './evidence.js';
import { procedureLines } from './procedures.js';
import type { Stage } from './stage.js';

/** Roles that move a matter by hand. */
const MOVERS: readonly string[] = ['worker', 'street', 'administrator'];

type Calls = Pick<
  Port,
  | 'matters'
  | 'matter'
  | 'trace'
  | 'evidence'
  | 'previewModify'
  | 'modify'
  | 'previewMigrate'
  | 'migrate'
  | 'procedures'
  | 'startMatter'
>;

/** Matters of the world: read, started, moved. */
export function matterCalls(stage: Stage): Calls {
  const calls: Calls = {
    async matters() {
      return stage.inReach().map((data) => matterLine(data, stage.reading(data)));
    },

    async matter(matter: Id): Promise<MatterPage> {
      const data = stage.open(matter);
      return matterPage(data, stage.reading(data));
    },

    async trace(matter: Id) {
      const data = stage.open(matter);
      return tracePage(data, stage.reading(data));
    },

    async evidence(matter: Id) {
      const data = stage.open(matter);
      const polls = data.entities.filter((entity) => entity.kind === 'poll');
      if (polls.some(({ state }) => (state as { status: string }).status === 'open'))
        throw stage.problem('poll-open', 409);
      return evidenceOf(stage, data);
    },

    async previewModify(id: Id, body: Modification): Promise<ChangePage> {
      const data = stage.open(id);
      return modificationPage(data, stage.reading(data), body, stage.actor(data.scope, MOVERS));
    },

    modify(id: Id, body: Modification & { readonly reason: string }, key: Key) {
      return stage.act('modify', key, [id, body], async () => {
        const { activate, terminate, op = 'modify' } = body;
        const reason = stage.typed(body.reason);
        const command = { type: 'modify', activate: activate.map((each) => ({ ...each })), terminate, op, reason };
        stage.submit(stage.open(id).matter, command, MOVERS);
        return calls.matter(id);
      });
    },

    async previewMigrate(id: Id, body: Migration): Promise<ChangePage> {
      const data = stage.open(id);
      const target = stage.ready.get(body.definition)?.set ?? null;
      return migrationPage(data, stage.reading(data), body, stage.actor(data.scope, 'administrator'), target);
    },

    migrate(id: Id, { definition, mapping, reason }: Migration & { readonly reason: string }, key: Key) {
      return stage.act('migrate', key, [id, definition, mapping, reason], async () => {
        const command = { type: 'migrate', definition, mapping, reason: stage.typed(reason) };
        stage.submit(stage.open(id).matter, command, 'administrator');
        return calls.matter(id);
      });
    },

    async procedures() {
      const { role } = stage.seat();
      return procedureLines(stage.ready, role);
    },

    startMatter(body: { procedure: Id; variables: Readonly<Record<string, Plain>> }, key: Key) {
      return stage.act('startMatter', key, body, async () => {
        const reader = stage.seat();
        const found = [...stage.ready.values()].find(({ procedure }) => procedure.id === body.procedure);
        if (found === undefined) throw stage.problem('procedure-unknown', 404);
        const { procedure, set } = found;
        if (!procedure.start.roles.includes(reader.role)) throw stage.problem('role-does-not-fit', 403);
        const variables = stage.filled(
          procedure.start.form === null ? null : (set.forms[procedure.start.form] ?? null),
          body.variables,
        );
        const title = variables[procedure.start.title];
        const by = stage.actor(reader.scope, reader.role);
        const started = stage.world.start({
          definition: procedure.hash,
          process: procedure.id,
          scope: reader.scope,
          by,
          variables,
          ...(title === undefined ? {} : { title }),
        });
        if ('refused' in started) throw stage.refused(started);
        return calls.matter(started.stream);
      });
    },
  };
  return calls;
}

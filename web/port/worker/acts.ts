import type { StoredValue } from '#engine';
import { base64Encode, sha256 } from '#ledger';
import { entityPage, isStaff, linesOn, Trail } from '#pages';
import { capabilities } from '#rules/all';
import { actOf, fillFields, HELPERS } from '#rules/contract';
import type { RollState } from '#rules/roll';
import type { ActBody, Key, Port, UploadedFile } from '../port.js';
import type { Answer, ElectorLine, EntityKind, EntityPage, Id, LineChoice, PersonLine, Plain } from '../views.js';
import { reaches } from './matter-data.js';
import type { Stage } from './stage.js';

const ACTS = capabilities.flatMap((rules) => rules.acts ?? []);

type Calls = Pick<Port, 'entity' | 'act' | 'lines' | 'electors' | 'people' | 'upload' | 'file'>;

/** Every entity of a matter and what is done with it, with whom staff may name and the files that go with it. */
export function actCalls(stage: Stage): Calls {
  const files = new Map<string, StoredValue>();
  return {
    async entity(kind: EntityKind, id: Id): Promise<EntityPage> {
      const { entity, data, reading } = stage.entity(id, kind);
      return stage.present(entityPage(entity, data, reading, new Trail(data)), `${kind}-unknown`);
    },

    act(kind: string, id: Id, type: string, body: ActBody, key: Key): Promise<Answer<EntityPage | null>> {
      return stage.act('act', key, [kind, id, type, body], async () => {
        const act = stage.present(actOf(ACTS, kind, type), 'act-unknown');
        const { data } = stage.entity(id, kind);
        if (body.for !== undefined && act.helped !== true) throw stage.problem('not-for-others', 403);
        const filled = fillFields(act.fields, body.fields as Readonly<Record<string, StoredValue>>, {
          seal: (text) => stage.world.seal(text, body.for?.person ?? stage.seat().person),
          person: (person) => (stage.setup.people.some((one) => one.person === person) ? person : null),
          elector: (id) => (stage.setup.people.some((one) => one.person === id) ? id : null),
          file: (hash) => files.get(hash) ?? null,
        });
        if (!filled.ok)
          throw stage.problem(filled.problem.code, 422, filled.problem.values as Readonly<Record<string, Plain>>);
        const by = stage.actorOf(data.scope, body.for === undefined ? act.roles : HELPERS, body.for);
        const answer = stage.world.submit(id, {
          command: { ...filled.values, type },
          by,
          ...(act.own && body.for === undefined ? { act: true } : {}),
        });
        if ('refused' in answer) throw stage.refused(answer);
        const { entity, data: after, reading } = stage.entity(id, kind);
        return entityPage(entity, after, reading, new Trail(after));
      });
    },

    /** The lines a resident may use on the roll of an entity. */
    async lines(kind: string, id: Id, person: Id): Promise<readonly LineChoice[]> {
      const { entity, data, reading } = stage.entity(id, kind);
      return linesOn(entity, data, person).map(({ e, elector }) => ({ line: e, label: reading.right(elector) }));
    },

    /** In a world everybody stands for themselves. */
    async electors(roll: Id, words: string): Promise<readonly ElectorLine[]> {
      const { entity, data } = stage.entity(roll, 'roll');
      stage.actor(data.scope, 'worker');
      const { lines } = entity.state as RollState;
      return stage.setup.people
        .filter((one) => reaches(one, data.scope) && words !== '' && `${one.name} ${one.place}`.includes(words))
        .slice(0, 20)
        .map(({ person, name, place }) => {
          const line = lines.find(({ elector }) => elector === person);
          const kept = line === undefined ? null : { heads: line.heads, area: line.area };
          return { elector: person, name, place, line: kept };
        });
    },

    async people(matter: Id, words: string): Promise<readonly PersonLine[]> {
      const data = stage.open(matter);
      if (!isStaff(stage.reading(data))) throw stage.problem('role-does-not-fit', 403);
      return stage.setup.people
        .filter((one) => reaches(one, data.scope) && words !== '' && `${one.name} ${one.place}`.includes(words))
        .slice(0, 20)
        .map(({ person, name, place, role }) => ({ person, name, place, roles: [role] }));
    },

    /** A world keeps what is known of a file and not its bytes: nothing a try-run uploads leaves the page. */
    upload(name: string, bytes: Blob, key: Key): Promise<Answer<UploadedFile>> {
      return stage.act('upload', key, [name, bytes.size], async () => {
        const file = base64Encode(sha256(new Uint8Array(await bytes.arrayBuffer())));
        files.set(file, { file, type: bytes.type, size: bytes.size });
        return { file, type: bytes.type, size: bytes.size, name };
      });
    },

    file(): Promise<Blob> {
      return Promise.reject(stage.problem('file-unknown', 404));
    },
  };
}

import { describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import { SYSTEM, type StoredValue } from '#engine';
import { base64Encode, sha256, utf8Encode } from '#ledger';
import { rollLinesOf, rollRules, type RollState } from '#rules/roll';
import { INSTANCE_HOST } from '#runtime';
import { HandClock, mariaPlace, sqlitePlace, toyServer } from './server-subject.js';
import { WORKER } from './subject.js';

/** As many as one roll may have. */
const HOUSEHOLDS = 50_000;
const SETTLE = 300_000;

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://heyi.example/test">
  <bpmn:process id="long" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="freeze">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="roll.freeze" retries="1" />
        <zeebe:ioMapping><zeebe:input source="=&quot;households&quot;" target="selector" /></zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="freeze" />
    <bpmn:sequenceFlow id="f2" sourceRef="freeze" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`;

const pseudonym = (name: string): string => base64Encode(sha256(utf8Encode(name)));

describe.each([
  ['SQLite', () => Promise.resolve(sqlitePlace())],
  ['MariaDB', mariaPlace],
])('a roll of 50,000 households on %s', (_name, newPlace) => {
  it(
    'is frozen by its job in one transaction, read back by another server, and changed by one line',
    { timeout: SETTLE },
    async () => {
      // given
      const place = await newPlace();
      const electors: StoredValue = Array.from({ length: HOUSEHOLDS }, (_, n) => ({
        elector: pseudonym(`h${n}`),
        name: null,
        heads: 1,
        area: 0,
        holders: [pseudonym(`a${n}`), pseudonym(`b${n}`)],
      }));
      const options = {
        deciders: [INSTANCE_HOST],
        rules: [rollRules],
        providers: { provide: () => Promise.resolve(electors) },
        definitions: async (files: readonly { path: string; bytes: Uint8Array }[], main: string, hash: string) => {
          const texts = files.map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString('utf8') }));
          const built = await buildDefinitionSet(texts, hash, main);
          if (!built.ok) throw new Error(JSON.stringify(built.findings));
          return built.set;
        },
      };
      const first = await toyServer(place, new HandClock(), options);
      await first.runtime.start();
      const definition = await first.runtime.storeDefinition('long', [
        { path: 'long.bpmn', bytes: Buffer.from(MODEL) },
      ]);
      // when
      const started = await first.runtime.startInstance({
        definition,
        variables: {},
        scope: 'qinghe/d1',
        by: WORKER,
        settle: SETTLE,
      });
      if ('refused' in started) throw new Error(started.refused);
      await first.runtime.idle();
      const [roll] = await first.runtime.streams({ kind: 'roll' });
      const id = roll?.id ?? '';
      await first.runtime.stop();
      await first.database.close();
      // then a server that has nothing in memory reads it back
      const second = await toyServer(place, new HandClock(), options);
      await second.runtime.start();
      const records = await second.runtime.records(id);
      expect(records.map(({ type }) => type)).toEqual([...Array<string>(100).fill('stage'), 'freeze']);
      const frozen = (await second.runtime.state<RollState>(id))?.state;
      expect(frozen).toMatchObject({ status: 'frozen', heads: HOUSEHOLDS });
      expect(rollLinesOf(frozen as RollState, pseudonym('b49999'))).toMatchObject([{ elector: pseudonym('h49999') }]);
      // and
      const changed = await second.runtime.submit({
        stream: id,
        command: { type: 'change', do: 'remove', elector: pseudonym('h7'), reason: { '~': 'x' } },
        by: { ...WORKER, role: 'worker' },
      });
      expect(changed).toMatchObject({ accepted: true });
      const locked = await second.runtime.submit({
        stream: id,
        command: { type: 'lock', holder: 'poll', root: frozen?.root ?? '' },
        by: SYSTEM,
      });
      expect(locked).toMatchObject({ refused: 'roll-changed' });
      await second.runtime.stop();
      await second.database.close();
      place.remove();
    },
  );
});

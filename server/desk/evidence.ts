import { Inject, Injectable } from '@nestjs/common';
import type { EvidenceBundle, EvidenceRecord } from '#audit';
import { Ballots } from '#capabilities/poll';
import { base64Encode, utf8Decode } from '#ledger';
import { Definitions } from '#matters';
import type { MatterData } from '#pages';
import { Runtime, type RecordView } from '#runtime';
import { SqlStore } from '#store';

const AT_ONCE = 1_000;

/** Collects what executing a matter again takes. No sealed value is in it: deciders never need one. */
@Injectable()
export class Evidence {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(SqlStore) private readonly store: SqlStore,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Ballots) private readonly ballots: Ballots,
  ) {}

  async bundle(data: MatterData): Promise<EvidenceBundle> {
    const streams = [{ stream: data.matter, kind: 'instance' }, ...data.entities];
    const polls = data.entities.filter((entity) => entity.kind === 'poll');
    const [years, closings] = await Promise.all([this.store.facts('calendar'), this.store.facts('closing')]);
    const recorded = await Promise.all(
      streams.map(async ({ stream, kind }) => ({ id: stream, kind, records: await this.#records(stream) })),
    );
    const matter = recorded.find(({ id }) => id === data.matter)?.records ?? [];
    const named = factsNamed(matter);
    const sets = await Promise.all(namedBy(matter).map((hash) => this.definitions.get(hash)));
    return {
      v: 1,
      definitions: sets.map(({ set, files }) => ({
        main: set.main,
        files: files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
      })),
      // what other places closed is none of this matter's business
      facts: [...years, ...closings.filter(({ hash }) => named.has(base64Encode(hash)))].map(({ bytes }) =>
        utf8Decode(bytes),
      ),
      streams: recorded,
      votes: await Promise.all(
        polls.map(async ({ stream }) => ({ poll: stream, ballots: await this.ballots.board(stream) })),
      ),
    };
  }

  async #records(stream: string): Promise<readonly EvidenceRecord[]> {
    const all: RecordView[] = [];
    for (;;) {
      const batch = await this.runtime.records(stream, all.length, AT_ONCE);
      all.push(...batch);
      if (batch.length < AT_ONCE) break;
    }
    return all.map(({ leaf, body, salt }) => ({
      leaf: utf8Decode(leaf),
      body: body && utf8Decode(body),
      salt: salt && base64Encode(salt),
    }));
  }
}

/** Hashes of the facts its commands name. */
function factsNamed(records: readonly EvidenceRecord[]): ReadonlySet<string> {
  return new Set(
    records.flatMap(({ body }) => {
      if (body === null) return [];
      const { command } = JSON.parse(body) as {
        readonly command: { readonly facts?: Readonly<Record<string, string>> };
      };
      return Object.values(command.facts ?? {});
    }),
  );
}

/** Hashes of the definition sets the matter ran on, in their order: the last one is the one it runs on. */
function namedBy(records: readonly EvidenceRecord[]): readonly string[] {
  return [...new Set(records.map(({ leaf }) => (JSON.parse(leaf) as { readonly def: string }).def))];
}

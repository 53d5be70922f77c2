import { Inject, Injectable } from '@nestjs/common';
import type { DefinitionSet } from '#engine';
import { buildDefinitionSet, lint, readBpmn, type Finding } from '#bpmn';
import { utf8Decode } from '#ledger';
import { Shipped, Versions, type About, type DefinitionFiles } from '#procedures';
import { Runtime, type DefinitionReader } from '#runtime';

/** A procedure matters can be started on. */
export interface Published {
  readonly about: About;
  /** Hash of its definition set. */
  readonly hash: string;
}

/** A stored definition set, parsed. */
export interface Definition extends DefinitionFiles {
  readonly set: DefinitionSet;
  /** BPMN XML by the id of each process in it. */
  readonly bpmn: Readonly<Record<string, string>>;
}

/** Reads stored files into the model the engine runs; what cannot be read is a bug of whoever stored it. */
export const readDefinition: DefinitionReader = async (files, main, hash) => {
  const built = await buildDefinitionSet(
    files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
    hash,
    main,
  );
  if (built.ok) return built.set;
  throw unusable(hash, built.findings);
};

function unusable(hash: string, findings: readonly Finding[]): Error {
  const first = findings.find((finding) => finding.severity === 'error');
  return new Error(`definition ${hash}: ${first?.file ?? ''} ${first?.element ?? ''} ${first?.rule ?? ''}`);
}

/** The procedures of this installation, and every definition set a matter ever ran on. */
@Injectable()
export class Definitions {
  #published: readonly Published[] = [];
  readonly #parsed = new Map<string, Promise<Definition>>();

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Shipped) private readonly shipped: Shipped,
    @Inject(Versions) private readonly versions: Versions,
  ) {}

  /** Stores what the folder of workflows offers; running matters keep the set they started with. */
  async publish(folder: string): Promise<void> {
    const library = await this.shipped.load(folder);
    this.#published = await Promise.all(
      library.map(async ({ about, main, files, hash }) => {
        const { ok, findings } = await lint(files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })));
        if (!ok) throw unusable(hash, findings);
        await this.runtime.storeDefinition(main, files);
        return { about, hash };
      }),
    );
  }

  /** The shipped ones. */
  get published(): readonly Published[] {
    return this.#published;
  }

  /** What matters of a place are started on: versions an office published there or above it, else the shipped ones. */
  async offeredAt(scope: string): Promise<readonly Published[]> {
    const own = (await this.versions.inForceAt(scope)).map(({ about, definition }) => ({ about, hash: definition }));
    const replaced = new Set(own.map(({ about }) => about.id));
    return [...this.#published.filter(({ about }) => !replaced.has(about.id)), ...own];
  }

  /** What is said about the procedure of a set: of the version an office published, else of the shipped one. */
  async aboutOf({ hash, set }: Pick<Definition, 'hash' | 'set'>): Promise<About | null> {
    const shipped = this.#published.find((each) => each.about.id === set.main);
    if (shipped?.hash === hash) return shipped.about;
    return (await this.versions.aboutOf(hash)) ?? shipped?.about ?? null;
  }

  /** A stored set; throws when nobody stored it. Sets never change, so each is parsed once. */
  get(hash: string): Promise<Definition> {
    let parsed = this.#parsed.get(hash);
    if (!parsed) {
      parsed = this.#read(hash);
      parsed.catch(() => this.#parsed.delete(hash));
      this.#parsed.set(hash, parsed);
    }
    return parsed;
  }

  async #read(hash: string): Promise<Definition> {
    const stored = await this.runtime.definition(hash);
    if (!stored) throw new Error(`definition ${hash} is not stored`);
    const set = await readDefinition(stored.files, stored.main, hash);
    const bpmn: Record<string, string> = {};
    for (const { path, bytes } of stored.files.filter((file) => file.path.endsWith('.bpmn'))) {
      const text = utf8Decode(bytes);
      for (const process of (await readBpmn(text, path)).drafts) bpmn[process.id] = text;
    }
    return { hash, files: stored.files, set, bpmn };
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBpmn } from '#bpmn';
import { base64Encode, definitionFile, definitionHash, utf8Decode } from '#ledger';

/** `about.json` of a ready procedure (`workflows/README.md`). */
export interface About {
  readonly id: string;
  readonly version: number;
  readonly file: string;
  readonly name: Words;
  readonly use: Words;
  readonly start: { readonly roles: readonly string[]; readonly form: string | null; readonly title: string };
  readonly steps: readonly string[];
  readonly basis: readonly { readonly law: string; readonly article: string }[];
}
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface LibraryFile {
  /** Relative to the folder of workflows, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of one definition set with its hash (`heyi/definition/v1`, standard base64). */
export interface DefinitionFiles {
  readonly hash: string;
  readonly files: readonly LibraryFile[];
}

export interface LibraryProcedure extends DefinitionFiles {
  readonly about: About;
  /** Id of the process that a matter starts. */
  readonly main: string;
}

/** What a folder of workflows offers. `root` holds `procedures/` and `steps/`. Throws where a file cannot be read. */
export async function readLibrary(root: string): Promise<readonly LibraryProcedure[]> {
  const names = readdirSync(join(root, 'procedures'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(names.map((name) => readProcedure(root, name)));
}

/** One procedure with the step procedures its call activities name, theirs in turn, and their decisions and forms. */
export async function readProcedure(root: string, name: string): Promise<LibraryProcedure> {
  const folder = `procedures/${name}`;
  const about = JSON.parse(readFileSync(join(root, folder, 'about.json'), 'utf8')) as About;
  const definition = await withSteps(root, filesIn(root, folder));
  return { ...definition, about, main: about.id };
}

/** A step procedure alone, for its scenarios. */
export async function readStep(root: string, name: string): Promise<DefinitionFiles> {
  return withSteps(root, filesIn(root, `steps/${name}`));
}

/** Every file of the steps there are, for whoever draws with them. */
export function stepFiles(root: string): readonly LibraryFile[] {
  return readdirSync(join(root, 'steps'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesIn(root, `steps/${name}`));
}

const DEFINING = /\.(bpmn|dmn|form)$/;
const STEP = /^"step-([a-z0-9-]+)"$/;

/** Files of one's own with the steps they call, theirs in turn, as `root` has them; a step that is not there is left out. */
export async function withSteps(root: string, own: readonly LibraryFile[]): Promise<DefinitionFiles> {
  const files = [...own];
  const seen = new Set<string>();
  // what is found on the way is looked through as well
  for (const { path, bytes } of files) {
    if (!path.endsWith('.bpmn')) continue;
    for (const step of await stepsCalledBy(utf8Decode(bytes), path)) {
      if (seen.has(step) || !existsSync(join(root, step))) continue;
      seen.add(step);
      files.push(...filesIn(root, step).filter((file) => own.every((each) => each.path !== file.path)));
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, hash: hashOf(files) };
}

/** Hash of a list of files (`heyi/definition/v1`, standard base64). */
export function hashOf(files: readonly LibraryFile[]): string {
  return base64Encode(definitionHash(files.map(({ path, bytes }) => definitionFile(path, bytes))));
}

function filesIn(root: string, folder: string): readonly LibraryFile[] {
  return readdirSync(join(root, folder))
    .filter((name) => DEFINING.test(name))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, bytes: new Uint8Array(readFileSync(join(root, folder, name))) }));
}

async function stepsCalledBy(xml: string, path: string): Promise<readonly string[]> {
  const { drafts } = await readBpmn(xml, path);
  return drafts
    .flatMap((process) => process.elements)
    .flatMap((element) => STEP.exec(element.call?.processId ?? '')?.[1] ?? [])
    .map((step) => `steps/${step}`);
}

import { lint, readBpmn, startForm, type Finding } from '#bpmn';
import { canonicalBytes, utf8Decode, utf8Encode } from '#ledger';
import type { Edition } from '#rules/procedure';
import type { DraftAbout, DraftFile } from './entities.js';
import { hashOf, withSteps, type About, type LibraryFile } from './library.js';

/** A file of a draft may be so large, in bytes of UTF-8. */
export const MAX_FILE = 400_000;
/** All files of a draft together. */
export const MAX_FILES_SIZE = 800_000;
export const MAX_FILES = 60;

/** `vote.bpmn`, `start.form`: a name without a folder. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(bpmn|dmn|form)$/;

/** Where the files of a procedure of one's own lie in its definition set. */
export function placed(procedure: string, files: readonly DraftFile[]): readonly LibraryFile[] {
  return files.map(({ path, text }) => ({ path: `procedures/${procedure}/${path}`, bytes: utf8Encode(text) }));
}

/** The other way: what of a definition set is the procedure's own, without the steps it calls. */
export function ownFiles(files: readonly LibraryFile[]): readonly DraftFile[] {
  return files
    .filter(({ path }) => !path.startsWith('steps/'))
    .map(({ path, bytes }) => ({ path: path.split('/').pop() ?? path, text: utf8Decode(bytes) }));
}

/** A draft as it would be published. */
export interface Drawn extends Edition {
  /** Own files and those of the steps they call. */
  readonly files: readonly LibraryFile[];
  readonly about: About;
}

/** Puts a draft together with the steps it calls, from the folder of workflows; answers it with both hashes. */
export async function drawn(
  workflows: string,
  procedure: string,
  about: DraftAbout,
  own: readonly DraftFile[],
): Promise<Drawn> {
  const { files, hash: definition } = await withSteps(workflows, placed(procedure, own));
  const said = await aboutOf(procedure, about, own);
  const beside = { path: `procedures/${procedure}/about.json`, bytes: canonicalBytes(plain(said)) };
  return { files, about: said, definition, hash: hashOf([...files, beside]) };
}

/** As JSON has it, for hashing. */
function plain(about: About) {
  return JSON.parse(JSON.stringify(about)) as Parameters<typeof canonicalBytes>[0];
}

const STEP = /^"step-([a-z0-9-]+)"$/;

/** `about.json`: what the author says, and what follows from what was drawn. The version is given at publication. */
async function aboutOf(procedure: string, said: DraftAbout, own: readonly DraftFile[]): Promise<About> {
  const { name, use, roles, title, basis } = said;
  const models = own.filter(({ path }) => path.endsWith('.bpmn'));
  const read = await Promise.all(models.map(async ({ path, text }) => ({ path, ...(await readBpmn(text, path)) })));
  const main = read.flatMap(({ path, drafts }) => drafts.map((process) => ({ path, process })));
  const found = main.find(({ process }) => process.id === procedure);
  const calls = (found?.process.elements ?? []).flatMap(({ call }) => STEP.exec(call?.processId ?? '')?.[1] ?? []);
  return {
    id: procedure,
    version: 0,
    file: found?.path ?? '',
    name,
    use,
    start: { roles, form: found ? startForm(found.process) : null, title },
    steps: [...new Set(calls)],
    basis,
  };
}

/** Everything the models' own checks say about the files: what the engine runs, soundness, portability. */
export async function findingsOf(files: readonly LibraryFile[], main: string): Promise<readonly Finding[]> {
  return (
    await lint(
      files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
      main,
    )
  ).findings;
}

/** The first executable process of a file, by id and name; null where there is none that can be read. */
export async function mainOf(file: DraftFile): Promise<{ readonly id: string; readonly name: string | null } | null> {
  const { drafts } = await readBpmn(file.text, file.path);
  return drafts[0] ?? null;
}

/** The same files with another process id, wherever the drawing names it. Names of elements and texts stay. */
export function renamed(files: readonly DraftFile[], from: string, to: string): readonly DraftFile[] {
  const id = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(`\\b(id|processRef|bpmnElement)="${id}"`, 'g');
  return files.map(({ path, text }) => ({
    path,
    text: path.endsWith('.bpmn') ? text.replace(named, `$1="${to}"`) : text,
  }));
}

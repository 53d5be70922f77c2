import type { ModelFile } from '#bpmn';
import type { Io } from '../io.js';

/** Where a procedure or a step lies: its own folder, and the folder of all workflows that its paths are relative to. */
export interface WorkflowFolder {
  /** `workflows` in `workflows/procedures/first-vote`. */
  readonly root: string;
  /** `procedures/first-vote` */
  readonly path: string;
  /** `first-vote` */
  readonly name: string;
}

/** The last three parts of a path say where a workflow lies; a folder elsewhere is its own root. */
export function workflowFolder(path: string): WorkflowFolder {
  const parts = path.replace(/\/+$/, '').split('/');
  const [kind, name] = parts.slice(-2);
  if ((kind === 'procedures' || kind === 'steps') && name !== undefined) {
    return { root: parts.slice(0, -2).join('/') || '.', path: `${kind}/${name}`, name };
  }
  return { root: path, path: '', name: parts.at(-1) ?? '' };
}

/**
 * The files of a definition set as `workflows/README.md` says: the folder's models, decisions and forms, and those of
 * every step its call activities name, theirs in turn. Paths are relative to the folder of all workflows.
 */
export function modelFilesIn(io: Io, folder: string): readonly ModelFile[] {
  const { root, path } = workflowFolder(folder);
  const files = new Map<string, ModelFile>();
  const pending = [path];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const names = io.list(join(root, next)) ?? [];
    for (const name of names.filter((each) => /\.(bpmn|dmn|form)$/.test(each))) {
      const inside = join(next, name);
      if (files.has(inside)) continue;
      const text = io.readText(join(root, inside));
      files.set(inside, { path: inside, text });
      for (const step of name.endsWith('.bpmn') ? calledSteps(text) : []) pending.push(join('steps', step));
    }
  }
  return [...files.values()];
}

/** `processId="step-vote"` → `vote`. */
function calledSteps(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/processId="step-([a-z0-9-]+)"/g)].map((match) => match[1] ?? ''))];
}

export function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

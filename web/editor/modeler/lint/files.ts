import type { ModelFile } from '#bpmn';

/** Where the document stands among the files when it is a new one. */
export const NEW_FILE = 'procedure.bpmn';

/**
 * The files to check: the document as it is drawn now in place of the same process as it was kept, beside everything else. The
 * document is known by the id of its process, because two processes of one id cannot be in one set.
 */
export function checkedFiles(
  xml: string,
  files: readonly ModelFile[],
): { readonly path: string; readonly files: readonly ModelFile[]; readonly main: string | null } {
  const id = processIn(xml);
  const at = files.findIndex(
    (file) => file.text === xml || (id !== null && file.path.endsWith('.bpmn') && processIn(file.text) === id),
  );
  const path = files[at]?.path ?? NEW_FILE;
  const mine = { path, text: xml };
  return { path, main: id, files: at < 0 ? [mine, ...files] : files.map((file, i) => (i === at ? mine : file)) };
}

function processIn(xml: string): string | null {
  return /<(?:[\w-]+:)?process\b[^>]*?\bid="([^"]*)"/.exec(xml)?.[1] ?? null;
}

import { newFolder, stopServer } from '../support/mariadb.js';
import { FOLDER_VARIABLE } from '../support/once.js';
import type { Measured } from './compare.js';
import { FIGURES } from './runtime.js';

/** Measures the figures whose name contains `only`, on a MariaDB of their own that is stopped afterwards. */
export async function runtimeFigures(
  only: string,
  say: (figure: Measured & { readonly name: string; readonly goal: number }) => void,
): Promise<void> {
  const folder = newFolder();
  process.env[FOLDER_VARIABLE] = folder;
  try {
    for (const { name, goal, measure } of FIGURES.filter((figure) => figure.name.includes(only))) {
      say({ name, goal, ...(await measure()) });
    }
  } finally {
    await stopServer(folder);
  }
}

import { newFolder, stopServer, FOLDER_VARIABLE } from '../support/mariadb.js';
import { runtimeFigures } from './runtime.js';

/** Prints the figures of the runtime as JSON lines; not reaching a ratio ends with 1. */
const folder = newFolder();
process.env[FOLDER_VARIABLE] = folder;
try {
  const figures = await runtimeFigures();
  for (const figure of figures) process.stdout.write(`${JSON.stringify({ ...figure, ratio: Number(figure.ratio.toFixed(2)) })}\n`);
  process.exitCode = figures.every((figure) => figure.ratio >= figure.wanted) ? 0 : 1;
} finally {
  await stopServer(folder);
}

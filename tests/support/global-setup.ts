import { newFolder, stopServer } from './mariadb.js';
import { FOLDER_VARIABLE } from './once.js';

/** Before all tests: a folder for what a run makes once (its MariaDB, the built pages), when a test first asks. After them: all of it goes. */
export default function setup(): () => Promise<void> {
  const folder = newFolder();
  process.env[FOLDER_VARIABLE] = folder;
  return () => stopServer(folder);
}

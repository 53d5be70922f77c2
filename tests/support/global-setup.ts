import { FOLDER_VARIABLE, newFolder, stopServer } from './mariadb.js';

/** Before all tests: a folder for the run's MariaDB, which starts when a test first asks for it. After them: stops it. */
export default function setup(): () => Promise<void> {
  const folder = newFolder();
  process.env[FOLDER_VARIABLE] = folder;
  return () => stopServer(folder);
}

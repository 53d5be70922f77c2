import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHeyi, createLogger, installationOf, instant, STORY_BEGINS, type Heyi, type Settings } from '#main';
import { say } from '#text';
import type { Io } from '../io.js';

/** Root of the installed project, where its package.json lies: this file stands deeper once it is built. */
export const PROJECT = rootOf(dirname(fileURLToPath(import.meta.url)));

function rootOf(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'package.json')) ? folder : rootOf(above);
}

/** Opens the database and puts the server together, saying where. Throws what `saying` has a sentence for. */
export function open(settings: Settings, io: Io): Promise<Heyi> {
  const place = 'file' in settings.database ? settings.database.file : new URL(settings.database.url).host;
  io.words(say('serve.opening', { place }, io.language));
  return createHeyi({
    settings,
    installation: installationOf(settings),
    log: createLogger(process.env['HEYI_LOG'] ?? 'warn'),
    demoBegins: instant(STORY_BEGINS),
  });
}

/** The address people type. */
export function origin({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  return process.env['HEYI_ORIGIN'] ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

import { readFileSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Io } from './io.js';

/** The real terminal and file system. Output is written at once, so that a pipe that is closed early loses nothing said before. */
export function nodeIo(environment: Readonly<Record<string, string | undefined>>): Io {
  return {
    out: (line) => writeAll(1, `${line}\n`),
    words: (text) => writeAll(2, `${text}\n`),
    readText: (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, ''),
    readBytes: (path) => new Uint8Array(readFileSync(path)),
    writeText: (path, text) => writeFileSync(path, text),
    list: (path) => {
      try {
        if (!statSync(path).isDirectory()) return undefined;
      } catch {
        return undefined;
      }
      return readdirSync(path).sort();
    },
    lines: () => createInterface({ input: process.stdin, crlfDelay: Infinity }),
    language: (environment['HEYI_LANG'] ?? '').startsWith('en') ? 'en' : 'zh-CN',
  };
}

/** A pipe may take only a part, or nothing for the moment (EAGAIN). */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

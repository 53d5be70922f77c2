import type { Io } from './io.js';
import { RequestFault, type SourceFile } from './run/request.js';

/** Reads a file of a request. Throws `RequestFault`. */
export function sourceFile(io: Io, path: string): SourceFile {
  try {
    return { path, text: io.readText(path) };
  } catch (error) {
    throw new RequestFault('cli.file', { file: path, reason: reasonOf(error) });
  }
}

/** Why the system refused, in its own short word (`ENOENT`, `EISDIR` …). */
export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.message : String(error);
}

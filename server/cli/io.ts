/** Everything a command may touch outside itself; tests hand in their own. File reading happens behind this only. */
export interface Io {
  /** One line of JSON (or of a file that was asked for) on standard output. */
  out(line: string): void;
  /** Words for people, on standard error. */
  words(text: string): void;
  /** Text of a file, UTF-8. Throws what the file system throws. */
  readText(path: string): string;
  /** Raw bytes of a file. */
  readBytes(path: string): Uint8Array;
  writeText(path: string, text: string): void;
  /** Names in a folder, sorted by code unit; undefined when it is no folder. */
  list(path: string): readonly string[] | undefined;
  /** Lines of standard input without their ends. */
  lines(): AsyncIterable<string>;
  /** Language of words and messages. */
  readonly language: 'zh-CN' | 'en';
}

/** Exit codes of every command (`docs`: JSON out, words aside, 0 only when all is well). */
export const EXIT = { ok: 0, failed: 1, unusable: 2 } as const;

export type ExitCode = 0 | 1 | 2 | 3;

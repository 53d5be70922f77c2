#!/usr/bin/env node
// Starts the built command. Plain JavaScript, so that it can say what is missing before anything is built.
import { existsSync } from 'node:fs';

const main = new URL('../../dist/server/cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write(
    '合议尚未构建，请先运行 npm ci && npm run build。\nHeyi is not built yet: run npm ci && npm run build first.\n',
  );
  process.exitCode = 2;
}

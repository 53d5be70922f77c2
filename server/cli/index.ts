export { main } from './cli.js';
export { EXIT, type ExitCode, type Io } from './io.js';
export { readJson } from './json/read.js';
export { plainOf, type Plain } from './json/write.js';
export { nodeIo } from './node-io.js';
export type { Line } from './run/output.js';
export { DEFAULT_START, instantOf, type RunRequest } from './run/request.js';
export { runModel, type RunDone } from './run/run.js';
export { carriedCalendar, setOf } from './test/command.js';

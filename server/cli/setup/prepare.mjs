// What `npm start` and `npm test` share before anything of ours is built: plain JavaScript on Node alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Says one line to the person who waits. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the program with one clear sentence. */
export function fail(sentence, code = 1) {
  say(sentence);
  process.exit(code);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Heyi 需要 Node 20.19 或更新版本，当前为 ${process.versions.node}。/ Heyi needs Node 20.19 or newer; this is ${process.versions.node}.`,
    );
  }
}

/** Runs a command in the project; its output goes to standard error, so that standard output stays ours. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (done.error) fail(`${command} 无法运行：${done.error.message} / ${command} could not be run.`);
  return done.status ?? 1;
}

/** Installs npm packages when the lock file changed since the last install here. Install scripts never run. */
export function installPackages() {
  const stamp = join(root, 'node_modules', '.heyi-lock');
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('正在安装依赖包（第一次约一分钟）… / Installing packages …');
  if (run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
    fail(
      '依赖包没有装上，请看上面的原因，然后再运行一次。/ The packages could not be installed; see above and run again.',
    );
  }
  writeFileSync(stamp, wanted);
}

/** Builds server and web when a source changed since the last build. */
export function build() {
  buildPart(
    'server',
    '服务端 / server',
    ['server', 'migrations', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json'],
    () => run('npx', ['tsc', '-b']),
  );
  buildPart('web', '网页 / web', ['web', 'server', 'package-lock.json'], () =>
    run('npm', ['run', '--silent', 'build:web']),
  );
}

function buildPart(name, title, inputs, work) {
  const stamp = join(root, 'dist', `.built-${name}`);
  const wanted = fingerprint(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say(`正在构建：${title} …`);
  rmSync(stamp, { force: true });
  if (work() !== 0) fail(`构建没有成功（${title}），请看上面的原因。/ The build failed; see above.`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Names, sizes and contents of every source: cheap enough for seconds, exact enough never to serve an old build. */
function fingerprint(inputs) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(join(path, name));
    } else {
      hash.update(`${path}\n`).update(readFileSync(full));
    }
  };
  inputs.forEach(visit);
  return hash.digest('hex');
}

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

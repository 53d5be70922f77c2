import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { onceInRun } from './once.js';

/**
 * A private MariaDB for the tests: started from Debian's package on a free port in a temporary folder when the first
 * test asks for it, shared by all of one run, stopped by its pid at the end. Where it cannot be had, the tests fail.
 */
export interface MariaDb {
  readonly port: number;
  readonly pid: number;
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-db-'));
  chmodSync(folder, 0o755); // the server runs as another user
  writeFileSync(join(folder, 'owner'), String(process.pid));
  return folder;
}

let counter = 0;

/** URL of a new, empty database on the run's server. */
export async function freshMariaDb(): Promise<string> {
  const { port } = await runningServer();
  const name = `t${process.pid}_${Date.now().toString(36)}_${counter++}`;
  const root = await createConnection({ host: '127.0.0.1', port, user: 'root' });
  try {
    await root.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  } finally {
    await root.end();
  }
  return `mysql://root@127.0.0.1:${port}/${name}`;
}

/** The run's server, started if need be. */
function runningServer(): Promise<MariaDb> {
  return onceInRun('mariadb', startServer);
}

async function startServer(folder: string): Promise<MariaDb> {
  ensureInstalled();
  const asRoot = userInfo().uid === 0;
  const data = join(folder, 'data');
  if (asRoot) execFileSync('chown', ['mysql', folder]);
  const run = (command: string, args: readonly string[]) =>
    asRoot ? (['runuser', ['-u', 'mysql', '--', command, ...args]] as const) : ([command, args] as const);
  const [install, installArgs] = run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  execFileSync(install, installArgs, { stdio: 'pipe' });
  const port = await freePort();
  const log = openSync(join(folder, 'out.log'), 'w');
  const [server, serverArgs] = run('mariadbd', [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${join(folder, 's.sock')}`,
    `--pid-file=${join(folder, 'm.pid')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--innodb-buffer-pool-size=128M',
    '--innodb-flush-log-at-trx-commit=1',
    '--default-time-zone=+00:00',
    '--max-connections=400',
    `--log-error=${join(folder, 'err.log')}`,
  ]);
  const child = spawn(server, serverArgs, { detached: true, stdio: ['ignore', log, log] });
  child.unref();
  for (let i = 0; i < 600; i++) {
    if (existsSync(join(folder, 'm.pid')) && (await answers(port))) {
      const pid = Number(readFileSync(join(folder, 'm.pid'), 'utf8').trim());
      watch(folder, pid);
      return { port, pid };
    }
    await wait(100);
  }
  throw new Error(`no answer on port ${port}; see ${join(folder, 'err.log')}`);
}

/** A run that is killed cannot stop its server: a small watcher does when the run's process is gone. */
function watch(folder: string, pid: number): void {
  const owner = readFileSync(join(folder, 'owner'), 'utf8');
  const script = 'while kill -0 "$1" 2>/dev/null; do sleep 2; done; kill "$2" 2>/dev/null; sleep 3; rm -rf "$3"';
  spawn('sh', ['-c', script, 'watch', owner, String(pid), folder], { detached: true, stdio: 'ignore' }).unref();
}

async function answers(port: number): Promise<boolean> {
  try {
    const connection = await createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 1_000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

/** Debian's package, installed when it is missing and we may. */
function ensureInstalled(): void {
  if (found('mariadbd') && found('mariadb-install-db')) return;
  if (userInfo().uid !== 0) throw new Error('mariadbd is missing: install Debian’s package mariadb-server');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'mariadb-server'], {
    stdio: 'inherit',
    env,
  });
}

function found(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], {
      stdio: 'pipe',
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
    });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Stops the folder's server, if one was started, and removes the folder. */
export async function stopServer(folder: string): Promise<void> {
  const info = join(folder, 'mariadb.json');
  if (existsSync(info)) {
    const { pid } = JSON.parse(readFileSync(info, 'utf8')) as MariaDb;
    try {
      process.kill(pid, 'SIGTERM');
      for (let i = 0; i < 300 && alive(pid); i++) await wait(100);
    } catch {
      // it is gone already
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { accessSync, constants, mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { DatabaseSettings } from '#store';

/** How a server is set up. Everything has a default that works on a fresh machine. */
export interface Settings {
  readonly database: DatabaseSettings;
  /** Folder of the embedded database and of what the server keeps beside it. */
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  /** Folder of steps, procedures and calendars. */
  readonly workflows: string;
  /** Folder of the built pages. */
  readonly web: string;
  /** The address people type, for cookies; https marks them secure. */
  readonly https: boolean;
  /** Whose X-Forwarded-For is believed: addresses, ranges, `loopback`, `linklocal`, `uniquelocal`. Default: `loopback`. */
  readonly proxies?: readonly string[];
}

/** A setting that cannot be used: a code and what the sentence needs. */
export class SettingsProblem extends Error {
  constructor(
    readonly code:
      | 'port-invalid'
      | 'demo-invalid'
      | 'database-url-invalid'
      | 'folder-unwritable'
      | 'origin-invalid'
      | 'proxy-invalid',
    readonly value: string,
  ) {
    super(`${code}: ${value}`);
  }
}

/**
 * `DATABASE_URL=mysql://…`, `PORT` (3000), `HOST` (127.0.0.1), `HEYI_DATA` (./data), `HEYI_DEMO` (on|off; on unless
 * said otherwise, also where a database is named), `HEYI_ORIGIN`, `HEYI_PROXY` (loopback). Throws `SettingsProblem`.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>, project: string): Settings {
  const url = environment['DATABASE_URL'];
  const data = resolve(project, environment['HEYI_DATA'] ?? 'data');
  return {
    database: url ? { url: databaseUrl(url) } : { file: join(writable(data), 'heyi.sqlite') },
    data,
    host: environment['HOST'] ?? '127.0.0.1',
    port: port(environment['PORT'] ?? '3000'),
    demo: onOff(environment['HEYI_DEMO'] ?? 'on'),
    workflows: join(project, 'workflows'),
    web: join(project, 'dist', 'web'),
    https: https(environment['HEYI_ORIGIN']),
    proxies: proxies(environment['HEYI_PROXY'] ?? 'loopback'),
  };
}

function databaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || url.pathname.length < 2)
    throw new SettingsProblem('database-url-invalid', '');
  return text;
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new SettingsProblem('port-invalid', text);
  return value;
}

function onOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new SettingsProblem('demo-invalid', text);
}

function https(origin: string | undefined): boolean {
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) throw new SettingsProblem('origin-invalid', origin);
  return new URL(origin).protocol === 'https:';
}

function proxies(text: string): readonly string[] {
  const named = text.split(',').map((each) => each.trim());
  const fits = (each: string) => PROXY_RANGES.includes(each) || isAddress(each);
  if (!named.every(fits)) throw new SettingsProblem('proxy-invalid', text);
  return named;
}

const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** An IP address, or a range of them such as `10.0.0.0/8`. */
function isAddress(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

function writable(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    throw new SettingsProblem('folder-unwritable', folder);
  }
}

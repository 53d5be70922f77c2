import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Compose {
  readonly services: Record<
    string,
    {
      readonly depends_on?: Record<string, unknown> | string[];
      readonly volumes?: string[];
      readonly image?: string;
      readonly build?: { dockerfile: string };
    }
  >;
  readonly volumes: Record<string, unknown>;
}

// No Docker engine is needed here: the files are linted, not run (README says so).
describe('docker/', () => {
  it('has a Dockerfile without a finding', () => {
    expect(validate(read('docker/Dockerfile'))).toEqual([]);
    expect(validate('FROM\nRUNN x')).not.toEqual([]);
  });

  it('copies only what exists in the project', () => {
    const copied = [...read('docker/Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] as string).split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
  });

  it('has a compose file whose services and volumes all exist', () => {
    const compose = parse(read('docker/compose.yml')) as Compose;
    expect(Object.keys(compose.services)).toEqual(['database', 'server', 'proxy']);
    for (const service of Object.values(compose.services)) {
      expect(service.image ?? service.build).toBeDefined();
      const needed = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      for (const name of needed) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of service.volumes ?? []) {
        const source = volume.split(':')[0] as string;
        if (source.startsWith('./')) expect(read(join('docker', source))).not.toBe('');
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
    }
  });
});

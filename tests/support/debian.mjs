// What the tests need from Debian: a database server, a browser, Chinese fonts. What cannot be had fails by name.
import { existsSync } from 'node:fs';
import { fail, run, say } from '../../server/cli/setup/prepare.mjs';

const wanted = [
  { package: 'mariadb-server', file: '/usr/sbin/mariadbd' },
  { package: 'chromium', file: '/usr/bin/chromium' },
  { package: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' },
];

export function installDebianPackages() {
  const missing = wanted.filter(({ file }) => !existsSync(file));
  if (missing.length === 0) return;
  const names = missing.map((entry) => entry.package);
  say(`Installing from Debian: ${names.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = run('apt-get', ['update', '-qq'], { env });
  const install =
    update === 0 ? run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env }) : update;
  const still = wanted.filter(({ file }) => !existsSync(file)).map((entry) => entry.package);
  if (install !== 0 || still.length > 0) {
    fail(
      `The tests need ${still.join(', ')} and could not install it. Run as root on Debian, or install it and run again.`,
    );
  }
}

import { describe, expect, it } from 'vitest';
import { readSettings, SettingsProblem } from './settings.js';

const read = (proxy?: string) =>
  readSettings(
    { DATABASE_URL: 'mysql://heyi:x@127.0.0.1/heyi', ...(proxy === undefined ? {} : { HEYI_PROXY: proxy }) },
    '/nowhere',
  ).proxies;

describe('proxies', () => {
  it('are on the same machine unless said otherwise', () => {
    expect(read()).toEqual(['loopback']);
  });

  it('are ranges by name, addresses and ranges of addresses', () => {
    expect(read('uniquelocal, 10.0.0.1,10.1.0.0/16 , fd00::/8')).toEqual([
      'uniquelocal',
      '10.0.0.1',
      '10.1.0.0/16',
      'fd00::/8',
    ]);
  });

  it.each(['', 'proxy', 'true', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.1/8/8', '*', '10.0.0.1,'])(
    'refuses %j',
    (text) => {
      expect(() => read(text)).toThrow(SettingsProblem);
    },
  );
});

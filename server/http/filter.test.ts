import { HttpException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { asProblem, languageOf } from './filter.js';
import { Problem } from './problem.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code }, more);

describe('what went wrong becomes an answer', () => {
  it.each([
    ['a problem of ours', new Problem(409, 'poll-open'), 409, 'poll-open'],
    ['too many tries', new HttpException('', 429), 429, 'too-many-tries'],
    ['a body that is too large', Object.assign(new Error(), { statusCode: 413 }), 413, 'body-too-large'],
    ['a bug', new TypeError('x is not a function'), 500, 'unexpected'],
    ['a database that refuses the connection', coded('ECONNREFUSED'), 503, 'database-away'],
    [
      'a connection lost, as TypeORM wraps it',
      Object.assign(new Error(), { driverError: coded('PROTOCOL_CONNECTION_LOST') }),
      503,
      'database-away',
    ],
    ['one wrapped as a cause', new Error('unit', { cause: coded('ECONNRESET') }), 503, 'database-away'],
    ['a statement the database refuses', coded('ER_PARSE_ERROR'), 500, 'unexpected'],
    ['nothing at all', undefined, 500, 'unexpected'],
  ])('%s', (_name, error, status, code) => {
    expect(asProblem(error, 7)).toMatchObject({ status, code });
  });

  it('speaks Chinese unless English is asked for first', () => {
    expect([languageOf('en-GB'), languageOf('zh-CN,en'), languageOf(undefined)]).toEqual(['en', 'zh-CN', 'zh-CN']);
  });
});

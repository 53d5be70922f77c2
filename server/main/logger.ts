import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

/** Nest's log through pino: JSON lines on standard error, warnings and worse unless HEYI_LOG says otherwise. */
export function createLogger(level: string): LoggerService {
  const log = pino({ level }, pino.destination(2));
  const write =
    (name: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = typeof rest[rest.length - 1] === 'string' ? rest.pop() : undefined;
      log[name]({ context, ...(rest.length > 0 ? { rest } : {}) }, String(message));
    };
  return {
    log: write('info'),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('trace'),
    fatal: write('fatal'),
  };
}

import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalid } from './problem.js';

/**
 * Checks what a route takes against the schema it declares, `@Body({ schema })`: `invalid-request` 422 naming the first
 * field that does not fit. The same schema is what `/api/docs` shows.
 */
export function schemaCheck(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: ([issue]) => {
      const path = issue?.path?.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
      return invalid('invalid-request', { field: path?.join('.') ?? '' });
    },
  });
}

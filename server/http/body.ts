import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { invalid } from './problem.js';

/** Deeper than any form or file nests: checks and records recurse, so what is deeper is not looked into at all. */
const MAX_NESTING = 64;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Checks what a route takes against the schema it declares, `@Body({ schema })`: `invalid-request` 422 naming the first
 * field that does not fit. The same schema is what `/api/docs` shows. Before that, whatever the schema: text that is not
 * well-formed Unicode cannot be recorded, and what nests too deep cannot be read.
 */
export function schemaCheck(): StandardSchemaValidationPipe {
  return new BodyPipe({
    exceptionFactory: ([issue]) => {
      const path = issue?.path?.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
      return invalid('invalid-request', { field: path?.join('.') ?? '' });
    },
  });
}

class BodyPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type === 'body') {
      const fault = unrecordable(value);
      if (fault !== null) throw invalid('invalid-request', { field: fault });
    }
    return super.transform(value, metadata);
  }
}

/** Name of the outermost field that holds what cannot be recorded, empty for the whole; null where all can be. */
function unrecordable(body: unknown): string | null {
  const waiting: { readonly value: unknown; readonly field: string; readonly depth: number }[] = [
    { value: body, field: '', depth: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, field, depth } = next;
    if (typeof value === 'string' && LONE_SURROGATE.test(value)) return field;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_NESTING) return field;
    for (const [name, inner] of Object.entries(value)) {
      if (LONE_SURROGATE.test(name)) return field;
      waiting.push({ value: inner, field: depth === 0 ? name : field, depth: depth + 1 });
    }
  }
  return null;
}

import { Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { invalid } from './problem.js';

/** Checks a body against its zod schema: `invalid-request` 422 naming the first field that does not fit. */
@Injectable()
export class Checked<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(body: unknown): T {
    const result = this.schema.safeParse(body);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    throw invalid('invalid-request', { field: issue?.path.join('.') ?? '' });
  }
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'values'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; what programs go by' },
    detail: { type: 'string', description: 'The sentence, in the language asked for' },
    values: { type: 'object', description: 'What the sentence is made of' },
  },
};

const INTENT: NonNullable<Operation['parameters']> = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for every act of a person; repeated with the same body, the first answer comes again',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,96}$' },
  },
  {
    name: 'X-CSRF-Token',
    in: 'header',
    required: false,
    description: 'From GET /api/session; needed once signed in',
    schema: { type: 'string' },
  },
];

/** The interface as OpenAPI: every route, what it takes, and what all of them have in common. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Heyi 合议')
    .setDescription('HTTP API; errors are application/problem+json')
    .setVersion('0.1')
    .addCookieAuth('heyi_session')
    .build();
  const document = SwaggerModule.createDocument(app, about);
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } };
  for (const { get, post, put, patch, delete: remove } of Object.values(document.paths)) {
    for (const operation of [post, put, patch, remove])
      if (operation) operation.parameters = [...(operation.parameters ?? []), ...INTENT];
    for (const operation of [get, post, put, patch, remove]) if (operation) operation.responses['default'] = REFUSED;
  }
  return document;
}

const REFUSED = {
  description: 'Not carried out',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

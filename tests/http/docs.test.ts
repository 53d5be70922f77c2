import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '#web/port';
import { PLACES, serve, type Served } from './server.js';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, object>>;
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** Changing calls that take nothing but their address. */
const WITHOUT_BODY = [
  'askForDraft',
  'previewRecall',
  'signOut',
  'claim',
  'readMessage',
  'retryIncident',
  'tryAgain',
  'beginFactor',
  'invite',
  'resetLink',
  'upload',
  'importRoster',
  'follow',
  'endDeputy',
];

describe('the documentation of the interface', () => {
  let served: Served;
  let document: Document;
  beforeAll(async () => {
    const [[, newPlace]] = PLACES as [(typeof PLACES)[number]];
    served = await serve(await newPlace(), { seed: false });
    document = (await served.visitor().raw('GET', '/api/docs-json')).body as Document;
  });
  afterAll(() => served?.close());

  it.each(Object.entries(ROUTES))('has %s with what it takes', (name, { method, path }) => {
    // when
    const operation = document.paths[path.replace(/:([a-z]+)/g, '{$1}')]?.[method.toLowerCase()];
    // then
    const inPath = operation?.parameters
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => parameter.name);
    expect(inPath).toEqual([...path.matchAll(/:([a-z]+)/g)].map((match) => match[1]));
    const headers = operation?.parameters
      .filter((parameter) => parameter.in === 'header')
      .map((parameter) => parameter.name);
    expect(headers).toEqual(method === 'GET' ? [] : ['Idempotency-Key', 'X-CSRF-Token']);
    expect(operation?.responses).toHaveProperty('default');
    const schema = operation?.requestBody?.content['application/json']?.schema;
    if (method !== 'POST' || WITHOUT_BODY.includes(name)) expect(schema).toBeUndefined();
    else expect(schema).toMatchObject({ type: 'object' });
  });

  it('names the values a ballot and an opinion may have', () => {
    const body = (path: string) => document.paths[path]?.['post']?.requestBody?.content['application/json']?.schema;
    expect(body('/api/polls/{poll}/votes')).toMatchObject({
      properties: { choice: { enum: ['yes', 'no', 'abstain'] } },
      required: ['choice'],
    });
    expect(body('/api/opinions/{opinions}/items')).toMatchObject({
      properties: { stance: { enum: ['support', 'oppose', 'other'] } },
      required: ['stance', 'text'],
    });
  });

  it('is shown as a page', async () => {
    const page = await served.visitor().raw('GET', '/api/docs');
    expect(page).toMatchObject({ status: 200 });
    expect(page.type).toContain('text/html');
  });
});

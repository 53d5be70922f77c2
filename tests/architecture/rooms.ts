/**
 * The house: every room, whether it is pure, and what it may import. `docs/architecture.md` tells the story; this table is the law.
 * A room is entered by its `index.ts` only, through its `#name`. `types` names rooms of which only types may be imported.
 */
export interface Room {
  readonly kind: 'pure' | 'rim' | 'web' | 'data';
  readonly rooms: readonly string[];
  readonly types?: readonly string[];
  readonly packages: readonly string[];
}

const NEST = ['@nestjs/*', 'rxjs', 'reflect-metadata', 'node:*', 'zod'];
const PURE = [
  'engine',
  'engine/expression',
  'bpmn',
  'text',
  'forms',
  'tally',
  'law',
  'rules/*',
  'world',
  'ledger',
  'pages',
  'audit',
];

export const rooms: Readonly<Record<string, Room>> = {
  'server/engine': { kind: 'pure', rooms: [], packages: ['lezer-feel', '@lezer/*', 'decimal.js'] },
  'server/bpmn': {
    kind: 'pure',
    rooms: ['engine', 'engine/expression'],
    packages: [
      'bpmn-moddle',
      'zeebe-bpmn-moddle/*',
      'dmn-moddle',
      'bpmnlint/*',
      'bpmnlint',
      'bpmnlint-plugin-camunda-compat/*',
      'bpmnlint-plugin-camunda-compat',
    ],
  },
  'server/text': { kind: 'pure', rooms: [], packages: [] },
  'server/forms': { kind: 'pure', rooms: ['engine/expression'], types: ['engine'], packages: [] },
  'server/tally': { kind: 'pure', rooms: [], packages: [] },
  'server/law': { kind: 'pure', rooms: ['tally'], types: ['engine', 'engine/expression'], packages: [] },
  'server/rules': {
    kind: 'pure',
    rooms: ['tally', 'law', 'ledger'],
    types: ['engine', 'engine/expression'],
    packages: [],
  },
  'server/world': {
    kind: 'pure',
    rooms: ['engine', 'engine/expression', 'bpmn', 'forms', 'law', 'rules/*', 'ledger', 'tally'],
    packages: [],
  },
  'server/ledger': { kind: 'pure', rooms: [], packages: ['@noble/hashes/*'] },
  'server/pages': {
    kind: 'pure',
    rooms: ['engine', 'engine/expression', 'bpmn', 'forms', 'law', 'tally', 'rules/*', 'ledger', 'text'],
    packages: [],
  },
  'server/audit': { kind: 'pure', rooms: PURE, packages: [] },
  'server/runtime': { kind: 'rim', rooms: PURE.filter((room) => room !== 'audit'), packages: NEST },
  'server/store': {
    kind: 'rim',
    rooms: ['runtime', 'ledger', 'migrations'],
    types: ['engine', 'rules/*'],
    packages: [...NEST, 'typeorm', 'typeorm/*', 'mysql2', 'mysql2/*', 'libsql'],
  },
  migrations: { kind: 'rim', rooms: [], packages: ['typeorm'] },
  'server/outside': { kind: 'rim', rooms: [], packages: [...NEST, 'ulid'] },
  'server/http': { kind: 'rim', rooms: ['text'], types: ['engine'], packages: NEST },
  'server/community': {
    kind: 'rim',
    rooms: ['store', 'runtime', 'outside', 'http', 'engine', 'rules/people'],
    packages: [...NEST, 'typeorm'],
  },
  'server/identity': {
    kind: 'rim',
    rooms: ['store', 'community', 'outside', 'http'],
    packages: [...NEST, 'typeorm', '@node-rs/argon2'],
  },
  'server/procedures': { kind: 'rim', rooms: ['bpmn', 'ledger', 'runtime'], types: ['engine'], packages: NEST },
  'server/matters': {
    kind: 'rim',
    rooms: [
      'runtime',
      'store',
      'community',
      'identity',
      'procedures',
      'outside',
      'http',
      'pages',
      'ledger',
      'engine',
      'engine/expression',
      'bpmn',
      'forms',
      'law',
      'rules/*',
      'text',
    ],
    packages: [...NEST, 'typeorm'],
  },
  'server/capabilities': {
    kind: 'rim',
    rooms: [
      'runtime',
      'store',
      'community',
      'identity',
      'matters',
      'http',
      'pages',
      'outside',
      'rules/*',
      'engine',
      'ledger',
      'text',
      'forms',
    ],
    packages: [...NEST, 'typeorm'],
  },
  'server/desk': {
    kind: 'rim',
    rooms: [
      'runtime',
      'identity',
      'store',
      'community',
      'procedures',
      'matters',
      'capabilities/*',
      'ledger',
      'law',
      'http',
      'pages',
      'engine',
      'text',
      'forms',
      'rules/*',
      'outside',
    ],
    types: ['audit'],
    packages: [...NEST, 'typeorm'],
  },
  'server/main': {
    kind: 'rim',
    rooms: [
      ...PURE,
      'runtime',
      'store',
      'identity',
      'community',
      'procedures',
      'matters',
      'desk',
      'capabilities/*',
      'outside',
      'http',
      'migrations',
    ],
    packages: [...NEST, '@fastify/*', 'fastify', 'pino', 'typeorm'],
  },
  'server/cli': {
    kind: 'rim',
    rooms: [
      ...PURE,
      'runtime',
      'store',
      'identity',
      'community',
      'procedures',
      'desk',
      'capabilities/*',
      'outside',
      'http',
      'matters',
      'main',
      'migrations',
    ],
    packages: [...NEST, 'typeorm'],
  },
  'web/ui': { kind: 'web', rooms: ['text'], types: ['web/port'], packages: ['vue', 'bpmn-js/*'] },
  'web/port': { kind: 'web', rooms: [...PURE.filter((room) => room !== 'audit')], packages: [] },
  'web/resident': { kind: 'web', rooms: ['web/port', 'web/ui', 'text'], packages: ['vue', 'vue-router'] },
  'web/desk': { kind: 'web', rooms: ['web/port', 'web/ui', 'text'], packages: ['vue', 'vue-router'] },
  'web/trace': {
    kind: 'web',
    rooms: ['web/port', 'web/ui', 'text', ...PURE],
    packages: ['vue', 'vue-router', 'bpmn-js/*', 'bpmn-js'],
  },
};

/** Exceptions: file → specifier. It starts empty and may only shrink. */
export const exceptions: Readonly<Record<string, readonly string[]>> = {};

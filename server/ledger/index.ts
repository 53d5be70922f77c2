export * from './bytes.js';
export * from './canonical.js';
export * from './hash.js';
export * from './note.js';
export * from './record.js';
export * from './tiles.js';
export * from './tree.js';

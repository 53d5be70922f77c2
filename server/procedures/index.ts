export * from './drafts.js';
export * from './edition.js';
export * from './entities.js';
export * from './library.js';
export * from './publication.js';
export * from './rows.js';
export * from './shipped.js';
export * from './versions.js';

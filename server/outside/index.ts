/** Small classes around each outside thing: tests and demos hand in others. */
export * from './clock.js';
export * from './ids.js';
export * from './tokens.js';
export * from './sms.js';

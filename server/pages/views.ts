/**
 * What pages see: plain JSON, made for one reader at one moment. The server and the worker give exactly these shapes.
 *
 * Instants are UTC milliseconds, dates `YYYY-MM-DD` in Asia/Shanghai, areas integer hundredths of a square metre, counts
 * safe integers, hashes standard base64 of 32 bytes. What a machine says is a code with values (`Said`), put into words
 * by `server/text` when it is shown; what a person or a procedure wrote is a string as written. A string that this
 * reader may not see, or that was erased, is null.
 */
export type * from './views/basics.js';
export type * from './views/session.js';
export type * from './views/matters.js';
export type * from './views/home.js';
export type * from './views/answers.js';
export type * from './views/opinions.js';
export type * from './views/polls.js';
export type * from './views/notices.js';
export type * from './views/people.js';
export type * from './views/desk.js';
export type * from './views/lists.js';
export type * from './views/seats.js';
export type * from './views/deputies.js';
export type * from './views/terms.js';
export type * from './views/trace.js';
export type * from './views/administration.js';
export type * from './views/closings.js';
export type * from './views/live.js';

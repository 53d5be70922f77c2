/** What pages see. The shapes live in the pure room `server/pages`, which makes them for both transports. */
export type * from '#pages';

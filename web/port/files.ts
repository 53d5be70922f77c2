import type { Hash, Id } from './views.js';

/** A hash as it stands in an address. */
export function fileName(file: Hash): string {
  return file.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Where the browser itself fetches a file of a matter; `small`: of a photo a thumbnail. */
export function fileAddress(file: Hash, matter: Id, small: boolean): string {
  return `/api/files/${fileName(file)}?matter=${encodeURIComponent(matter)}${small ? '&small=1' : ''}`;
}

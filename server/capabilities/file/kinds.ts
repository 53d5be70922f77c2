import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

/** Bytes of one upload at most, before and after. */
export const MAX_UPLOAD = 10 * 1_048_576;
/** Longer edge of a kept photo, in pixels: enough to read a notice on a wall. */
const LONGEST_EDGE = 2_560;
/** Longer edge of a photo in a list, in pixels: sharp on a phone, a few kilobytes on a weak net. */
const SMALL_EDGE = 320;
/** More pixels than this are not even decoded. */
const MOST_PIXELS = 64_000_000;

const PHOTOS = ['image/jpeg', 'image/png', 'image/webp'];
const PAPERS = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** What may be kept of an upload. */
export interface Kept {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Why nothing is kept: a code of `server/text`. */
export type UploadProblem = 'file-empty' | 'file-too-large' | 'file-kind-refused' | 'file-unreadable';

/**
 * Looks at the bytes, never at the name or what the client calls them. A photo is decoded, turned upright and written
 * again without its metadata (place, device, time); papers are kept as they are.
 */
export async function keepable(bytes: Buffer): Promise<Kept | UploadProblem> {
  if (bytes.length === 0) return 'file-empty';
  if (bytes.length > MAX_UPLOAD) return 'file-too-large';
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (PAPERS.includes(type)) return { type, bytes };
  if (!PHOTOS.includes(type)) return 'file-kind-refused';
  try {
    const photo = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true });
    const png = type === 'image/png';
    return {
      type: png ? 'image/png' : 'image/jpeg',
      bytes: await (png ? photo.png() : photo.jpeg({ quality: 82 })).toBuffer(),
    };
  } catch {
    return 'file-unreadable';
  }
}

/** A kept photo made small, as JPEG. */
export async function thumbnail(photo: Buffer): Promise<Buffer> {
  return sharp(photo, { limitInputPixels: MOST_PIXELS })
    .resize({ width: SMALL_EDGE, height: SMALL_EDGE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 72 })
    .toBuffer();
}

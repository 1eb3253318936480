/**
 * Photos as people send them: the content is looked at, never the name or the type that is told; the size before anything
 * is decoded; and what is kept is drawn anew, without place, camera and whatever else the file held.
 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../shared/errors.ts';
import { PHOTO_MOST_BYTES, PHOTO_MOST_PIXELS, PHOTO_SIDE_PX } from '../../shared/photo.ts';
import type { Picture, Pictures } from '../services/ports/pictures.ts';

const TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic']);
const QUALITY = 78;
const MOST_SECONDS = 10;

export function createPictures(): Pictures {
  /** With how many requests wait for it: the same picture may be sent twice at once. */
  const taken = new Map<string, { picture: Picture; by: number }>();
  /** One at a time: each takes a core and some hundred megabytes. */
  let turn: Promise<unknown> = Promise.resolve();
  return {
    async take(file) {
      if (file.length > PHOTO_MOST_BYTES) throw new Refusal('PHOTO_TOO_LARGE');
      const made = turn.then(() => drawAnew(file));
      turn = made.catch(() => undefined);
      const picture = await made;
      const upload = createHash('sha256').update(file).digest('hex');
      taken.set(upload, { picture, by: (taken.get(upload)?.by ?? 0) + 1 });
      return upload;
    },
    of: (upload) => taken.get(upload)?.picture ?? null,
    drop(upload) {
      const one = taken.get(upload);
      if (one && one.by > 1) one.by -= 1;
      else taken.delete(upload);
    },
  };
}

/** Its code comes with the first photo: a start does without. */
async function drawAnew(file: Buffer): Promise<Picture> {
  const [{ default: sharp }, { fileTypeFromBuffer }] = await Promise.all([import('sharp'), import('file-type')]);
  const type = await fileTypeFromBuffer(file).catch(() => undefined);
  if (!type || !TYPES.has(type.mime)) throw new Refusal('NOT_A_PICTURE');
  const { width, height } = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => refuse());
  if (width * height > PHOTO_MOST_PIXELS) throw new Refusal('PHOTO_TOO_LARGE');
  const { data, info } = await sharp(file, { limitInputPixels: PHOTO_MOST_PIXELS, failOn: 'error' })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient()
    .resize({ width: PHOTO_SIDE_PX, height: PHOTO_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse());
  return { jpeg: data, width: info.width, height: info.height };
}

function refuse(): never {
  throw new Refusal('NOT_A_PICTURE');
}

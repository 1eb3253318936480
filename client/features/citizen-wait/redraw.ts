/** Photos that the server does not take, drawn anew by whatever browser can show them: iPhones' HEIC, and files too large. */
import { PHOTO_MOST_BYTES, PHOTO_SIDE_PX } from '../../../shared/photo.ts';

const TAKEN = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'];
const QUALITY = 0.85;

/** The file itself where it may be sent (`most` bytes), or where this browser cannot show it: then the server says what to do. */
export async function takeable(file: File, most = PHOTO_MOST_BYTES): Promise<Blob> {
  if (TAKEN.includes(file.type) && file.size <= most) return file;
  return (await redrawn(file).catch(() => null)) ?? file;
}

async function redrawn(file: File): Promise<Blob | null> {
  const url = URL.createObjectURL(file);
  try {
    // An element: it turns the picture as its camera was held, in old browsers too.
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const part = Math.min(1, PHOTO_SIDE_PX / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * part));
    canvas.height = Math.max(1, Math.round(height * part));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Photos that somebody adds to their matter, as both sides count them. */
export const PHOTOS_MOST = 3;
/** Of the file as it is sent. */
export const PHOTO_MOST_BYTES = 8 * 1024 * 1024;
/** A picture of more is not decoded: a small file can hold one that takes all memory. */
export const PHOTO_MOST_PIXELS = 64_000_000;
/** The longer side of what is kept. */
export const PHOTO_SIDE_PX = 1600;

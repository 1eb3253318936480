/** Random bytes from a store of them: to ask for each few of them anew takes longer than to seal what they are for. */
import { randomFillSync } from 'node:crypto';

const store = Buffer.alloc(4096);
let left = 0;

/** Of the cryptographic generator, each given out once; at most 64. */
export function randomBytes(size: number): Buffer {
  if (size > 64) throw new RangeError(`${size} random bytes are more than are given out at a time`);
  if (left < size) {
    randomFillSync(store);
    left = store.length;
  }
  const end = store.length - left + size;
  left -= size;
  const given = Buffer.from(store.subarray(end - size, end));
  store.fill(0, end - size, end);
  return given;
}

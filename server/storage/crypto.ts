/**
 * Encryption of single fields. `seal` is AES-256-GCM bound to where the value stands, so that a value copied to
 * another row or column does not open. `index` is a keyed hash that finds a value without holding it. Both keys are
 * derived from the one field key of the configuration.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { randomBytes } from './random.ts';

const FORMAT = 'v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^v1\.[\w-]{38,}$/;

/** A sealed value does not open: another field key, another place, or damage. */
export class SealBroken extends Error {
  constructor(place: string) {
    super(`The sealed value of ${place} does not open. Is this the field key that the data was written with?`);
    this.name = 'SealBroken';
  }
}

export class FieldCrypto {
  readonly #sealKey: KeyObject;
  readonly #indexKey: KeyObject;

  /** @param fieldKey 32 bytes */
  constructor(fieldKey: Uint8Array) {
    if (fieldKey.length !== 32) throw new Error(`The field key has ${fieldKey.length} bytes; it must have 32.`);
    this.#sealKey = derive(fieldKey, 'directline seal v1');
    this.#indexKey = derive(fieldKey, 'directline index v1');
  }

  /** @param place where the value stands, such as `phone:<id>`; needed again to open it */
  seal(place: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, nonce).setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return FORMAT + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
  }

  open(place: string, sealed: string): string {
    try {
      if (!sealed.startsWith(FORMAT)) throw new SealBroken(place);
      const bytes = Buffer.from(sealed.slice(FORMAT.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new SealBroken(place);
    }
  }

  /** Opens what is sealed; a text from before its column was sealed is read as it is. */
  openIfSealed(place: string, text: string): string {
    return SEALED.test(text) ? this.open(place, text) : text;
  }

  /** @param kind keeps indexes of different columns apart */
  index(kind: string, text: string): string {
    return createHmac('sha256', this.#indexKey).update(`${kind}\0${text}`).digest('base64url');
  }
}

/** One spelling of a name: full-width and half-width, outer and doubled spaces and capitals do not tell people apart. */
export const normaliseName = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('und');

/** A key object: from bytes, one would be made for each value. */
const derive = (key: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, 32)));

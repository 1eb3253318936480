/** argon2id for passwords (OWASP's parameters), keyed SHA-256 for tokens and codes, the system's random numbers. */
import { createHmac, createSecretKey, randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { CARRY_LENGTH } from '../../shared/carry-code.ts';
import { SHORT_ALPHABET } from '../../shared/short-link.ts';
import type { Secrets } from '../services/ports/secrets.ts';

/** 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. argon2id is this library's default. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function createSecrets(key: Uint8Array): Secrets {
  // From bytes, a key object would be made for each hash.
  const hashKey = createSecretKey(key);
  return {
    hashPassword: (password) => hash(password, ARGON2),
    verifyPassword: (stored, password) => verify(stored, password),
    newToken: () => randomBytes(30).toString('base64url'),
    hash: (text) => createHmac('sha256', hashKey).update('token\0').update(text).digest('base64url'),
    newCode: () => String(randomInt(1_000_000)).padStart(6, '0'),
    newCarryCode: () =>
      Array.from({ length: CARRY_LENGTH }, () => SHORT_ALPHABET[randomInt(SHORT_ALPHABET.length)]).join(''),
  };
}

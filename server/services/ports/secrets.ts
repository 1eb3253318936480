/** Hashes and random values. */
export interface Secrets {
  hashPassword(password: string): Promise<string>;
  verifyPassword(hash: string, password: string): Promise<boolean>;
  /** A token for a cookie or a link: 240 random bits as 40 characters. */
  newToken(): string;
  /** Keyed hash under which a token or a code is stored. */
  hash(text: string): string;
  /** Six decimal digits. */
  newCode(): string;
  /** Six characters of those that are not taken for another (T7). */
  newCarryCode(): string;
}

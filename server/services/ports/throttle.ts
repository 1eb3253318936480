/** Limits on how often something is tried. */
export type Limited =
  | 'codePerPhone'
  | 'codePerAddress'
  | 'codePerCounty'
  | 'verifyPerAddress'
  | 'carryPerPhone'
  | 'carryPerAddress'
  | 'carryInAll'
  | 'guestPerAddress'
  | 'photosPerTicket'
  | 'filesPerCase'
  | 'writesPerPhone'
  | 'questionsPerPhone'
  | 'questionsPerCounty'
  | 'similarPerAddress'
  | 'signInPerName'
  | 'signInPerAddress'
  | 'actionsPerConnection';

export interface Throttle {
  /** Throws `TOO_MANY_REQUESTS` with `retryAfterMs` when the key is used up. */
  use(limited: Limited, key: string): Promise<void>;
}

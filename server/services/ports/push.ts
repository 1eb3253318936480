/** Web push, as services need it: which key browsers subscribe with, and which addresses we would send to. */
export interface Push {
  /** VAPID (RFC 8292), base64url of the uncompressed point. */
  readonly publicKey: string;
  /** Whether it may be a push service's: https, at a public address; nothing inside our own network. */
  isFit(endpoint: string): boolean;
}

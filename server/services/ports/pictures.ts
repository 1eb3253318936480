/** Photos that were sent and made anew, until their command has kept them. */
export interface Picture {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface Pictures {
  /**
   * Reads what was sent and makes it anew. Answers the SHA-256 of the file, by which `of` finds it until `drop`. Throws
   * `NOT_A_PICTURE` and `PHOTO_TOO_LARGE`.
   */
  take(file: Buffer): Promise<string>;
  of(upload: string): Picture | null;
  drop(upload: string): void;
}

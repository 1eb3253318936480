/** The carrier answered and did not take a notice; every other error means that it did not answer. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused';
  /** Whether trying again is of no use. */
  readonly forGood: boolean;

  constructor(message: string, forGood = false) {
    super(message);
    this.forGood = forGood;
  }
}

/** What is large on the meeting-room screen: chosen in the room, kept by its device for the evening. */
import { recall, remember } from '../../ui/memory.ts';

export const LARGE_CHOICES = ['automatic', 'citizen', 'picture', 'signer'] as const;
export type LargeChoice = (typeof LARGE_CHOICES)[number];
export type Large = Exclude<LargeChoice, 'automatic'>;

export interface Shown {
  /** Somebody is on the stage, and with a camera. */
  readonly isVideo: boolean;
  /** A picture or a page of the matter. */
  readonly picture: boolean;
  readonly signer: boolean;
}

/** What was chosen and is not there gives way to the citizen, and is large as soon as it comes. */
export function largeOf(choice: LargeChoice, { isVideo, picture, signer }: Shown): Large {
  switch (choice) {
    case 'citizen':
      return 'citizen';
    case 'picture':
      return picture ? 'picture' : 'citizen';
    case 'signer':
      return signer ? 'signer' : 'citizen';
    case 'automatic':
      if (picture) return 'picture';
      // Of whoever is only heard there is nothing to see.
      return signer && !isVideo ? 'signer' : 'citizen';
  }
}

const KEPT = 'directline.screen.large';

/** Of another evening nothing is kept. */
export function recallLarge(sessionId: string): LargeChoice {
  const kept = recall(KEPT);
  return LARGE_CHOICES.find((choice) => kept === `${choice} ${sessionId}`) ?? 'automatic';
}

export const rememberLarge = (sessionId: string, choice: LargeChoice): void =>
  remember(KEPT, choice === 'automatic' ? null : `${choice} ${sessionId}`);

import type { LocalSnapshot } from '../../media/local-media.ts';

export type NetworkVerdict = 'networkGood' | 'networkTcp' | 'networkBlocked' | 'networkFailed';
/** What will work on this phone in this network; `unknown` while something that matters is still being tried. */
export type Works = 'video' | 'audio' | 'phone' | 'unknown';

/** `network`: `null` until it was checked. A silent microphone carries no voice. */
export function whatWorks(
  { camera, microphone }: Pick<LocalSnapshot, 'camera' | 'microphone'>,
  silent: boolean,
  network: NetworkVerdict | null,
): Works {
  if (!microphone || silent || network === 'networkBlocked') return 'phone';
  if (network === null || network === 'networkFailed') return 'unknown';
  return camera ? 'video' : 'audio';
}

/** Pages with a picture whose own way for media is gone: what was seen last must not pass for the present. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ProgrammePicture, ProgrammeSound } from '../../../client/features/citizen-media/programme.tsx';
import type { MediaSnapshot, MediaState } from '../../../client/media/media-session.ts';

const page = vi.hoisted(() => {
  vi.stubGlobal('window', new EventTarget());
  return { connection: 'connected', lasts: true };
});
vi.mock('../../../client/ui/texts.ts', () => ({ useT: () => (key: string) => key }));
vi.mock('../../../client/ui/use-lasting.ts', () => ({ useLasting: (is: boolean) => is && page.lasts }));
vi.mock('../../../client/realtime/react.tsx', () => ({ useConnection: () => ({ state: page.connection }) }));
vi.mock('../../../client/features/citizen-media/captions.tsx', () => ({ PageCaptions: () => null }));

const media = (state: MediaState): MediaSnapshot => ({
  state,
  streams: [],
  sending: { camera: false, microphone: false },
  muted: { camera: false, microphone: false },
  sendRefusal: null,
});
const isTold = (shown: ReactElement) => renderToStaticMarkup(shown).includes('media.failed');

test.each([
  ['picture', ProgrammePicture],
  ['sound', ProgrammeSound],
])('the programme’s %s says so once it lasts, unless the connection as a whole is gone', (_name, Programme) => {
  const told = (state: MediaState, connection = 'connected', lasts = true) => {
    Object.assign(page, { connection, lasts });
    return isTold(<Programme view={undefined} media={media(state)} />);
  };
  expect(told('recovering')).toBe(true);
  expect(told('failed')).toBe(true);
  expect(told('connected')).toBe(false);
  expect(told('recovering', 'connected', false)).toBe(false);
  expect(told('failed', 'reconnecting')).toBe(false);
});

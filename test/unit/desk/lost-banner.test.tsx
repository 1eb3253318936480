/** What the top of a desk says of its own page. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { LostBanner } from '../../../client/desk/session-desk.tsx';
import type { MediaState } from '../../../client/media/media-session.ts';

const page = vi.hoisted(() => {
  // The router listens from its beginning.
  vi.stubGlobal('window', new EventTarget());
  return { connection: 'connected', media: 'connected', lasts: true };
});
vi.mock('../../../client/desk/texts.ts', () => ({ useT: () => (key: string) => key }));
vi.mock('../../../client/ui/use-lasting.ts', () => ({ useLasting: (is: boolean) => is && page.lasts }));
vi.mock('../../../client/realtime/react.tsx', () => ({
  RealtimeProvider: () => null,
  useRealtime: () => null,
  useNewerBuild: () => false,
  useConnection: () => ({ state: page.connection }),
}));
vi.mock('../../../client/features/stage/desk-media-provider.tsx', () => ({ DeskMediaProvider: () => null }));
vi.mock('../../../client/features/stage/desk-media.tsx', () => ({ useDeskMedia: () => ({ state: page.media }) }));

const said = (media: MediaState, connection = 'connected', lasts = true): string | undefined => {
  Object.assign(page, { media, connection, lasts });
  return /deskConnection\.\w+/.exec(renderToStaticMarkup(<LostBanner />))?.[0];
};

test('media that are lost are told of as this computer’s own, while the rest of the desk works', () => {
  expect(said('recovering')).toBe('deskConnection.mediaLost');
  expect(said('failed')).toBe('deskConnection.mediaLost');
  for (const well of ['idle', 'connecting', 'connected'] as const) expect(said(well)).toBeUndefined();
});

test('a short gap is not told of, and a connection that is gone explains the media', () => {
  expect(said('recovering', 'connected', false)).toBeUndefined();
  expect(said('failed', 'reconnecting')).toBe('deskConnection.lost');
});

/** The page's media, fetched when it is needed and ended with the page. */
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { canReceive } from '../../media/devices.ts';
import type { MediaSession, MediaSnapshot } from '../../media/media-session.ts';
import { useConnection, useRealtime } from '../../realtime/react.tsx';
import type { RealtimeClient } from '../../realtime/realtime-client.ts';
import { fetchAgain } from '../../ui/fetch-again.ts';
import { recall, remember } from '../../ui/memory.ts';

const NONE: MediaSnapshot = {
  state: 'idle',
  streams: [],
  sending: { camera: false, microphone: false },
  muted: { camera: false, microphone: false },
  sendRefusal: null,
};
const never = () => () => undefined;

/** Fetched once. */
const load = () => import('./media-code.ts');

/** `sound`: no pictures. */
export type Receives = 'nothing' | 'sound' | 'all';

const ENTERED = 'directline.entered';
/** This phone was in the waiting room with that ticket: when it opens the page again it needs media at once. */
export const rememberEntered = (ticketId: string | null): void => remember(ENTERED, ticketId);
export const hasEntered = (ticketId: string): boolean => recall(ENTERED) === ticketId;
/** Media that began before the page was drawn; `null`: drawn, media is the page's own business. */
const ahead = new WeakMap<RealtimeClient, MediaSession | null>();
/** So long after the join the first stream is waited for: where nothing is granted there will be none. */
const STREAM_MS = 60;

/** Begins to receive; the page's `useMediaSession` takes it over. Resolves once the first stream is built. */
export async function beginMediaAhead(client: RealtimeClient): Promise<void> {
  if (!canReceive()) return;
  const { MediaSession: Session, mediaSignal } = await load();
  if (ahead.has(client)) return;
  const session = new Session(mediaSignal(client), client.clientId);
  ahead.set(client, session);
  const built = new Promise<void>((resolve) => {
    const off = session.subscribe(() => {
      if (session.getSnapshot().streams.length === 0) return;
      off();
      resolve();
    });
  });
  await session.start({ send: null, receive: true });
  await Promise.race([built, new Promise((resolve) => setTimeout(resolve, STREAM_MS))]);
}

export interface PageMedia {
  readonly session: MediaSession | null;
  readonly snapshot: MediaSnapshot;
}

/** Receives `wanted` from the moment it is something; what is sent is said to `session`. */
export function useMediaSession(wanted: Receives): PageMedia {
  const client = useRealtime();
  const { state } = useConnection();
  // A page that another one took over has ended its media; taking over again begins anew.
  const on = canReceive() && (state === 'connected' || state === 'connecting' || state === 'reconnecting');
  const receives = on ? wanted : 'nothing';
  const connected = useRef(false);
  connected.current = state === 'connected';
  const [session, setSession] = useState<MediaSession | null>(null);
  useLayoutEffect(() => {
    let made = ahead.get(client) ?? undefined;
    ahead.set(client, null);
    // A page that another one took over must not join again.
    const end = (session: MediaSession | undefined) => (connected.current ? session?.leave() : session?.stop());
    if (receives !== 'all') {
      end(made);
      made = undefined;
    }
    if (receives === 'nothing') return;
    let giveUp: (() => void) | undefined;
    if (made) setSession(made);
    else
      giveUp = fetchAgain(load, ({ MediaSession: Session, mediaSignal }) => {
        made = new Session(mediaSignal(client), client.clientId);
        void made.start({ send: null, receive: true, pictures: receives === 'all' });
        setSession(made);
      });
    return () => {
      giveUp?.();
      end(made);
      setSession(null);
    };
  }, [client, receives]);
  const snapshot = useSyncExternalStore(session?.subscribe ?? never, () => session?.getSnapshot() ?? NONE);
  return { session, snapshot };
}

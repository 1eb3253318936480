/** Keeps watch over a desk's view: what is unattended, the tone that says so, and what was looked at. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { refusedCommand, subscribeRefused } from '../../desk/refused.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { recall, remember } from '../../ui/memory.ts';
import { isBlocked, tone, unblock } from './tone.ts';
import {
  type AttentionItem,
  type Desk,
  lookAt,
  NOTHING_HEARD,
  NOTHING_YET,
  soundAt,
  unattended,
  watch,
} from './watch.ts';

export interface Attention {
  /** Oldest first. */
  readonly items: readonly AttentionItem[];
  readonly sound: { readonly on: boolean; readonly blocked: boolean; set(on: boolean): void };
}

const THROUGH = 'call.putThrough';
const placeOf = (personId: string) => `directline.sound.${personId}`;

/** `selectedId`: the ticket that this desk works at. */
export function useAttention(desk: Omit<Desk, 'refusedTicketId'>, selectedId: string | null): Attention {
  const client = useRealtime();
  const [watched, setWatched] = useState(NOTHING_YET);
  const { rows, nextTicketId, isLive, me, roomIds, hasGreenRoom } = desk;
  const refused = useSyncExternalStore(subscribeRefused, refusedCommand);
  const refusedTicketId = refused?.action === THROUGH ? refused.ticketId : null;
  useEffect(() => {
    const now = { rows, nextTicketId, isLive, me, roomIds, hasGreenRoom, refusedTicketId };
    setWatched((before) => watch(before, now, client.now()));
  }, [rows, nextTicketId, isLive, me, roomIds, hasGreenRoom, refusedTicketId, client]);
  useEffect(() => {
    if (!selectedId) return;
    setWatched((before) => lookAt(before, selectedId));
    // What comes up at a ticket that was chosen before is seen by whoever goes on working here.
    const onAct = () => setWatched((before) => lookAt(before, selectedId));
    window.addEventListener('pointerdown', onAct);
    window.addEventListener('keydown', onAct);
    return () => {
      window.removeEventListener('pointerdown', onAct);
      window.removeEventListener('keydown', onAct);
    };
  }, [selectedId]);
  const items = useMemo(() => unattended(watched), [watched]);
  return { items, sound: useSound(items, me) };
}

function useSound(items: readonly AttentionItem[], me: string): Attention['sound'] {
  const client = useRealtime();
  const [on, setOn] = useState(() => recall(placeOf(me)) !== 'off');
  const [blocked, setBlocked] = useState(false);
  const [heard, setHeard] = useState(NOTHING_HEARD);
  useEffect(() => {
    if (!on) return;
    setBlocked(isBlocked());
    const onAct = () => unblock(() => setBlocked(false));
    window.addEventListener('pointerdown', onAct);
    window.addEventListener('keydown', onAct);
    return () => {
      window.removeEventListener('pointerdown', onAct);
      window.removeEventListener('keydown', onAct);
    };
  }, [on]);
  useEffect(() => {
    const now = client.now();
    const at = on && !blocked ? soundAt(items, heard, now) : null;
    if (at === null) return;
    const timer = setTimeout(() => {
      tone();
      setHeard({ ids: new Set(items.map(({ id }) => id)), at: client.now() });
    }, at - now);
    return () => clearTimeout(timer);
  }, [items, heard, on, blocked, client]);
  const set = (wanted: boolean) => {
    remember(placeOf(me), wanted ? null : 'off');
    setOn(wanted);
  };
  return { on, blocked: on && blocked, set };
}

/** The captions of one call as this page has them now, and whether its reader wants them (C15). */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { CAPTION_SHOWN_MS, type CaptionLine } from '../../../shared/captions.ts';
import { useView } from '../../realtime/react.tsx';
import { recall, remember } from '../../ui/memory.ts';

const NONE: readonly CaptionLine[] = [];
const KEPT = 'directline.captions';

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
function setWanted(wanted: boolean): void {
  remember(KEPT, wanted ? null : 'off');
  for (const listener of [...listeners]) listener();
}

export interface Captions {
  /** Finished ones, then those that grow. */
  readonly lines: readonly CaptionLine[];
  /** There have been some on this page: it has something to switch. */
  readonly exist: boolean;
  readonly wanted: boolean;
  readonly setWanted: (wanted: boolean) => void;
}

/** `callId`: `null` for whatever the programme shows. */
export function useCaptions(callId: string | null): Captions {
  const view = useView('captions');
  const ofCall = callId === null ? view?.calls[0] : view?.calls.find((one) => one.callId === callId);
  const lines = ofCall?.lines ?? NONE;
  const [exist, setExist] = useState(false);
  /** Nothing came after these. */
  const [old, setOld] = useState<readonly CaptionLine[] | null>(null);
  useEffect(() => {
    if (lines.length === 0) return;
    setExist(true);
    const timer = setTimeout(() => setOld(lines), CAPTION_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [lines]);
  const wanted = useSyncExternalStore(subscribe, () => recall(KEPT) !== 'off');
  return { lines: lines === old ? NONE : lines, exist: exist || lines.length > 0, wanted, setWanted };
}

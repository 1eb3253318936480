/**
 * One visit to be written down: kept on the device while it is typed, with its photos, and sent once however often it is
 * tried (T3). Without a network it waits and is sent again by itself; what is under way is not changed meanwhile.
 */
import { useEffect, useRef, useState } from 'react';
import { recordCaseStep } from '../../../shared/actions/case-loop.ts';
import { removeCaseFile } from '../../../shared/actions/files.ts';
import type { Refusal } from '../../../shared/errors.ts';
import type { OfflineStep } from '../../../shared/states.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { forgetOldPhotos, forgetPhoto, keepPhoto, keptPhoto } from '../../ui/kept-photos.ts';
import { recall, remember } from '../../ui/memory.ts';
import { sendCaseFile } from '../case-work/send-case-file.ts';
import { takeable } from '../citizen-wait/redraw.ts';

const AGAIN_MS = 10_000;
/** More is drawn anew before it is sent: the server keeps no larger picture, and the network is thin out there. */
const PHOTO_BYTES = 600_000;

export interface VisitPhoto {
  readonly id: string;
  readonly name: string;
  /** Of sending it. */
  readonly commandId: string;
  readonly fileId: string | null;
}

export interface Visit {
  readonly kind: OfflineStep;
  /** `YYYY-MM-DDTHH:mm` on the county's wall; `null`: now. */
  readonly at: string | null;
  /** `null`: whoever writes it down. */
  readonly who: string | null;
  readonly text: string;
  readonly photos: readonly VisitPhoto[];
}
interface Kept extends Visit {
  /** As it was handed in, the answer not being known. */
  readonly attempt: {
    readonly commandId: string;
    readonly version: number;
    readonly at: string;
    readonly who: string;
  } | null;
}

const EMPTY: Kept = { kind: 'visit', at: null, who: null, text: '', photos: [], attempt: null };
/** Answers that leave open whether it was done. */
const UNSURE: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INTERNAL']);

interface Of {
  readonly personId: string;
  readonly caseId: string;
  readonly version: number;
  readonly onDone: () => void;
  /** It was refused: the case may be another by now. */
  readonly onChanged: () => void;
}

export function useVisit({ personId, caseId, version, onDone, onChanged }: Of) {
  const key = `directline.visit.${personId}.${caseId}`;
  const [kept, setKept] = useState<Kept>(() => read(key));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // What is under way goes on with what is so now, not with what was drawn when it began.
  const now = useRef(kept);
  const running = useRef(false);
  const after = useRef({ onDone, onChanged });
  after.current = { onDone, onChanged };

  const keep = (changes: Partial<Kept>) => {
    now.current = { ...now.current, ...changes };
    setKept(now.current);
    remember(key, JSON.stringify(now.current));
  };
  const changePhoto = (id: string, changes: Partial<VisitPhoto>) =>
    keep({ photos: now.current.photos.map((photo) => (photo.id === id ? { ...photo, ...changes } : photo)) });
  const removePhoto = (id: string) => {
    const { fileId = null } = now.current.photos.find((photo) => photo.id === id) ?? {};
    // Where that does not arrive, it goes with time.
    if (fileId !== null) callAction(removeCaseFile, { caseId, fileId }).catch(() => undefined);
    keep({ photos: now.current.photos.filter((photo) => photo.id !== id) });
    void forgetPhoto(id);
  };

  const sendPhotos = async () => {
    for (const { id, name, commandId, fileId } of now.current.photos) {
      if (fileId !== null) continue;
      const blob = await keptPhoto(id);
      if (!blob) {
        removePhoto(id);
        continue;
      }
      try {
        changePhoto(id, {
          fileId: await sendCaseFile(caseId, blob, { name, isPublic: false, forVisit: true, commandId }),
        });
      } catch (error) {
        // A later try is another command: this one was answered.
        if (!UNSURE.has(asRefusal(error).code)) changePhoto(id, { commandId: randomId() });
        throw error;
      }
    }
  };

  const run = async () => {
    const { attempt } = now.current;
    if (!attempt || running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await sendPhotos();
      const { kind, text, photos } = now.current;
      const [on = '', time] = attempt.at.split('T');
      const fileIds = photos.flatMap(({ fileId }) => fileId ?? []);
      const input = { caseId, version: attempt.version, kind, on, time, who: attempt.who, text, fileIds };
      await callAction(recordCaseStep, input, { commandId: attempt.commandId });
      for (const { id } of photos) void forgetPhoto(id);
      keep(EMPTY);
      remember(key, null);
      after.current.onDone();
    } catch (error) {
      const no = asRefusal(error);
      setRefusal(no);
      if (!UNSURE.has(no.code)) {
        keep({ attempt: null });
        after.current.onChanged();
      }
    }
    running.current = false;
    setBusy(false);
  };
  const latestRun = useRef(run);
  latestRun.current = run;

  useEffect(() => void forgetOldPhotos(), []);
  const waits = kept.attempt !== null;
  useEffect(() => {
    if (!waits) return;
    const again = () => void latestRun.current();
    // What a page that was closed left under way, too.
    again();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [waits]);

  return {
    visit: kept as Visit,
    busy,
    refusal,
    /** It was handed in, and the answer is not known. */
    waits,
    change: (changes: Partial<Omit<Visit, 'photos'>>) => {
      setRefusal(null);
      keep(changes);
    },
    addPhotos: async (files: readonly File[]) => {
      for (const file of files) {
        const id = randomId();
        await keepPhoto(id, await takeable(file, PHOTO_BYTES));
        const name = file.name || 'photo.jpg';
        keep({ photos: [...now.current.photos, { id, name, commandId: randomId(), fileId: null }] });
      }
    },
    removePhoto,
    /** `at`, `who`: what stands in the fields now. */
    handIn: (at: string, who: string) => {
      setRefusal(null);
      keep({ attempt: { commandId: randomId(), version, at, who } });
    },
    again: () => void run(),
    /** To change it: should it have arrived, the next one is told so. */
    takeBack: () => {
      setRefusal(null);
      keep({ attempt: null });
    },
  };
}

function read(key: string): Kept {
  try {
    return { ...EMPTY, ...(JSON.parse(recall(key) ?? '{}') as Partial<Kept>) };
  } catch {
    return EMPTY;
  }
}

/** The photo that was chosen for an own case and is not sent yet: kept on the device for a day, over a reload too. */
import { useEffect, useState } from 'react';
import { randomId } from '../../api/command-id.ts';
import { forgetOldPhotos, forgetPhoto, keepPhoto, keptPhoto } from '../../ui/kept-photos.ts';
import { DRAFT, recall, remember } from '../../ui/memory.ts';

const KEEP_MS = 86_400_000;

interface Facts {
  readonly id: string;
  readonly name: string;
  /** Of sending it; another wish is another command (T3). */
  readonly commandId: string;
  readonly isPublic: boolean;
}
export interface ChosenPhoto extends Facts {
  readonly file: Blob;
}

export function useChosenPhoto(number: string) {
  const key = `${DRAFT}my.${number}.photo`;
  const [chosen, setChosen] = useState<ChosenPhoto | null>(null);
  useEffect(() => {
    let gone = false;
    const facts = read(key);
    void forgetOldPhotos().then(async () => {
      const file = facts && (await keptPhoto(facts.id));
      // What was chosen meanwhile stays.
      if (facts && file && !gone) setChosen((now) => now ?? { ...facts, file });
    });
    return () => {
      gone = true;
    };
  }, [key]);

  const keep = ({ file, ...facts }: ChosenPhoto) => {
    setChosen({ ...facts, file });
    remember(key, JSON.stringify({ ...facts, until: Date.now() + KEEP_MS }));
  };
  return {
    chosen,
    choose: async (file: Blob, name: string): Promise<void> => {
      if (chosen) void forgetPhoto(chosen.id);
      const id = randomId();
      await keepPhoto(id, file, KEEP_MS);
      keep({ id, file, name, commandId: randomId(), isPublic: false });
    },
    setPublic: (isPublic: boolean) => chosen && keep({ ...chosen, isPublic, commandId: randomId() }),
    /** It has arrived. */
    forget: () => {
      remember(key, null);
      if (chosen) void forgetPhoto(chosen.id);
    },
  };
}

function read(key: string): Facts | null {
  try {
    const kept = JSON.parse(recall(key) ?? 'null') as (Facts & { readonly until: number }) | null;
    if (!kept || typeof kept.id !== 'string' || !(kept.until > Date.now())) return null;
    const { id, name, commandId, isPublic } = kept;
    return { id, name, commandId, isPublic };
  } catch {
    return null;
  }
}

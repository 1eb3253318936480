/** The photos that were chosen for a message and are not sent yet: kept on the device for a day, over a reload too. */
import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { randomId } from '../../api/command-id.ts';
import { forgetOldPhotos, forgetPhoto, keepPhoto, keptPhoto } from '../../ui/kept-photos.ts';
import { DRAFT, recall, remember } from '../../ui/memory.ts';

export interface ChosenPhoto {
  readonly id: string;
  readonly file: Blob;
  readonly name: string;
  readonly isPublic: boolean;
}

const KEY = `${DRAFT}board.photos`;
const KEEP_MS = 86_400_000;
const Kept = z.object({
  until: z.number(),
  photos: z.array(z.object({ id: z.string(), name: z.string(), isPublic: z.boolean() })),
});

export function useBoardPhotos() {
  const [photos, setPhotos] = useState<readonly ChosenPhoto[]>([]);
  useEffect(() => {
    let gone = false;
    void forgetOldPhotos().then(async () => {
      const found = await Promise.all(read().map(async (facts) => ({ ...facts, file: await keptPhoto(facts.id) })));
      const there = found.flatMap(({ file, ...facts }) => (file ? { ...facts, file } : []));
      // What was chosen meanwhile stays.
      if (!gone && there.length > 0) setPhotos((now) => (now.length > 0 ? now : there));
    });
    return () => {
      gone = true;
    };
  }, []);

  const keep = (next: readonly ChosenPhoto[]) => {
    setPhotos(next);
    const facts = next.map(({ id, name, isPublic }) => ({ id, name, isPublic }));
    const kept: z.infer<typeof Kept> = { until: Date.now() + KEEP_MS, photos: facts };
    remember(KEY, next.length === 0 ? null : JSON.stringify(kept));
  };
  return {
    photos,
    add: async (files: readonly { readonly file: Blob; readonly name: string }[]): Promise<void> => {
      const added = files.map(({ file, name }) => ({ id: randomId(), file, name, isPublic: false }));
      for (const { id, file } of added) await keepPhoto(id, file, KEEP_MS);
      keep([...photos, ...added]);
    },
    setPublic: (id: string, isPublic: boolean) =>
      keep(photos.map((photo) => (photo.id === id ? { ...photo, isPublic } : photo))),
    remove: (id: string) => {
      keep(photos.filter((photo) => photo.id !== id));
      void forgetPhoto(id);
    },
    /** They have arrived. */
    forget: (ids: readonly string[]) => {
      remember(KEY, null);
      for (const id of ids) void forgetPhoto(id);
    },
  };
}
export type BoardPhotos = ReturnType<typeof useBoardPhotos>;

function read(): z.infer<typeof Kept>['photos'] {
  try {
    const { until, photos } = Kept.parse(JSON.parse(recall(KEY) ?? 'null'));
    return until > Date.now() ? photos : [];
  } catch {
    return [];
  }
}

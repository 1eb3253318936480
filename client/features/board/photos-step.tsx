/** Up to five photos, each of which may be public or not. They are sent once the message is there. */
import { useEffect, useId, useState } from 'react';
import { Refusal } from '../../../shared/errors.ts';
import { CITIZEN_FILE_MOST_BYTES, CITIZEN_FILES_MOST } from '../../../shared/files.ts';
import { asRefusal } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { takeable } from '../citizen-wait/redraw.ts';
import { useBoardT } from './texts.ts';
import type { BoardPhotos } from './use-photos.ts';

interface PhotosStepProps {
  chosen: BoardPhotos;
  onDone: () => void;
}

export function PhotosStep({ chosen: { photos, add: choose, setPublic, remove }, onDone }: PhotosStepProps) {
  const t = useBoardT();
  const input = useId();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const add = async (list: FileList | null) => {
    setRefusal(null);
    try {
      const added: { file: Blob; name: string }[] = [];
      for (const chosen of [...(list ?? [])].slice(0, CITIZEN_FILES_MOST - photos.length)) {
        const file = await takeable(chosen);
        if (file.size > CITIZEN_FILE_MOST_BYTES) throw new Refusal('FILE_TOO_LARGE');
        added.push({ file, name: chosen.name });
      }
      await choose(added);
    } catch (error) {
      setRefusal(asRefusal(error));
    }
  };
  return (
    <div className="stack">
      <p>{t('write.photosWhat')}</p>
      <ul className="board-files">
        {photos.map((photo, index) => (
          <li key={photo.id} className="card">
            <Preview file={photo.file} alt={t('write.photo', { number: index + 1 })} />
            <Tick
              label={t('write.photoPublic', { number: index + 1 })}
              hint={t('write.photoPublicHint')}
              checked={photo.isPublic}
              onChange={(isPublic) => setPublic(photo.id, isPublic)}
            />
            <Button wide onClick={() => remove(photo.id)}>
              {t('write.removePhoto', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
      {photos.length < CITIZEN_FILES_MOST && (
        <div className="board-photo">
          <input
            id={input}
            type="file"
            accept="image/*"
            multiple
            onChange={(event) => {
              void add(event.target.files);
              event.target.value = '';
            }}
          />
          <label htmlFor={input} className="button wide">
            {t('write.addPhoto')}
          </label>
        </div>
      )}
      <RefusalText refusal={refusal} />
      <Button kind="primary" wide onClick={onDone}>
        {t('action.next')}
      </Button>
    </div>
  );
}

function Preview({ file, alt }: { file: Blob; alt: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url === null ? null : <img src={url} alt={alt} />;
}

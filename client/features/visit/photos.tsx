/** Photos of a visit: taken by the phone's camera, or chosen from what it has. */
import { Button } from '@mantine/core';
import { type ChangeEvent, useEffect, useId, useState } from 'react';
import { VISIT_PHOTOS_MOST } from '../../../shared/files.ts';
import { useT } from '../../desk/texts.ts';
import { keptPhoto } from '../../ui/kept-photos.ts';
import type { VisitPhoto } from './use-visit.ts';
import css from './visit.module.css';

interface Props {
  photos: readonly VisitPhoto[];
  disabled: boolean;
  onAdd: (files: readonly File[]) => Promise<void>;
  onRemove: (id: string) => void;
}

export function Photos({ photos, disabled, onAdd, onRemove }: Props) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const left = VISIT_PHOTOS_MOST - photos.length;
  const add = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])].slice(0, left);
    setBusy(true);
    await onAdd(files);
    setBusy(false);
    currentTarget.value = '';
  };
  return (
    <section className={css.photos} aria-label={t('visit.photos', { count: photos.length, most: VISIT_PHOTOS_MOST })}>
      <p className={css.label}>{t('visit.photos', { count: photos.length, most: VISIT_PHOTOS_MOST })}</p>
      {photos.length > 0 && (
        <ul className={css.grid}>
          {photos.map(({ id }, index) => (
            <li key={id}>
              <Preview id={id} alt={t('visit.photo', { number: index + 1 })} />
              <Button
                variant="default"
                fullWidth
                h={44}
                disabled={disabled}
                aria-label={t('visit.removePhoto', { number: index + 1 })}
                onClick={() => onRemove(id)}
              >
                {t('visit.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && !disabled && (
        <div className={css.add}>
          <Choose label={t(busy ? 'visit.taking' : 'visit.camera')} camera onChange={add} />
          <Choose label={t('visit.album')} onChange={add} />
        </div>
      )}
    </section>
  );
}

function Choose({
  label,
  camera,
  onChange,
}: {
  label: string;
  camera?: boolean;
  onChange: (event: ChangeEvent<HTMLInputElement>) => Promise<void>;
}) {
  const id = useId();
  return (
    <div className={css.file}>
      <input
        id={id}
        type="file"
        accept="image/*"
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => void onChange(event)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

function Preview({ id, alt }: { id: string; alt: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void keptPhoto(id).then((blob) => {
      if (!blob || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return url === null ? null : <img src={url} alt={alt} />;
}

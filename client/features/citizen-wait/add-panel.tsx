/** A line, photos and PDF files that are added to the matter, while waiting and in the turn. */
import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import {
  removeDocument,
  removePhoto,
  showAdditions,
  showPhoto,
  writeAddition,
} from '../../../shared/actions/additions.ts';
import { DOCUMENTS_MOST, FILE_TYPES } from '../../../shared/files.ts';
import { PHOTOS_MOST } from '../../../shared/photo.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useCallT } from '../citizen-media/call-texts.ts';
import './add.css';
import { takeable } from './redraw.ts';
import { isPdf, sendDocument, sendPhoto } from './send-photo.ts';

/** `onChange`: something was added or taken away. */
export default function AddPanel({ ticketId, onChange }: { ticketId: string; onChange?: () => void }) {
  const t = useCallT();
  const { data, error, reload: lookAgain } = useQuery(showAdditions, { ticketId });
  const reload = () => {
    lookAgain();
    onChange?.();
  };
  const { busy, refusal, act } = useAct();
  const [typed, setTyped] = useState<string | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const input = useId();
  const photos = data?.photos ?? [];
  const documents = data?.documents ?? [];
  const full = photos.length >= PHOTOS_MOST && documents.length >= DOCUMENTS_MOST;
  const text = typed ?? data?.text ?? '';
  const saved = typed === null && text !== '';

  const write = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      await callAction(writeAddition, { ticketId, text });
      reload();
      setTyped(null);
    });
  };
  const send = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0];
    if (!file || busy) return;
    setPart(0);
    void act(async () => {
      try {
        if (isPdf(file)) await sendDocument(ticketId, file, setPart);
        else await sendPhoto(ticketId, await takeable(file), setPart);
      } finally {
        setPart(null);
        currentTarget.value = '';
      }
      reload();
    });
  };
  return (
    <div className="stack tight">
      <p className="soft">{t('add.what', { most: PHOTOS_MOST, documents: DOCUMENTS_MOST })}</p>
      <form className="stack tight" noValidate onSubmit={write}>
        <TextField
          label={t('add.text')}
          value={text}
          maxLength={LIMITS.message}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" wide busy={busy} disabled={typed === null}>
          {t(saved ? 'add.saved' : 'add.save')}
        </Button>
      </form>
      <ul className="added-photos">
        {photos.map(({ photoId }, index) => (
          <li key={photoId}>
            <Photo ticketId={ticketId} photoId={photoId} number={index + 1} />
            <Button
              wide
              busy={busy}
              onClick={() =>
                void act(async () => {
                  await callAction(removePhoto, { ticketId, photoId });
                  reload();
                })
              }
            >
              {t('add.remove', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
      {documents.length > 0 && (
        <ul className="added-documents">
          {documents.map(({ documentId, name }) => (
            <li key={documentId}>
              <span>{name}</span>
              <Button
                wide
                busy={busy}
                onClick={() =>
                  void act(async () => {
                    await callAction(removeDocument, { ticketId, documentId });
                    reload();
                  })
                }
              >
                {t('add.removeDocument', { name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {part !== null && (
        <p role="status">
          <progress value={part} max={1} aria-label={t('add.sending')} /> {t('add.sending')}
        </p>
      )}
      {!full && part === null && (
        <div className="added-file">
          <input id={input} type="file" accept={`image/*,${FILE_TYPES.pdf}`} onChange={send} />
          <label htmlFor={input} className="button wide">
            {t('add.photo')}
          </label>
        </div>
      )}
      <RefusalText refusal={refusal ?? error ?? null} />
    </div>
  );
}

function Photo({ ticketId, photoId, number }: { ticketId: string; photoId: string; number: number }) {
  const t = useCallT();
  const { data } = useQuery(showPhoto, { ticketId, photoId });
  return data ? <img src={`data:image/jpeg;base64,${data.jpegBase64}`} alt={t('add.photoOf', { number })} /> : null;
}

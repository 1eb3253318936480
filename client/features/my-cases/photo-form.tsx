/** One photo for an own case: chosen or taken, looked at, sent; kept over a reload until it is. What may have arrived is sent again as it was (T3). */
import { useEffect, useId, useState } from 'react';
import type { MyCase } from '../../../shared/actions/my.ts';
import { Refusal } from '../../../shared/errors.ts';
import { CITIZEN_FILE_MOST_BYTES } from '../../../shared/files.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { takeable } from '../citizen-wait/redraw.ts';
import { sendFile } from './send-file.ts';
import { useMyT } from './texts.ts';
import { useChosenPhoto } from './use-chosen-photo.ts';

/** More is drawn anew before it is sent: the server keeps no larger picture. */
const PHOTO_BYTES = 1_000_000;

export function PhotoForm({ of, onDone }: { of: MyCase; onDone: () => void }) {
  const t = useMyT();
  const input = useId();
  const { chosen, choose, setPublic, forget } = useChosenPhoto(of.number);
  const { busy, refusal, act } = useAct();
  const take = (file: File | undefined) => {
    if (!file) return;
    void act(async () => {
      const taken = await takeable(file, PHOTO_BYTES);
      if (taken.size > CITIZEN_FILE_MOST_BYTES) throw new Refusal('FILE_TOO_LARGE');
      await choose(taken, file.name);
    });
  };
  const send = () =>
    act(async () => {
      if (!chosen) return;
      await sendFile(of.caseId, chosen.file, chosen.name, chosen.isPublic, chosen.commandId);
      forget();
      onDone();
    });
  return (
    <div className="stack">
      <p>{t('my.photoWhat')}</p>
      {chosen && <Preview file={chosen.file} />}
      {!busy && (
        <div className="my-photo">
          <input
            id={input}
            type="file"
            accept="image/*"
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <label htmlFor={input} className="button wide">
            {t(chosen ? 'my.otherPhoto' : 'my.choosePhoto')}
          </label>
        </div>
      )}
      {chosen && of.publishable && (
        <Tick
          label={t('my.photoMayBePublic')}
          hint={t('my.photoMayBePublicHint')}
          checked={chosen.isPublic}
          onChange={setPublic}
        />
      )}
      {refusal?.code === 'UNAVAILABLE' ? (
        <div role="alert">
          <p className="note warn">{t('my.photoNotReached')}</p>
        </div>
      ) : (
        <RefusalText refusal={refusal} />
      )}
      {chosen && (
        <Button kind="primary" wide busy={busy} onClick={() => void send()}>
          {t(busy ? 'my.sending' : 'my.sendPhoto')}
        </Button>
      )}
    </div>
  );
}

function Preview({ file }: { file: Blob }) {
  const t = useMyT();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url === null ? null : <img className="my-preview" src={url} alt={t('my.photoChosen')} />;
}

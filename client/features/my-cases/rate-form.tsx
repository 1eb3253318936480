/** Three marks and a word on the answer; a poor total says beforehand that it goes one level higher (K5). */
import { type FormEvent, useState } from 'react';
import { type MyCase, rateMyCase } from '../../../shared/actions/my.ts';
import { MARKED, MARKS, POOR_TOTAL, ratingBand, ratingTotal } from '../../../shared/case-rating.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Face } from './face.tsx';
import { NotSent } from './not-sent.tsx';
import { useMyT } from './texts.ts';
import { useSending } from './use-sending.ts';

/** Nothing is chosen for anybody: 0 is no mark yet. */
const NONE = { solved: 0, attitude: 0, speed: 0, comment: '' };

export function RateForm({ of, onDone, onChanged }: { of: MyCase; onDone: () => void; onChanged: () => void }) {
  const t = useMyT();
  const [tried, setTried] = useState(false);
  const { draft, change, send, busy, refusal } = useSending(
    { number: of.number, version: of.version, what: 'rate' },
    NONE,
    { onDone, onChanged },
  );
  const missing = MARKED.filter((one) => draft[one] === 0);
  const isComplete = missing.length === 0;
  const total = ratingTotal(draft);
  const isLong = [...draft.comment.trim()].length > LIMITS.reason;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isComplete || isLong || busy) return;
    const { comment, ...marks } = draft;
    void send((version, commandId) => {
      const input = { caseId: of.caseId, version, ...marks };
      return callAction(rateMyCase, comment.trim() === '' ? input : { ...input, comment }, { commandId });
    });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {MARKED.map((one) => (
        <fieldset key={one} className="field">
          <legend>{t(`my.marked.${one}`)}</legend>
          <div className="marks">
            {MARKS.map((mark) => (
              <label key={mark} className="mark" data-chosen={draft[one] === mark || undefined}>
                <input
                  type="radio"
                  name={one}
                  value={mark}
                  checked={draft[one] === mark}
                  onChange={() => change({ [one]: mark })}
                />
                <Face mark={mark} />
                <span>{t(`my.mark.${mark}`)}</span>
              </label>
            ))}
          </div>
          {tried && missing.includes(one) && (
            <p className="field-error" role="alert">
              {t('my.markMissing')}
            </p>
          )}
        </fieldset>
      ))}
      <TextArea
        label={t('my.comment')}
        value={draft.comment}
        longest={LIMITS.reason}
        error={isLong ? t('join.tooLong', { most: LIMITS.reason }) : undefined}
        onText={(comment) => change({ comment })}
      />
      <div role="status">
        {isComplete && (
          <p className={total <= POOR_TOTAL ? 'note warn' : 'note'}>
            {t('my.total', { band: t(`my.band.${ratingBand(total)}`) })}
            {total <= POOR_TOTAL && <span>{t('my.poor')}</span>}
          </p>
        )}
      </div>
      <NotSent refusal={refusal} />
      <Button type="submit" kind="primary" wide busy={busy}>
        {t(busy ? 'my.sending' : 'my.rate')}
      </Button>
    </form>
  );
}

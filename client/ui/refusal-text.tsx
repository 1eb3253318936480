import type { Refusal } from '../../shared/errors.ts';
import { valuesOf } from '../i18n/refusal-values.ts';
import { useT } from './texts.ts';

/** A refusal in words, announced; nothing while there is none. */
export function RefusalText({ refusal }: { refusal: Refusal | null }) {
  const t = useT();
  return (
    <div role="alert">
      {refusal && (
        <p className="note bad">
          {t(`error.${refusal.code}`, valuesOf(refusal))}
          {typeof refusal.details?.triesLeft === 'number' && (
            <> {t('join.triesLeft', { count: refusal.details.triesLeft })}</>
          )}
        </p>
      )}
    </div>
  );
}

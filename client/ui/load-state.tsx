/** Loading, and failing with a way on. */
import type { Refusal } from '../../shared/errors.ts';
import { valuesOf } from '../i18n/refusal-values.ts';
import { Button, ButtonLink } from './button.tsx';
import { useT } from './texts.ts';

export function Loading({ text }: { text?: string }) {
  const t = useT();
  return (
    <p className="loading" role="status">
      {text ?? t('loading')}
    </p>
  );
}

export function Failed({ refusal, onRetry }: { refusal: Refusal; onRetry?: () => void }) {
  const t = useT();
  return (
    <div className="note bad" role="alert">
      <p>{t(`error.${refusal.code}`, valuesOf(refusal))}</p>
      {onRetry && refusal.code !== 'NOT_FOUND' && <Button onClick={onRetry}>{t('action.retry')}</Button>}
      {refusal.code === 'NOT_FOUND' && <ButtonLink href="/">{t('action.home')}</ButtonLink>}
    </div>
  );
}

/** Toasts: what was done, what was refused and what to do about it. */
import { notifications } from '@mantine/notifications';
import type { Refusal } from '../../shared/errors.ts';
import { asRefusal } from '../api/call-action.ts';
import { translate, translateIfKnown } from '../i18n/i18n.ts';
import { valuesOf } from '../i18n/refusal-values.ts';
import { Icon } from './icons.tsx';
import { missingKey } from './missing.ts';

/** What was refused, with what exactly is missing where the server says so (`details.needs`). */
export function wordsOf(refusal: Refusal): string {
  const missing = missingKey(refusal);
  return (missing && translateIfKnown(missing)) ?? translate(`error.${refusal.code}`, valuesOf(refusal));
}

export function tellRefusal(error: unknown): void {
  const refusal = asRefusal(error);
  tellNot(wordsOf(refusal), `refusal-${refusal.code}`);
}

/** Why something was not done. */
export function tellNot(message: string, id = message): void {
  notifications.show({
    id,
    color: 'orange',
    icon: <Icon name="warning" />,
    title: translate('error.title'),
    message,
    autoClose: 9000,
    role: 'alert',
    closeButtonProps: { 'aria-label': translate('action.close') },
  });
}

export function tellDone(message: string): void {
  notifications.show({
    color: 'teal',
    icon: <Icon name="check" />,
    message,
    autoClose: 3000,
    closeButtonProps: { 'aria-label': translate('action.close') },
  });
}

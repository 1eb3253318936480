/** Toasts: what was done, what was refused and what to do about it. */
import { notifications } from '@mantine/notifications';
import type { Refusal } from '../../shared/errors.ts';
import { asRefusal } from '../api/call-action.ts';
import { translate } from '../i18n/i18n.ts';
import { Icon } from './icons.tsx';

export const wordsOf = (refusal: Refusal): string => translate(`error.${refusal.code}`);

export function tellRefusal(error: unknown): void {
  const refusal = asRefusal(error);
  notifications.show({
    id: `refusal-${refusal.code}`,
    color: 'orange',
    icon: <Icon name="warning" />,
    title: translate('error.title'),
    message: wordsOf(refusal),
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

import { Button, Stack, Text } from '@mantine/core';
import type { Refusal } from '../../shared/errors.ts';
import css from './desk.module.css';
import { Icon } from './icons.tsx';
import { wordsOf } from './tell.tsx';
import { useT } from './texts.ts';

/** What went wrong and how to go on, where a page should have been. */
export function Trouble({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const t = useT();
  return (
    <div className={css.centre} role="alert">
      <Stack align="center" gap="sm">
        <Icon name="warning" size={28} />
        <Text>{wordsOf(refusal)}</Text>
        <Button onClick={onRetry}>{t('action.retry')}</Button>
      </Stack>
    </div>
  );
}

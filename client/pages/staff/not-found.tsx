import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import css from '../../desk/desk.module.css';
import { useT } from '../../desk/texts.ts';

export default function NotFound() {
  const t = useT();
  return (
    <main className={css.centre}>
      <Stack align="center">
        <Text>{t('error.NOT_FOUND')}</Text>
        <Button component={Link} to="/desk">
          {t('nav.home')}
        </Button>
      </Stack>
    </main>
  );
}

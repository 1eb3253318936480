import { Alert, Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useT } from '../../desk/texts.ts';
import css from '../../features/visit/visit.module.css';

/** Once the server has it. */
export function Recorded({ number, onAgain }: { number: string; onAgain: () => void }) {
  const t = useT();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to end an effect.
    here.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className={css.form} ref={here}>
      <Alert color="teal" role="status" title={t('visit.done')}>
        {t('visit.doneSays')}
      </Alert>
      <Button component={Link} to={`/cases/${number}`} size="md" h={56}>
        {t('visit.toCase')}
      </Button>
      <Button variant="default" size="md" h={56} onClick={onAgain}>
        {t('visit.another')}
      </Button>
    </div>
  );
}

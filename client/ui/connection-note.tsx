/** The state of the connection in words; silent while all is well. */
import { useEffect, useState } from 'react';
import { useConnection, useNewerBuild } from '../realtime/react.tsx';
import { Button } from './button.tsx';
import { useT } from './texts.ts';

/** A short gap is nobody's worry. */
const QUIET_MS = 1200;

export function ConnectionNote() {
  const t = useT();
  const connection = useConnection();
  const isOlder = useNewerBuild();
  const troubled = connection.state === 'reconnecting' || connection.state === 'connecting';
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!troubled) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [troubled]);
  return (
    <div role="status">
      {troubled && late && (
        <p className="note warn">
          {t(connection.state === 'reconnecting' ? 'connection.reconnecting' : 'connection.connecting')}
        </p>
      )}
      {isOlder && !troubled && (
        <div className="note">
          <p>{t('connection.newerBuild')}</p>
          <Button onClick={() => location.reload()}>{t('action.reload')}</Button>
        </div>
      )}
    </div>
  );
}

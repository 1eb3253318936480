/** The state of the connection in words; silent while all is well. */
import { useConnection, useNewerBuild } from '../realtime/react.tsx';
import { Button } from './button.tsx';
import { useT } from './texts.ts';
import { useLasting } from './use-lasting.ts';

export function ConnectionNote() {
  const t = useT();
  const connection = useConnection();
  const isOlder = useNewerBuild();
  const troubled = connection.state === 'reconnecting' || connection.state === 'connecting';
  const late = useLasting(troubled);
  return (
    <div role="status">
      {late && (
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

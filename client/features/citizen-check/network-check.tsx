/** Whether media gets through this network, as a verdict in plain words. */
import { useCallback, useEffect, useState } from 'react';
import type { NetworkReport } from '../../media/network-check.ts';
import { useConnection, useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import type { NetworkVerdict } from './verdict.ts';

/** Without the server after so long, the check has failed. */
const PATIENCE_MS = 20_000;

const verdictOf = ({ udp, tcp }: NetworkReport): NetworkVerdict =>
  udp ? 'networkGood' : tcp ? 'networkTcp' : 'networkBlocked';

interface NetworkCheckProps {
  /** `null` while it is being tried. */
  verdict: NetworkVerdict | null;
  onVerdict: (verdict: NetworkVerdict | null) => void;
}

export function NetworkCheck({ verdict, onVerdict }: NetworkCheckProps) {
  const t = useT();
  const client = useRealtime();
  const connected = useConnection().state === 'connected';
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => {
    onVerdict(null);
    setTurn((old) => old + 1);
  }, [onVerdict]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again.
  useEffect(() => {
    let gone = false;
    const decide = (found: NetworkVerdict) => {
      if (!gone) onVerdict(found);
    };
    const patience = setTimeout(() => decide('networkFailed'), PATIENCE_MS);
    if (connected) {
      Promise.all([import('../../media/network-check.ts'), import('../../realtime/media-signal.ts')])
        .then(([{ checkNetwork }, { mediaSignal }]) => checkNetwork(mediaSignal(client), client.clientId))
        .then(
          (report) => decide(verdictOf(report)),
          (error: unknown) => {
            console.error('The network check did not finish', error);
            decide('networkFailed');
          },
        )
        .finally(() => clearTimeout(patience));
    }
    return () => {
      gone = true;
      clearTimeout(patience);
    };
  }, [client, connected, turn, onVerdict]);

  return (
    <section className="card" aria-labelledby="check-network">
      <h2 id="check-network">{t('check.network')}</h2>
      <div role="status">
        {verdict === null ? (
          <p>{t('check.networkTrying')}</p>
        ) : (
          <p className={verdict === 'networkGood' ? 'note good' : 'note warn'}>{t(`check.${verdict}`)}</p>
        )}
      </div>
      {verdict !== null && <Button onClick={again}>{t('check.again')}</Button>}
    </section>
  );
}

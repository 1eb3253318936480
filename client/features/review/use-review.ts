/** One review of what is to be public: the reason, the words of the county's list that were found in it, and what is done. */
import { useState } from 'react';
import { asRefusal } from '../../api/call-action.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';

export function useReview(onDone: () => void) {
  const t = useT();
  const [reason, setReason] = useState('');
  /** As the server found them. */
  const [found, setFound] = useState<readonly string[]>([]);
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      tellDone(t('clerk.done'));
      onDone();
    } catch (error) {
      const { code, details } = asRefusal(error);
      if (code === 'WORDS_FOUND' && Array.isArray(details?.words)) {
        setFound(details.words.map(String));
        // Ticked for those that were listed before.
        setConfirmed(false);
      }
      tellRefusal(error);
    }
    setBusy(false);
  };
  return {
    ...{ reason, setReason, found, confirmed, setConfirmed, busy, run },
    /** What goes along with a verdict. */
    said: { ...(reason.trim() ? { reason } : {}), ...(confirmed ? { despite: [...found] } : {}) },
  };
}
export type Reviewing = ReturnType<typeof useReview>;

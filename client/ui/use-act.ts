/** Doing one thing at a time: busy while the server thinks, its refusal kept until the next try. */
import { useCallback, useState } from 'react';
import type { Refusal } from '../../shared/errors.ts';
import { asRefusal } from '../api/call-action.ts';

export function useAct() {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const act = useCallback(async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, refusal, setRefusal, act };
}

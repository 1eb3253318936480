import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listMentions, readMentions } from '../../../shared/actions/mentions.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { useMe } from '../../desk/me.ts';
import { keepLooked } from './looked.ts';

/** Whoever opens a case has looked at it as it is, and at the notes in it that name them. */
export function useOpened(caseId: string, version: number): void {
  const { personId } = useMe();
  const cache = useQueryClient();
  const { data } = useAsk(listMentions, {}, { everyMs: 30_000 });
  const named = data?.mentions.some((one) => one.caseId === caseId) ?? false;
  useEffect(() => keepLooked(personId, caseId, version), [personId, caseId, version]);
  useEffect(() => {
    if (!named) return;
    callAction(readMentions, { caseId })
      .then(() => cache.invalidateQueries({ queryKey: [listMentions.name] }))
      // They stay unread, and are tried again with the next look.
      .catch(() => undefined);
  }, [named, caseId, cache]);
}

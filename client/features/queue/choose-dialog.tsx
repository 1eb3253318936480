/** After an evening that did not reach somebody: what they want next, said on the telephone and chosen for them (S4). */
import { Radio, Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chooseNext, showChoices } from '../../../shared/actions/ticket.ts';
import { NEXT_CHOICES, type NextChoice } from '../../../shared/states.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { dayAndTime } from '../../desk/format.ts';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { NumberToRing } from './phone-number.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  ticketId: string;
  /** Number and name. */
  who: string;
}

export function ChooseDialog({ opened, onClose, sessionId, ticketId, who }: Props) {
  const t = useT();
  const run = useRun();
  const language = useLanguage();
  const { data } = useAsk(showChoices, { ticketId }, { enabled: opened });
  const [choice, setChoice] = useState<NextChoice | null>(null);
  useEffect(() => {
    if (opened) setChoice(null);
  }, [opened]);
  const next = data?.nextSession ?? null;
  const says: Record<NextChoice, string> = {
    nextSession: next
      ? t('choose.nextSession', { title: next.title, time: dayAndTime(next.startsAt, next.zone, language) })
      : t('choose.noSession'),
    phone: data?.phoneBy ? t('choose.phone', { date: data.phoneBy }) : t('choose.noPhone'),
    written: t('choose.written', { date: data?.writtenBy ?? '' }),
  };
  const isOpen: Record<NextChoice, boolean> = {
    nextSession: next !== null,
    phone: data?.phoneBy != null,
    written: true,
  };
  return (
    <FormDialog
      title={t('choose.title', { who })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('choose.submit')}
      canSubmit={choice !== null && data !== undefined}
      onSubmit={async () => {
        if (choice === null) return false;
        const toSessionId = choice === 'nextSession' ? (next?.sessionId ?? null) : null;
        const done = await run(chooseNext, { ticketId, choice, toSessionId });
        if (done) tellDone(t('choose.done'));
        return done;
      }}
    >
      {isOpen.phone && <NumberToRing sessionId={sessionId} ticketId={ticketId} help={t('phoneCall.help')} />}
      {data ? (
        <Radio.Group label={t('choose.label')} value={choice} onChange={(value) => setChoice(value as NextChoice)}>
          <Stack gap={6} mt={4}>
            {NEXT_CHOICES.map((one) => (
              <Radio key={one} value={one} label={says[one]} disabled={!isOpen[one]} />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <Skeleton h={90} />
      )}
    </FormDialog>
  );
}

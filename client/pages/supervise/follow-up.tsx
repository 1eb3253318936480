/** The follow-up call (回访): the number by an own request, which is written down, then what came of it. */
import { Alert, Anchor, Button, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { followUpCase } from '../../../shared/actions/case-loop.ts';
import { type DeskRow, revealCasePhone } from '../../../shared/actions/supervise.ts';
import { Satisfaction } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import type { Act, Dialog } from './row-acts.tsx';
import css from './supervise.module.css';

const NOTHING = { contacted: '', solved: '', satisfaction: '', note: '' };

export function FollowUp({ row, act, opened, onOpened }: { row: DeskRow; act: Act } & Dialog) {
  const t = useT();
  const [phone, setPhone] = useState<string | null>(null);
  const [said, setSaid] = useState(NOTHING);
  const set = (name: keyof typeof NOTHING) => (value: string) => setSaid((before) => ({ ...before, [name]: value }));
  const reached = said.contacted === 'yes';
  const close = () => {
    onOpened(false);
    setPhone(null);
    setSaid(NOTHING);
  };
  const reveal = () =>
    callAction(revealCasePhone, { caseId: row.id }).then(({ phone: found }) => setPhone(found), tellRefusal);
  const record = () =>
    act(
      followUpCase,
      {
        caseId: row.id,
        version: row.version,
        contacted: reached,
        ...(reached ? { solved: said.solved === 'yes' } : {}),
        ...(reached && said.satisfaction ? { satisfaction: Satisfaction.parse(said.satisfaction) } : {}),
        ...(said.note.trim() ? { note: said.note } : {}),
      },
      t('supervise.didOne', { number: row.number }),
    );
  return (
    <>
      <Button size="compact-sm" onClick={() => onOpened(true)}>
        {t('supervise.followUp')}
      </Button>
      <FormDialog
        title={t('supervise.followUpOf', { number: row.number })}
        opened={opened}
        onClose={close}
        submitLabel={t('supervise.record')}
        canSubmit={said.contacted === 'no' || (reached && said.solved !== '' && said.satisfaction !== '')}
        onSubmit={record}
      >
        {phone === null ? (
          <ActButton variant="default" act={reveal} title={t('details.revealHelp')}>
            {t('details.reveal')}
          </ActButton>
        ) : (
          <span className={css.phone} aria-live="polite">
            <Anchor href={`tel:${phone}`}>{phone}</Anchor>
          </span>
        )}
        <Choice
          label={t('supervise.contacted')}
          value={said.contacted}
          onChange={set('contacted')}
          words={{ yes: t('supervise.reached'), no: t('supervise.notReached') }}
        />
        {reached && (
          <>
            <Choice
              label={t('supervise.solved')}
              value={said.solved}
              onChange={set('solved')}
              words={{ yes: t('supervise.isSolved'), no: t('supervise.isNotSolved') }}
            />
            <Choice
              label={t('supervise.satisfaction')}
              value={said.satisfaction}
              onChange={set('satisfaction')}
              words={Object.fromEntries(Satisfaction.options.map((one) => [one, t(`supervise.${one}`)]))}
            />
          </>
        )}
        {reached && said.solved === 'no' && <Alert color="orange">{t('supervise.reopens')}</Alert>}
        <Textarea
          label={t('supervise.note')}
          value={said.note}
          onChange={(event) => set('note')(event.currentTarget.value)}
          maxLength={LIMITS.reason}
          autosize
          minRows={2}
        />
      </FormDialog>
    </>
  );
}

function Choice({
  label,
  value,
  onChange,
  words,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  words: Readonly<Record<string, string>>;
}) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange} required>
      <Stack gap={6} mt={4}>
        {Object.entries(words).map(([name, text]) => (
          <Radio key={name} value={name} label={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

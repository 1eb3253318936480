/** What is written down on the spot. Everything is kept while it is typed; without a network it waits here. */
import { Alert, Button, Group, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { OFFLINE_STEPS } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { serverNow } from '../../api/server-time.ts';
import { hourMinute, plainDate } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Photos } from '../../features/visit/photos.tsx';
import { useVisit } from '../../features/visit/use-visit.ts';
import css from '../../features/visit/visit.module.css';

interface Props {
  detail: CaseDetail;
  zone: string;
  onDone: () => void;
  onChanged: () => void;
}

export function VisitForm({ detail, zone, onDone, onChanged }: Props) {
  const t = useT();
  const me = useMe();
  const { work } = detail;
  const caseId = detail.case.id;
  const { visit, busy, refusal, waits, change, addPhotos, removePhoto, handIn, again, takeBack } = useVisit({
    personId: me.personId,
    caseId,
    version: work.version,
    onDone,
    onChanged,
  });
  const [tried, setTried] = useState(false);
  const now = serverNow();
  const wallNow = `${plainDate(now, zone)}T${hourMinute(now, zone, 'en')}`;
  const at = visit.at ?? wallNow;
  const who = visit.who ?? me.displayName;
  const wrong = {
    at: at === '' || at > wallNow,
    who: who.trim() === '',
    text: visit.text.trim() === '',
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (waits || Object.values(wrong).some(Boolean)) return;
    handIn(at, who);
  };
  if (!work.steps.includes('recordStep') && !waits) {
    return (
      <>
        <Alert color="orange">{t('visit.notNow', { state: t(`case.state.${detail.case.state}`) })}</Alert>
        {visit.text && (
          <Text size="md" style={{ whiteSpace: 'pre-line' }}>
            {visit.text}
          </Text>
        )}
      </>
    );
  }
  const field = { size: 'lg', disabled: waits } as const;
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <SegmentedControl
        {...field}
        fullWidth
        aria-label={t('caseStep.field.offline')}
        data={OFFLINE_STEPS.map((value) => ({ value, label: t(`caseStep.offline.${value}`) }))}
        value={visit.kind}
        onChange={(kind) => change({ kind })}
      />
      <TextInput
        {...field}
        type="datetime-local"
        label={t('visit.at')}
        value={at}
        max={wallNow}
        error={tried && wrong.at ? t('visit.atWrong') : undefined}
        onChange={(event) => change({ at: event.currentTarget.value })}
      />
      <TextInput
        {...field}
        label={t('visit.who')}
        value={who}
        maxLength={LIMITS.place}
        error={tried && wrong.who ? t('visit.whoWrong') : undefined}
        onChange={(event) => change({ who: event.currentTarget.value })}
      />
      <Textarea
        {...field}
        label={t('visit.found')}
        description={t('visit.foundHelp')}
        value={visit.text}
        maxLength={LIMITS.note}
        error={tried && wrong.text ? t('visit.foundWrong') : undefined}
        onChange={(event) => change({ text: event.currentTarget.value })}
        autosize
        minRows={5}
        maxRows={14}
      />
      <Photos photos={visit.photos} disabled={waits} onAdd={addPhotos} onRemove={removePhoto} />
      {!waits && refusal && (
        <Alert color="orange" role="alert">
          {wordsOf(refusal)}
        </Alert>
      )}
      {waits && refusal && (
        <Alert color="orange" role="alert" title={t('visit.waits')}>
          {t('visit.waitsSays')}
          <Group mt="sm">
            <Button size="md" h={48} loading={busy} onClick={again}>
              {t('visit.again')}
            </Button>
            <Button size="md" h={48} variant="default" onClick={takeBack}>
              {t('visit.change')}
            </Button>
          </Group>
        </Alert>
      )}
      {!(waits && refusal) && (
        <Button type="submit" size="md" h={56} loading={waits}>
          {t('visit.record')}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {t('visit.kept')}
      </Text>
    </form>
  );
}

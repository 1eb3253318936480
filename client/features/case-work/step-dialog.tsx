/** Asks what a step needs and takes it. What was typed stays when it was refused, or when somebody else was faster. */
import { Alert, type ButtonProps, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import { type CaseDetail, showCase } from '../../../shared/actions/cases.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { leftIn } from '../../../shared/templates.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { serverNow } from '../../api/server-time.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { plainDate } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { tellDone, tellRefusal, wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { translateIfKnown } from '../../i18n/i18n.ts';
import { inputOf, STEP_FORMS, type Value, type Values } from './forms.ts';
import { News } from './news.tsx';
import type { Seen } from './seen.ts';
import { StepField } from './step-field.tsx';
import { type DeskStep, offered, tellsEffect } from './steps.ts';
import { UnderReview } from './under-review.tsx';

/** Where nothing is asked the keyboard is on the button. */
const FOCUSED: ButtonProps & { readonly 'data-autofocus': true } = { 'data-autofocus': true };
const Moved = z.object({ version: z.int() });

/** Takes a step as of what was seen; afterwards the page shows the case as it is. Resolves to the refusal, if any. */
export function useTakeStep(detail: CaseDetail, seen: Seen) {
  const t = useT();
  const cache = useQueryClient();
  return async (step: DeskStep, input: Readonly<Record<string, unknown>>): Promise<Refusal | null> => {
    const at = { caseId: detail.case.id, version: seen.version };
    let refusal: Refusal | null = null;
    try {
      const moved = z.safeParse(Moved, await callAction(STEP_FORMS[step].action, { ...input, ...at }));
      if (moved.success) seen.own(moved.data.version);
      tellDone(t('caseStep.done', { step: t(`caseStep.do.${step}`) }));
    } catch (error) {
      refusal = asRefusal(error);
    }
    await cache.invalidateQueries({ queryKey: [showCase.name] });
    return refusal;
  };
}

/** For a step that asks nothing. */
export function useTakeAtOnce(detail: CaseDetail, seen: Seen) {
  const take = useTakeStep(detail, seen);
  return async (step: DeskStep) => {
    const refusal = await take(step, {});
    if (refusal) tellRefusal(refusal);
  };
}

interface Props {
  detail: CaseDetail;
  seen: Seen;
  step: DeskStep;
  zone: string;
  onClose: () => void;
}

export function StepDialog({ detail, seen, step, zone, onClose }: Props) {
  const t = useT();
  const me = useMe();
  const { work } = detail;
  const form = STEP_FORMS[step];
  const [values, setValues] = useState<Values>(
    () => form.start?.(work, { today: plainDate(serverNow(), zone), me: me.displayName }) ?? {},
  );
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const take = useTakeStep(detail, seen);

  const change = (name: string, value: Value) => {
    setRefusal(null);
    setValues((old) => ({ ...old, [name]: value, ...followed(name, value, old) }));
  };
  const input = inputOf(form, values, work);
  const fields = form.fields.filter(({ when }) => !when || when(values, work));
  const missing = fields.some(({ name, optional, as }) => !optional && as.kind !== 'switch' && !(name in input));
  const whole = z.safeParse(form.action.input, { ...input, caseId: detail.case.id, version: seen.version }).success;
  const left = fields.some(
    ({ name, as }) => as.kind === 'text' && as.templates && leftIn(String(values[name] ?? ''), as.templates).length > 0,
  );
  const gone = !offered(work).includes(step);
  const numbers = [...detail.related, ...work.linked].map(({ number }) => number);
  // Whom it complains of is chosen in its protection, and nowhere else (K2).
  const about = step === 'protect' ? [] : work.aboutUnits.map(({ id }) => id);
  const without = step === 'protect' || step === 'dispatch' ? about : [work.mainUnit?.id, ...about];

  return (
    <FormDialog
      title={t(`caseStep.do.${step}`)}
      opened
      onClose={onClose}
      size={step === 'firstReview' || step === 'finalReview' ? 'lg' : 'md'}
      submitLabel={t(`caseStep.do.${step}`)}
      {...(fields.length === 0 ? { submitProps: FOCUSED } : {})}
      canSubmit={whole && !missing && !left && !gone && seen.news.length === 0}
      onSubmit={async () => {
        const no = await take(step, input);
        setRefusal(no);
        return no === null;
      }}
    >
      <News seen={seen} zone={zone} />
      {gone && <Alert color="orange">{t('caseStep.gone', { state: t(`case.state.${detail.case.state}`) })}</Alert>}
      {refusal && refusal.code !== 'STALE' && (
        <Alert color="orange" role="alert">
          {wordsOf(refusal)}
        </Alert>
      )}
      {tellsEffect(step) && (
        <Text size="sm" c="dimmed">
          {t(`caseStep.effect.${step}`)}
        </Text>
      )}
      {(step === 'firstReview' || step === 'finalReview') && <UnderReview detail={detail} />}
      {fields.map((field, index) => (
        <StepField
          key={field.name}
          detail={detail}
          zone={zone}
          field={field}
          values={values}
          onChange={(value) => change(field.name, value)}
          numbers={numbers}
          without={field.name === 'coUnitIds' ? [String(values.mainUnitId), ...about] : without}
          first={index === 0}
          caseId={detail.case.id}
        />
      ))}
    </FormDialog>
  );
}

/** Where else to go is filled in with the place that was chosen, until somebody writes their own. */
function followed(name: string, value: Value, old: Values): Values {
  if (name !== 'to') return {};
  const usual = (to: unknown) => translateIfKnown(`caseStep.whereTo.${to}`) ?? '';
  return old.whereTo && old.whereTo !== usual(old.to) ? {} : { whereTo: usual(value) };
}

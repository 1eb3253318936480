/** What can be done with a case now: the most likely step in front, the others in groups, each with its key. */
import { Group, Text } from '@mantine/core';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { serverNow } from '../../api/server-time.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { translate } from '../../i18n/i18n.ts';
import css from './case-work.module.css';
import { type DeskStep, GROUP_NAMES, likeliest, offered, STEP_GROUPS, STEP_KEYS, whyNot } from './steps.ts';

interface Props {
  detail: CaseDetail;
  /** Resolves when a step that asks nothing is done. */
  onStep: (step: DeskStep) => Promise<unknown> | undefined;
}

export function StepBar({ detail, onStep }: Props) {
  const t = useT();
  const may = offered(detail.work);
  const first = likeliest(detail.case.state, detail.work);
  const blocked = may.flatMap((step) => {
    const code = whyNot(step, detail.case, detail.work, serverNow());
    return code ? [{ step, code }] : [];
  });
  const button = (step: DeskStep) => {
    const no = blocked.find((one) => one.step === step);
    return (
      <ActButton
        key={step}
        variant={step === first ? 'filled' : 'default'}
        hotkey={STEP_KEYS[step]}
        disabled={no !== undefined}
        title={no && translate(`error.${no.code}`)}
        act={() => onStep(step)}
      >
        {t(`caseStep.do.${step}`)}
      </ActButton>
    );
  };
  return (
    <Panel title={t('caseStep.title')} id="steps">
      {may.length === 0 && <Text size="sm">{t('caseStep.none')}</Text>}
      <div className={css.steps}>
        {first && (
          <fieldset aria-label={t('caseStep.next')} className={css.group}>
            <span className={css.groupName}>{t('caseStep.next')}</span>
            <Group gap={6}>{button(first)}</Group>
          </fieldset>
        )}
        {GROUP_NAMES.map((group) => {
          const steps = may.filter(
            (step) => step !== first && (STEP_GROUPS[group] as readonly string[]).includes(step),
          );
          if (steps.length === 0) return null;
          return (
            <fieldset aria-label={t(`caseStep.group.${group}`)} key={group} className={css.group}>
              <span className={css.groupName}>{t(`caseStep.group.${group}`)}</span>
              <Group gap={6}>{steps.map(button)}</Group>
            </fieldset>
          );
        })}
      </div>
      {blocked.map(({ step, code }) => (
        <Text size="xs" c="dimmed" key={step} mt={4}>
          {t('caseStep.blocked', { step: t(`caseStep.do.${step}`), why: translate(`error.${code}`) })}
        </Text>
      ))}
    </Panel>
  );
}

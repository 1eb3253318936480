/** Beneath what is to be public: who reviewed it before, and what whoever reads it now may do (T5). */
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './review.module.css';
import type { Reviewing } from './use-review.ts';

type Stage = 'first' | 'second' | 'final';

interface ReviewFootProps {
  reviewing: Reviewing;
  before: readonly { readonly stage: Stage; readonly by: string; readonly at: number; readonly reason: string }[];
  zone: string;
  /** What the reason is for; `null`: none is asked for. */
  reasonHelp: string | null;
  /** Each `null` where whoever looks may not. */
  pass: { readonly stage: Stage; readonly disabled: boolean; readonly act: () => Promise<unknown> } | null;
  back: (() => Promise<unknown>) | null;
  takeOff: { readonly label: string; readonly act: () => Promise<unknown> } | null;
  /** Before the others. */
  children?: ReactNode;
}

export function ReviewFoot({ reviewing, before, zone, reasonHelp, pass, back, takeOff, children }: ReviewFootProps) {
  const t = useT();
  const language = useLanguage();
  const { reason, setReason, found, confirmed, setConfirmed, busy, run } = reviewing;
  const unsaid = busy || reason.trim() === '';
  return (
    <>
      {before.length > 0 && (
        <ul className={css.list}>
          {before.map(({ stage, by, at, reason: why }) => (
            <li key={`${stage} ${at}`} className={css.quiet}>
              {t(`clerk.review.${stage}`)} · {by} · {dayAndTime(at, zone, language)}
              {why && <> · {why}</>}
            </li>
          ))}
        </ul>
      )}
      {found.length > 0 && (
        <Checkbox
          label={t('clerk.despite', { words: found.join(' / ') })}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
      )}
      {reasonHelp !== null && (
        <TextInput
          size="xs"
          label={t('clerk.reason')}
          description={reasonHelp}
          maxLength={LIMITS.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        {children}
        {pass && (
          <Button loading={busy} disabled={pass.disabled} onClick={() => void run(pass.act)}>
            {t('clerk.pass', { review: t(`clerk.review.${pass.stage}`) })}
          </Button>
        )}
        {back && (
          <Button variant="default" disabled={unsaid} onClick={() => void run(back)}>
            {t('clerk.back')}
          </Button>
        )}
        {takeOff && (
          <Button variant="default" color="red" disabled={unsaid} onClick={() => void run(takeOff.act)}>
            {takeOff.label}
          </Button>
        )}
      </Group>
    </>
  );
}

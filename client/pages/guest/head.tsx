/** Which evening it is, as whom somebody is here, and the language of the page. */
import { NativeSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { HelperView } from '../../../shared/views/all.ts';
import deskCss from '../../desk/desk.module.css';
import { useT } from '../../desk/texts.ts';
import { changeLanguage, LANGUAGES, type Language, useLanguage } from '../../i18n/i18n.ts';

const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const;

export function GuestHead({ view, children }: { view: HelperView; children?: ReactNode }) {
  const t = useT();
  const { session, self } = view;
  return (
    <header className={deskCss.bar}>
      <span className={deskCss.brand}>{t('brand')}</span>
      <div data-shrinks title={session.title}>
        <Text size="sm" fw={600} truncate>
          {t('session.number', { number: session.number })} {session.title}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {t(`helpers.kind.${self.kind}`)} {self.name}
          {self.language !== null && ` · ${self.language}`} · {view.officialTitle} {view.officialName}
        </Text>
      </div>
      <div className={deskCss.spacer} />
      <NativeSelect
        size="xs"
        aria-label={t('guest.language')}
        value={useLanguage()}
        onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}
        data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
      />
      {children}
    </header>
  );
}

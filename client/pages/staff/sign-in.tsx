import { Alert, Button, Card, Code, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, Fragment, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { staffMe, staffSignIn } from '../../../shared/actions/people.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import css from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { useTitle } from '../../desk/shell.tsx';
import { wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { changeLanguage, useLanguage } from '../../i18n/i18n.ts';

/** What a demo county is filled with; no other county has these. */
const DEMO = {
  userNames: ['moderator', 'aide', 'leader', 'caseworker', 'supervisor', 'officer', 'admin'],
  password: 'directline',
} as const;

/** Only ways inside this site are followed after signing in. */
export const wayAfter = (asked: string | null): string => (asked && /^\/(?![/\\])/.test(asked) ? asked : '/desk');

export default function SignIn() {
  const t = useT();
  const language = useLanguage();
  const county = useAsk(listSessions, {});
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useTitle(t('signIn.title'));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const me = await callAction(staffSignIn, { userName, password });
      cache.setQueryData([staffMe.name, {}], me);
      await navigate(wayAfter(search.get('to')), { replace: true });
    } catch (error) {
      setRefusal(asRefusal(error));
      setBusy(false);
    }
  };

  return (
    <main className={css.page}>
      <div className={css.centre} style={{ flex: 1, textAlign: 'start' }}>
        <Card withBorder w="min(24rem, 100%)" padding="lg">
          <form onSubmit={(event) => void submit(event)}>
            <Stack gap="md">
              <div>
                <Title order={1}>{t('brand')}</Title>
                <Text c="dimmed" size="sm">
                  {county.data ? t('signIn.of', { county: county.data.county.name }) : t('signIn.title')}
                </Text>
              </div>
              {refusal && (
                <Alert color="orange" icon={<Icon name="warning" />} role="alert">
                  {wordsOf(refusal)}
                </Alert>
              )}
              <TextInput
                label={t('signIn.userName')}
                autoComplete="username"
                value={userName}
                onChange={(event) => setUserName(event.currentTarget.value)}
                maxLength={LIMITS.userName}
                required
                autoFocus
              />
              <PasswordInput
                label={t('signIn.password')}
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                maxLength={LIMITS.password}
                visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
                required
              />
              <Button type="submit" loading={busy} size="md">
                {t('signIn.submit')}
              </Button>
              {county.data?.demo && (
                <Text size="sm" c="dimmed">
                  {t('signIn.demo')}{' '}
                  {DEMO.userNames.map((name) => (
                    <Fragment key={name}>
                      <Code>{name}</Code>{' '}
                    </Fragment>
                  ))}
                  {t('signIn.demoPassword')} <Code>{DEMO.password}</Code>
                </Text>
              )}
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')}
              >
                {language === 'en' ? '中文' : 'English'}
              </Button>
            </Stack>
          </form>
        </Card>
      </div>
    </main>
  );
}

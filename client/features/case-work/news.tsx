/** Who changed a case meanwhile, and how: to be looked at before one's own step. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { hourMinute } from '../../desk/format.ts';
import { inWords } from '../../desk/record.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import type { Seen } from './seen.ts';

export function News({ seen, zone }: { seen: Seen; zone: string }) {
  const t = useT();
  const language = useLanguage();
  if (seen.news.length === 0) return null;
  return (
    <Alert color="orange" role="alert" title={t('caseStep.newsTitle')}>
      <Stack gap={6} align="flex-start">
        {seen.news.map((entry) => (
          <Text size="sm" key={`${entry.at}${entry.what}${entry.who}`} style={{ overflowWrap: 'anywhere' }}>
            {t('caseStep.newsOf', {
              at: hourMinute(entry.at, zone, language),
              who: inWords('who', entry.who),
              what: inWords('', entry.what),
            })}
            {entry.why ? t('case.why', { why: inWords('why', entry.why) }) : ''}
          </Text>
        ))}
        <Text size="sm">{t('caseStep.newsKept')}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={({ currentTarget }) => {
            // The button goes; the keyboard is to stand where one writes or decides.
            const next = currentTarget
              .closest('form, section')
              ?.querySelector<HTMLElement>('[data-autofocus], textarea');
            seen.look();
            next?.focus();
          }}
        >
          {t('caseStep.newsSeen')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** One case: the matter, its calls and promises, and everything that happened to it. */
import { Anchor, Button, Group, Select, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../../shared/action.ts';
import { addCaseNote, type CaseDetail, categoriseCase, showCase } from '../../../shared/actions/cases.ts';
import { CASE_KINDS, type CaseKind } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Facts, Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { CategorySelect, useCategoryPath } from '../../features/cases/choices.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { Calls } from './calls.tsx';
import css from './cases.module.css';
import { Consents } from './consents.tsx';
import { Due, StateBadge, useCountyZone } from './marks.tsx';
import { Timeline } from './timeline.tsx';

export default function CasePage() {
  const { number = '' } = useParams();
  const asked = useAsk(showCase, { number }, { staleMs: 5000 });
  return (
    <Shell title={number}>
      {asked.isPending && <Skeleton h={300} />}
      {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && <Case detail={asked.data} key={asked.data.case.id} />}
    </Shell>
  );
}

function Case({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const zone = useCountyZone();
  const language = useLanguage();
  const category = useCategoryPath();
  const row = detail.case;
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/cases" size="sm">
        {t('cases.back')}
      </Anchor>
      <div>
        <Group gap="sm">
          <Title order={1}>{row.subject}</Title>
          <StateBadge state={row.state} />
        </Group>
        <Text size="sm" c="dimmed">
          {row.number}
        </Text>
      </div>
      <div className={css.grid}>
        <div className={css.column}>
          <Panel title={t('case.matter')}>
            <Stack gap="sm">
              <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {detail.more || t('case.noMore')}
              </Text>
              <Facts
                rows={[
                  [t('cases.person'), row.personName ?? t('cases.hidden')],
                  [t('cases.place'), row.place],
                  [t('case.phone'), detail.phoneMasked ?? t('cases.hidden')],
                  [
                    t('case.session'),
                    `${detail.sessionTitle ?? '–'}${detail.ticketNumber === null ? '' : ` · ${t('ticketNumber', { number: detail.ticketNumber })}`}`,
                  ],
                  [t('cases.category'), category(row.categoryCode) || '–'],
                  [t('cases.unit'), row.mainUnitName ?? t('cases.noUnit')],
                  [t('case.replyBy'), t(`case.reply.${row.replyBy ?? 'any'}`)],
                  [t('cases.due'), <Due key="due" row={row} zone={zone} />],
                  [t('cases.openedAt'), dayAndTime(row.openedAt, zone, language)],
                ]}
              />
            </Stack>
          </Panel>
          <Panel title={t('case.calls')}>
            {detail.calls.length === 0 ? (
              <Text size="sm">{t('case.noCalls')}</Text>
            ) : (
              <Calls detail={detail} zone={zone} />
            )}
          </Panel>
          <Panel title={t('case.promises')}>
            {detail.promises.length === 0 ? (
              <Text size="sm">{t('case.noPromises')}</Text>
            ) : (
              <Stack gap="xs">
                {detail.promises.map((promise) => (
                  <div key={promise.id}>
                    <Text size="sm">{promise.wording}</Text>
                    <span className={css.quiet}>
                      {t('case.promiseBy', { who: promise.by, unit: promise.unitName, date: promise.dueOn })} ·{' '}
                      {t(promise.confirmedAt === null ? 'aide.notConfirmed' : 'aide.isConfirmed')}
                    </span>
                  </div>
                ))}
              </Stack>
            )}
          </Panel>
          <Consents detail={detail} zone={zone} />
        </div>
        <div className={css.column}>
          <Categorise detail={detail} />
          <Note detail={detail} />
          <Timeline detail={detail} zone={zone} />
          {detail.related.length > 0 && (
            <Panel title={t('case.related')}>
              {detail.related.map((one) => (
                <Text size="sm" key={one.number}>
                  <Link to={`/cases/${one.number}`}>{one.number}</Link> {one.subject}
                </Text>
              ))}
            </Panel>
          )}
        </div>
      </div>
    </Stack>
  );
}

/** Runs a command on this case and shows the case as it is afterwards. */
function useOnCase(): <Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  done: string,
) => Promise<boolean> {
  const cache = useQueryClient();
  return async (action, input, done) => {
    try {
      await callAction(action, input);
      await cache.invalidateQueries({ queryKey: [showCase.name] });
      tellDone(done);
      return true;
    } catch (error) {
      tellRefusal(error);
      return false;
    }
  };
}

function Note({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const act = useOnCase();
  const [text, setText] = useState('');
  return (
    <Panel title={t('case.note')}>
      <Stack gap="xs">
        <Textarea
          aria-label={t('case.note')}
          description={t('case.noteHelp')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={LIMITS.note}
          autosize
          minRows={2}
          maxRows={8}
        />
        <ActButton
          disabled={text.trim() === ''}
          act={() =>
            act(addCaseNote, { caseId: detail.case.id, text }, t('case.noteAdded')).then((ok) => ok && setText(''))
          }
          style={{ alignSelf: 'flex-end' }}
        >
          {t('case.addNote')}
        </ActButton>
      </Stack>
    </Panel>
  );
}

function Categorise({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const language = useLanguage();
  const act = useOnCase();
  const [kind, setKind] = useState<CaseKind>(detail.case.kind);
  const [chosen, setChosen] = useState<string | null>(null);
  const codeNow = detail.case.categoryCode;
  const category = chosen ?? codeNow;
  return (
    <Panel title={t('case.categorise')}>
      <Group gap="xs" align="flex-end">
        <Select
          size="xs"
          label={t('cases.kind')}
          data={CASE_KINDS.map((one) => ({ value: one, label: t(`case.kind.${one}`) }))}
          value={kind}
          onChange={(value) => value && setKind(value as CaseKind)}
          allowDeselect={false}
          w={130}
        />
        <CategorySelect key={language} size="xs" value={category} onChange={setChosen} style={{ flex: 1 }} />
        <Button
          size="xs"
          variant="default"
          disabled={category === null || (kind === detail.case.kind && category === codeNow)}
          onClick={() =>
            category &&
            void act(categoriseCase, { caseId: detail.case.id, kind, categoryCode: category }, t('case.saved'))
          }
        >
          {t('action.save')}
        </Button>
      </Group>
    </Panel>
  );
}

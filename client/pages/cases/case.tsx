/** One case: where it stands and what to do about it, the matter, its calls and promises, and everything that happened. */
import { Anchor, Button, Group, Kbd, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type CaseDetail, categoriseCase, showCase } from '../../../shared/actions/cases.ts';
import { CASE_KINDS, type CaseKind } from '../../../shared/states.ts';
import { stillThere, useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Facts, Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { ShortcutHelp } from '../../desk/shortcut-help.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { KeptCaptions } from '../../features/captions/kept-captions.tsx';
import { useOpened } from '../../features/case-home/use-opened.ts';
import { CitizenFiles } from '../../features/case-work/citizen-files.tsx';
import { sentBack, useDraft } from '../../features/case-work/draft.ts';
import { DraftPane } from '../../features/case-work/draft-pane.tsx';
import { NotePane } from '../../features/case-work/note-pane.tsx';
import { SameEvening } from '../../features/case-work/same-evening.tsx';
import { useSeen } from '../../features/case-work/seen.ts';
import { Similar } from '../../features/case-work/similar.tsx';
import { Judged, Linked, Marks, Replies, Standing } from '../../features/case-work/standing.tsx';
import { StepBar } from '../../features/case-work/step-bar.tsx';
import { StepDialog, useTakeAtOnce } from '../../features/case-work/step-dialog.tsx';
import { AT_ONCE, type DeskStep } from '../../features/case-work/steps.ts';
import { useCaseKeys } from '../../features/case-work/use-case-keys.ts';
import { useOnCase } from '../../features/case-work/use-on-case.ts';
import { CategorySelect, useCategoryPath } from '../../features/cases/choices.tsx';
import { RecordingsPanel } from '../../features/recordings/recordings-panel.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { Calls } from './calls.tsx';
import css from './cases.module.css';
import { Consents } from './consents.tsx';
import { StateBadge, useCountyZone } from './marks.tsx';
import { Timeline } from './timeline.tsx';

export default function CasePage() {
  const { number = '' } = useParams();
  const asked = useAsk(showCase, { number }, { staleMs: 5000, everyMs: 5000 });
  const shown = stillThere(asked);
  return (
    <Shell title={number}>
      {asked.isPending && <Skeleton h={300} />}
      {asked.error && !shown && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
      {shown && <Case detail={shown} key={shown.case.id} />}
    </Shell>
  );
}

function Case({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const zone = useCountyZone();
  const language = useLanguage();
  const category = useCategoryPath();
  const [asked, setAsked] = useState<DeskStep | null>(null);
  const [helped, setHelped] = useState(false);
  const me = useMe();
  const row = detail.case;
  const back = sentBack(detail);
  const draft = useDraft(me.personId, row.id, back?.text ?? '');
  const writes = detail.work.steps.includes('draftReply');
  const seen = useSeen(detail, asked !== null || draft.typed);
  const takeAtOnce = useTakeAtOnce(detail, seen);
  useOpened(row.id, detail.work.version);
  const step = (name: DeskStep) => {
    if (AT_ONCE.includes(name)) return takeAtOnce(name);
    if (name === 'draftReply') {
      document.getElementById('draft')?.focus();
      return undefined;
    }
    setAsked(name);
    return undefined;
  };
  const shortcuts = useCaseKeys(detail, { onStep: step, onHelp: () => setHelped(true) });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Anchor component={Link} to="/cases" size="sm">
          {t('cases.back')}
        </Anchor>
        <Button variant="subtle" size="compact-sm" onClick={() => setHelped(true)}>
          {t('shortcuts.title')} <Kbd size="xs">?</Kbd>
        </Button>
      </Group>
      <div>
        <Group gap="sm">
          <Title order={1} style={{ overflowWrap: 'anywhere' }}>
            {row.subject}
          </Title>
          <StateBadge state={row.state} />
          <Button
            component="a"
            href={`/api/cases/${row.number}/sheet.pdf`}
            download
            variant="default"
            size="compact-sm"
          >
            {t('case.sheet')}
          </Button>
          {detail.work.steps.includes('recordStep') && (
            <Button component={Link} to={`/desk/visit/${row.number}`} variant="default" size="compact-sm">
              {t('visit.toPage')}
            </Button>
          )}
        </Group>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {row.number}
          </Text>
          <Marks work={detail.work} />
        </Group>
      </div>
      <Standing detail={detail} zone={zone} />
      <StepBar detail={detail} onStep={step} />
      <div className={css.grid}>
        <div className={css.column}>
          <Panel title={t('case.matter')}>
            <Stack gap="sm">
              <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {detail.more || t('case.noMore')}
              </Text>
              <CitizenFiles caseId={row.id} />
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
                  [t('case.replyBy'), t(`case.reply.${row.replyBy ?? 'any'}`)],
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
          <RecordingsPanel detail={detail} zone={zone} />
          <KeptCaptions detail={detail} zone={zone} />
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
          <Timeline detail={detail} zone={zone} />
        </div>
        <div className={css.column}>
          {(writes || draft.typed) && <DraftPane detail={detail} seen={seen} draft={draft} back={back} zone={zone} />}
          <Replies detail={detail} zone={zone} />
          <Judged detail={detail} zone={zone} />
          <NotePane detail={detail} />
          <Categorise detail={detail} />
          <Linked detail={detail} />
          <SameEvening detail={detail} />
          <Similar
            detail={detail}
            onTake={writes ? (text) => draft.change([draft.text, text].filter(Boolean).join('\n')) : null}
          />
        </div>
      </div>
      {asked && (
        <StepDialog key={asked} detail={detail} seen={seen} step={asked} zone={zone} onClose={() => setAsked(null)} />
      )}
      <ShortcutHelp
        shortcuts={shortcuts}
        opened={helped}
        onClose={() => setHelped(false)}
        moves={false}
        note="caseStep.keysNote"
      />
    </Stack>
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

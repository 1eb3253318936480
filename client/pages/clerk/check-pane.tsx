/** One case that was handed in: what it says, what is like it, and the first steps. The rest is on its own page. */
import { Button, Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../../shared/action.ts';
import { listCases, similarCases } from '../../../shared/actions/case-lists.ts';
import { acceptCase, listAddressees, mergeCase, refuseCase } from '../../../shared/actions/case-loop.ts';
import { type CaseDetail, categoriseCase, showCase } from '../../../shared/actions/cases.ts';
import { listCaseFiles } from '../../../shared/actions/files.ts';
import { setCaseAddressee } from '../../../shared/actions/publication.ts';
import { REFUSED_TO, type RefusedTo } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { stillThere, useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { Facts, Panel } from '../../desk/panel.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { CategorySelect } from '../../features/cases/choices.tsx';
import css from '../../features/review/review.module.css';
import { FileRow } from './file-row.tsx';

export function CheckPane({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useT();
  const asked = useAsk(showCase, { number }, { everyMs: 5_000 });
  const shown = stillThere(asked);
  if (asked.error && !shown) return <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />;
  if (!shown) return <Skeleton h={240} />;
  return (
    <Panel
      title={`${number} ${t(`case.state.${shown.case.state}`)}`}
      aside={<Link to={`/cases/${number}`}>{t('clerk.open')}</Link>}
    >
      <Check detail={shown} onDone={onDone} onChanged={() => asked.refetch()} />
    </Panel>
  );
}

function Check({
  detail,
  onDone,
  onChanged,
}: {
  detail: CaseDetail;
  onDone: () => void;
  onChanged: () => Promise<unknown>;
}) {
  const t = useT();
  const { case: row, work, more } = detail;
  const [refusing, setRefusing] = useState(false);
  const cache = useQueryClient();
  const files = useAsk(listCaseFiles, { caseId: row.id });
  const text = `${row.subject}\n${more}`.slice(0, LIMITS.subject + LIMITS.more);
  const alike = useAsk(similarCases, { text, exceptId: row.id }, { staleMs: 60_000 });
  const addressees = useAsk(listAddressees, {}, { staleMs: 10 * 60_000 }).data?.addressees ?? [];
  const seen = { caseId: row.id, version: work.version };
  const may = (step: (typeof work.steps)[number]) => work.steps.includes(step);
  const addresseeId = addressees.find(({ title }) => title === work.addressee)?.id ?? null;

  async function act<Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
    action: ActionDefinition<string, Input, Result>,
    input: z.input<Input>,
    leaves: boolean,
  ): Promise<boolean> {
    try {
      await callAction(action, input);
      tellDone(t('clerk.done'));
      await cache.invalidateQueries({ queryKey: [listCases.name] });
      if (leaves) onDone();
      return true;
    } catch (error) {
      tellRefusal(error);
      return false;
    } finally {
      await onChanged();
    }
  }
  return (
    <Stack gap="sm">
      <Text fw={600}>{row.subject}</Text>
      <p className={css.text}>{more}</p>
      <FileRow files={files.data?.files ?? []} caseId={row.id} />
      <Facts
        rows={[
          [t('clerk.person'), row.personName ?? '–'],
          [t('clerk.alias'), work.alias || '–'],
          [t('clerk.place'), row.place || '–'],
          [t('clerk.consent'), t(work.publish ? 'clerk.agrees' : 'clerk.agreesNot')],
          [t('clerk.about'), work.aboutUnits.map(({ name }) => name).join(' / ') || '–'],
        ]}
      />
      <Group gap="xs" grow align="flex-start">
        <CategorySelect
          label={t('clerk.category')}
          value={row.categoryCode}
          onChange={(categoryCode) => {
            if (categoryCode !== null)
              void act(categoriseCase, { caseId: row.id, kind: row.kind, categoryCode }, false);
          }}
        />
        <Select
          label={t('clerk.addressee')}
          placeholder={t('clerk.nobody')}
          clearable
          data={addressees.map(({ id, title }) => ({ value: id, label: title }))}
          value={addresseeId}
          onChange={(id) => void act(setCaseAddressee, { ...seen, ...(id ? { addresseeId: id } : {}) }, false)}
        />
      </Group>
      <Panel title={t('clerk.similar')}>
        {(alike.data?.cases ?? []).length === 0 && <Text size="sm">{t('clerk.noSimilar')}</Text>}
        <ul className={css.list}>
          {(alike.data?.cases ?? []).map((other) => (
            <li key={other.id}>
              <Group gap="xs" justify="space-between" wrap="nowrap">
                <Text size="sm">
                  <Link to={`/cases/${other.number}`}>{other.number}</Link> {other.subject}{' '}
                  <span className={css.quiet}>
                    {other.place} · {t(`case.state.${other.state}`)}
                  </span>
                </Text>
                {may('merge') && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    flex="none"
                    aria-label={t('clerk.mergeInto', { number: other.number })}
                    onClick={() => void act(mergeCase, { ...seen, intoNumber: other.number }, true)}
                  >
                    {t('clerk.merge')}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      </Panel>
      <Group gap="xs">
        {may('accept') && <Button onClick={() => void act(acceptCase, seen, true)}>{t('clerk.accept')}</Button>}
        {may('refuse') && (
          <Button variant="default" onClick={() => setRefusing(true)}>
            {t('clerk.refuse')}
          </Button>
        )}
      </Group>
      <RefuseDialog
        opened={refusing}
        onClose={() => setRefusing(false)}
        onRefuse={(given) => act(refuseCase, { ...seen, ...given }, true)}
      />
    </Stack>
  );
}

interface Refused {
  readonly reason: string;
  readonly to: RefusedTo;
  readonly whereTo: string;
}

/** A refusal always names where to go instead. */
function RefuseDialog({
  opened,
  onClose,
  onRefuse,
}: {
  opened: boolean;
  onClose: () => void;
  onRefuse: (given: Refused) => Promise<boolean>;
}) {
  const t = useT();
  const [to, setTo] = useState<RefusedTo>('courts');
  const [reason, setReason] = useState('');
  const [whereTo, setWhereTo] = useState('');
  return (
    <FormDialog
      title={t('clerk.refuse')}
      opened={opened}
      onClose={onClose}
      submitLabel={t('clerk.refuse')}
      canSubmit={reason.trim() !== '' && whereTo.trim() !== ''}
      onSubmit={() => onRefuse({ reason, to, whereTo })}
    >
      <TextInput
        label={t('clerk.reason')}
        maxLength={LIMITS.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Select
        label={t('clerk.to')}
        allowDeselect={false}
        data={REFUSED_TO.map((value) => ({ value, label: t(`clerk.refusedTo.${value}`) }))}
        value={to}
        onChange={(value) => value && setTo(value as RefusedTo)}
      />
      <TextInput
        label={t('clerk.whereTo')}
        description={t('clerk.whereToHelp')}
        maxLength={LIMITS.whereTo}
        value={whereTo}
        onChange={(event) => setWhereTo(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

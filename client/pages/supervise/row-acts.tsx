/** What the supervisor does with one row without opening it. What needs the whole case leads to its page. */
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../../../shared/action.ts';
import {
  acceptCase,
  closeCase,
  dispatchCase,
  judgeExtension,
  judgeHandBack,
} from '../../../shared/actions/case-loop.ts';
import type { DeskRow, SuperviseSection } from '../../../shared/actions/supervise.ts';
import { callAction } from '../../api/call-action.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { FollowUp } from './follow-up.tsx';

interface Props {
  row: DeskRow;
  section: SuperviseSection;
  renew: () => Promise<unknown>;
  /** Of the row's one dialog, where it has one. */
  opened: boolean;
  onOpened: (opened: boolean) => void;
}
export type Dialog = Pick<Props, 'opened' | 'onOpened'>;

export type Act = <Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  done: string,
) => Promise<boolean>;

/** Runs a command on a case, says what came of it, and looks anew. */
export const actOn =
  (renew: () => Promise<unknown>): Act =>
  async (action, input, done) => {
    try {
      await callAction(action, input);
      tellDone(done);
      return true;
    } catch (error) {
      tellRefusal(error);
      return false;
    } finally {
      await renew();
    }
  };

export function RowActs({ row, section, renew, opened, onOpened }: Props) {
  const t = useT();
  const dialog = { opened, onOpened };
  const act = actOn(renew);
  const seen = { caseId: row.id, version: row.version };
  const done = t('supervise.didOne', { number: row.number });
  switch (section) {
    case 'toCheck':
      return (
        <ActButton size="compact-sm" act={() => act(acceptCase, seen, done)}>
          {t('supervise.accept')}
        </ActButton>
      );
    case 'handBacks':
      return <Judge row={row} renew={renew} {...dialog} />;
    case 'extensions':
      return <Extension row={row} act={act} {...dialog} />;
    case 'finalReview':
      return (
        <Button size="compact-sm" variant="default" component={Link} to={`/cases/${row.number}`}>
          {t('supervise.review')}
        </Button>
      );
    case 'toFollowUp':
      return <FollowUp row={row} act={act} {...dialog} />;
    case 'toClose':
      return (
        <ActButton size="compact-sm" act={() => act(closeCase, seen, done)}>
          {t('supervise.close')}
        </ActButton>
      );
    default:
      return null;
  }
}

/** Granted it goes on to the better owner with the same click; where that is refused it waits for a dispatch. */
function Judge({ row, renew, opened, onOpened }: Omit<Props, 'section'>) {
  const t = useT();
  const named = row.handBack?.betterUnit;
  // One that the case complains of by now gets it no more than any other (K2): it is dispatched on its page.
  const better = named && !row.aboutUnitIds.includes(named.id) ? named : null;
  const seen = { caseId: row.id, version: row.version };
  const grant = async () => {
    if (!better) return;
    try {
      const reason = t('supervise.grantedTo', { unit: better.name });
      const { version } = await callAction(judgeHandBack, { ...seen, granted: true, reason });
      const kind = row.dispatchKind ?? 'forHandling';
      await callAction(dispatchCase, { caseId: row.id, version, mainUnitId: better.id, coUnitIds: [], kind });
      tellDone(t('supervise.wentTo', { number: row.number, unit: better.name }));
    } catch (error) {
      tellRefusal(error);
    }
    await renew();
  };
  const stays = (reason: string) =>
    actOn(renew)(judgeHandBack, { ...seen, granted: false, reason }, t('supervise.didOne', { number: row.number }));
  return (
    <>
      {better && (
        <ActButton size="compact-sm" act={grant}>
          {t('supervise.grantTo', { unit: better.name })}
        </ActButton>
      )}
      <Button size="compact-sm" variant="default" onClick={() => onOpened(true)}>
        {t('supervise.stays')}
      </Button>
      <ReasonDialog
        title={t('supervise.staysWith', { unit: row.mainUnitName ?? '–' })}
        opened={opened}
        onClose={() => onOpened(false)}
        suggestions={[{ text: t('supervise.staysRemit') }, { text: t('supervise.staysOverlap') }]}
        submitLabel={t('supervise.stays')}
        onSubmit={stays}
      />
    </>
  );
}

function Extension({ row, act, opened, onOpened }: { row: DeskRow; act: Act } & Dialog) {
  const t = useT();
  const seen = { caseId: row.id, version: row.version };
  const done = t('supervise.didOne', { number: row.number });
  return (
    <>
      <ActButton size="compact-sm" act={() => act(judgeExtension, { ...seen, granted: true }, done)}>
        {t('supervise.grantDays', { count: row.extension?.days ?? 0 })}
      </ActButton>
      <Button size="compact-sm" variant="default" onClick={() => onOpened(true)}>
        {t('supervise.refuseDays')}
      </Button>
      <ReasonDialog
        title={t('supervise.refuseDays')}
        opened={opened}
        onClose={() => onOpened(false)}
        suggestions={[{ text: t('supervise.noNeed') }]}
        submitLabel={t('supervise.refuseDays')}
        onSubmit={(reason) => act(judgeExtension, { ...seen, granted: false, reason }, done)}
      />
    </>
  );
}

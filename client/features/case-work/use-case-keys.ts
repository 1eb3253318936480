/** The keys of a case's page: a letter for every step that is offered now, as its button shows it. */
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { serverNow } from '../../api/server-time.ts';
import { tellNot } from '../../desk/tell.tsx';
import { type Shortcut, useShortcuts } from '../../desk/use-shortcuts.ts';
import { translate } from '../../i18n/i18n.ts';
import { type DeskStep, offered, STEP_KEYS, whyNot } from './steps.ts';

interface Page {
  readonly onStep: (step: DeskStep) => unknown;
  readonly onHelp: () => void;
}

export function useCaseKeys(detail: CaseDetail, { onStep, onHelp }: Page): readonly Shortcut[] {
  const shortcuts: readonly Shortcut[] = [
    ...offered(detail.work).map(
      (step): Shortcut => ({
        key: STEP_KEYS[step],
        says: `caseStep.do.${step}`,
        // A key is never dead: it does the step, or says why not.
        run: () => {
          const no = whyNot(step, detail.case, detail.work, serverNow());
          if (no) tellNot(translate(`error.${no}`));
          else void onStep(step);
        },
      }),
    ),
    { key: 'n', says: 'case.note', run: () => document.getElementById('note')?.focus() },
    { key: '?', says: 'shortcuts.help', run: onHelp },
  ];
  useShortcuts(shortcuts);
  return shortcuts;
}

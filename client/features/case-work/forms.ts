/**
 * What each step asks in its dialog. A field is named as in the action's input, so that what was typed is checked by the
 * same schema as on the server; the version and the case are added by whoever sends it.
 */
import type { ActionDefinition } from '../../../shared/action.ts';
import { setCaseUrgency, URGENCY_CHOICES } from '../../../shared/actions/case-clock.ts';
import * as loop from '../../../shared/actions/case-loop.ts';
import type { CaseWork } from '../../../shared/actions/cases.ts';
import {
  DispatchKind,
  HAND_BACK_REASONS,
  OFFLINE_STEPS,
  REFUSED_TO,
  ReviewVerdict,
  Satisfaction,
} from '../../../shared/states.ts';
import type { TemplateUse } from '../../../shared/templates.ts';
import { LIMITS } from '../../../shared/text.ts';
import type { TextKey } from '../../desk/texts.ts';
import type { DeskStep } from './steps.ts';

export type Value = string | number | boolean | readonly string[];
export type Values = Readonly<Record<string, Value | undefined>>;

export interface Field {
  readonly name: string;
  readonly label: TextKey;
  readonly as:
    | { readonly kind: 'line'; readonly max: number }
    /** `templates`: which ones can be put in. */
    | { readonly kind: 'text'; readonly max: number; readonly templates?: TemplateUse }
    | { readonly kind: 'unit' | 'units' | 'people' | 'days' | 'date' | 'time' | 'caseNumber' | 'switch' }
    /** `words`: the text of a choice is under this name. */
    | { readonly kind: 'choice'; readonly of: readonly string[]; readonly words: string }
    | { readonly kind: 'yesNo'; readonly yes: TextKey; readonly no: TextKey };
  readonly optional?: boolean;
  /** Asked only then. */
  readonly when?: (values: Values, work: CaseWork) => boolean;
}

export interface StepForm {
  readonly action: ActionDefinition;
  readonly fields: readonly Field[];
  /** What stands there when the dialog opens. */
  readonly start?: (work: CaseWork, now: { readonly today: string; readonly me: string }) => Values;
}

const reason = (label: TextKey = 'caseStep.field.reason', optional = false): Field => ({
  name: 'reason',
  label,
  as: { kind: 'line', max: LIMITS.reason },
  optional,
});
const text = (label: TextKey, max: number = LIMITS.note): Field => ({ name: 'text', label, as: { kind: 'text', max } });
const line = (label: TextKey): Field => ({ name: 'text', label, as: { kind: 'line', max: LIMITS.reason } });
const note = (label: TextKey): Field => ({
  name: 'note',
  label,
  as: { kind: 'text', max: LIMITS.reason },
  optional: true,
});
const days: Field = { name: 'days', label: 'caseStep.field.days', as: { kind: 'days' } };
const granted = (yes: TextKey, no: TextKey): Field => ({
  name: 'granted',
  label: 'caseStep.field.decision',
  as: { kind: 'yesNo', yes, no },
});
/** K4: named where a promise is moved or extended. */
const leaderWord: Field = {
  name: 'leaderWord',
  label: 'caseStep.field.leaderWord',
  as: { kind: 'line', max: LIMITS.reason },
  when: (_values, work) => work.promised,
};
const verdict: Field = {
  name: 'verdict',
  label: 'caseStep.field.verdict',
  as: { kind: 'choice', of: ReviewVerdict.options, words: 'caseStep.verdict' },
};
const reached = ({ contacted }: Values) => contacted === true;

export const STEP_FORMS: Record<DeskStep, StepForm> = {
  accept: { action: loop.acceptCase, fields: [] },
  sign: { action: loop.signCase, fields: [] },
  close: { action: loop.closeCase, fields: [] },
  refuse: {
    action: loop.refuseCase,
    fields: [
      reason('caseStep.field.refusal'),
      {
        name: 'to',
        label: 'caseStep.field.to',
        as: { kind: 'choice', of: REFUSED_TO, words: 'caseStep.to' },
      },
      { name: 'whereTo', label: 'caseStep.field.whereTo', as: { kind: 'line', max: LIMITS.whereTo } },
    ],
  },
  instruct: {
    action: loop.instructCase,
    fields: [
      {
        name: 'text',
        label: 'caseStep.field.instruction',
        as: { kind: 'text', max: LIMITS.note, templates: 'instruction' },
      },
    ],
  },
  dispatch: {
    action: loop.dispatchCase,
    fields: [
      { name: 'mainUnitId', label: 'caseStep.field.mainUnit', as: { kind: 'unit' } },
      { name: 'coUnitIds', label: 'caseStep.field.coUnits', as: { kind: 'units' }, optional: true },
      {
        name: 'kind',
        label: 'caseStep.field.dispatchKind',
        as: { kind: 'choice', of: DispatchKind.options, words: 'caseStep.dispatchKind' },
      },
      note('caseStep.field.note'),
    ],
    start: () => ({ kind: 'forHandling', coUnitIds: [] }),
  },
  askHandBack: {
    action: loop.askHandBack,
    fields: [
      {
        name: 'reason',
        label: 'caseStep.field.reason',
        as: { kind: 'choice', of: HAND_BACK_REASONS, words: 'caseStep.handBack' },
      },
      { name: 'basis', label: 'caseStep.field.basis', as: { kind: 'line', max: LIMITS.reason } },
      { name: 'betterUnitId', label: 'caseStep.field.betterUnit', as: { kind: 'unit' } },
    ],
  },
  judgeHandBack: {
    action: loop.judgeHandBack,
    fields: [granted('caseStep.field.handBackGranted', 'caseStep.field.handBackStays'), reason()],
  },
  takeBack: { action: loop.takeCaseBack, fields: [reason(), leaderWord] },
  passOn: {
    action: loop.passCaseOn,
    fields: [
      { name: 'unitId', label: 'caseStep.field.toUnit', as: { kind: 'unit' } },
      line('caseStep.field.passOnText'),
    ],
  },
  askExtension: { action: loop.askExtension, fields: [days, reason()] },
  judgeExtension: {
    action: loop.judgeExtension,
    fields: [granted('caseStep.field.granted', 'caseStep.field.notGranted'), reason('caseStep.field.why', true)],
  },
  extend: { action: loop.extendCase, fields: [days, reason(), leaderWord] },
  askCitizen: {
    action: loop.askCitizen,
    fields: [{ name: 'question', label: 'caseStep.field.question', as: { kind: 'line', max: LIMITS.wording } }],
  },
  suspend: { action: loop.suspendCase, fields: [reason()] },
  goOn: { action: loop.goOnWithCase, fields: [reason()] },
  coAnswer: { action: loop.coAnswer, fields: [text('caseStep.field.coAnswer')] },
  recordStep: {
    action: loop.recordCaseStep,
    fields: [
      {
        name: 'kind',
        label: 'caseStep.field.offline',
        as: { kind: 'choice', of: OFFLINE_STEPS, words: 'caseStep.offline' },
      },
      { name: 'on', label: 'caseStep.field.on', as: { kind: 'date' } },
      { name: 'time', label: 'caseStep.field.time', as: { kind: 'time' }, optional: true },
      { name: 'who', label: 'caseStep.field.who', as: { kind: 'line', max: LIMITS.place } },
      text('caseStep.field.whatHappened'),
    ],
    start: (_work, { today, me }) => ({ kind: 'visit', on: today, who: me }),
  },
  draftReply: { action: loop.draftReply, fields: [text('caseStep.field.reply')] },
  firstReview: {
    action: loop.firstReview,
    fields: [verdict, note('caseStep.field.reviewNote')],
    start: () => ({ verdict: 'pass' }),
  },
  finalReview: {
    action: loop.finalReview,
    fields: [verdict, note('caseStep.field.reviewNote')],
    start: () => ({ verdict: 'pass' }),
  },
  followUp: {
    action: loop.followUpCase,
    fields: [
      {
        name: 'contacted',
        label: 'caseStep.field.contacted',
        as: { kind: 'yesNo', yes: 'caseStep.field.isReached', no: 'caseStep.field.isNotReached' },
      },
      {
        name: 'solved',
        label: 'caseStep.field.solved',
        as: { kind: 'yesNo', yes: 'caseStep.field.isSolved', no: 'caseStep.field.isNotSolved' },
        when: reached,
      },
      {
        name: 'satisfaction',
        label: 'caseStep.field.satisfaction',
        as: { kind: 'choice', of: Satisfaction.options, words: 'caseStep.satisfaction' },
        when: reached,
        optional: true,
      },
      note('caseStep.field.note'),
    ],
  },
  reopen: { action: loop.reopenCase, fields: [reason()] },
  urge: { action: loop.urgeCase, fields: [line('caseStep.field.toUnitText')] },
  supervise: { action: loop.superviseCase, fields: [line('caseStep.field.toUnitText')] },
  setUrgency: {
    action: setCaseUrgency,
    fields: [
      {
        name: 'urgency',
        label: 'caseStep.field.urgency',
        as: { kind: 'choice', of: URGENCY_CHOICES, words: 'urgency' },
      },
      reason(),
    ],
    start: ({ urgency }) => ({ urgency: urgency === null ? 'danger' : 'none' }),
  },
  listHard: {
    action: loop.listCaseAsHard,
    fields: [reason('caseStep.field.hardReason', true)],
    start: ({ hard }) => ({ reason: hard?.reason ?? '' }),
  },
  merge: {
    action: loop.mergeCase,
    fields: [{ name: 'intoNumber', label: 'caseStep.field.intoNumber', as: { kind: 'caseNumber' } }],
  },
  split: {
    action: loop.splitCase,
    fields: [{ name: 'subject', label: 'caseStep.field.subject', as: { kind: 'line', max: LIMITS.subject } }, reason()],
  },
  link: {
    action: loop.linkCase,
    fields: [{ name: 'toNumber', label: 'caseStep.field.toNumber', as: { kind: 'caseNumber' } }],
  },
  protect: {
    action: loop.protectCase,
    fields: [
      { name: 'aboutUnitIds', label: 'caseStep.field.aboutUnits', as: { kind: 'units' }, optional: true },
      { name: 'aboutPersonIds', label: 'caseStep.field.aboutPeople', as: { kind: 'people' }, optional: true },
      { name: 'sealed', label: 'caseStep.field.sealed', as: { kind: 'switch' } },
      reason(),
    ],
    start: ({ aboutUnits, aboutPeople, sealed }) => ({
      aboutUnitIds: aboutUnits.map(({ id }) => id),
      aboutPersonIds: aboutPeople.map(({ id }) => id),
      sealed,
    }),
  },
};

/** As the action takes it: an optional field that is empty is left out, and so is one that is not asked now. */
export function inputOf(form: StepForm, values: Values, work: CaseWork): Record<string, Value> {
  const hidden = new Set(form.fields.filter(({ when }) => when && !when(values, work)).map(({ name }) => name));
  const input: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || hidden.has(name)) continue;
    if (typeof value === 'string' && value.trim() === '') continue;
    input[name] = value;
  }
  return input;
}

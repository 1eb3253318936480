/** The registry. An action that is not here does not exist. */
import type * as z from 'zod/mini';
import type { ActionDefinition } from '../action.ts';
import * as additions from './additions.ts';
import * as bars from './bars.ts';
import * as board from './board.ts';
import * as briefing from './briefing.ts';
import * as calendar from './calendar.ts';
import * as captions from './captions.ts';
import * as carry from './carry.ts';
import * as caseClock from './case-clock.ts';
import * as caseLists from './case-lists.ts';
import * as caseLoop from './case-loop.ts';
import * as cases from './cases.ts';
import * as desk from './desk.ts';
import * as emergency from './emergency.ts';
import * as figures from './figures.ts';
import * as files from './files.ts';
import * as helpers from './helpers.ts';
import * as ledger from './ledger.ts';
import * as leftMessages from './left-messages.ts';
import * as log from './log.ts';
import * as mail from './mail.ts';
import * as media from './media.ts';
import * as mentions from './mentions.ts';
import * as minutes from './minutes.ts';
import * as my from './my.ts';
import * as notices from './notices.ts';
import * as people from './people.ts';
import * as pictures from './pictures.ts';
import * as poster from './poster.ts';
import * as proxy from './proxy.ts';
import * as open from './public.ts';
import * as publication from './publication.ts';
import * as push from './push.ts';
import * as questions from './questions.ts';
import * as realtime from './realtime.ts';
import * as recordings from './recordings.ts';
import * as rehearsal from './rehearsal.ts';
import * as summons from './summons.ts';
import * as supervise from './supervise.ts';
import * as templates from './templates.ts';
import * as terminal from './terminal.ts';
import * as ticket from './ticket.ts';
import * as trouble from './trouble.ts';
import * as waitlist from './waitlist.ts';
import * as week from './week.ts';
import * as words from './words.ts';

const isAction = (value: unknown): value is ActionDefinition =>
  typeof value === 'object' && value !== null && 'name' in value && 'says' in value && 'input' in value;

const modules = {
  ...open,
  ...mail,
  ...notices,
  ...people,
  ...ticket,
  ...realtime,
  ...desk,
  ...summons,
  ...media,
  ...leftMessages,
  ...cases,
  ...caseLists,
  ...caseClock,
  ...caseLoop,
  ...supervise,
  ...figures,
  ...minutes,
  ...my,
  ...calendar,
  ...trouble,
  ...waitlist,
  ...briefing,
  ...ledger,
  ...helpers,
  ...captions,
  ...log,
  ...terminal,
  ...proxy,
  ...poster,
  ...push,
  ...recordings,
  ...rehearsal,
  ...week,
  ...words,
  ...templates,
  ...carry,
  ...additions,
  ...bars,
  ...emergency,
  ...files,
  ...board,
  ...publication,
  ...mentions,
  ...questions,
  ...pictures,
};
type Modules = typeof modules;
type Definitions = Extract<
  Modules[keyof Modules],
  { readonly name: string; readonly says: string; readonly input: unknown }
>;

export type ActionName = Definitions['name'];
export type ActionOf<Name extends ActionName> = Extract<Definitions, { readonly name: Name }>;
/** Parsed input of an action. */
export type InputOf<Name extends ActionName> = z.infer<ActionOf<Name>['input']>;
/** What a caller writes; the schema may still trim or normalise it. */
export type RawInputOf<Name extends ActionName> = z.input<ActionOf<Name>['input']>;
export type ResultOf<Name extends ActionName> = z.infer<ActionOf<Name>['result']>;

export const ACTIONS: ReadonlyMap<ActionName, ActionDefinition> = new Map(
  (Object.values(modules) as unknown[]).filter(isAction).map((action) => [action.name as ActionName, action]),
);

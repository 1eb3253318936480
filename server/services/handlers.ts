/** Every handler that does not live on a connection, by the name of its action. */

import type { ActionName } from '../../shared/actions/all.ts';
import { additionHandlers } from './addition-service.ts';
import { barHandlers } from './bar-service.ts';
import { boardHandlers } from './board-service.ts';
import { bookingHandlers } from './booking-service.ts';
import { briefingHandlers } from './briefing-service.ts';
import { calendarHandlers } from './calendar-service.ts';
import { callCaseHandlers } from './call-case-service.ts';
import { callHandlers } from './call-service.ts';
import { captionHandlers } from './caption-service.ts';
import { carryHandlers } from './carry-service.ts';
import { caseClockHandlers } from './case-clock-service.ts';
import { caseListHandlers } from './case-list-service.ts';
import { caseLoopHandlers } from './case-loop-service.ts';
import { caseHandlers } from './case-service.ts';
import { caseTogetherHandlers } from './case-together-service.ts';
import type { Handlers } from './context.ts';
import { emergencyHandlers } from './emergency-service.ts';
import { figureHandlers } from './figure-service.ts';
import { fileHandlers } from './file-service.ts';
import { helperHandlers } from './helper-service.ts';
import { ledgerHandlers } from './ledger-service.ts';
import { leftMessageHandlers } from './left-message-service.ts';
import { logHandlers } from './log-service.ts';
import { mailHandlers } from './mail-service.ts';
import { mentionHandlers } from './mention-service.ts';
import { messageHandlers } from './message-service.ts';
import { minutesHandlers } from './minutes-service.ts';
import { myCaseHandlers } from './my-case-service.ts';
import { notReachedHandlers } from './not-reached-service.ts';
import { noticeHandlers } from './notice-service.ts';
import { peopleHandlers } from './people-service.ts';
import { pictureHandlers } from './picture-service.ts';
import { proxyHandlers } from './proxy-service.ts';
import { publicHandlers } from './public-service.ts';
import { publicationHandlers } from './publication-service.ts';
import { pushHandlers } from './push-service.ts';
import { questionHandlers } from './question-service.ts';
import { queueHandlers } from './queue-service.ts';
import { rehearsalHandlers } from './rehearsal-service.ts';
import { sessionHandlers } from './session-service.ts';
import { summonsHandlers } from './summons-service.ts';
import { superviseHandlers } from './supervise-service.ts';
import { templateHandlers } from './template-service.ts';
import { terminalHandlers } from './terminal-service.ts';
import { ticketHandlers } from './ticket-service.ts';
import { troubleHandlers } from './trouble-service.ts';
import { waitlistHandlers } from './waitlist-service.ts';
import { watchHandlers } from './watch-service.ts';
import { weekHandlers } from './week-service.ts';
import { wordHandlers } from './word-service.ts';

/** Answered by the connection itself (`realtime/connection-handlers.ts`). */
export type ConnectionAction = Extract<
  ActionName,
  `media.${string}` | `check.${string}` | 'session.snapshot' | 'session.beat'
>;

export const handlers: Handlers<Exclude<ActionName, ConnectionAction>> = {
  ...publicHandlers,
  ...peopleHandlers,
  ...carryHandlers,
  ...additionHandlers,
  ...noticeHandlers,
  ...pushHandlers,
  ...mailHandlers,
  ...ticketHandlers,
  ...proxyHandlers,
  ...terminalHandlers,
  ...notReachedHandlers,
  ...sessionHandlers,
  ...queueHandlers,
  ...troubleHandlers,
  ...messageHandlers,
  ...callHandlers,
  ...summonsHandlers,
  ...helperHandlers,
  ...captionHandlers,
  ...callCaseHandlers,
  ...caseHandlers,
  ...caseListHandlers,
  ...caseLoopHandlers,
  ...caseTogetherHandlers,
  ...caseClockHandlers,
  ...superviseHandlers,
  ...figureHandlers,
  ...minutesHandlers,
  ...myCaseHandlers,
  ...calendarHandlers,
  ...waitlistHandlers,
  ...bookingHandlers,
  ...briefingHandlers,
  ...ledgerHandlers,
  ...logHandlers,
  ...rehearsalHandlers,
  ...watchHandlers,
  ...leftMessageHandlers,
  ...weekHandlers,
  ...wordHandlers,
  ...templateHandlers,
  ...barHandlers,
  ...emergencyHandlers,
  ...fileHandlers,
  ...boardHandlers,
  ...publicationHandlers,
  ...mentionHandlers,
  ...questionHandlers,
  ...pictureHandlers,
};

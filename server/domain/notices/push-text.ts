/** What a push message shows: the text of the SMS without its link, which the message itself is, or the like in English. */
import { renderNotice } from './templates.ts';

export type PushLanguage = 'zh-CN' | 'en';

/** Nothing but the number, and what a desk wrote to everybody: never more than the SMS says. */
const ENGLISH: Readonly<Record<string, string>> = {
  numberTaken: 'You have No. {number}. You will be told when your turn comes.',
  booked: 'No. {number} is booked. Please open the page ten minutes before the time.',
  bookedByPhone: 'No. {number} is booked. We call your phone at the time; there is no page to open.',
  bookingMoved: 'Your booking was moved; you have No. {number} now.',
  movedUp: 'A place became free: you have No. {number}. If you cannot come, please give it back on the page.',
  reminder: 'Reminder: you have booked No. {number}. Please open the page at the time.',
  reminderByPhone: 'Reminder: you have booked No. {number}. We call your phone at the time.',
  near: 'No. {number}: fewer than 4 people are before you. Please open the page.',
  next: 'No. {number}: you are next. Please open the page and stay there.',
  called: 'No. {number}: it is your turn. Open the page within one minute and press “I am ready”.',
  calledByPhone: 'No. {number}: it is your turn. We are calling your phone now; please pick up.',
  sentToRoom: 'No. {number}: a department takes your matter, by video and not public. Please open the page.',
  sentToLeader: 'No. {number}: the leader takes your matter again. Please open the page.',
  passedOver: 'No. {number} was called and nobody answered. Your place is kept.',
  noShow: 'No. {number} was called several times and nobody answered. You can queue again until the evening ends.',
  refused: 'No. {number} cannot be put through. Please open the page to read why, and where to turn.',
  callFailed: 'The call of No. {number} broke off, we are sorry. You are first in the queue; please open the page.',
  sessionOver:
    'The evening is over and No. {number} was not reached, we are sorry. Please choose on the page how to go on.',
  callUnfinished:
    'The evening is over and the call of No. {number} was not finished, we are sorry. Please choose on the page how to go on.',
  carriedOver: 'You have No. {number} on another evening, and go first there.',
  lobbyOpen: 'The waiting room is open. You have No. {number}; please open the page.',
  lobbyOpenByPhone: 'The waiting room is open. You have No. {number}; we call your phone when it is your turn.',
  eveningMoved: 'The evening was moved; No. {number} stays yours. The page has the new time.',
  eveningPostponed: 'The evening is postponed; No. {number} stays yours. The page has more.',
  eveningCancelled: 'The evening is cancelled. Please choose on the page how to go on with No. {number}.',
  leaderChanged: 'Another leader, or a later one: No. {number} stays yours. The page has more.',
  leaderChangedBooked: 'Another leader, or a later one: No. {number} stays yours. The page has more.',
  deskMessage: 'No. {number}, from the desk: {text}',
  missed: 'The evening is over and No. {number} did not come to the waiting room.',
  willPhone: 'The county will answer you by telephone. The page has the date.',
  willWrite: 'The county will answer you in writing. The page has the date.',
  callEnded: 'Your call has ended. The page shows how your matter goes on.',
};
const ANY = 'There is news of your number. Please open the page.';

export function pushText(
  template: string,
  fields: Readonly<Record<string, string>>,
  language: PushLanguage,
): { readonly title: string; readonly body: string } {
  if (language === 'en') {
    const text = ENGLISH[template] ?? ANY;
    const isFilled = [...text.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => fields[name] !== undefined);
    return {
      title: 'Directline',
      body: isFilled ? text.replace(/\{(\w+)\}/g, (_match, name: string) => fields[name] ?? '') : ANY,
    };
  }
  const text = renderNotice(template, { ...fields, link: LINK }).replace(/^【.*?】/, '');
  return { title: '干群直通车', body: withoutLink(text) };
}

/** Stands for the link, which ends its text, often after the word for what it opens. */
const LINK = '⟦⟧';

const withoutLink = (text: string): string =>
  text
    .replace(/[，。](?:选择|查看|查看进度|办理进度)：⟦⟧$/u, '。')
    .replace(/：⟦⟧$/u, '。')
    .replaceAll(LINK, '');

/** So many viewers of a whole server's session as a process of its own, with the media that a page would have. */
import { constants, setPriority } from 'node:os';
import { MediaPerson } from '../../../../server/tools/rehearsal/media-person.ts';
import { Person } from '../../../../server/tools/rehearsal/person.ts';

export type AudienceMessage =
  | { readonly what: 'watching' }
  /** By viewer, of everything since they came. */
  | { readonly what: 'counted'; readonly packets: readonly number[]; readonly lost: number };
export type AudienceAsk = 'count';

process.on('disconnect', () => process.exit(0));
const [origin = '', sessionId = '', count = ''] = process.argv.slice(2);
// Viewers have machines of their own: here they take what the server and the browsers leave, whose time is measured.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const viewers: MediaPerson[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const viewer = new MediaPerson(new Person(origin, `viewer ${index}`));
  await viewer.person.connect({ as: 'audience', sessionId });
  await viewer.receive();
  viewers.push(viewer);
}
process.on('message', () => {
  const streams = viewers.map(({ incoming }) => [...incoming.values()]);
  process.send?.({
    what: 'counted',
    packets: streams.map((its) => its.reduce((sum, { packets }) => sum + packets, 0)),
    lost: streams.flat().reduce((sum, { lost }) => sum + lost, 0),
  } satisfies AudienceMessage);
});
process.send?.({ what: 'watching' } satisfies AudienceMessage);

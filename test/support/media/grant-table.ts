/**
 * [C7] Who receives whom, written out by hand from SPEC.md: `viewer<owner`, then purpose and flow. What is not written
 * is given to nobody. People: `host` holds the caller's ticket, `host2` the next one's; `room` and `room2` are meeting
 * rooms of two seats; `next` is on deck for the first seat all the time and may be public; `waits` is in the waiting
 * room; `outside` and `room3` belong to another session.
 */
export type Flow = 'flows' | 'prepared';
export type Expected = Readonly<Record<string, `${'greenRoom' | 'stage' | 'programme' | 'check'} ${Flow}`>>;

/** Whoever the caller is and wherever: desks see the rooms, the next one is prepared. */
const ALWAYS: Expected = {
  'host<room': 'stage flows',
  'host2<room': 'stage flows',
  'aide<room': 'stage flows',
  'host<room2': 'stage flows',
  'host2<room2': 'stage flows',
  'aide<room2': 'stage flows',
  'host<next': 'greenRoom flows',
  'host2<next': 'greenRoom flows',
  'aide<next': 'stage prepared',
  'room<next': 'stage prepared',
  'next<host2': 'greenRoom flows',
  'next<room': 'stage prepared',
  'waits<next': 'programme prepared',
  'audience<next': 'programme prepared',
  'waits<room': 'programme prepared',
  'audience<room': 'programme prepared',
  'check<check': 'check flows',
};

/** Not up: the caller is one of the waiting room, whatever the state is called. */
const NOT_UP: Expected = {
  ...ALWAYS,
  'caller<next': 'programme prepared',
  'caller<room': 'programme prepared',
};

const SCREENED: Expected = {
  ...ALWAYS,
  'host<caller': 'greenRoom flows',
  'host2<caller': 'greenRoom flows',
  'caller<host': 'greenRoom flows',
};

const ON_DECK: Expected = {
  ...SCREENED,
  'aide<caller': 'stage prepared',
  'room<caller': 'stage prepared',
  'caller<room': 'stage prepared',
  'waits<caller': 'programme prepared',
  'audience<caller': 'programme prepared',
};

/** Live without consent to the broadcast: heard by those on the stage and by nobody else. */
const STAGE_ALONE: Expected = {
  ...ALWAYS,
  'host<caller': 'stage flows',
  'host2<caller': 'stage flows',
  'aide<caller': 'stage flows',
  'room<caller': 'stage flows',
  'caller<room': 'stage flows',
};

/** Live and off the programme, or cut: the audience's consumers wait. */
const OFF_PROGRAMME: Expected = {
  ...STAGE_ALONE,
  'waits<caller': 'programme prepared',
  'audience<caller': 'programme prepared',
};

const ON_AIR: Expected = {
  ...STAGE_ALONE,
  'waits<caller': 'programme flows',
  'audience<caller': 'programme flows',
  'waits<room': 'programme flows',
  'audience<room': 'programme flows',
};

const HELD: Expected = {
  ...OFF_PROGRAMME,
  'host<caller': 'stage prepared',
  'host2<caller': 'stage prepared',
  'aide<caller': 'stage prepared',
  'room<caller': 'stage prepared',
  'caller<room': 'stage prepared',
};

const ON_AIR_AT_ROOM_2: Expected = {
  ...ALWAYS,
  'host<caller': 'stage flows',
  'host2<caller': 'stage flows',
  'aide<caller': 'stage flows',
  'room2<caller': 'stage flows',
  'caller<room2': 'stage flows',
  'waits<caller': 'programme flows',
  'audience<caller': 'programme flows',
  'waits<room2': 'programme flows',
  'audience<room2': 'programme flows',
};

/** By telephone there is no medium to or from the caller's page; the room is on air. */
const BY_PHONE: Expected = {
  ...ALWAYS,
  'waits<room': 'programme flows',
  'audience<room': 'programme flows',
};

/** Nobody may be public: nothing is prepared for outsiders but the room of a call, which stays paused. */
const NOT_PUBLIC: Expected = Object.fromEntries(
  Object.entries(STAGE_ALONE).filter(([, grant]) => !grant.startsWith('programme')),
);

export const GRANTS = {
  NOT_UP,
  SCREENED,
  ON_DECK,
  STAGE_ALONE,
  OFF_PROGRAMME,
  ON_AIR,
  HELD,
  ON_AIR_AT_ROOM_2,
  BY_PHONE,
  NOT_PUBLIC,
};

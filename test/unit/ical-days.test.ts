/** Days of a county from the events of an iCalendar text (RFC 5545). */
import { expect, test } from 'vitest';
import { daysFromIcal } from '../../server/services/ical.ts';

const text = (lines: readonly string[], around: readonly string[] = []) =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', ...around, 'BEGIN:VEVENT', 'UID:one', 'SUMMARY:放假'],
    ...lines,
    ...['END:VEVENT', 'END:VCALENDAR'],
  ].join('\r\n');
const days = (zone: string, ...lines: string[]) => daysFromIcal(text(lines), zone).map(({ date }) => date);
const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';

test('[S2] whole days are the days that they say, in any zone, without the end', () => {
  for (const zone of [SHANGHAI, BERLIN]) {
    const whole = ['DTSTART;VALUE=DATE:20271001', 'DTEND;VALUE=DATE:20271003'];
    expect(days(zone, ...whole)).toEqual(['2027-10-01', '2027-10-02']);
    expect(days(zone, 'DTSTART;VALUE=DATE:20271001')).toEqual(['2027-10-01']);
  }
});

test('[S2] a time in UTC is of the day that it is in the county, and midnight at the end adds none', () => {
  const day = ['DTSTART:20270930T160000Z', 'DTEND:20271001T160000Z'];
  expect(days(SHANGHAI, ...day)).toEqual(['2027-10-01']);
  expect(days('UTC', ...day)).toEqual(['2027-09-30', '2027-10-01']);
  expect(days(SHANGHAI, 'DTSTART:20270930T160000Z', 'DURATION:P2D')).toEqual(['2027-10-01', '2027-10-02']);
  expect(days(SHANGHAI, 'DTSTART:20270930T160000Z')).toEqual(['2027-10-01']);
});

test('[S2] with a zone of its own it is of the day that it is in the county, in summer and in winter', () => {
  const of = (zone: string, from: string, to: string) => days(zone, `DTSTART;TZID=${from}`, `DTEND;TZID=${to}`);
  expect(of(SHANGHAI, 'America/New_York:20270704T130000', 'America/New_York:20270705T120000')).toEqual(['2027-07-05']);
  expect(of(SHANGHAI, 'Asia/Shanghai:20271001T000000', 'Asia/Shanghai:20271002T000000')).toEqual(['2027-10-01']);
  // From one end of the summer time to the day after, 22 and 23 hours in UTC.
  expect(days(BERLIN, 'DTSTART:20270327T230000Z', 'DTEND:20270328T220000Z')).toEqual(['2027-03-28']);
  expect(days(BERLIN, 'DTSTART:20271030T220000Z', 'DTEND:20271031T230000Z')).toEqual(['2027-10-31']);
  // A length is reckoned in the zone of its start.
  expect(days(SHANGHAI, 'DTSTART;TZID=America/New_York:20270704T130000', 'DURATION:PT6H')).toEqual(['2027-07-05']);
});

test('[S2] a zone that the file describes counts; without a zone, or with an unknown one, the county’s wall does', () => {
  const rule = ['DTSTART:19700101T000000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0500'];
  const described = ['BEGIN:VTIMEZONE', 'TZID:Ours', 'BEGIN:STANDARD', ...rule, 'END:STANDARD', 'END:VTIMEZONE'];
  const late = ['DTSTART;TZID=Ours:20271001T200000', 'DTEND;TZID=Ours:20271001T210000'];
  expect(daysFromIcal(text(late, described), SHANGHAI).map(({ date }) => date)).toEqual(['2027-10-02']);
  expect(days(SHANGHAI, ...late)).toEqual(['2027-10-01']);
  expect(days(SHANGHAI, 'DTSTART:20271001T000000', 'DTEND:20271002T000000')).toEqual(['2027-10-01']);
  expect(days(SHANGHAI, 'DTSTART:20271001T220000', 'DTEND:20271002T020000')).toEqual(['2027-10-01', '2027-10-02']);
});

test('an event whose end is not behind its start is of its first day', () => {
  expect(days(SHANGHAI, 'DTSTART:20271001T000000', 'DTEND:20271001T000000')).toEqual(['2027-10-01']);
  expect(days(SHANGHAI, 'DTSTART;VALUE=DATE:20271002', 'DTEND;VALUE=DATE:20271001')).toEqual(['2027-10-02']);
});

import { describe, expect, it } from 'vitest';
import { addressOf, asking, ofGroup, questionOf } from '../../../client/features/cases/list-address.ts';

const read = (text: string) => questionOf(new URLSearchParams(text));

describe('what a list of cases is asked for, in the address', () => {
  it('is read as it was written, in one order', () => {
    const address =
      'state=dispatched%2CinProgress&unit=u-water&marks=open%2Coverdue&text=%E5%81%9C%E6%B0%B4&sort=due&by=unit';
    expect(addressOf(read(address))).toBe(address);
    expect(
      addressOf(read('sort=due&by=unit&text=停水&unit=u-water&marks=open,overdue&state=dispatched,inProgress')),
    ).toBe(address);
  });
  it('leaves out what it cannot mean', () => {
    expect(read('state=lost&kind=x&from=yesterday&sort=up&by=colour&marks=open,lost&foo=1')).toEqual({
      filter: {},
      sort: 'opened',
      by: null,
    });
  });
  it('changes fields, and takes away what is emptied', () => {
    expect(asking({ unit: 'u-water', text: '停水' }, { text: '', kind: 'help' })).toEqual({
      unit: 'u-water',
      kind: 'help',
    });
    expect(ofGroup('unit', null)).toEqual({ unit: 'none' });
  });
});

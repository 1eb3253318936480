import { describe, expect, it } from 'vitest';
import { inField } from '../../../client/features/cases/note-words.ts';

describe('the field of a call’s note', () => {
  it('keeps the space or new line just typed when the saved words come back without it', () => {
    expect(inField('路灯 ', '路灯 ', '路灯')).toBe('路灯 ');
    expect(inField('路灯\n', '路灯', '路灯')).toBe('路灯\n');
  });

  it('takes somebody else’s words while nothing of its own is unsaved', () => {
    expect(inField('路灯', '路灯', '路灯坏了')).toBe('路灯坏了');
    expect(inField('路灯\n', '路灯', '路灯坏了')).toBe('路灯坏了');
    expect(inField('路灯在村口', '路灯', '路灯坏了')).toBe('路灯在村口');
  });
});

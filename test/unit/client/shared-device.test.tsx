/** What a terminal's browser may offer the next person, of what the one before typed. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { EMPTY } from '../../../client/features/citizen-join/draft.ts';
import { PhoneStep } from '../../../client/features/citizen-join/phone-step.tsx';
import { WhoStep } from '../../../client/features/citizen-join/who-step.tsx';

// The router listens from its beginning.
vi.hoisted(() => vi.stubGlobal('window', new EventTarget()));
vi.mock('../../../client/ui/texts.ts', () => ({ useT: () => (key: string) => key }));

const nothing = () => undefined;
const offered = (step: ReactElement) => /autocomplete="([^"]*)"/i.exec(renderToStaticMarkup(step))?.[1];

test.each([
  [false, 'tel-national', 'name'],
  [true, 'off', 'off'],
])('[Q7] on a device that others use (%s): the number %s, the name %s', (sharedDevice, phone, name) => {
  expect(offered(<PhoneStep phone="" sharedDevice={sharedDevice} onPhone={nothing} onSent={nothing} />)).toBe(phone);
  const who = { draft: EMPTY, places: [], onChange: nothing, onDone: nothing };
  expect(offered(<WhoStep {...who} sharedDevice={sharedDevice} />)).toBe(name);
});

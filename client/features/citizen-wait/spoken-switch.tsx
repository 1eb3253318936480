import { CONSENT_SCOPES, type ConsentScope } from '../../../shared/states.ts';
import { listed } from '../../i18n/lists.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { canSpeak, setSpoken, speak, useSpokenOn } from './spoken-help.ts';

/** Turns the spoken help on and says at once what was agreed to; absent where the browser has no voice. */
export function SpokenSwitch({ consent }: { consent: Record<ConsentScope, boolean> }) {
  const t = useT();
  const on = useSpokenOn();
  if (!canSpeak()) return null;
  const given = CONSENT_SCOPES.filter((scope) => consent[scope]).map((scope) => t(`consent.${scope}`));
  const toggle = () => {
    setSpoken(!on);
    if (!on) speak(t('wait.consentSaid', { scopes: listed(given) || t('wait.consentNone') }));
  };
  return (
    <Button wide aria-pressed={on} onClick={toggle}>
      {t(on ? 'wait.speakOff' : 'wait.speakOn')}
    </Button>
  );
}

/** The citizens' and the public's face. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, preparePage } from './app/app.tsx';
import { ErrorBoundary } from './app/error-boundary.tsx';
import { markedTickets } from './features/citizen-wait/message-marks.ts';
import { applyElderMode } from './ui/elder-mode.ts';
import './ui/base.css';
import { forgetOldDrafts } from './ui/memory.ts';
import './ui/parts.css';
import { startCitizenTexts } from './ui/texts.ts';

/** Few phones keep one: the others need not fetch how. Where it does not come, the next page forgets them. */
const forgetOldMessages = () =>
  import('./features/citizen-wait/kept-message.ts').then(
    (kept) => kept.forgetOldMessages(),
    () => undefined,
  );

async function start(): Promise<void> {
  applyElderMode();
  forgetOldDrafts();
  if (markedTickets().length > 0) void forgetOldMessages();
  // A page whose code does not come is drawn all the same: it tries again and says what is wrong.
  const page = preparePage(location.pathname).catch(() => undefined);
  await Promise.all([startCitizenTexts(), page]);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root');
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}

void start();

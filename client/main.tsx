/** The citizens' and the public's face. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, preparePage } from './app/app.tsx';
import { ErrorBoundary } from './app/error-boundary.tsx';
import { forgetOldMessages } from './features/citizen-wait/kept-message.ts';
import { applyElderMode } from './ui/elder-mode.ts';
import './ui/base.css';
import { forgetOldDrafts } from './ui/memory.ts';
import './ui/parts.css';
import { startCitizenTexts } from './ui/texts.ts';

async function start(): Promise<void> {
  applyElderMode();
  forgetOldDrafts();
  void forgetOldMessages();
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

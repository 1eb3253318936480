/** The last net: whatever fails while drawing is said in words, with a way on. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { translate } from '../i18n/i18n.ts';

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="page narrow" role="alert">
        <h1>{translate('failed.title')}</h1>
        <p>{translate('failed.what')}</p>
        <button type="button" className="button primary wide" onClick={() => location.reload()}>
          {translate('action.reload')}
        </button>
      </main>
    );
  }
}

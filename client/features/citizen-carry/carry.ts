/** The panel's code comes with whoever needs it. */
import { onDemand } from '../../ui/on-demand.tsx';

const Nothing = () => null;

export const CarryPanel = onDemand<{ ticketId: string; first?: boolean }>(() => import('./carry-panel.tsx'), Nothing);

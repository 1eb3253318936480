/** The panel's code comes with whoever records a message. */
import { onDemand } from '../../ui/on-demand.tsx';

const Nothing = () => null;

export const LeaveMessage = onDemand<{ ticketId: string }>(() => import('./leave-message-panel.tsx'), Nothing);

/** The panel's code comes with whoever needs it. */
import { onDemand } from '../../ui/on-demand.tsx';

const Nothing = () => null;

export const AddPanel = onDemand<{ ticketId: string; onChange?: () => void }>(() => import('./add-panel.tsx'), Nothing);

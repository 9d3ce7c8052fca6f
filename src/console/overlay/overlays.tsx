import type { Size } from '../frame/frame.tsx';
import type { UiState } from '../state/ui-state.ts';
import { HelpView } from './help-view.tsx';
import { MenuView } from './menu-view.tsx';
import { PaletteView } from './palette-view.tsx';
import { PlanView } from './plan-view.tsx';
import { PlanningView } from './planning-view.tsx';
import { ToastView } from './toast-view.tsx';

/** What lies over the screen. */
export function Overlays({ state, size }: { state: UiState; size: Size }) {
  const { overlay, toast } = state;
  return (
    <>
      {overlay?.name === 'help' && <HelpView help={overlay} state={state} size={size} />}
      {overlay?.name === 'palette' && <PaletteView palette={overlay} state={state} size={size} />}
      {overlay?.name === 'menu' && <MenuView menu={overlay} size={size} />}
      {overlay?.name === 'planning' && <PlanningView planning={overlay} size={size} />}
      {overlay?.name === 'plan' && <PlanView dialog={overlay.dialog} size={size} />}
      {toast && <ToastView toast={toast} size={size} />}
    </>
  );
}

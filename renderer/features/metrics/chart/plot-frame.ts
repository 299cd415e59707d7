/** Pixels around a plot; all charts have the same, so that one time has one place. */
export const PLOT_LEFT = 44;
export const PLOT_RIGHT = 12;
export const PLOT_TOP = 26;
export const X_AXIS = 22;

/** Up to so many nodes a layer is drawn as cards, of agents as rows; beyond that as a matrix. */
export const MOST_CARDS = 12;
export const MOST_ROWS = 50;

/** On a screen of middle width the inspector is a drawer over the page: when the keyboard goes to what it covers, it gives way. */

export function givesWay(drawer: HTMLElement, close: () => void): void {
  document.addEventListener("focusin", ({ target }) => {
    if (drawer.hidden || getComputedStyle(drawer).position !== "fixed") return;
    if (!(target instanceof HTMLElement) || drawer.contains(target)) return;
    // A dialog lies over the drawer itself.
    if (target.closest("dialog") !== null) return;
    const { left, right } = target.getBoundingClientRect();
    if ((left + right) / 2 > drawer.getBoundingClientRect().left) close();
  });
}

/** Light or dark: the system's choice until a person makes another, which is kept. */
import { button, setText } from "../../shell/dom.js";
import type { PageState, Theme } from "../../shell/state.js";
import type { Store, View } from "../../shell/store.js";
import { themeOf } from "../canvas.js";
import { applyPaints } from "../palette.js";
import { say } from "../../text/say.js";

const KEY = "fanin-theme";

export class ThemeSwitch implements View<PageState> {
  readonly element: HTMLButtonElement;
  readonly #store: Store<PageState>;

  constructor(store: Store<PageState>) {
    this.#store = store;
    this.element = button("", () => {
      this.toggle();
    });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", () => {
      if (store.state.forcedTheme === undefined) this.#apply(system.matches ? "dark" : "light");
    });
    store.set({ forcedTheme: stored() });
    this.#apply(themeOf(document.documentElement));
  }

  toggle(): void {
    const theme = this.#store.state.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.#store.set({ forcedTheme: theme });
    this.#apply(theme);
  }

  update({ theme, forcedTheme }: PageState, before: PageState | undefined): void {
    // A link may ask for a theme: for this visit, nothing is stored.
    if (forcedTheme !== undefined && forcedTheme !== theme) this.#apply(forcedTheme);
    if (theme !== before?.theme)
      setText(this.element, theme === "dark" ? say("☀ Light") : say("☾ Dark"));
  }

  #apply(theme: Theme): void {
    document.documentElement.dataset["theme"] = theme;
    applyPaints(document.documentElement, theme);
    this.#store.set({ theme });
  }
}

function stored(): Theme | undefined {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : undefined;
  } catch {
    return undefined;
  }
}

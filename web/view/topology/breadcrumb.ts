/** Where in the topology: `all layers / web / tier1[7] / web[612]`, each a way back out. */
import { knownWay, wayTo, type Inside } from "../../model/topology/groups.js";
import { button, h, setAttribute, setHidden } from "../../shell/dom.js";
import type { PageState } from "../../shell/state.js";
import type { View } from "../../shell/store.js";
import { say } from "../../text/say.js";

export class Breadcrumb implements View<PageState> {
  readonly element: HTMLElement;
  readonly #list = h("ol");
  readonly #enter: (inside: Inside) => void;
  #key = "";

  constructor(enter: (inside: Inside) => void) {
    this.#enter = enter;
    this.element = h(
      "nav",
      {
        class: "breadcrumb",
        "data-testid": "breadcrumb",
        "aria-label": say("Where in the topology"),
      },
      this.#list,
    );
  }

  update({ run, selected, topology }: PageState): void {
    const node = selected === undefined ? undefined : run?.graph.nodes[selected];
    const inside = run === undefined ? [] : knownWay(run.graph, topology.inside);
    const way = run === undefined || node === undefined ? inside : wayTo(run.graph, node);
    const key = JSON.stringify([inside, way, node?.address]);
    if (key === this.#key) return;
    this.#key = key;
    const names = [
      ...way,
      ...(node === undefined || way.at(-1) === node.address ? [] : [node.address]),
    ];
    setHidden(this.element, names.length === 0);
    const steps: [string, Inside | undefined][] = [
      [say("all layers"), []],
      ...names.map((name, i): [string, Inside | undefined] => [
        name,
        i < way.length ? way.slice(0, i + 1) : undefined,
      ]),
    ];
    this.#list.replaceChildren(
      ...steps.map(([name, to], i) => h("li", {}, this.#step(name, to, i === steps.length - 1))),
    );
  }

  #step(name: string, to: Inside | undefined, isLast: boolean): HTMLElement {
    if (to === undefined) return h("span", { "aria-current": isLast ? "page" : undefined }, name);
    const step = button(name, () => {
      this.#enter(to);
    });
    if (isLast) setAttribute(step, "aria-current", "page");
    return step;
  }
}

/** One of a few, as radio buttons. */
import { h } from "../../shell/dom.js";

export function choice<Value extends string>(
  legend: string,
  name: string,
  values: readonly Value[],
  texts: Readonly<Record<Value, string>>,
  choose: (value: Value) => void,
): { readonly element: HTMLElement; show(value: Value): void } {
  const inputs = values.map((value) => {
    const input = h("input", { type: "radio", name, value });
    input.addEventListener("change", () => {
      choose(value);
    });
    return input;
  });
  const labels = inputs.map((input, i) => h("label", {}, input, ` ${texts[values[i]!]}`));
  return {
    element: h("fieldset", { class: "choice" }, h("legend", {}, legend), ...labels),
    show: (value) => {
      inputs.forEach((input, i) => {
        input.checked = values[i] === value;
      });
    },
  };
}

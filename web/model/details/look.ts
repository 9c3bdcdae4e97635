/** How charts and heatmap are shown: what a person chose, and what a link tells of it. */
import { VALUE_SCALES, type ValueScale } from "../../../src/charts/value-axis.js";
import { HEAT_LAYERS, HEAT_ORDERS, type HeatLayer, type HeatOrder } from "./heat.js";

export interface Look {
  /** Of the axis of values of the charts. */
  readonly scale: ValueScale;
  /** Layers whose lines the charts show, beside those of the whole run; empty: all. */
  readonly layers: readonly string[];
  readonly heatLayer: HeatLayer;
  readonly heatOrder: HeatOrder;
  /** Blocks whose servers the heatmap shows one by one, by their key; see heat.ts. */
  readonly opened: readonly string[];
}

export const USUAL_LOOK: Look = {
  scale: "linear",
  layers: [],
  heatLayer: "state",
  heatOrder: "topology",
  opened: [],
};

/** Between names of layers and of blocks, which hold none. */
const BETWEEN = ",";

/** @returns parameters of an address by name; only of what is not as usual */
export function lookParameters(look: Look): Readonly<Record<string, string>> {
  const { scale, layers, heatLayer, heatOrder, opened } = look;
  return {
    ...(scale === USUAL_LOOK.scale ? {} : { scale }),
    ...(layers.length === 0 ? {} : { lines: layers.join(BETWEEN) }),
    ...(heatLayer === USUAL_LOOK.heatLayer ? {} : { heat: heatLayer }),
    ...(heatOrder === USUAL_LOOK.heatOrder ? {} : { rows: heatOrder }),
    ...(opened.length === 0 ? {} : { open: opened.join(BETWEEN) }),
  };
}

/** What is not known is as usual: an address may be of anybody's making. */
export function readLook(parameter: (name: string) => string | null): Look {
  const known = <T extends string>(all: readonly T[], name: string, usual: T): T =>
    all.find((each) => each === parameter(name)) ?? usual;
  const names = (name: string): string[] => (parameter(name) ?? "").split(BETWEEN).filter(Boolean);
  return {
    scale: known(VALUE_SCALES, "scale", USUAL_LOOK.scale),
    layers: names("lines"),
    heatLayer: known(HEAT_LAYERS, "heat", USUAL_LOOK.heatLayer),
    heatOrder: known(HEAT_ORDERS, "rows", USUAL_LOOK.heatOrder),
    opened: names("open"),
  };
}

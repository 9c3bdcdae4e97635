/** What each point of a plan's grid costs; remembered, for the search asks often. */
import type { Scenario } from "../../scenario/types/scenario.js";
import type { CostModel } from "./costs.js";
import type { Cost, Variable } from "./result.js";
import type { Point } from "./search.js";
import { tierPlans } from "./tier-plan.js";
import { levelLike, withSizes } from "./variables.js";

export class CostOfPoints {
  readonly #model: CostModel;
  readonly #variables: readonly Variable[];
  readonly #spare: ReadonlyMap<string, number>;
  readonly #scenarioAt: (settings: readonly string[]) => Scenario | undefined;
  readonly #base: Scenario;
  readonly #scenarios = new Map<string, Scenario>();
  readonly #costs = new Map<string, number>();

  /** @param scenarioAt the scenario with settings that are no numbers of agents and no capacities */
  constructor(
    model: CostModel,
    {
      base,
      variables,
      spare,
      scenarioAt,
    }: {
      readonly base: Scenario;
      readonly variables: readonly Variable[];
      readonly spare: ReadonlyMap<string, number>;
      readonly scenarioAt: (settings: readonly string[]) => Scenario | undefined;
    },
  ) {
    this.#model = model;
    this.#base = base;
    this.#variables = variables;
    this.#spare = spare;
    this.#scenarioAt = scenarioAt;
  }

  of(point: Point): Cost {
    const scenario = withSizes(this.#scenarioOf(point), this.#variables, point);
    const steps = new Map(this.#variables.map(({ path }, i) => [path, point[i]!]));
    return this.#model.of(tierPlans(scenario, this.#spare), steps);
  }

  total(point: Point): number {
    const key = point.join(",");
    const known = this.#costs.get(key);
    if (known !== undefined) return known;
    const { total } = this.of(point);
    this.#costs.set(key, total);
    return total;
  }

  /**
   * What the file costs as it is: with the agents that it has, whatever spare ones are asked for. null: a setting
   * has a stated weight by its steps, and is at none of them.
   */
  present(): Cost | null {
    const steps = new Map<string, number>();
    for (const variable of this.#variables) {
      const level = variable.current === null ? undefined : levelLike(variable, variable.current);
      if (level !== undefined) steps.set(variable.path, level);
      else if (this.#model.isByStep(variable.path)) return null;
    }
    return this.#model.of(tierPlans(this.#base, new Map()), steps);
  }

  /** Settings that the planner knows nothing of may change what a tier is made of. */
  #scenarioOf(point: Point): Scenario {
    const others = this.#variables.flatMap(({ role, path, levels }, i) =>
      role === "other" ? [`${path}=${levels[point[i]!]!}`] : [],
    );
    if (others.length === 0) return this.#base;
    const key = others.join(" ");
    const known = this.#scenarios.get(key) ?? this.#scenarioAt(others) ?? this.#base;
    this.#scenarios.set(key, known);
    return known;
  }
}

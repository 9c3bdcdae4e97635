import { SMALL, type ProblemRow } from "../../support/scenario.js";

const PLAN = `${SMALL}plan:
  vary: { tier1.agents: 1..4 }
`;

export const PLAN_ROWS: readonly ProblemRow[] = [
  {
    name: "values of a setting that cannot be read",
    text: PLAN,
    edits: [["1..4", "4..1"]],
    says: [
      "error plan-values s.yaml:12:25: plan.vary.tier1.agents",
      "  expected a range from a smaller to a larger value, found `4..1`",
      "  fix: write it as 1..10, 10 min..1 h:10 min, 100k..1600k:*2 or 100k..1M:5 points",
    ],
  },
  {
    name: "a value that the setting cannot have",
    text: PLAN,
    edits: [["1..4", "0..4"]],
    says: [
      "error plan-setting s.yaml:12:25: plan: tier1.agents",
      "  expected a setting that can be `0`: a whole number of agents from 1 to 10000, found `0`",
    ],
  },
];

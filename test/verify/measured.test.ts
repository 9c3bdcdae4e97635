/** Goal: what was measured is laid under the part that simulates it. Method: a recording of real agents and its simulation. */
import { expect, test } from "vitest";
import { measuredSeries } from "../../src/verify/measured.js";
import { verify } from "../../src/verify/verify.js";
import { reference } from "../support/references.js";

test("each measured counter has its part, its name and the simulation's clock", () => {
  const trace = reference("overload");
  const outcome = verify(trace, []);
  if (!("checks" in outcome)) throw new Error("it cannot be simulated");
  const { recording, offsetMs } = outcome;
  const found = measuredSeries(trace, recording, offsetMs);
  const size = found.find(
    ({ address, name }) => address === "a[0].channels.c" && name === "ChannelSize",
  )!;
  const { t, components } = trace.series["a"]!;
  expect(size.times[0]).toBeCloseTo((t[0]! + offsetMs) / 1000, 9);
  expect([...size.values].slice(5, 9)).toEqual(
    (components["CHANNEL.c"]!["ChannelSize"] as number[]).slice(5, 9),
  );
  const acked = found.find(({ address, name }) => address === "clients0" && name === "acked");
  expect(acked?.values.length).toBe(trace.clients_seen[0]!["acked"]!.length);
  for (const { times, values } of found) expect(times.length).toBe(values.length);
});

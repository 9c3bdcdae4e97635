/** Groups of web servers: how many events, of what size, and by which client they leave. */
import { block, flumeBlock, list, mapOf, shape, union } from "./make/collections.js";
import { FLUME, OURS, optional, required, withDefault } from "./make/keys.js";
import { duration, fraction, rate } from "./make/quantities.js";
import { amount, boolean, count, distribution, number, oneOf, text } from "./make/values.js";
import { profileField } from "./profiles.js";
import { agentsTarget, hdfsWriterKeys, ignoredHdfsKeys } from "./sinks.js";

const CLIENT = `${FLUME}, client SDK`;
const MAX_SERVERS = 1_000_000;
const weight = number("a weight", 0, 1e9);

const arrivalsUnion = union("how events arrive", {
  poisson: block("at random, independent of each other", {}),
  periodic: block("evenly spaced", {
    phase: withDefault(
      oneOf(["spread", "random", "aligned"]),
      "spread",
      "First batches: evenly over one batch interval, at random in it, or all at its end.",
    ),
    pacing: withDefault(
      oneOf(["continuous", "per-batch"]),
      "continuous",
      "Whether a change of the rate shows at once, or with the next batch.",
    ),
  }),
  mmpp: block("at random, with a rate that flips between two levels; the mean stays", {
    burstFactor: required(
      number("a factor of at least 1", 1, 1e6),
      "Rate in a burst, over the mean rate.",
    ),
    burst: required(duration({ min: "1 ms" }), "Mean length of a burst."),
    calm: required(duration({ min: "1 ms" }), "Mean length of the time between bursts."),
  }),
});

const skewUnion = union("how the load differs between servers; the mean stays", {
  even: block("not at all", {}),
  zipf: block("server i in proportion to (i + 1)^-exponent", {
    exponent: withDefault(number("an exponent", 0, 10), "1", "The exponent."),
  }),
  lognormal: block("drawn once per run", {
    sigma: required(number("a standard deviation of the logarithm", 0, 5), "Of the logarithm."),
  }),
  weights: block("given one by one", {
    weights: required(list(weight, { max: MAX_SERVERS }), "As many as servers."),
  }),
});

const hosts = optional(
  count("agents", 1, 10_000),
  "How many agents a server knows, from its first on; left out: all.",
);

const placementUnion = union("which agent a server tries first", {
  round_robin: block("server i takes agent i mod n", { hosts }),
  listed: block("every server takes the first agent of `to`", { hosts }),
  random: block("drawn once per run", { hosts }),
  zipf: block("dealt out in proportion, agent i to (i + 1)^-exponent", {
    exponent: withDefault(number("an exponent", 0, 10), "1", "The exponent."),
    hosts,
  }),
  weights: block("dealt out in proportion to weights", {
    weights: required(list(weight, { max: 10_000 }), "As many as agents in `to`."),
    hosts,
  }),
});

const sendingKeys = {
  retry: withDefault(
    duration({ min: "1 us", max: "1 d" }),
    "1 s",
    "Pause before a batch that failed is tried again.",
    OURS,
    "medium",
  ),
  onFailure: withDefault(
    oneOf(["retry", "drop"]),
    "retry",
    "What the application does with a batch whose call failed.",
    OURS,
    "medium",
  ),
  backlog: withDefault(
    amount(["bytes", "events"], ["unlimited"]),
    "unlimited",
    "Room for events generated while the client cannot send; what does not fit is dropped.",
    OURS,
    "low",
  ),
};

const clientTimeout = duration({ max: "1 d" });

const clientUnion = union(
  "how events leave a server",
  {
    avro: flumeBlock("Flume's RPC client", {
      policy: withDefault(
        oneOf(["default", "failover", "load_balance"], {
          default_failover: "failover",
          default_loadbalance: "load_balance",
          loadbalance: "load_balance",
        }),
        "default",
        "One agent; the next one after a failure; or the agents in turn.",
        CLIENT,
      ),
      selector: withDefault(
        oneOf(["round_robin", "random"]),
        "round_robin",
        "Order of the agents (load_balance).",
        CLIENT,
      ),
      backoff: withDefault(
        boolean,
        "false",
        "Whether a failed agent is left alone for a while (load_balance).",
        CLIENT,
      ),
      maxBackoff: withDefault(clientTimeout, "30 s", "… at most so long.", CLIENT),
      "max-attempts": optional(
        count("attempts", 1, 1_000_000),
        "Agents tried in one call (failover); left out: as many as there are.",
      ),
      "connect-timeout": withDefault(
        clientTimeout,
        "20 s",
        "For connecting and for the first call of a connection; below 1 s Flume takes 20 s.",
        CLIENT,
      ),
      "request-timeout": withDefault(
        clientTimeout,
        "20 s",
        "For every later call; below 1 s Flume takes 20 s.",
        CLIENT,
      ),
      ...sendingKeys,
    }),
    hdfs: flumeBlock(
      "writes its own files to HDFS, without Flume",
      { ...sendingKeys, ...hdfsWriterKeys },
      ignoredHdfsKeys,
    ),
  },
  { defaultType: "avro" },
);

const header = block("a header that decides routes", {
  name: required(text("the name of a header", 100), "Its name."),
  values: required(
    shape({
      list: list(text("a value", 100), { max: 1000 }),
      map: mapOf("header value", { ...fraction(), max: undefined }, { keyPattern: "any" }),
    }),
    "Its values; as a map, with their shares.",
  ),
  by: withDefault(
    oneOf(["event", "server"]),
    "event",
    "Whether events of one server are mixed, or each server has one value.",
  ),
});

export const serverBlock = block("a group of web servers", {
  count: required(count("servers", 1, MAX_SERVERS), "How many servers."),
  rate: optional(rate(), "Events a server, at factor 1; for day profiles that is the day's mean."),
  peak: optional(rate(), "Events a server at the profile's maximum; in place of `rate`."),
  size: withDefault(
    distribution("bytes"),
    "300 B",
    "Body of one event.",
    "published figures: access logs with user agent, 318 to 342 B",
    "medium",
  ),
  profile: withDefault(profileField, "constant", "How the rate changes over the run."),
  arrivals: withDefault(arrivalsUnion, "poisson", "How events arrive around that rate."),
  batch: withDefault(
    count("events", 1, 1_000_000),
    "100",
    "Events handed to the client at a time: one appendBatch.",
    CLIENT,
  ),
  begin: withDefault(duration(), "0 s", "When the servers begin to generate."),
  header: optional(header, "A header on each event."),
  timestamp: withDefault(
    boolean,
    "false",
    "Whether events carry the `timestamp` header that time escapes of hdfs.path need.",
    CLIENT,
  ),
  skew: withDefault(skewUnion, "even", "How the load differs between servers.", OURS, "low"),
  client: withDefault(clientUnion, "avro", "How events leave the server."),
  to: required(agentsTarget, "The tier, the agents or (hdfs clients) the storage it sends to."),
  placement: withDefault(placementUnion, "round_robin", "Which agent a server tries first."),
});

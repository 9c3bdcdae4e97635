/** Flume's avro source and the channel selectors. */
import { flumeBlock, list, mapOf, union } from "./make/collections.js";
import { FLUME, optional, withDefault } from "./make/keys.js";
import { count, text } from "./make/values.js";

const channelName = text("the name of a channel", 64);
const channelNames = list(channelName, { flume: true, max: 1000 });

export const selectorUnion = union(
  "a channel selector",
  {
    replicating: flumeBlock("every event goes to every channel", {
      optional: optional(
        channelNames,
        "Channels whose failure is ignored (their wait is not); none where left out.",
      ),
    }),
    multiplexing: flumeBlock("a header decides where an event goes", {
      header: withDefault(
        text("the name of a header", 100),
        "flume.selector.header",
        "The header that decides.",
        `${FLUME}, MultiplexingChannelSelector`,
      ),
      mapping: withDefault(
        mapOf("header value", channelNames, { keyPattern: "any" }),
        "{}",
        "Channels by value of the header.",
      ),
      default: optional(
        channelNames,
        "Channels of events without a mapped value; left out: such events are dropped silently.",
      ),
      optional: optional(
        mapOf("header value", channelNames, { keyPattern: "any" }),
        "Optional channels by value of the header.",
      ),
    }),
  },
  { defaultType: "replicating", notSimulated: ["load_balancing"] },
);

const SECURITY = "encryption costs nothing here";

/** Keys of Flume's RPC servers and clients that change no behaviour that is modelled. */
export const ignoredRpcKeys = {
  "compression-type": "events travel uncompressed here",
  "compression-level": "events travel uncompressed here",
  ssl: SECURITY,
  keystore: SECURITY,
  "keystore-*": SECURITY,
  truststore: SECURITY,
  "truststore-*": SECURITY,
  "exclude-*": SECURITY,
  "include-*": SECURITY,
  "trust-all-certs": SECURITY,
};

export const sourceUnion = union(
  "a source",
  {
    avro: flumeBlock(
      "listens for Avro RPC",
      {
        channels: optional(
          channelNames,
          "Channels it writes to; left out: all channels of the agent.",
        ),
        threads: withDefault(
          count("threads", 0, 100_000),
          "0",
          "Workers of Flume 1.9 (0: 2 × cores); no effect from 1.10 on.",
          `${FLUME}, AvroSource`,
        ),
        selector: withDefault(
          selectorUnion,
          "replicating",
          "Which channels an event goes to.",
          FLUME,
        ),
      },
      {
        bind: "`to` of the senders says who sends here",
        port: "`to` of the senders says who sends here",
        ipFilter: "every sender is let in",
        ipFilterRules: "every sender is let in",
        interceptors: "events pass unchanged",
        "interceptors.*": "events pass unchanged",
        batchSize: "an avro source has no batch of its own: the sender's is used",
        ...ignoredRpcKeys,
      },
    ),
  },
  {
    notSimulated: [
      "seq",
      "netcat",
      "exec",
      "syslogtcp",
      "multiport_syslogtcp",
      "syslogudp",
      "spooldir",
      "http",
      "thrift",
      "jms",
      "taildir",
      "netcatudp",
      "kafka",
      "org.apache.flume.source.kafka.KafkaSource",
    ],
    flumeWithoutType: "removes a source without `type`",
  },
);

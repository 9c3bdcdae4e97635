/** The keys of `machine`: limits of an agent's machine and what operations cost on it. */
import { MACHINE_PROFILES, type MachineKey } from "../machine-profiles.js";
import type { DistributionField, Field, Key, QuantityField } from "./field.js";
import { flumeBlock } from "./make/collections.js";
import { derived } from "./make/keys.js";
import { bandwidth, bytes, cost, duration, fraction } from "./make/quantities.js";
import { count, distribution, oneOf } from "./make/values.js";

const PROFILE_NAMES = ["server", "lab"] as const;

const FROM_PROFILE = "from the profile";

/** A key whose default is the profile's; all profiles' values are named in the help. */
function ofProfile<F extends Field>(field: F, name: MachineKey, help: string): Key<F, "derived"> {
  const values = PROFILE_NAMES.map(
    (profile) => `${profile} ${plain(MACHINE_PROFILES[profile][name].text)}`,
  );
  const { origin, confidence } = MACHINE_PROFILES.server[name];
  const how = values[0]!.slice(7) === values[1]!.slice(4) ? values[0]!.slice(7) : values.join(", ");
  return derived(field, how, help, `${FROM_PROFILE}: ${origin}`, confidence);
}

function plain(text: string): string {
  return text.replace(/^\{ type: (\w+), (.*) \}$/, "$1 ($2)");
}

const time: DistributionField = distribution("duration");
const perEvent: QuantityField = cost({ max: "1 s" });
const once: QuantityField = duration({ max: "1 h" });

export const machineBlock = flumeBlock("the machine of an agent", {
  profile: derived(
    oneOf(PROFILE_NAMES),
    "server",
    "Named set of limits and costs that the other keys override.",
  ),
  heap: ofProfile(
    bytes({ min: "1 MB", max: "10 TB" }),
    "heap",
    "`-Xmx`; a memory channel's byteCapacity follows from it.",
  ),
  cores: ofProfile(count("cores", 1, 1024), "cores", "Cores shared by all threads of the agent."),
  network: ofProfile(bandwidth({ min: "1 kB/s" }), "network", "Network interface, each direction."),
  "rpc.connect": ofProfile(once, "rpc.connect", "Connecting: TCP and Netty, on the client's side."),
  "rpc.refused": ofProfile(
    once,
    "rpc.refused",
    "What a refused connect costs beyond that: exception, closing, log.",
  ),
  "rpc.handshake": ofProfile(
    once,
    "rpc.handshake",
    "What the first call of a connection takes beyond a later one.",
  ),
  "rpc.clientCall": ofProfile(
    once,
    "rpc.clientCall",
    "Processor time of the client for one appendBatch.",
  ),
  "rpc.clientPerEvent": ofProfile(perEvent, "rpc.clientPerEvent", "… and for each event in it."),
  "rpc.clientPerByte": ofProfile(perEvent, "rpc.clientPerByte", "… and for each byte of a body."),
  "rpc.serverCall": ofProfile(
    once,
    "rpc.serverCall",
    "Processor time of the source for one appendBatch.",
  ),
  "rpc.serverPerEvent": ofProfile(perEvent, "rpc.serverPerEvent", "… and for each event in it."),
  "rpc.serverPerByte": ofProfile(perEvent, "rpc.serverPerByte", "… and for each byte of a body."),
  "memory.putPerEvent": ofProfile(
    perEvent,
    "memory.putPerEvent",
    "Putting one event into a memory channel.",
  ),
  "memory.takePerEvent": ofProfile(
    perEvent,
    "memory.takePerEvent",
    "Taking one event from a memory channel.",
  ),
  "memory.wokenFirst": ofProfile(
    fraction(),
    "memory.wokenFirst",
    "Share of puts whose woken sink takes the events before ChannelSize is set.",
  ),
  "disk.fsync": ofProfile(time, "disk.fsync", "One fsync of a file channel's log."),
  "disk.putPerEvent": ofProfile(
    perEvent,
    "disk.putPerEvent",
    "Appending one event to a file channel's log.",
  ),
  "disk.takePerEvent": ofProfile(
    perEvent,
    "disk.takePerEvent",
    "Reading one event back and logging the take.",
  ),
  "disk.bandwidth": ofProfile(
    bandwidth({ min: "1 kB/s" }),
    "disk.bandwidth",
    "Sequential writing, shared by all data directories.",
  ),
  "disk.space": ofProfile(
    bytes({ max: "9000 TB" }),
    "disk.space",
    "Free space at the start of the run.",
  ),
  "disk.checkpoint": ofProfile(
    once,
    "disk.checkpoint",
    "Fixed part of a file channel's checkpoint.",
  ),
  "disk.checkpointPerSlot": ofProfile(
    perEvent,
    "disk.checkpointPerSlot",
    "… and for each queue slot changed since the last one.",
  ),
  "disk.replay": ofProfile(once, "disk.replay", "Opening a file channel's logs at start."),
  "disk.replayPerEvent": ofProfile(
    perEvent,
    "disk.replayPerEvent",
    "Replaying one event held, with a good checkpoint.",
  ),
  "disk.fullReplayPerEvent": ofProfile(
    perEvent,
    "disk.fullReplayPerEvent",
    "Replaying one event held when the checkpoint is unusable.",
  ),
  "hdfs.append": ofProfile(
    perEvent,
    "hdfs.append",
    "Handing one event to the HDFS client and buffering it.",
  ),
  "hdfs.setup": ofProfile(time, "hdfs.setup", "First use of a file system by a JVM."),
  "start.jvm": ofProfile(
    time,
    "start.jvm",
    "From the start of the process to the start of its first channel.",
  ),
  "start.source": ofProfile(once, "start.source", "Starting one source."),
  sleepOvershoot: ofProfile(
    time,
    "sleepOvershoot",
    "How much longer than asked a sleeping thread sleeps.",
  ),
});

/** An agent's machine: what the file says, and the named profile for the rest. */
import { joinPath } from "../../document/describe.js";
import { OVER_SCENARIO_RANK, raised } from "../../document/ranks.js";
import type { DocNode, MapNode } from "../../document/node.js";
import {
  MACHINE_PROFILES,
  type MachineKey,
  type MachineProfileName,
} from "../../machine-profiles.js";
import type { Reading } from "../../read/reading.js";
import type { Field, ValueOf, ValuesOf } from "../../schema/field.js";
import { machineBlock } from "../../schema/machine.js";
import type { Machine } from "../../types/machine.js";

type MachineKeys = typeof machineBlock.keys;
/** Every key has a value once the profile has filled in what was left out. */
type Filled = { [K in MachineKey]: NonNullable<ValuesOf<MachineKeys>[K]> };

const STANDARD_PROFILE: MachineProfileName = "server";
const SCENARIO_PATH = "machine";

/** @returns a tier's machine laid over the scenario's; each default is then logged where it is written */
export function machineNode(scenario: MapNode, own: DocNode | undefined): DocNode {
  if (own?.kind !== "map") return own ?? scenario;
  const over = raised(own, OVER_SCENARIO_RANK) as MapNode;
  return { ...over, entries: [...scenario.entries, ...over.entries] };
}

/**
 * Defaults of the profile are logged with the map that chose it: costs that every tier takes from the
 * scenario's profile are logged once.
 *
 * @returns the machine, or `undefined` after at least one problem
 */
export function compileMachine(node: DocNode, reader: Reading): Machine | undefined {
  const block = reader.read(machineBlock, node);
  if (block === undefined) return undefined;
  const chooser = block.written.get("profile")?.path ?? `${SCENARIO_PATH}.profile`;
  const defaultsPath = chooser.slice(0, -".profile".length);
  if (block.values.profile === undefined) {
    const standIn = { text: STANDARD_PROFILE, source: "fanin", confidence: "medium" as const };
    reader.logDefault(chooser, standIn);
  }
  const profile = block.values.profile ?? STANDARD_PROFILE;
  const filled: [string, unknown][] = [];
  for (const [name, key] of Object.entries(machineBlock.keys)) {
    if (name === "profile") continue;
    const written = (block.values as Record<string, unknown>)[name];
    const at = { node, path: joinPath(defaultsPath, name) };
    const value = written ?? fromProfile(profile, name as MachineKey, key.field, at, reader);
    if (value === undefined) return undefined;
    filled.push([name, value]);
  }
  return assembled(profile, Object.fromEntries(filled) as Filled);
}

function fromProfile<F extends Field>(
  profile: MachineProfileName,
  name: MachineKey,
  field: F,
  at: { readonly node: DocNode; readonly path: string },
  reader: Reading,
): ValueOf<F> | undefined {
  const { text, origin, confidence } = MACHINE_PROFILES[profile][name];
  const source = `machine profile ${profile}: ${origin}`;
  return reader.readDefault(field, { text, source, confidence }, at.node, at.path);
}

function assembled(profile: string, values: Filled): Machine {
  return {
    profile,
    heapBytes: values.heap,
    cores: values.cores,
    networkBytesPerSecond: values.network,
    rpc: {
      connectTicks: values["rpc.connect"],
      refusedTicks: values["rpc.refused"],
      handshakeTicks: values["rpc.handshake"],
      clientCallTicks: values["rpc.clientCall"],
      clientPerEventTicks: values["rpc.clientPerEvent"],
      clientPerByteTicks: values["rpc.clientPerByte"],
      serverCallTicks: values["rpc.serverCall"],
      serverPerEventTicks: values["rpc.serverPerEvent"],
      serverPerByteTicks: values["rpc.serverPerByte"],
    },
    memory: {
      putPerEventTicks: values["memory.putPerEvent"],
      takePerEventTicks: values["memory.takePerEvent"],
      wokenFirstShare: values["memory.wokenFirst"],
    },
    disk: {
      fsyncTicks: values["disk.fsync"],
      putPerEventTicks: values["disk.putPerEvent"],
      takePerEventTicks: values["disk.takePerEvent"],
      bytesPerSecond: values["disk.bandwidth"],
      spaceBytes: values["disk.space"],
      checkpointBaseTicks: values["disk.checkpoint"],
      checkpointPerSlotTicks: values["disk.checkpointPerSlot"],
      replayBaseTicks: values["disk.replay"],
      replayPerEventTicks: values["disk.replayPerEvent"],
      fullReplayPerEventTicks: values["disk.fullReplayPerEvent"],
    },
    hdfsClient: {
      appendPerEventTicks: values["hdfs.append"],
      setupTicks: values["hdfs.setup"],
    },
    start: { jvmTicks: values["start.jvm"], componentTicks: values["start.source"] },
    sleepOvershootTicks: values.sleepOvershoot,
  };
}

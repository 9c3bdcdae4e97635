/** What the writers of each HDFS cluster cost it: files, calls, flushes, transfer threads. */
import type { StorageFinding } from "./findings.js";
import type { RecordingView } from "./view.js";

const CALLS = [
  "create",
  "addBlock",
  "fsync",
  "complete",
  "rename",
  "exists",
  "abandonBlock",
  "updatePipeline",
  "recoverLease",
] as const;

export function storageFindings(view: RecordingView): StorageFinding[] {
  const { scenario, end } = view.recording;
  return scenario.storages.map(({ name }) => {
    const storage = view.partsOf(name, "storage");
    const nameNode = view.partsOf(name, "namenode");
    const most = (counter: string): number =>
      Math.max(...view.partsOf(name, "datanode").map((part) => view.total([part], counter)));
    return {
      storage: name,
      filesBegun: view.total(storage, "filesCreated"),
      openFilesPeak: view.total(storage, "openFilesPeak"),
      nameNodeCalls: CALLS.reduce((sum, call) => sum + view.total(nameNode, call), 0),
      journalShare: view.total(nameNode, "journalBusyTicks") / end.atTicks,
      hflushes: view.total(storage, "hflushes"),
      transferThreadsPeak: most("transferThreadsPeak"),
      refusedTransfers: view.total(view.partsOf(name, "datanode"), "refusedTransfers"),
      writingShare: most("busyTicks") / end.atTicks,
    };
  });
}

// Exit 139: a segmentation fault (failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const crashedInNativeCode = defineSignature({
  id: "crashed-in-native-code",
  failureModes: [],
  sources: ["pod-state"],
  verdict: "cause",
  exitCodes: [139],
  title: "crashed in native code",
  meaning: "A native library broke, often one that was built for other processor instructions than the node has.",
  remedy: "Try another node, or a build of the library for plain x86-64.",
  samples: [{ lines: [], role: "model", exitCode: 139, reason: "Error" }],
});

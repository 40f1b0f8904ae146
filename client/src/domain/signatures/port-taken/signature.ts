// Two containers of the pod want one port (F23).
import { defineSignature } from "../signature.ts";

export const portTaken = defineSignature({
  id: "port-taken",
  failureModes: ["F23"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /Connection in use: \('[\d.:]+', (?<port>(?!8000\)|5001\))\d+)\)/,
  title: "port {port} is taken",
  meaning:
    "Another container of the pod listens on {port} already. Images with an old wrapper, or with a fixed port, ignore the one that Seldon assigns.",
  remedy:
    "Put the units into componentSpecs of their own, one pod each, or give each container another port named http.",
  samples: [{ lines: ["[2026-11-21 09:15:01 +0000] [8] [ERROR] Connection in use: ('0.0.0.0', 9000)"] }],
});

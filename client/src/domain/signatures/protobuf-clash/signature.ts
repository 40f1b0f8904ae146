// protobuf 4 with code that was generated for 3 (F62).
import { defineSignature } from "../signature.ts";

export const protobufClash = defineSignature({
  id: "protobuf-clash",
  failureModes: ["F62"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /Descriptors cannot not be created directly/,
  title: "protobuf is too new",
  meaning: "A requirement without an upper bound brought protobuf 4 or later, and seldon-core up to 1.16 needs 3.",
  remedy:
    "Pin protobuf<4 in the image or in conda.yaml, or set PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=python, which is slower.",
  samples: [{ lines: ["TypeError: Descriptors cannot not be created directly."] }],
});

// One single file was copied, named like a folder: the endpoint is a web page, or the URI names a file (F11, F26).
import { defineSignature } from "../signature.ts";

export const oneFileWithoutExtension = defineSignature({
  id: "one-file-without-extension",
  failureModes: ["F11", "F26"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /INFO {2}: (?<file>(?!MLmodel: )[^\s/.:]+): Copied \(new\)/,
  never: /: Copied \(/,
  title: "only one file {file} was copied",
  meaning:
    "The copy holds a single file without an extension, named like the last part of the model URI. Either the endpoint is a web console that answers everything with a page, or the model URI names a file.",
  remedy: "Use the port of the S3 API as endpoint (MinIO: 9000, its console is 9001), and a folder as model URI.",
  samples: [{ lines: ["2026/11/21 09:14:03 INFO  : model: Copied (new)"], exitCode: 0 }],
});

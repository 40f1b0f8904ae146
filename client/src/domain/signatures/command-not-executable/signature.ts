// Exit 126 or 127: no such command in the image (failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const commandNotExecutable = defineSignature({
  id: "command-not-executable",
  failureModes: [],
  sources: ["pod-state"],
  verdict: "cause",
  exitCodes: [126, 127],
  title: "command not found in the image",
  meaning:
    "The container's command does not exist in the image, or may not be executed. An image override without the server's start script looks like this.",
  remedy: "Check image, command and args of the container. A preStop hook needs /bin/sh in the image.",
  samples: [
    { lines: [], role: "model", exitCode: 127, reason: "Error" },
    { lines: [], role: "model", exitCode: 126, reason: "ContainerCannotRun" },
  ],
});

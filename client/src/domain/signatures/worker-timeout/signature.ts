// gunicorn lost a worker (F34).
import { defineSignature } from "../signature.ts";

export const workerTimeout = defineSignature({
  id: "worker-timeout",
  failureModes: ["F34"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /WORKER TIMEOUT|was terminated due to signal 9/,
  title: "gunicorn worker was lost",
  meaning:
    "A worker did not answer in time, or was killed. Frameworks that are loaded before gunicorn forks (TensorFlow, CUDA) hang in the fork, and each worker needs the model's memory. A small seldon.io/rest-timeout is the workers' time limit, too.",
  remedy:
    "Load the model in load(), keep GUNICORN_WORKERS at 1 and use replicas instead. Check memory and seldon.io/rest-timeout.",
  samples: [
    { lines: ["[2026-11-21 09:31:12 +0000] [8] [CRITICAL] WORKER TIMEOUT (pid:57)"] },
    { lines: ["[2026-11-21 09:31:13 +0000] [8] [WARNING] Worker with pid 57 was terminated due to signal 9"] },
  ],
});

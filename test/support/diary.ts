// What examples/diary says is wrong with each of its manifests; the engine's test and the one in VS Code go by the same table.
import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../scripts/project-root.ts";
import type { Severity } from "../../schemas/src/index.ts";

export interface DiaryFinding {
  readonly severity: Severity;
  readonly rule: string;
  /** The line it stands on, without its indentation. */
  readonly line: string;
}

export const diaryFolder = path.join(projectRoot, "examples", "diary");

/** By file, what is found in it. The first is what the attempt failed of. */
export const diaryFindings = {
  "01-duplicate-volume.yaml": [
    {
      severity: "error",
      rule: "provision-volume-collision",
      line: "- name: scorer-provision-location # filled by our init container, read by the server",
    },
    { severity: "information", rule: "initializer-without-model-uri", line: "- name: fetch-model" },
  ],
  "02-initializer-without-model-uri.yaml": [
    { severity: "warning", rule: "initializer-without-model-uri", line: "- name: fetch-model" },
  ],
  "03-rclone-conf-nobody-reads.yaml": [
    { severity: "warning", rule: "rclone-config-mount", line: "mountPath: /root/.config/rclone/rclone.conf" },
  ],
  "04-secret-without-remote.yaml": [
    { severity: "error", rule: "rclone-remote", line: "envSecretRefName: models-store" },
  ],
  "05-placeholder-left-in.yaml": [
    { severity: "warning", rule: "model-uri-placeholder", line: "modelUri: MODEL_URI_PLACEHOLDER" },
  ],
  "06-wrong-server.yaml": [
    { severity: "warning", rule: "server-for-artifact", line: "implementation: XGBOOST_SERVER" },
  ],
  "07-unknown-parameter.yaml": [{ severity: "error", rule: "server-parameters", line: "- name: model_file_name" }],
  "08-conda-out-of-memory.yaml": [
    { severity: "warning", rule: "mlflow-memory", line: "memory: 3Gi # enough for the model, not for conda" },
  ],
  "09-killed-while-starting.yaml": [{ severity: "warning", rule: "mlflow-startup-budget", line: "livenessProbe:" }],
  "10-late-liveness.yaml": [
    {
      severity: "hint",
      rule: "late-liveness-probe",
      line: "initialDelaySeconds: 600 # generous, for every start and in full",
    },
  ],
  "final.yaml": [],
} as const satisfies Readonly<Record<string, readonly DiaryFinding[]>>;

export type DiaryManifest = keyof typeof diaryFindings;

/** What the light bulb offers first; attempt 5 needs an address that only its author knows. */
export const diaryFirstFix: Readonly<Partial<Record<DiaryManifest, string>>> = {
  "01-duplicate-volume.yaml": "Delete the volume scorer-provision-location: the operator adds it",
  "02-initializer-without-model-uri.yaml": "Set MODEL_URI to the modelUri of scorer",
  "03-rclone-conf-nobody-reads.yaml": "Mount it at /etc/rclone/rclone.conf and set RCLONE_CONFIG to that path",
  "04-secret-without-remote.yaml":
    "Add RCLONE_CONFIG_S3_* keys to the Secret models-store that share the values of its AWS keys",
  "06-wrong-server.yaml": "Serve it with MLFLOW_SERVER",
  "07-unknown-parameter.yaml": "Remove the parameter model_file_name",
  "08-conda-out-of-memory.yaml": "Raise limits.memory to 8Gi",
  "09-killed-while-starting.yaml": "Add a startupProbe: 1200 s to start",
  "10-late-liveness.yaml": "Replace the delay by a startupProbe of 620 s",
};

export function readDiary(manifest: DiaryManifest): string {
  return readFileSync(path.join(diaryFolder, manifest), "utf8");
}

/** The Secret that the attempts take for granted, as the last of them has it. */
export const diarySecret: string = readDiary("final.yaml")
  .split(/^---$/mu)
  .filter(document => /^kind: Secret$/mu.test(document))
  .join("---");

/** Number of the line that reads `line` without its indentation, counted from 1; 0 where there is none. */
export function lineNumberOf(text: string, line: string): number {
  return text.split("\n").findIndex(candidate => candidate.trim() === line) + 1;
}

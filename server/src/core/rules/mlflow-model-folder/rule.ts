// MLFLOW_SERVER needs the folder that MLmodel lies in, which is neither that of the run nor the file itself (S23).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  FOREIGN_URI_SCHEMES,
  PRESET_RCLONE_REMOTES,
  RCLONE_BACKENDS,
  rcloneSources,
  stockServer,
  type ModelSource,
} from "../../model/index.ts";
import { storedModel } from "../../workspace/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const mlflowModelFolder = defineRule({
  id: "mlflow-model-folder",
  severity: "warning",
  title: "Require the folder with MLmodel as the model URI of MLFLOW_SERVER",
  why: "The server looks for `MLmodel` in the top folder of `modelUri` and nowhere else. MLflow puts it below the run, under the name that the model was logged with: `<experiment>/<run>/artifacts/model`. From further up the initializer copies everything without a complaint, and the server then stops with `FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/MLmodel'`. From `MLmodel` itself it copies that one file, without the model beside it.",
  remedy:
    "Write the folder that `MLmodel` lies in, as the run's page in MLflow shows it: `s3://<bucket>/<experiment>/<run>/artifacts/model`.",
  failureModes: ["S23"],
  messages: {
    artifacts: {
      text: "{uri} is where MLflow keeps all artifacts of a run, and the model lies in a folder below it. MLFLOW_SERVER finds no MLmodel there and stops. Append the name the model was logged with, mostly model.",
    },
    perhapsArtifacts: {
      text: "{uri} ends like the place where MLflow keeps all artifacts of a run. If it is one, the model lies in a folder below it, and MLFLOW_SERVER, which looks for MLmodel in the top folder only, stops. Append the name the model was logged with, mostly model.",
      severity: "information",
    },
    run: {
      text: "{uri} seems to end with a run's id. The model of a run lies further below, in artifacts and the name it was logged with; here MLFLOW_SERVER finds no MLmodel and stops. Append artifacts/model or the name that the model has.",
    },
    bucket: {
      text: "{uri} is a whole bucket: the initializer copies all of it, and MLFLOW_SERVER finds MLmodel only if it lies in the bucket's top folder. MLflow puts it below experiment and run. Write the folder that MLmodel lies in.",
      severity: "information",
    },
    file: {
      text: "{uri} is the file MLmodel, of which the initializer copies nothing but that file: the model and its environment beside it stay away, and MLFLOW_SERVER stops. Write the folder that it lies in.",
      severity: "error",
    },
  },
  check({ deployment, document, seldon, facts, report }) {
    for (const source of rcloneSources(deployment, seldon)) {
      const { unit, uri, text } = source;
      if (unit?.implementation !== "MLFLOW_SERVER" || !stockServer(unit, seldon) || /[<>{}$]/.test(text)) continue;
      // What the store holds is known better than guessed.
      if (storedModel(source, facts)) continue;
      const message = judge(source);
      if (message !== undefined)
        report({ at: uri, message, data: { uri: text }, fixes: [mend(document, source, message)] });
    }
  },
});

type Message = Parameters<
  DeploymentContext<"artifacts" | "perhapsArtifacts" | "run" | "bucket" | "file">["report"]
>[0]["message"];

/** As MLflow makes them: a UUID without its hyphens. */
const RUN_ID = /^[0-9a-f]{32}$/;

/** Since MLflow 3 a model may have a folder of its own beside the runs, in whose `artifacts` MLmodel does lie. */
const LOGGED_MODEL_ID = /^m-[0-9a-f]{32}$/;

function judge({ parsed, text }: ModelSource): Message | undefined {
  if (parsed.kind !== "remote" && parsed.kind !== "claim") return undefined;
  const folders = parsed.path.split("/").filter(Boolean);
  const [last = "", above = ""] = folders.toReversed();
  if (parsed.kind === "remote") {
    const remote = parsed.remote.toLowerCase();
    if (remote === "pvc" || FOREIGN_URI_SCHEMES.has(remote)) return undefined;
    if (folders.length === 1) return isStore(remote) ? "bucket" : undefined;
  }
  if (last === "MLmodel") return "file";
  if (last !== "artifacts") return RUN_ID.test(last) ? "run" : undefined;
  if (LOGGED_MODEL_ID.test(above)) return undefined;
  return RUN_ID.test(above) || /mlruns|mlflow/i.test(text) ? "artifacts" : "perhapsArtifacts";
}

/** A remote of another name may itself begin somewhere below a bucket. */
function isStore(remote: string): boolean {
  return PRESET_RCLONE_REMOTES.includes(remote) || RCLONE_BACKENDS.has(remote);
}

function mend(document: YamlDocument, { text, uri }: ModelSource, message: Message): FixProposal | undefined {
  const folder = text.trimEnd().replace(/\/+$/, "");
  switch (message) {
    case "bucket":
      return undefined;
    case "file":
      return fix(l10n.t("Cut MLmodel off"), setValue(document, uri, folder.replace(/\/+MLmodel$/, "")));
    default: {
      const missing = message === "run" ? "/artifacts/model" : "/model";
      return suggestion(
        l10n.t`Append ${missing} (put in the name your model has)`,
        setValue(document, uri, folder + missing),
      );
    }
  }
}

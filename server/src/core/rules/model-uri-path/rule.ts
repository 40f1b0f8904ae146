// A model URI names the folder whose contents the server finds in /mnt/models: not a file, an archive or a version (F01, F26, F33).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  FOREIGN_URI_SCHEMES,
  isTemplated,
  rcloneSources,
  stockServer,
  type ModelSource,
  type SeldonFacts,
} from "../../model/index.ts";
import { storedModel } from "../../workspace/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const modelUriPath = defineRule({
  id: "model-uri-path",
  severity: "warning",
  title: "Require model URIs that name the folder the server reads",
  why: "The initializer copies what `modelUri` names into `/mnt/models`, and the server looks for names of its own in there. A single file arrives under its old name, an archive stays an archive, and a version folder loses the level that TensorFlow and Triton look for. Stores have no folders, so a path that does not exist is just empty: the initializer logs `There was nothing to transfer`, ends with exit code 0, and the server then dies with `FileNotFoundError` or `No versions of servable … found under base path /mnt/models`.",
  remedy:
    "Write the folder that holds the files the server looks for; for Triton the repository above the model's folder, for TensorFlow the folder above the numbered versions. Unpack archives before you upload them.",
  failureModes: ["F01", "F26", "F33"],
  messages: {
    file: {
      text: "{uri} looks like a single file. The initializer copies it to /mnt/models/{file}, where {server} finds nothing: it looks for {wanted}. Write the folder, and save the model under a name the server looks for.",
    },
    archive: {
      text: "{uri} looks like an archive, which nobody unpacks: /mnt/models would hold {file} and nothing else. Upload the contents and write their folder.",
    },
    version: {
      text: 'The last part of {uri} is a version folder. {server} looks for versions below the folder it is given, so it finds none: "{symptom}". Leave the version out.',
    },
    blank: {
      text: "The URI has a blank at its {end}. It becomes part of the path, which is then empty: the initializer succeeds with nothing to transfer, and the server finds no model. Remove the blank.",
    },
    doubleSlash: {
      text: 'The path in {uri} has two slashes in a row. For an object store that is another path than with one, most likely an empty one: the initializer succeeds with "There was nothing to transfer", and the server finds no model.',
    },
  },
  check({ deployment, document, seldon, facts, report }) {
    for (const source of rcloneSources(deployment, seldon)) {
      const { text, uri } = source;
      if (isTemplated(text) || isInMlflow(source)) continue;
      const trimmed = text.trim();
      if (trimmed !== text && trimmed !== "") {
        const end = text.trimStart() === text ? "end" : "beginning";
        const fixes = [fix(l10n.t("Remove the blank"), setValue(document, uri, trimmed))];
        report({ at: uri, message: "blank", data: { end }, fixes });
        continue;
      }
      if (source.parsed.kind !== "path" && /[^:/]\/{2,}(?!$)/.test(text)) {
        const single = text.replaceAll(/([^:/])\/{2,}(?!$)/g, "$1/");
        const fixes = [suggestion(l10n.t("Write one slash"), setValue(document, uri, single))];
        report({ at: uri, message: "doubleSlash", data: { uri: text }, fixes });
        continue;
      }
      // What the store holds is known better than guessed.
      const slip = storedModel(source, facts) ? undefined : judge(source, seldon);
      if (slip) report({ at: uri, ...slip, fixes: [shorten(document, source, slip.folder)] });
    }
  },
});

/** Paths inside MLflow are none of a store; `model-uri-scheme` speaks of them. */
function isInMlflow({ parsed }: ModelSource): boolean {
  return parsed.kind === "remote" && FOREIGN_URI_SCHEMES.get(parsed.remote.toLowerCase()) === "mlflow";
}

const ARCHIVE = /\.(zip|tar|tgz|tar\.gz|tar\.bz2)$/i;
const FILE = /\.(joblib|pkl|pickle|bst|json|ubj|onnx|pt|pth|plan|h5|pb|graphdef)$/i;

interface Slip {
  readonly message: "file" | "archive" | "version";
  readonly data: Readonly<Record<string, string>>;
  /** The URI that was meant, where no doubt is left. */
  readonly folder: string | undefined;
}

function judge({ unit, text }: ModelSource, seldon: SeldonFacts): Slip | undefined {
  const server = unit?.implementation;
  const protocol = unit?.deployment.protocol;
  if (!unit || server === undefined || protocol === undefined || text.endsWith("/")) return undefined;
  const stock = stockServer(unit, seldon);
  if (!stock || stock.isOfCluster || !READ_FROM_FOLDER.has(server)) return undefined;
  const [file = "", ...above] = text.split("/").reverse();
  if (ARCHIVE.test(file)) return { message: "archive", data: { uri: text, file }, folder: undefined };
  if (server in VERSION_SYMPTOMS) return judgeVersion(server, text, [file, ...above]);
  const artifacts = stock.artifacts[protocol] ?? [];
  // MLflow's own file names are told from others by the rule on its folders.
  if (!FILE.test(file) || artifacts.includes(file) || (server === "MLFLOW_SERVER" && file === "model.pkl"))
    return undefined;
  const folder = server === "MLFLOW_SERVER" ? cut(text, 1) : undefined;
  return { message: "file", data: { uri: text, file, server, wanted: artifacts.join(l10n.t(" or ")) }, folder };
}

/** Servers whose files are looked for in the top folder, under names that are known. */
const READ_FROM_FOLDER: ReadonlySet<string> = new Set([
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "TENSORFLOW_SERVER",
  "TRITON_SERVER",
]);

const VERSION_SYMPTOMS: Readonly<Record<string, string>> = {
  TENSORFLOW_SERVER: "No versions of servable … found under base path /mnt/models",
  TRITON_SERVER: "Not loaded: No model version was found",
};

function judgeVersion(server: string, text: string, [file = "", folder = ""]: readonly string[]): Slip | undefined {
  const symptom = VERSION_SYMPTOMS[server] ?? "";
  const isFile = FILE.test(file);
  const version = isFile ? folder : file;
  // Triton's repository is two levels above its versions, TensorFlow's models are one.
  const levels = (isFile ? 1 : 0) + (server === "TRITON_SERVER" ? 2 : 1);
  if (/^\d+$/.test(version))
    return { message: "version", data: { uri: text, server, symptom }, folder: cut(text, levels) };
  const wanted = server === "TRITON_SERVER" ? "<model>/<version>/" : "<version>/saved_model.pb";
  return isFile ? { message: "file", data: { uri: text, file, server, wanted }, folder: undefined } : undefined;
}

/** The URI without its last parts; undefined where nothing but a bucket would be left. */
function cut(uri: string, levels: number): string | undefined {
  const shorter = uri.split("/").slice(0, -levels).join("/");
  return /^[^:]+:\/\/[^/]+\/[^/]/.test(shorter) ? shorter : undefined;
}

function shorten(document: YamlDocument, { uri }: ModelSource, folder: string | undefined): FixProposal | undefined {
  return folder === undefined
    ? undefined
    : suggestion(l10n.t`Shorten it to ${folder}`, setValue(document, uri, folder));
}

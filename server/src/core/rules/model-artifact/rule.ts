// What the object store holds under a model URI, against what the server looks for there (F01, S11, S23, F26).
import * as l10n from "@vscode/l10n";
import type { ArtifactFact } from "../../../../../schemas/src/index.ts";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { editDistance, rcloneSources, type ModelSource, type SeldonFacts } from "../../model/index.ts";
import { storedModel } from "../../workspace/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";
import { foldersWith, loadFailure, mayHold, otherServerFor, soughtModel, type SoughtModel } from "./judge-artifact.ts";

export const modelArtifact = defineRule({
  id: "model-artifact",
  severity: "warning",
  title: "Require a model in the store under the model URI",
  why: "Object stores have no folders: a path that is mistyped, or that names the run and not the model, is empty or holds other files, and nobody complains. The initializer logs `There was nothing to transfer`, ends with exit code 0, and the server then stops with `FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/MLmodel'`. Only a bucket that does not exist makes the initializer itself fail: `directory not found`, exit code 3.",
  remedy:
    "Write the folder that holds the files the server looks for. *Seldon: Check Model Artifact* looks into the store, and offers the folders that do hold a model.",
  failureModes: ["F01", "S11", "S23", "F26"],
  needs: ["artifact"],
  messages: {
    empty: {
      text: 'The store holds nothing under {uri}. The initializer succeeds all the same ("There was nothing to transfer"), and the server then finds no model.',
    },
    emptyThere: {
      text: 'The store holds nothing under {uri}. The initializer succeeds all the same ("There was nothing to transfer"), and the server then finds no model. {instead}.',
    },
    noBucket: {
      text: 'The store has no bucket of this name: the initializer fails with "directory not found", exit code 3. Create the bucket and upload the model, or write the bucket that has it.',
    },
    elsewhere: {
      text: "{uri} holds {held}, but not {wanted}, which {server} opens there: {symptom}. {instead}.",
    },
    missing: {
      text: "{uri} holds {held}, but not {wanted}, which {server} opens there: {symptom}. Write the folder of such a model, or choose the server that fits the files.",
    },
    file: {
      text: "{uri} is a single file. The initializer copies it to /mnt/models/{file}, where {server} finds no {wanted}. Write the folder of the model.",
    },
  },
  check({ deployment, document, seldon, facts, report }) {
    for (const source of rcloneSources(deployment, seldon)) {
      const stored = storedModel(source, facts);
      // Such a slip of the text has a rule of its own, whose fix is simpler.
      if (!stored || /^\s|\s$|[^:/]\/{2,}(?!$)/.test(source.text)) continue;
      const found = judge(source, stored, seldon);
      if (!found) continue;
      const fixes = found.instead.slice(0, MOST_OFFERS).map(uri => changeTo(document, source, uri));
      report({ at: source.uri, message: found.message, data: { uri: source.text, ...found.data }, fixes });
    }
  },
});

interface Judgement {
  readonly message: "empty" | "emptyThere" | "noBucket" | "elsewhere" | "missing" | "file";
  readonly data: Readonly<Record<string, string>>;
  /** URIs that do hold a model, the likeliest first. */
  readonly instead: readonly string[];
}

const MOST_OFFERS = 3;

function judge(source: ModelSource, stored: ArtifactFact, seldon: SeldonFacts): Judgement | undefined {
  const { unit } = source;
  const sought = unit && soughtModel(unit, seldon);
  switch (stored.seen) {
    case "no-bucket":
      return { message: "noBucket", data: {}, instead: [] };
    case "nothing": {
      const instead = modelsAround(sought, stored);
      const words = insteadWords(instead) || aroundWords(stored);
      return { message: words === "" ? "empty" : "emptyThere", data: { instead: words }, instead };
    }
    case "file":
      return sought && judgeFile(sought, stored);
    case "folder": {
      if (!unit || !sought || mayHold(sought, stored) || otherServerFor(unit, seldon, stored) !== undefined)
        return undefined;
      const instead = [...new Set([...modelsBelow(sought, stored), ...modelsAround(sought, stored)])];
      const [name = ""] = sought.words.split(" ");
      const data = {
        held: heldWords(stored),
        wanted: sought.words,
        server: sought.server,
        symptom: loadFailure(unit, name),
        instead: insteadWords(instead),
      };
      return { message: instead.length > 0 ? "elsewhere" : "missing", data, instead };
    }
  }
}

/** A single file under the name that the server looks for arrives where it is looked for (F26). */
function judgeFile(sought: SoughtModel, stored: ArtifactFact): Judgement | undefined {
  const [{ path: file } = { path: "" }] = stored.files;
  if (sought.isFoundAt(file) && file !== "MLmodel") return undefined;
  const data = { file, server: sought.server, wanted: file === "MLmodel" ? l10n.t("model beside it") : sought.words };
  return { message: "file", data, instead: modelsAround(sought, stored) };
}

function modelsBelow(sought: SoughtModel, { uri, files }: ArtifactFact): readonly string[] {
  return foldersWith(sought, files).map(folder => join(uri, folder));
}

/** Those that are written most like the URI come first: of a mistyped path the one that was meant. */
function modelsAround(sought: SoughtModel | undefined, { uri, around }: ArtifactFact): readonly string[] {
  if (!sought || !around) return [];
  const found = foldersWith(sought, around.files).map(folder => join(around.uri, folder));
  const distances = new Map(found.map(candidate => [candidate, editDistance(uri, candidate)]));
  return found.sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}

function join(uri: string, folder: string): string {
  const base = uri.replace(/\/+$/, "");
  return folder === "" ? base : `${base}/${folder}`;
}

function insteadWords(instead: readonly string[]): string {
  const [first] = instead;
  if (first === undefined) return "";
  if (instead.length === 1) return l10n.t`The store has a model in ${first}`;
  const shown = instead.slice(0, MOST_OFFERS).join(", ");
  const more = instead.length - MOST_OFFERS;
  return more > 0
    ? l10n.t`The store has models in ${shown} and ${more} more folders`
    : l10n.t`The store has models in ${shown}`;
}

function aroundWords({ around }: ArtifactFact): string {
  return around && around.files.length > 0 ? l10n.t`${around.uri} holds ${namesIn(around.files)}` : "";
}

function heldWords({ files }: ArtifactFact): string {
  return namesIn(files);
}

const MOST_NAMES = 4;

/** Names of the top level, folders with a slash. */
function namesIn(files: ArtifactFact["files"]): string {
  const names = [...new Set(files.map(({ path }) => /^[^/]*\/?/.exec(path)?.[0] ?? path))];
  const more = names.length > MOST_NAMES ? l10n.t` and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}

function changeTo(document: YamlDocument, { uri }: ModelSource, wanted: string): FixProposal | undefined {
  return suggestion(l10n.t`Change to ${wanted}`, setValue(document, uri, wanted));
}

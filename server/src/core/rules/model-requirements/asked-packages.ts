// What a model's environment asks for, with the place of each entry: conda.yaml, requirements.txt, MLmodel.
import type { PackageRequirement } from "../../../../../schemas/src/index.ts";
import { CONDA_KIND, MLMODEL_KIND } from "../../files/index.ts";
import { linesOf } from "../../files/blocks.ts";
import type { RuleContext } from "../../lint/rule.ts";
import type { Resource } from "../../model/index.ts";
import { condaPackage, pipPackage } from "../../workspace/environments.ts";
import { folderOf } from "../../workspace/folder.ts";
import type { Cursor, Range, YamlDocument } from "../../yaml/index.ts";

export interface AskedPackage extends PackageRequirement {
  readonly at: Cursor;
  /** Undefined where the cursor's own range will do. */
  readonly range: Range | undefined;
}

/** All that is asked for, in the order of the text. */
export function askedPackages({ kind, at }: Resource, document: YamlDocument): readonly AskedPackage[] {
  if (kind === CONDA_KIND) return condaEntries(at);
  if (kind === MLMODEL_KIND) return ofModel(at);
  return linesOf(document.text).flatMap(({ text, start }) =>
    pipPackage(text).map(found => {
      const from = start + text.length - text.trimStart().length;
      return { ...found, at, range: { start: from, end: start + text.replace(/\s*(#.*)?$/, "").length } };
    }),
  );
}

/** True for the environment of a model, rather than that of a project or of training: MLflow names it so, or `MLmodel` is beside it. */
export function isOfModel({
  resource,
  fileName,
  elsewhere,
}: Pick<RuleContext, "resource" | "fileName" | "elsewhere">): boolean {
  const { kind, at } = resource;
  if (kind === MLMODEL_KIND || (kind === CONDA_KIND && at.key("name").string() === "mlflow-env")) return true;
  return elsewhere({ kind: MLMODEL_KIND, name: folderOf(fileName ?? "") }).length > 0;
}

function condaEntries(at: Cursor): readonly AskedPackage[] {
  return at
    .key("dependencies")
    .items()
    .flatMap(item => {
      const text = item.string();
      if (text !== undefined) return condaPackage(text).map(found => ({ ...found, at: item, range: undefined }));
      return item
        .key("pip")
        .items()
        .flatMap(entry => pipPackage(entry.string() ?? "").map(found => ({ ...found, at: entry, range: undefined })));
    });
}

/** MLmodel names the versions that the model was saved with. */
function ofModel(root: Cursor): readonly AskedPackage[] {
  const versions = [
    { name: "mlflow", at: root.key("mlflow_version"), installer: "pip" },
    { name: "python", at: root.at("flavors", "python_function", "python_version"), installer: "conda" },
  ] as const;
  return versions.flatMap(({ name, at, installer }) => {
    const version = at.scalar?.text;
    return version === undefined || version === ""
      ? []
      : [{ name, specifier: `==${version}`, installer, at, range: undefined }];
  });
}
